using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Domain.Programme;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews;

// Reviews as /v1 shows them.

internal sealed record ApprovalView(string Name, DateTimeOffset At);

/// <summary>How many results came to what.</summary>
/// <param name="Marked">That somebody should look at.</param>
/// <param name="Exempted">By operators, with a reason.</param>
/// <param name="Overtaken">When it was published.</param>
internal sealed record ReviewCountsView(int Keeps, int Notice, int InGrace, int Demoted, int Marked, int Exempted, int Overtaken);

/// <param name="Operation">May be asked of this run by the reader; where it may not be now, why.</param>
internal sealed record ReviewActionView(string Operation, bool Allowed, RefusalView? Refusal);

/// <summary>A review run.</summary>
/// <param name="On">The day it is of: 1 January or 1 July.</param>
/// <param name="StoppedIn">Of a run that was stopped or failed: the phase in which.</param>
/// <param name="From">First day whose points count.</param>
/// <param name="To">Last day whose points count.</param>
/// <param name="Rules">Version of the level rules it weighs by.</param>
/// <param name="Done">Partners or keys the phase has dealt with, of <paramref name="Total"/>.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="Counts">Null in lists, and before anybody is weighed.</param>
/// <param name="Actions">Empty in lists.</param>
internal sealed record ReviewView(
    Guid Id, DateOnly On, bool Dry, ReviewState State, ReviewState? StoppedIn, DateOnly From, DateOnly To, string Rules, int ApprovalsNeeded, DateTimeOffset StartedAt, string StartedBy,
    DateOnly? PublishedOn, DateTimeOffset? FinishedAt, string? Reason, int Partners, int Keys, int Done, int Total, int? EtaSeconds,
    IReadOnlyList<ApprovalView> Approvals, ReviewCountsView? Counts, IReadOnlyList<ReviewActionView> Actions)
{
    public static ReviewView Of(ReviewRow run, DateTimeOffset now, IReadOnlyList<Approval> approvals, ReviewCountsView? counts, IReadOnlyList<ReviewActionView> actions) => new(
        run.Id, run.On, run.Dry, run.State, run.StoppedIn, run.Window.From, run.Window.To, run.Rules, run.ApprovalsNeeded, run.StartedAt, run.StartedBy, run.PublishedOn, run.FinishedAt, run.Reason,
        run.Partners, run.Keys, run.Done, run.Total, run.Eta(now), [.. approvals.Select(a => new ApprovalView(a.Name, a.At))], counts, actions);
}

internal sealed record MarkView(ReviewMark Mark, string Text);

internal sealed record ExemptionView(string Reason, string By, DateTimeOffset At);

/// <summary>What a review came to for a partner: a line of the comparison.</summary>
/// <param name="LevelBefore">As the rules call it; null for none.</param>
/// <param name="LevelAfter">By the review; where it was excepted or overtaken, the level stays.</param>
/// <param name="Required">Points its level asks for; null where none is held.</param>
/// <param name="Margin">Points above that, negative below it.</param>
/// <param name="Text">Why, in the reader's language.</param>
/// <param name="Effect">Null until it is published.</param>
internal sealed record ReviewResultView(
    Guid PartnerId, string PartnerName, ReviewOutcome Outcome, string? LevelBefore, string? LevelAfter, long Points, long? Required, long? Margin, string Text, IReadOnlyList<MarkView> Marks,
    ExemptionView? Exemption, ReviewEffect? Effect);

/// <param name="GraceUntil">Last day of grace, included.</param>
internal sealed record NoticeView(DateOnly GivenOn, DateOnly GraceUntil);

/// <summary>The record, run again just now.</summary>
/// <param name="Same">The same bytes.</param>
/// <param name="Hash">SHA-256 of the record with all its lines, in hexadecimal.</param>
internal sealed record ReplayView(bool Same, string Hash);

/// <summary>What came in after the review's snapshot and was weighed beside it, from a day.</summary>
/// <param name="On">From which it takes effect.</param>
/// <param name="By">Null for partners, as the reason is.</param>
/// <param name="EffectText">What it did.</param>
/// <param name="Text">Why, in the reader's language.</param>
/// <param name="Lines">That it counted and the review had not; the first 100.</param>
internal sealed record ReviewCorrectionView(
    int N, DateOnly On, DateTimeOffset At, string? By, string? Reason, CorrectionEffect Effect, string EffectText, ReviewOutcome Outcome, string? Level, long Points, string Text,
    IReadOnlyList<ReviewLineView> Lines, IReadOnlyList<CertificateView> Certificates, ReplayView Replay);

/// <summary>What no correction has counted yet, and whether it may be corrected now.</summary>
internal sealed record ReviewLateView(int Lines, long Points, int Certificates, bool Allowed, RefusalView? Refusal);

/// <summary>Everything a review decided a partner's level from (PP-8). Its lines are read page by page.</summary>
/// <param name="Lines">How many were counted.</param>
/// <param name="NoticeBefore">That the partner had when it was weighed.</param>
/// <param name="Corrections">Of the published result, which stays as it is.</param>
/// <param name="Late">For operators.</param>
internal sealed record ReviewRecordView(
    Guid RunId, DateOnly On, bool Dry, DateOnly From, DateOnly To, string Rules, DateOnly? PublishedOn, string Currency, ReviewResultView Result, IReadOnlyList<WeighedLevelView> Levels,
    IReadOnlyList<CertificateView> Certificates, NoticeView? NoticeBefore, IReadOnlyList<FlipView> Flips, int Lines, ReplayView Replay,
    IReadOnlyList<ReviewCorrectionView> Corrections, ReviewLateView? Late);

/// <summary>A line a review counted.</summary>
internal sealed record ReviewLineView(DateOnly CountsOn, long Points, PointCause Cause, string CauseText, string Text, PointOrderView? Order);

/// <summary>PP-7: what a key was on the day of a review, and what it gave.</summary>
/// <param name="Level">Of its partner, as the review found it.</param>
/// <param name="KeyVersion">Of its history: the facts it was judged by.</param>
/// <param name="Points">In the review's 12 months, from orders of this key.</param>
internal sealed record KeyReviewView(
    Guid RunId, DateOnly On, Guid? PartnerId, string? PartnerName, string? Level, KeyKind Kind, Edition Edition, int Size, DateOnly? LastDay, KeyStatus Status, Edition EffectiveEdition, int EffectiveSize,
    bool Support, KeyCompliance Compliance, int? Counted, int? MaxExtensions, long Points, int KeyVersion);

/// <summary>A whole review, run again from what it set down.</summary>
/// <param name="Different">Names of partners whose record came out otherwise; the first 20.</param>
/// <param name="Partners">In the snapshot; each has one result.</param>
internal sealed record ReviewCheckView(int Results, int Same, IReadOnlyList<string> Different, int Partners);
