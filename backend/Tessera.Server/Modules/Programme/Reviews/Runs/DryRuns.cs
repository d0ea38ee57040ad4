using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>
/// Dry runs are made to be looked at, and are forgotten after <see cref="ReviewConduct.DryRunDays"/> days. A review itself stays for ever: its
/// tables let nobody take a row of one.
/// </summary>
internal sealed class DryRuns([FromKeyedServices(ReviewsModule.Pool)] TenantDb db, Tenants tenants, TimeProvider clock)
{
    private const string Old = "SELECT run_id FROM review_run WHERE tenant_id = $1 AND dry AND started_at < $2 AND state NOT IN ('SNAPSHOT', 'WEIGHING', 'KEYS') ORDER BY run_id";

    /// <summary>One that somebody lets go on meanwhile stays until the next round.</summary>
    private const string Hold = "SELECT run_id FROM review_run WHERE tenant_id = $1 AND run_id = $2 AND dry AND state NOT IN ('SNAPSHOT', 'WEIGHING', 'KEYS') FOR UPDATE";

    private const string Lines = "DELETE FROM review_line WHERE tenant_id = $1 AND run_id = $2";
    private const string Certificates = "DELETE FROM review_certificate WHERE tenant_id = $1 AND run_id = $2";
    private const string Results = "DELETE FROM review_result WHERE tenant_id = $1 AND run_id = $2";
    private const string Partners = "DELETE FROM review_partner WHERE tenant_id = $1 AND run_id = $2";
    private const string Run = "DELETE FROM review_run WHERE tenant_id = $1 AND run_id = $2";

    /// <summary>A round over all programmes (listed cross-tenant read: ids of runs only), each run a transaction of its own.</summary>
    /// <returns>How many were forgotten.</returns>
    public async Task<int> ForgetAsync(CancellationToken ct)
    {
        var (before, forgotten) = (clock.GetUtcNow().AddDays(-ReviewConduct.DryRunDays), 0);
        foreach (var tenant in await tenants.AllAsync(ct))
            foreach (var run in await db.QueryAsync(tenant.Id, Sql.Of(Old, tenant.Id, before), r => r.GetGuid(0), ct))
                if (await db.TransactAsync(tenant.Id, transaction => ForgetAsync(transaction, tenant.Id, run, ct), ct)) forgotten++;
        return forgotten;
    }

    private static async Task<bool> ForgetAsync(TenantTransaction transaction, int tenant, Guid run, CancellationToken ct)
    {
        if (await transaction.QueryAsync(Sql.Of(Hold, tenant, run), r => r.GetGuid(0), ct) is []) return false;
        await transaction.WriteAsync([Sql.Of(Lines, tenant, run), Sql.Of(Certificates, tenant, run), Sql.Of(Results, tenant, run), Sql.Of(Partners, tenant, run), Sql.Of(Run, tenant, run)], ct);
        return true;
    }
}
