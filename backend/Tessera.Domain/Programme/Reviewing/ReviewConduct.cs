using System.Collections.Immutable;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Programme;

/// <summary>A review run as decisions about it see it.</summary>
/// <param name="StartedBy">Null: the clock.</param>
/// <param name="ApprovalsNeeded">As the tenant's rules asked for when it began.</param>
public sealed record ReviewRun(DateOnly On, bool Dry, ReviewState State, Guid? StartedBy, int ApprovalsNeeded, ImmutableArray<Guid> ApprovedBy)
{
    /// <summary>Somebody works on it, or will.</summary>
    public bool IsMoving => State is ReviewState.Snapshot or ReviewState.Weighing or ReviewState.Keys or ReviewState.Publishing;
}

/// <summary>
/// PP-8: who may do what with a review, and when. Whoever starts one never approves it; an application is nobody. Decided here: an exception
/// is granted before the first approval, so that everybody approves the same; a review missed by the clock is caught up for two weeks.
/// </summary>
public static class ReviewConduct
{
    public const int CatchUpDays = 14;

    /// <summary>How far back a dry run may look.</summary>
    private const int OldestYears = 3;

    private const string Rule = "PP-8";

    /// <summary>The review the clock starts today; null for none.</summary>
    public static DateOnly? Scheduled(DateOnly today) => today <= Review.Due(today).AddDays(CatchUpDays) ? Review.Due(today) : null;

    /// <summary>The day a run is of: the newest that has come; of a dry run the next, or any of the last years.</summary>
    public static DateOnly Day(DateOnly? asked, bool dry, DateOnly today) => asked ?? (dry ? Review.Next(today) : Review.Due(today));

    /// <summary>Null: it may begin.</summary>
    public static Refusal? Start(DateOnly? asked, bool dry, bool hasLevels, DateOnly today)
    {
        var on = Day(asked, dry, today);
        var (earliest, latest) = dry ? (Review.Due(today.AddYears(-OldestYears)), Review.Next(today)) : (Review.Due(today), Review.Due(today));
        return !hasLevels ? Refusal.Of(RefusalCodes.ReviewNoLevels, "PP-6")
            : !Review.IsDay(on) || on < earliest || on > latest
                ? Refusal.Of(RefusalCodes.ReviewDay, "PP-5", "on", ("earliest", Asked.Fact(earliest)), ("latest", Asked.Fact(latest)))
                : null;
    }

    /// <param name="application">A program, not a person.</param>
    public static Refusal? Approve(ReviewRun run, Guid who, bool application)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Dry ? No(RefusalCodes.ReviewDry)
            : run.State == ReviewState.Approved ? No(RefusalCodes.ReviewAlreadyApproved)
            : run.State != ReviewState.Compared ? No(RefusalCodes.ReviewNotCompared)
            : application ? No(RefusalCodes.ReviewNeedsPerson)
            : run.StartedBy == who ? No(RefusalCodes.ReviewOwnStart)
            : run.ApprovedBy.Contains(who) ? No(RefusalCodes.ReviewApprovedTwice)
            : null;
    }

    /// <summary>Where the run stands after one approval more.</summary>
    public static ReviewState AfterApproval(ReviewRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.ApprovedBy.Length + 1 >= run.ApprovalsNeeded ? ReviewState.Approved : ReviewState.Compared;
    }

    /// <summary>An exception for one partner.</summary>
    public static Refusal? Exempt(ReviewRun run, string? reason)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Dry ? No(RefusalCodes.ReviewDry)
            : run.State == ReviewState.Approved || !run.ApprovedBy.IsEmpty ? No(RefusalCodes.ReviewAlreadyApproved)
            : run.State != ReviewState.Compared ? No(RefusalCodes.ReviewNotCompared)
            : Bounds.Reason(reason);
    }

    public static Refusal? Publish(ReviewRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Dry ? No(RefusalCodes.ReviewDry)
            : run.State is ReviewState.Published or ReviewState.Publishing ? No(RefusalCodes.ReviewPublished)
            : run.State != ReviewState.Approved ? No(RefusalCodes.ReviewNotApproved)
            : null;
    }

    public static Refusal? Stop(ReviewRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.IsMoving ? null : No(RefusalCodes.ReviewNotRunning);
    }

    public static Refusal? Resume(ReviewRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.State is ReviewState.Stopped or ReviewState.Failed ? null : No(RefusalCodes.ReviewNotStopped);
    }

    /// <param name="run">The run.</param>
    /// <param name="published">It has begun to take effect.</param>
    /// <param name="reason">Why it is given up.</param>
    public static Refusal? Cancel(ReviewRun run, bool published, string? reason)
    {
        ArgumentNullException.ThrowIfNull(run);
        return published || run.State is ReviewState.Published or ReviewState.Publishing ? No(RefusalCodes.ReviewPublished)
            : run.State == ReviewState.Cancelled ? No(RefusalCodes.ReviewNotRunning)
            : run.IsMoving ? No(RefusalCodes.ReviewRunning)
            : Bounds.Reason(reason);
    }

    private static Refusal No(string code) => Refusal.Of(code, Rule);
}
