using Tessera.Platform.Events;
using Tessera.Platform.Jobs;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>Works on reviews in this process.</summary>
internal sealed class ReviewWorker(ReviewRunner runner, [FromKeyedServices(ReviewsModule.Pool)] TenantDb db, Tenants tenants, ChangeFeed feed, ILogger<ReviewWorker> logger)
    : LeasedWorker(new LeasedRuns(WantedKind, ReviewLease.Due, runner.RunAsync), db, tenants, feed, logger)
{
    public const string WantedKind = "review-wanted";

    /// <summary>Asks all workers, after commit.</summary>
    public static void Want(ChangeFeed feed, int tenant, Guid run) => Ask(feed, WantedKind, tenant, run);
}
