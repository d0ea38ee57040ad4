using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Tasks;

/// <summary>
/// Money received = applied + open credits + refunds, now: the ledger's sums, and whether the ledger says of every order what its payments,
/// lines, credits and refunds say (the same as I1 in tests/invariants.sql).
/// </summary>
internal static class CheckLedger
{
    private const string Sums = "SELECT currency, account, sum(amount_minor)::bigint FROM ledger_posting WHERE tenant_id = $1 GROUP BY currency, account ORDER BY currency";

    private const string Unbalanced = """
        WITH l AS (
          SELECT order_id, currency, sum(amount_minor) FILTER (WHERE account = 'RECEIVED') AS received, -sum(amount_minor) FILTER (WHERE account = 'REFUNDED') AS refunded,
                 -sum(amount_minor) FILTER (WHERE account = 'CREDIT') AS credit, sum(amount_minor) AS rest
          FROM ledger_posting WHERE tenant_id = $1 GROUP BY order_id, currency),
        p AS (
          SELECT p.order_id, coalesce(c.currency, p.currency) AS currency, sum(p.paid_minor) AS paid, sum(p.refunded_minor) AS refunded
          FROM payment p LEFT JOIN open_credit c ON c.tenant_id = p.tenant_id AND c.payment_id = p.payment_id AND c.line IS NULL WHERE p.tenant_id = $1 AND p.paid_minor > 0 GROUP BY 1, 2),
        o AS (
          SELECT order_id, currency, sum(amount) AS lies FROM (
            SELECT order_id, currency, amount_minor AS amount FROM open_credit WHERE tenant_id = $1 AND state IN ('OPEN', 'REFUNDING')
            UNION ALL SELECT l.order_id, s.currency, l.gross_minor FROM order_line l JOIN sales_order s ON s.tenant_id = l.tenant_id AND s.order_id = l.order_id
              WHERE l.tenant_id = $1 AND l.state = 'WAITING' AND s.state = 'PAID') AS each GROUP BY 1, 2)
        SELECT count(*) FROM l FULL JOIN p USING (order_id, currency) FULL JOIN o USING (order_id, currency)
        WHERE coalesce(l.rest, 0) <> 0 OR coalesce(l.received, 0) <> coalesce(p.paid, 0) OR coalesce(l.refunded, 0) <> coalesce(p.refunded, 0) OR coalesce(l.credit, 0) <> coalesce(o.lies, 0)
        """;

    internal sealed record LedgerSumsView(string Currency, long Received, long Applied, long Credit, long Refunded, long Difference);

    /// <param name="Unbalanced">Orders of which the ledger says something else than their payments, lines, credits and refunds.</param>
    internal sealed record LedgerCheckView(IReadOnlyList<LedgerSumsView> Currencies, long Unbalanced, bool Balanced);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/ledger/check", HandleAsync).Operation(nameof(CheckLedger)).WithName("checkLedger").Produces<LedgerCheckView>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var tenant = context.Caller().TenantId;
        var (postings, unbalanced) = await db.ReadAsync(tenant, [Sql.Of(Sums, tenant), Sql.Of(Unbalanced, tenant)], async (reader, token) =>
        {
            var sums = await TenantDb.RowsAsync(reader, Posting, token);
            await reader.NextResultAsync(token);
            return (sums, await reader.ReadAsync(token) ? reader.GetInt64(0) : 0);
        }, ct);
        var totals = Ledger.Totals(postings);
        return TypedResults.Ok(new LedgerCheckView(
            [.. totals.Select(t => new LedgerSumsView(t.Currency, t.Received, t.Applied, t.Credit, t.Refunded, t.Difference))], unbalanced, unbalanced == 0 && totals.All(t => t.Difference == 0)));
    }

    private static LedgerPosting Posting(NpgsqlDataReader r) => new(PaymentWords.Read<LedgerAccount>(r.GetString(1)), Guid.Empty, r.GetString(0), r.GetInt64(2));
}
