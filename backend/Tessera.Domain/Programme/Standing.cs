using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Programme;

/// <summary>One thing a level asks for: points (no path), or certified people of a path.</summary>
public sealed record Criterion(string? Path, long Required, long Actual)
{
    /// <summary>A sum below nothing counts as nothing.</summary>
    [JsonIgnore]
    public long Missing => Math.Max(0, Required - Math.Max(0, Actual));

    [JsonIgnore]
    public bool IsMet => Missing == 0;
}

/// <summary>A level, and how far its own criteria are met.</summary>
public sealed record WeighedLevel(string Code, string Name, decimal DiscountPercent, Criterion Points, ImmutableArray<Criterion> Certificates)
{
    [JsonIgnore]
    public bool IsMet => Points.IsMet && Certificates.All(one => one.IsMet);
}

/// <summary>Where a partner stands: PP-6 applied to the facts of a window by one version of the rules.</summary>
/// <param name="On">The day on which it is weighed: its rules hold.</param>
/// <param name="Rules">Id of the version.</param>
/// <param name="Levels">From the lowest to the highest.</param>
public sealed record Standing(DateOnly On, PointWindow Window, string Rules, long Points, string? Held, ImmutableArray<WeighedLevel> Levels)
{
    /// <summary>Position of the level held; -1 for none, or one these rules do not know.</summary>
    [JsonIgnore]
    public int HeldRank => RankOf(Held);

    /// <summary>The highest level whose own criteria are all met; -1 for none.</summary>
    [JsonIgnore]
    public int ReachedRank
    {
        get
        {
            for (var rank = Levels.Length - 1; rank >= 0; rank--)
            {
                if (Levels[rank].IsMet)
                {
                    return rank;
                }
            }

            return -1;
        }
    }

    [JsonIgnore]
    public WeighedLevel? Reached => ReachedRank < 0 ? null : Levels[ReachedRank];

    /// <summary>The first level above the one held; null at the top.</summary>
    [JsonIgnore]
    public WeighedLevel? Next => HeldRank + 1 < Levels.Length ? Levels[HeldRank + 1] : null;

    /// <summary>PP-5. The lowest level cannot be lost.</summary>
    [JsonIgnore]
    public bool IsBelow => HeldRank > 0 && ReachedRank < HeldRank;

    /// <summary>At once: the day's own order counts (PP-4). Null where the tenant has no levels.</summary>
    public static Standing? Today(ProgrammeFacts facts, ImmutableArray<RuleVersion<LevelTable>> rules, DateOnly today) =>
        rules.InForce(today) is { } version ? Weigh(facts, version, today, PointWindow.Through(today)) : null;

    /// <summary>As a review on that day weighs: up to the day before (PP-6).</summary>
    public static Standing? AtReview(ProgrammeFacts facts, ImmutableArray<RuleVersion<LevelTable>> rules, DateOnly day) =>
        rules.InForce(day) is { } version ? Weigh(facts, version, day, PointWindow.Before(day)) : null;

    /// <summary>Certificates count that hold on the window's last day.</summary>
    public static Standing Weigh(ProgrammeFacts facts, RuleVersion<LevelTable> rules, DateOnly on, PointWindow window)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(rules);
        var points = facts.In(window);
        return new Standing(on, window, rules.Id, points, rules.Value.Row(facts.Level)?.Code, [.. rules.Value.Rows.Select(Weighed)]);

        WeighedLevel Weighed(LevelRow row) => new(
            row.Code, row.Name, row.DiscountPercent, new Criterion(null, row.Points, points),
            [.. row.Certificates.Select(need => new Criterion(need.Path, need.Count, facts.Certified(need.Path, window.To)))]);
    }

    private int RankOf(string? code)
    {
        for (var rank = 0; rank < Levels.Length; rank++)
        {
            if (Levels[rank].Code == code)
            {
                return rank;
            }
        }

        return -1;
    }
}
