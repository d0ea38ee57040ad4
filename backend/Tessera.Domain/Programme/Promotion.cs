using System.Collections.Immutable;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Programme;

/// <summary>A level taken on, with everything it was decided from.</summary>
/// <param name="From">Code of the level held before; null for none.</param>
/// <param name="Name">As the rules of that day call it.</param>
public sealed record LevelChange(string? From, string To, string Name, LevelCause Cause, Standing Standing);

/// <summary>PP-4: a higher level takes effect with the order or certificate that reached it.</summary>
public static class Promotion
{
    /// <summary>Asked after every line of points and every certificate. Null: the level stays; it never falls here (PP-5).</summary>
    public static LevelChange? Of(ProgrammeFacts facts, ImmutableArray<RuleVersion<LevelTable>> rules, DateOnly today) =>
        Standing.Today(facts, rules, today) is { Reached: { } reached } standing && standing.ReachedRank > standing.HeldRank
            ? new LevelChange(standing.Held, reached.Code, reached.Name, LevelCause.Promotion, standing)
            : null;
}
