using System.Collections.Immutable;

namespace Tessera.Domain.Programme;

/// <summary>Which results people should look at, and why.</summary>
public static class ReviewMarks
{
    /// <summary>A result is narrow within this part of the points its level asks for.</summary>
    private const int NarrowPercent = 5;

    public static ImmutableArray<ReviewMark> Of(ReviewRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return [.. All(record)];
    }

    /// <summary>Points above what the level held asks for, negative below it; null where no level is held that the rules know.</summary>
    public static long? Margin(ReviewRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Standing.HeldRank < 0 ? null : record.Standing.Points - record.Standing.Levels[record.Standing.HeldRank].Points.Required;
    }

    private static IEnumerable<ReviewMark> All(ReviewRecord record)
    {
        var standing = record.Standing;
        if (record.Outcome == ReviewOutcome.Demoted)
        {
            yield return ReviewMark.LosesLevel;
        }

        if (standing.HeldRank > 0 && IsNarrow(standing.Levels[standing.HeldRank].Points) && record.Flips.Any(flip => flip.Points != 0 && flip.Certificates.IsEmpty))
        {
            yield return standing.IsBelow ? ReviewMark.NarrowlyBelow : ReviewMark.NarrowlyKept;
        }

        if (record.Inputs.Level is not null && standing.Held is null)
        {
            yield return ReviewMark.UnknownLevel;
        }

        if (standing.Points < 0)
        {
            yield return ReviewMark.PointsBelowNothing;
        }
    }

    private static bool IsNarrow(Criterion points) => Math.Abs(points.Actual - points.Required) <= points.Required * NarrowPercent / 100;
}
