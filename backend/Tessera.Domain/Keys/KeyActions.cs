using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>Whether an operation would be taken now, and if not, why. Permissions are not asked here.</summary>
public sealed record KeyAction(string Operation, Refusal? Refusal)
{
    public bool Allowed => Refusal is null;
}

public static class KeyActions
{
    private const string AnyReason = "?";

    /// <summary>Asks the decider itself, with the most modest form of each command. An activation is the device's to ask for.</summary>
    public static ImmutableArray<KeyAction> Of(Key key, RuleBook rules, DateOnly today, DateTimeOffset now, Actor? actor = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Known is not { } facts)
        {
            return [];
        }

        var actions = ImmutableArray.CreateBuilder<KeyAction>();
        foreach (var command in Modest(facts, rules, today))
        {
            var refusal = KeyDecider.Decide(command, key, rules, today, now, actor) is Decision.Refused refused ? refused.Refusal : null;
            actions.Add(new KeyAction(command.GetType().Name, refusal));
        }

        return actions.ToImmutable();
    }

    private static IEnumerable<KeyCommand> Modest(KeyFacts facts, RuleBook rules, DateOnly today)
    {
        var has = facts.PurchasedOn(today);
        var (next, smaller) = Neighbours(rules.Sold.For(facts.Kind), has.Size);
        var larger = next > has.Size ? (has.Edition, next) : (Higher(has.Edition), has.Size);
        var lower = smaller < has.Size ? (has.Edition, smaller) : (Lower(has.Edition), has.Size);
        var somebody = new PartnerId(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
        var number = LicenceNumber.FromRandom([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        var reach = today.AddDays(Bounds.FurthestGivenDays);
        yield return new KeyCommand.ReleaseKey(AnyReason);
        yield return new KeyCommand.ReportUsage(facts.Usage?.UsersAndExtensions ?? 0, facts.Usage?.SystemMailboxes ?? 0);
        yield return new KeyCommand.RenewKey(1);
        yield return new KeyCommand.RenewMaintenance(1);
        yield return new KeyCommand.ExtendDeadline(reach, AnyReason);
        yield return new KeyCommand.AssignKey(somebody);
        yield return new KeyCommand.ProposeTransfer(somebody);
        yield return new KeyCommand.AcceptTransfer();
        yield return new KeyCommand.DeclineTransfer(AnyReason);
        yield return new KeyCommand.ReissueKey(number, AnyReason);
        yield return new KeyCommand.TradeInKey(
            new KeyId(new Guid(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2])), number, SoldFrom(rules, has.Edition), AnnualFrom(rules, has.Size));
        yield return new KeyCommand.UpgradeKey(larger.Item1, larger.Item2);
        yield return new KeyCommand.DowngradeKey(lower.Item1, lower.Item2);
        yield return new KeyCommand.AcknowledgeOverLimit(AnyReason);
        yield return new KeyCommand.CloseKey(AnyReason);
    }

    private static (int Next, int Smaller) Neighbours(ImmutableArray<int> sizes, int size)
    {
        var next = size;
        var smaller = size;
        foreach (var candidate in sizes)
        {
            next = candidate > size && (next == size || candidate < next) ? candidate : next;
            smaller = candidate < size && (smaller == size || candidate > smaller) ? candidate : smaller;
        }

        return (next, smaller);
    }

    private static Edition Higher(Edition edition) => edition == Edition.Standard ? Edition.Professional : Edition.Enterprise;

    private static Edition Lower(Edition edition) => edition == Edition.Enterprise ? Edition.Professional : Edition.Standard;

    private static Edition SoldFrom(RuleBook rules, Edition edition) => rules.IsSold(edition) ? edition : Higher(edition);

    private static int AnnualFrom(RuleBook rules, int size)
    {
        foreach (var candidate in rules.Sold.Annual)
        {
            if (candidate >= size)
            {
                return candidate;
            }
        }

        return size;
    }
}
