using System.Globalization;
using Tessera.Domain.Keys;
using Tessera.Domain.Programme;

namespace Tessera.Domain.Explain;

/// <summary>Points, levels and reviews in words.</summary>
public static class ProgrammeTexts
{
    /// <summary>Why a line of points is there.</summary>
    public static string Line(PointCause cause, IReadOnlyDictionary<string, string> facts, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Get("points." + Word(cause), facts);
    }

    /// <summary>What kind of line it is.</summary>
    public static string Cause(PointCause cause, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Get("point-cause." + Word(cause));
    }

    /// <summary>Why a level came to be held.</summary>
    public static string Cause(LevelCause cause, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Get(cause switch
        {
            LevelCause.Promotion => "level-cause.PROMOTION",
            LevelCause.Review => "level-cause.REVIEW",
            _ => "level-cause.TAKEN",
        });
    }

    /// <summary>What a coming review would come to, in one sentence; null where no level is held.</summary>
    public static string? Outlook(ReviewRecord review, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(texts);
        if (review.Standing.HeldRank < 0)
        {
            return null;
        }

        var id = review.Outcome switch
        {
            ReviewOutcome.Keeps => "outlook.KEEPS",
            ReviewOutcome.Notice => "outlook.NOTICE",
            ReviewOutcome.InGrace => "outlook.IN_GRACE",
            _ => "outlook.DEMOTED",
        };
        return texts.Get(
            id, ("on", Asked.Fact(review.Inputs.On)), ("level", review.Standing.Levels[review.Standing.HeldRank].Name),
            ("after", review.Standing.Levels.FirstOrDefault(level => level.Code == review.LevelAfter)?.Name ?? ""),
            ("until", review.NoticeAfter is { } notice ? Asked.Fact(notice.GraceUntil) : ""));
    }

    /// <summary>PP-8: a change that would make a review come out the other way.</summary>
    public static string Flip(SmallestChange change, string level, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(texts);
        var loss = change.Points < 0 || change.Certificates.Any(need => need.Count < 0);
        var parts = change.Certificates.Select(need => texts.Get("flip.people", ("count", Math.Abs(need.Count).ToString(CultureInfo.InvariantCulture)), ("path", need.Path)));
        return texts.Get(
            loss ? "flip.less" : "flip.more",
            ("what", texts.List(change.Points == 0 ? parts : parts.Prepend(texts.Count("point", Math.Abs(change.Points))))), ("level", level));
    }

    private static string Word(PointCause cause) => cause switch
    {
        PointCause.Order => "ORDER",
        PointCause.Refund => "REFUND",
        PointCause.RefundUndone => "REFUND_UNDONE",
        PointCause.Correction => "CORRECTION",
        _ => "TURNOVER",
    };
}
