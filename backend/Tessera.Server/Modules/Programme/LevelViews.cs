using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Programme;

namespace Tessera.Server.Modules.Programme;

// Where a partner stands, as /v1 shows it.

/// <summary>The version of the level rules that weighs today.</summary>
/// <param name="Example">Its figures are invented, for the tenant to replace.</param>
internal sealed record LevelRulesView(string Version, string Rule, DateOnly EffectiveFrom, string Source, bool Example, string? Note);

internal sealed record CriterionView(long Required, long Actual, long Missing, bool Met);

/// <param name="Path">Of certificates; <see cref="Criterion"/> counts people, each once.</param>
internal sealed record CertificateCriterionView(string Path, long Required, long Actual, long Missing, bool Met);

/// <param name="Held">In force now.</param>
/// <param name="Met">All its own criteria are met.</param>
internal sealed record WeighedLevelView(string Code, string Name, decimal DiscountPercent, bool Held, bool Met, CriterionView Points, IReadOnlyList<CertificateCriterionView> Certificates)
{
    public static WeighedLevelView Of(WeighedLevel level, Standing standing) => new(
        level.Code, level.Name, level.DiscountPercent, level.Code == standing.Held, level.IsMet,
        new CriterionView(level.Points.Required, level.Points.Actual, level.Points.Missing, level.Points.IsMet),
        [.. level.Certificates.Select(one => new CertificateCriterionView(one.Path!, one.Required, one.Actual, one.Missing, one.IsMet))]);
}

/// <param name="From">First day whose points count today.</param>
/// <param name="To">Today: what is paid today counts at once (PP-4).</param>
/// <param name="Held">Code; null for none.</param>
/// <param name="Next">Code of the first level above; null at the top.</param>
/// <param name="Levels">From the lowest to the highest.</param>
internal sealed record StandingView(DateOnly From, DateOnly To, long Points, string? Held, string? Next, IReadOnlyList<WeighedLevelView> Levels);

/// <param name="Valid">Counts today.</param>
internal sealed record CertificateView(string Person, string Path, DateOnly From, DateOnly? Until, bool Valid);

/// <param name="Points">Of the window in which it was decided; null for the level the history begins with.</param>
internal sealed record LevelHistoryView(int N, DateOnly On, string? From, string Level, string Name, LevelCause Cause, string Text, long? Points);

/// <summary>PP-8: something that would make the review come out the other way.</summary>
internal sealed record FlipView(long Points, IReadOnlyList<CertificateFlipView> Certificates, string Text);

internal sealed record CertificateFlipView(string Path, int People);

/// <summary>What the next review would come to if nothing more were sold.</summary>
/// <param name="LastDay">Last day that counts for it.</param>
/// <param name="Points">Of today's that still count then.</param>
/// <param name="Leaving">Of today's that count no longer then.</param>
/// <param name="LevelAfter">Code.</param>
/// <param name="Text">In the reader's language; null where no level is held.</param>
internal sealed record NextReviewView(DateOnly On, DateOnly From, DateOnly LastDay, long Points, long Leaving, ReviewOutcome Outcome, string? LevelAfter, string? Text, IReadOnlyList<FlipView> Flips)
{
    /// <param name="counting">Points that count today.</param>
    public static NextReviewView Of(ReviewRecord review, long counting, Texts texts)
    {
        var standing = review.Standing;
        var held = standing.HeldRank < 0 ? "" : standing.Levels[standing.HeldRank].Name;
        return new NextReviewView(
            review.Inputs.On, standing.Window.From, standing.Window.To, standing.Points, counting - standing.Points, review.Outcome, review.LevelAfter, ProgrammeTexts.Outlook(review, texts),
            [.. review.Flips.Select(flip => new FlipView(flip.Points, [.. flip.Certificates.Select(need => new CertificateFlipView(need.Path, need.Count))], ProgrammeTexts.Flip(flip, held, texts)))]);
    }
}

/// <summary>A version of the rules that is published and does not hold yet, with what it means for this partner.</summary>
/// <param name="DiscountNow">Percent, of the level held.</param>
/// <param name="DiscountThen">Of the same level, by the rules to come.</param>
/// <param name="Missing">Points the level held would ask for beyond those that count today.</param>
/// <param name="Changes">Line by line, against the rules in force.</param>
/// <param name="Text">The effect in words.</param>
internal sealed record AnnouncedView(
    string Version, DateOnly EffectiveFrom, string? Note, decimal? DiscountNow, decimal? DiscountThen, long Missing, IReadOnlyList<Rules.LevelRuleChangeView> Changes, string Text)
{
    public static AnnouncedView? Of(ProgrammeFacts facts, ImmutableArray<RuleVersion<LevelTable>> rules, DateOnly today, Texts texts) => Announced.Of(facts, rules, today) is not { } to ? null : new(
        to.Version.Id, to.Version.EffectiveFrom, to.Version.Note, to.DiscountNow, to.DiscountThen, to.Then.HeldRank < 0 ? 0 : to.Then.Levels[to.Then.HeldRank].Points.Missing,
        Rules.LevelRuleChangeView.Between(rules.InForce(today)?.Value.Rows ?? [], to.Version.Value.Rows), ProgrammeTexts.Effect(to, texts));
}

/// <param name="Currency">A point is a whole unit of it.</param>
/// <param name="Standing">Null, as the rules and the next review are: the tenant has no levels.</param>
internal sealed record LevelView(
    Guid PartnerId, string PartnerName, DateOnly Today, string Currency, string? Level, LevelRulesView? Rules, StandingView? Standing, NextReviewView? NextReview, IReadOnlyList<CertificateView> Certificates,
    IReadOnlyList<LevelHistoryView> History, AnnouncedView? Announced);

internal sealed record PointOrderView(Guid Id, string Number);

/// <summary>One line of the ledger of points.</summary>
/// <param name="Counts">Within the window that counts today.</param>
/// <param name="Rule">PP-3.</param>
/// <param name="Text">Why it is there, in the reader's language.</param>
internal sealed record PointLineView(Guid Id, DateOnly CountsOn, long Points, bool Counts, PointCause Cause, string CauseText, string Rule, string Text, PointOrderView? Order, DateTimeOffset At, string Actor);
