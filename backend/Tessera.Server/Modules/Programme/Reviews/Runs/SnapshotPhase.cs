using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>
/// Sets down everything there is to weigh, in one statement and so as of one moment: a payment that is booked a moment later is the next
/// review's, whatever the run still has to do.
/// </summary>
internal static class SnapshotPhase
{
    private const string Take = """
        WITH partners AS (
          INSERT INTO review_partner (tenant_id, run_id, partner_id, name, level, notice_level, notice_given, grace_until)
          SELECT $1, $2, p.partner_id, p.name, p.level, n.level, n.given_on, n.grace_until
          FROM partner p LEFT JOIN level_notice n ON n.tenant_id = p.tenant_id AND n.partner_id = p.partner_id WHERE p.tenant_id = $1
          RETURNING 1
        ), lines AS (
          INSERT INTO review_line (tenant_id, run_id, partner_id, counts_on, reference, points, order_id)
          SELECT $1, $2, partner_id, counts_on, reference, points, order_id FROM point_line WHERE tenant_id = $1 AND counts_on BETWEEN $3 AND $4
        ), certificates AS (
          INSERT INTO review_certificate (tenant_id, run_id, partner_id, certificate_id, membership_id, name, path, from_day, until_day)
          SELECT $1, $2, m.partner_id, c.certificate_id, m.membership_id, m.name, c.path, c.from_day, c.until_day
          FROM certificate c JOIN membership m ON m.tenant_id = c.tenant_id AND m.membership_id = c.membership_id
          WHERE c.tenant_id = $1 AND c.from_day <= $4 AND (c.until_day IS NULL OR c.until_day >= $4) AND m.partner_id IS NOT NULL AND m.disabled_at IS NULL
        )
        UPDATE review_run SET partners = (SELECT count(*) FROM partners), keys = (SELECT count(*) FROM licence_key WHERE tenant_id = $1) WHERE tenant_id = $1 AND run_id = $2
        """;

    public static async Task<ReviewPage> TakeAsync(ReviewWork work, CancellationToken ct)
    {
        await work.Transaction.WriteAsync([Sql.Of(Take, work.Tenant.Id, work.Run.Id, work.Run.Window.From, work.Run.Window.To)], ct);
        return ReviewPage.Over;
    }
}
