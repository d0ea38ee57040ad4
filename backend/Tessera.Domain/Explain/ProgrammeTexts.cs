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
            LevelCause.Correction => "level-cause.CORRECTION",
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

    /// <summary>What a review came to, in one or two sentences.</summary>
    public static string Verdict(ReviewRecord review, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(texts);
        var standing = review.Standing;
        var held = standing.HeldRank < 0 ? null : standing.Levels[standing.HeldRank];
        var id = held is null ? "verdict.none" : review.Outcome switch
        {
            ReviewOutcome.Notice => "verdict.NOTICE",
            ReviewOutcome.InGrace => "verdict.IN_GRACE",
            ReviewOutcome.Demoted => "verdict.DEMOTED",
            _ => standing.HeldRank == 0 ? "verdict.KEEPS.lowest" : "verdict.KEEPS",
        };
        var text = texts.Get(
            id, ("level", held?.Name ?? ""), ("points", Whole(standing.Points)), ("required", Whole(held?.Points.Required ?? 0)),
            ("after", standing.Levels.FirstOrDefault(level => level.Code == review.LevelAfter)?.Name ?? ""),
            ("until", review.NoticeAfter is { } notice ? Asked.Fact(notice.GraceUntil) : ""));
        var missing = held?.Certificates.Where(one => !one.IsMet).Select(one => texts.Get("flip.people", ("count", Whole(one.Missing)), ("path", one.Path!))).ToArray() ?? [];
        return missing.Length == 0 ? text : text + " " + texts.Get("verdict.people", ("people", texts.List(missing)));
    }

    /// <summary>Why somebody should look at a result.</summary>
    public static string Mark(ReviewMark mark, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Get(mark switch
        {
            ReviewMark.LosesLevel => "review-mark.LOSES_LEVEL",
            ReviewMark.NarrowlyBelow => "review-mark.NARROWLY_BELOW",
            ReviewMark.NarrowlyKept => "review-mark.NARROWLY_KEPT",
            ReviewMark.UnknownLevel => "review-mark.UNKNOWN_LEVEL",
            _ => "review-mark.POINTS_BELOW_NOTHING",
        });
    }

    /// <summary>What a correction did.</summary>
    public static string Effect(CorrectionEffect effect, ReviewRecord record, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(texts);
        var level = ("level", record.Standing.HeldRank < 0 ? "" : record.Standing.Levels[record.Standing.HeldRank].Name);
        return effect == CorrectionEffect.LevelRestored ? texts.Get("correction.LEVEL_RESTORED", level) : texts.Get("correction.NOTICE_WITHDRAWN", level);
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What an announced version of the level rules means for a partner as it stands.</summary>
    public static string Effect(Announced announced, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(announced);
        ArgumentNullException.ThrowIfNull(texts);
        var then = announced.Then;
        var on = ("on", Asked.Fact(announced.Version.EffectiveFrom));
        if (then.HeldRank < 0)
        {
            return texts.Get("announced.NONE", on);
        }

        var held = then.Levels[then.HeldRank];
        var discount = announced.DiscountNow == announced.DiscountThen
            ? texts.Get("announced.discount.same", ("now", Percent(announced.DiscountNow)))
            : texts.Get("announced.discount.moves", ("now", Percent(announced.DiscountNow)), ("then", Percent(announced.DiscountThen)));
        var standing = then.IsBelow
            ? texts.Get("announced.BELOW", on, ("level", held.Name), ("missing", texts.Count("point", held.Points.Missing)))
            : texts.Get("announced.KEEPS", on, ("level", held.Name));
        return $"{standing} {discount}";

        static string Percent(decimal? percent) => (percent ?? 0).ToString(CultureInfo.InvariantCulture);
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
