using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews.Commands;

/// <summary>
/// Begins a review, for an operator or for the clock. However many begin the same one at once, in however many processes: the database
/// lets one of them in.
/// </summary>
internal sealed class ReviewOpening(TenantDb db, Tenants tenants, ChangeFeed feed, TimeProvider clock)
{
    private const string Begin = """
        INSERT INTO review_run (tenant_id, run_id, on_day, dry, state, window_from, window_to, rules, rule_revision, approvals_needed, started_at, started_by, starter_id, phase_started_at)
        VALUES ($1, $2, $3, $4, 'SNAPSHOT', $5, $6, $7, $8, $9, $10, $11, $12, $10) ON CONFLICT DO NOTHING
        """;

    /// <summary>Whoever withdraws announced level rules waits, and is waited for: a run begins with rules that stand.</summary>
    private const string HoldRules = "SELECT tenant_id FROM level_draft WHERE tenant_id = $1 FOR SHARE";

    private const string There = "SELECT EXISTS (SELECT FROM review_run WHERE tenant_id = $1 AND on_day = $2 AND NOT dry AND state <> 'CANCELLED')";
    private const string Ever = "SELECT EXISTS (SELECT FROM review_run WHERE tenant_id = $1 AND on_day = $2 AND NOT dry)";

    /// <summary>In the caller's transaction; announce and want it after commit. No day: the one that is due, of a dry run the next.</summary>
    public async Task<(Guid Id, Refusal? Refusal)> OpenAsync(TenantTransaction transaction, Tenant tenant, (DateOnly? Day, bool Dry) asked, AuditActor by, DateTimeOffset now, CancellationToken ct)
    {
        await transaction.QueryAsync(Sql.Of(HoldRules, tenant.Id), r => r.GetInt32(0), ct);
        var published = await RuleBookRows.NewestAsync(transaction, tenant.Id, ct);
        var today = tenant.DayOf(now);
        var on = ReviewConduct.Day(asked.Day, asked.Dry, today);
        var levels = published.Book.Levels.InForce(on);
        if (ReviewConduct.Start(asked.Day, asked.Dry, levels is not null, today) is { } refusal) return (default, refusal);
        var (id, window) = (Guid.CreateVersion7(now), PointWindow.Before(on));
        var begun = await transaction.WriteAsync(
            [
                Sql.Of(
                    Begin, tenant.Id, id, on, asked.Dry, window.From, window.To, levels!.Id, published.Revision, published.Book.IsOn(Switch.TwoApproveReviews) ? 2 : 1, now, by.Name, Optional.Id(by.Id)),
            ],
            ct);
        if (begun == 0)
        {
            var exists = !asked.Dry && await transaction.QueryAsync(Sql.Of(There, tenant.Id, on), r => r.GetBoolean(0), ct) is [true];
            return (default, exists ? Refusal.Of(RefusalCodes.ReviewExists, "PP-5", null, ("on", Day(on))) : Refusal.Of(RefusalCodes.ReviewRunning, "PP-8"));
        }

        await transaction.WriteAsync(
            [AuditTrail.Add(tenant.Id, by, now, new AuditRow(nameof(StartReview), "review", id, Day(on), AuditTrail.Changes(("dry", null, asked.Dry), ("rules", null, levels.Id))))], ct);
        return (id, null);
    }

    /// <summary>
    /// Every programme whose day has come (listed cross-tenant read: days of runs only). One that an operator gave up stays given up; one that
    /// another review stands in the way of is asked for again the next time.
    /// </summary>
    public async Task ByTheClockAsync(CancellationToken ct)
    {
        foreach (var tenant in await tenants.AllAsync(ct))
        {
            var now = clock.GetUtcNow();
            if (ReviewConduct.Scheduled(tenant.DayOf(now)) is not { } on) continue;
            if (await db.FirstAsync(tenant.Id, Sql.Of(Ever, tenant.Id, on), r => r.GetBoolean(0), ct)) continue;
            var (id, refusal) = await db.TransactAsync(tenant.Id, transaction => OpenAsync(transaction, tenant, (on, false), Clock(tenant), now, ct), ct);
            if (refusal is null) ReviewWorker.Want(feed, tenant.Id, id);
        }
    }

    private static string Day(DateOnly on) => on.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static AuditActor Clock(Tenant tenant) => new(tenant.Name, null, null, "schedule", null);
}
