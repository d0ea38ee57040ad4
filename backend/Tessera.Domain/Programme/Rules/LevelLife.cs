using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Programme;

/// <summary>
/// A partner's levels as they would have gone under some rules: up with what is sold and certified (PP-4), down by review, notice and grace
/// alone (PP-5). Told day by day, forward; every step is the product's own decision.
/// </summary>
internal sealed class LevelLife(PartnerId partner, string? begins, ImmutableArray<HeldCertificate> certificates, ImmutableArray<RuleVersion<LevelTable>> rules)
{
    private string? _level = begins;
    private Notice? _notice;

    /// <summary>As the rules of a day know the level; null where they do not.</summary>
    public LevelRow? On(DateOnly day) => rules.InForce(day)?.Value.Row(_level);

    /// <param name="day">Of the review.</param>
    /// <param name="lines">Sums of days; those of the window count.</param>
    public void Review(DateOnly day, ImmutableArray<CountedPoints> lines)
    {
        if (Programme.Review.Decide(new ReviewInputs(partner, day, _level, _notice, lines, certificates), rules) is { } record)
        {
            (_level, _notice) = (record.LevelAfter, record.NoticeAfter);
        }
    }

    /// <summary>Something was sold, taken back or certified.</summary>
    /// <param name="day">On which it counts.</param>
    /// <param name="points">Of the twelve months through the day, it included.</param>
    public void Happened(DateOnly day, long points)
    {
        if (MayRise(day, points) && Promotion.Of(new ProgrammeFacts(_level, [new CountedPoints(day, points)], certificates), rules, day) is { } change)
        {
            _level = change.To;
        }
    }

    /// <summary>Whether weighing can come to anything: most days no higher level is in reach by its points.</summary>
    private bool MayRise(DateOnly day, long points)
    {
        if (rules.InForce(day)?.Value is not { } table)
        {
            return false;
        }

        var held = table.Row(_level);
        for (var rank = table.Rows.Length - 1; rank >= 0 && table.Rows[rank] != held; rank--)
        {
            if (table.Rows[rank].Points <= Math.Max(0, points))
            {
                return true;
            }
        }

        return false;
    }
}
