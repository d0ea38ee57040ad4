using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

[JsonConverter(typeof(ScreamingSnake<KeyDateKind>))]
public enum KeyDateKind
{
    Expiry,
    WindowEnd,
    CohortDeadline,
    PolicyDate,
    ExtendedDeadline,
    EndOfLife,
    TrialEnd,
    Closing,
}

/// <summary>A day that matters to a key. Text: <c>date.{kind}</c> with the fact <c>date</c>.</summary>
/// <param name="Binding">XP-7: the one deadline that decides; also true for dates outside the policy that will certainly come.</param>
/// <param name="Provisional">XP-9: from a provisional calendar.</param>
public sealed record KeyDate(KeyDateKind Kind, DateOnly Date, bool Binding, string Rule, string RuleVersion, bool Provisional = false);

public static class KeyDates
{
    /// <summary>Every date worth showing as known on a day, ascending.</summary>
    public static ImmutableArray<KeyDate> Of(Key key, RuleBook rules, DateOnly day) => [];
}
