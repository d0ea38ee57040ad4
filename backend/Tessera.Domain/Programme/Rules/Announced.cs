using System.Collections.Immutable;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Programme;

/// <summary>A version that is published and does not hold yet, and what it would mean for a partner as it stands.</summary>
/// <param name="Then">The points and people of today, weighed by the version to come.</param>
/// <param name="DiscountNow">Of the level held, by the rules in force; null where none is held.</param>
/// <param name="DiscountThen">Of the same level by the version to come.</param>
public sealed record Announced(RuleVersion<LevelTable> Version, Standing Then, decimal? DiscountNow, decimal? DiscountThen)
{
    /// <summary>The next one to come; null where none is announced.</summary>
    public static RuleVersion<LevelTable>? Next(ImmutableArray<RuleVersion<LevelTable>> rules, DateOnly today) =>
        rules.Where(version => version.Status == RuleStatus.Final && version.EffectiveFrom > today && version != rules.InForce(today)).OrderBy(version => version.EffectiveFrom).FirstOrDefault();

    /// <inheritdoc cref="Next"/>
    public static Announced? Of(ProgrammeFacts facts, ImmutableArray<RuleVersion<LevelTable>> rules, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Next(rules, today) is { } next
            ? new Announced(
                next, Standing.Weigh(facts, next, next.EffectiveFrom, PointWindow.Through(today)), rules.InForce(today)?.Value.Row(facts.Level)?.DiscountPercent, next.Value.Row(facts.Level)?.DiscountPercent)
            : null;
    }
}
