using System.Collections.Immutable;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>
/// Takes a run through its phases, a page at a time: what a page writes and the place the next one begins at are one transaction. Whoever
/// comes after a stop or a crash goes on there; nothing is counted or published twice.
/// </summary>
internal sealed partial class ReviewRunner(TenantDb db, Tenants tenants, ReviewWorld world, TimeProvider clock, ILogger<ReviewRunner> logger)
{
    private const string BookOf = "SELECT body::text FROM rule_book WHERE tenant_id = $1 AND revision = $2";

    private readonly PublishingPhase _publishing = new(world.Rules, new ReviewMails(world.PublicUrl));

    private enum Step
    {
        Next,
        Rested,
        Lost,
    }

    /// <summary>Works on the run until it rests; false where somebody else does, or nobody need.</summary>
    public async Task<bool> RunAsync(int tenant, Guid run, CancellationToken ct)
    {
        if (await ReviewLease.TakeAsync(db, tenant, run, ct) is not { } lease) return false;
        try
        {
            await WorkAsync(lease, ct);
        }
        catch (Exception error) when (error is NpgsqlException { IsTransient: true } or TimeoutException or IOException || error is OperationCanceledException && ct.IsCancellationRequested)
        {
            Log.Interrupted(logger, run, error.Message);
            await ReleaseAsync(lease);
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, run);
            await db.WriteAsync(tenant, [lease.Rest(ReviewState.Failed, null, "INTERNAL")], CancellationToken.None);
            await AnnounceAsync(lease, CancellationToken.None);
        }

        return true;
    }

    private async Task WorkAsync(ReviewLease lease, CancellationToken ct)
    {
        var tenant = await tenants.GetAsync(lease.Tenant, ct);
        var book = RuleBooks.Read((await db.FirstAsync(lease.Tenant, Sql.Of(BookOf, lease.Tenant, lease.Run.RuleRevision), r => r.GetString(0), ct))!);
        var (place, keys) = (new Place(lease.Run.State, lease.Run.Reached, lease.Run.Done), new KeysPhase(db));
        while (true)
        {
            var (step, next) = await StepAsync(lease, (tenant, book.Levels, keys), place, ct);
            if (step == Step.Lost) return;
            if (step == Step.Rested || next.State != place.State) lease = lease with { Run = await AnnounceAsync(lease, ct) ?? lease.Run };
            if (step == Step.Rested) return;
            place = next;
        }
    }

    /// <summary>One page, or the end of a phase.</summary>
    private async Task<(Step Step, Place Place)> StepAsync(ReviewLease lease, (Tenant Tenant, ImmutableArray<RuleVersion<LevelTable>> Levels, KeysPhase Keys) work, Place place, CancellationToken ct)
    {
        var page = ReviewPage.Over;
        var next = place;
        var step = await db.TransactAsync(lease.Tenant, async transaction =>
        {
            var now = clock.GetUtcNow();
            if (await lease.HoldAsync(transaction, place.State, place.Reached, ct) is not { } stop) return Step.Lost;
            if (stop)
            {
                await transaction.WriteAsync([lease.Rest(ReviewState.Stopped, null)], ct);
                return Step.Rested;
            }

            page = await PageAsync(place.State, work.Keys, new ReviewWork(transaction, work.Tenant, lease.Run, work.Levels, place.Reached, now), ct);
            if (page.Last is { } last)
            {
                next = place with { Reached = last, Done = place.Done + page.Count };
                await transaction.WriteAsync([lease.Keep(next.Done, last)], ct);
                return Step.Next;
            }

            next = new Place(After(place.State), null, 0);
            if (next.State is not (ReviewState.Compared or ReviewState.Published))
            {
                await transaction.WriteAsync([lease.Enter(next.State, now)], ct);
                return Step.Next;
            }

            await transaction.WriteAsync([lease.Rest(next.State, next.State == ReviewState.Published || lease.Run.Dry ? now : null)], ct);
            return Step.Rested;
        }, ct);
        if (step == Step.Next && page.Last is not null) Tell(lease, next, page);
        return (step, next);
    }

    private Task<ReviewPage> PageAsync(ReviewState state, KeysPhase keys, ReviewWork work, CancellationToken ct) => state switch
    {
        ReviewState.Snapshot => SnapshotPhase.TakeAsync(work, ct),
        ReviewState.Weighing => WeighingPhase.WeighAsync(work, ct),
        ReviewState.Keys => keys.RecordAsync(work, ct),
        _ => _publishing.PublishAsync(work, ct),
    };

    private static ReviewState After(ReviewState state) => state switch
    {
        ReviewState.Snapshot => ReviewState.Weighing,
        ReviewState.Weighing => ReviewState.Keys,
        ReviewState.Keys => ReviewState.Compared,
        _ => ReviewState.Published,
    };

    private void Tell(ReviewLease lease, Place place, ReviewPage page)
    {
        var run = lease.Run with { State = place.State, Done = place.Done };
        world.Feed.Publish(run.Told(lease.Tenant));
        foreach (var partner in page.Moved) world.Feed.Publish(new Change(lease.Tenant, PointBook.ChangeKind, partner, 0, [partner]));
        if (page.Mails > 0) world.Bell.Ring(lease.Tenant);
    }

    private async Task<ReviewRow?> AnnounceAsync(ReviewLease lease, CancellationToken ct)
    {
        var run = await db.FirstAsync(lease.Tenant, ReviewRow.ById(lease.Tenant, lease.Run.Id), ReviewRow.Read, ct);
        if (run is not null) world.Feed.Publish(run.Told(lease.Tenant));
        return run;
    }

    private async Task ReleaseAsync(ReviewLease lease)
    {
        try
        {
            await db.WriteAsync(lease.Tenant, [lease.Release()], CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            Log.Interrupted(logger, lease.Run.Id, error.Message);
        }
    }

    /// <summary>Where a worker stands in a run.</summary>
    private sealed record Place(ReviewState State, Guid? Reached, int Done);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Review {Run} was interrupted ({Reason}); it goes on where it was")]
        public static partial void Interrupted(ILogger logger, Guid run, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "Review {Run} failed")]
        public static partial void Failed(ILogger logger, Exception error, Guid run);
    }
}
