using System.Collections.Immutable;
using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Orders;

/// <summary>XP-3: which keys go on only after an acknowledgement. It is kept on the key, by <see cref="KeyCommand.AcknowledgeOverLimit"/>.</summary>
public static class Acknowledging
{
    /// <summary>Those of <paramref name="keys"/> whose renewal today would wait for one.</summary>
    public static ImmutableArray<KeyId> Needed(IEnumerable<KeyFacts> keys, RuleBook rules, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return [.. keys.Where(key => Of(key, rules, today) == AcknowledgementNeed.Required).Select(key => key.Id)];
    }

    public static AcknowledgementNeed Of(KeyFacts key, RuleBook rules, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(key);
        var asked = new Asked(rules, today, default, null);
        return Waits(key, asked) ? AcknowledgementNeed.Required
            : key.AcknowledgementOpen && Waits(key with { AcknowledgementOpen = false }, asked) ? AcknowledgementNeed.Given
            : AcknowledgementNeed.None;
    }

    /// <summary>The key as it would be once acknowledged, to see what a renewal would then do.</summary>
    internal static KeyFacts AsIfGiven(KeyFacts key, Refusal waits, DateOnly today) => key with
    {
        AcknowledgementOpen = true,
        Acknowledgements = key.Acknowledgements.Add(new Acknowledgement(today, default, "", Number(waits, "counted"), Number(waits, "max"), "", "")),
    };

    private static bool Waits(KeyFacts key, Asked asked) => Measuring.BlocksRenewal(key, asked)?.Code == RefusalCodes.OverLimitNotAcknowledged;

    private static int Number(Refusal refusal, string fact) => int.Parse(refusal.Facts[fact], CultureInfo.InvariantCulture);
}
