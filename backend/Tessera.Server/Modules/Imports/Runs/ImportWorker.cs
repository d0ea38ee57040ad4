using Tessera.Platform.Events;
using Tessera.Platform.Jobs;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Imports.Runs;

/// <summary>Works on imports in this process.</summary>
internal sealed class ImportWorker(ImportRunner runner, [FromKeyedServices(ImportsModule.Pool)] TenantDb db, Tenants tenants, ChangeFeed feed, ILogger<ImportWorker> logger)
    : LeasedWorker(new LeasedRuns(WantedKind, RunLease.Due, runner.RunAsync), db, tenants, feed, logger)
{
    public const string WantedKind = "import-wanted";

    /// <summary>Asks all workers, after commit.</summary>
    public static void Want(ChangeFeed feed, int tenant, Guid run) => Ask(feed, WantedKind, tenant, run);
}
