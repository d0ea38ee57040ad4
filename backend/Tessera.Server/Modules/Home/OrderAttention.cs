using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Home;

/// <summary>What the order path leaves for somebody to do: short ranges of partial indexes, never more than a thousand rows of one.</summary>
internal static class OrderAttention
{
    private const int ExpiringDays = 7;

    private const string Counted = "SELECT currency, count(*), coalesce(sum(minor), 0)::bigint FROM bounded GROUP BY 1";
    private const string Quotes = "WITH bounded AS MATERIALIZED (SELECT currency, gross_minor AS minor FROM quote WHERE tenant_id = $1";
    private const string ViewedOfAll = $"{Quotes} AND state = 'VIEWED' AND valid_until >= $2 LIMIT 1001) {Counted}";
    private const string ViewedOfPartner = $"{Quotes} AND state = 'VIEWED' AND valid_until >= $2 AND partner_id = $3 LIMIT 1001) {Counted}";
    private const string ExpiringOfAll = $"{Quotes} AND state IN ('SENT', 'VIEWED', 'ACCEPTED') AND valid_until >= $2 AND valid_until <= $3 LIMIT 1001) {Counted}";
    private const string ExpiringOfPartner = $"{Quotes} AND state IN ('SENT', 'VIEWED', 'ACCEPTED') AND valid_until >= $2 AND valid_until <= $3 AND partner_id = $4 LIMIT 1001) {Counted}";
    private const string Credits = $"WITH bounded AS MATERIALIZED (SELECT currency, amount_minor AS minor FROM open_credit WHERE tenant_id = $1 AND state = 'OPEN' LIMIT 1001) {Counted}";
    private const string Disputes = $"WITH bounded AS MATERIALIZED (SELECT currency, gross_minor AS minor FROM sales_order WHERE tenant_id = $1 AND disputed LIMIT 1001) {Counted}";
    /// <summary>Of what had been applied: one that was to settle a credit has left that open again.</summary>
    private const string CameBack = $"""
        WITH bounded AS MATERIALIZED (SELECT currency, amount_minor AS minor FROM refund r WHERE tenant_id = $1 AND state = 'FAILED' AND credit_id IS NULL
          AND NOT EXISTS (SELECT FROM refund later WHERE later.tenant_id = $1 AND later.payment_id = r.payment_id AND later.state <> 'FAILED' AND later.requested_at >= r.requested_at) LIMIT 1001)
        {Counted}
        """;
    private const string Dead = $"WITH bounded AS MATERIALIZED (SELECT '' AS currency, 0 AS minor FROM inbox WHERE tenant_id = $1 AND state = 'DEAD' LIMIT 1001) {Counted}";
    private const string Stuck = $"WITH bounded AS MATERIALIZED (SELECT '' AS currency, 0 AS minor FROM outbox WHERE tenant_id = $1 AND state IN ('FAILED', 'UNCERTAIN') AND failure IS DISTINCT FROM 'ADDRESS_LEFT' LIMIT 1001) {Counted}";

    private static readonly string[] Viewed = ["VIEWED"];
    private static readonly string[] Waiting = ["SENT", "VIEWED", "ACCEPTED"];
    private static readonly string[] Open = ["OPEN"];
    private static readonly string[] DeadState = ["DEAD"];
    private static readonly string[] StuckStates = ["FAILED", "UNCERTAIN"];

    /// <param name="partner">Null: an operator, who sees the whole tenant, and what only operators can settle.</param>
    public static IEnumerable<NpgsqlBatchCommand> Commands(int tenant, Guid? partner, DateOnly today)
    {
        var soon = today.AddDays(ExpiringDays);
        if (partner is { } own) return [Sql.Of(ViewedOfPartner, tenant, today, own), Sql.Of(ExpiringOfPartner, tenant, today, soon, own)];
        return [Sql.Of(ViewedOfAll, tenant, today), Sql.Of(ExpiringOfAll, tenant, today, soon), Sql.Of(Credits, tenant), Sql.Of(Disputes, tenant), Sql.Of(CameBack, tenant), Sql.Of(Dead, tenant), Sql.Of(Stuck, tenant)];
    }

    public static async Task<List<Attention>> ReadAsync(NpgsqlDataReader reader, Guid? partner, DateOnly today, CancellationToken ct)
    {
        var found = new List<Attention>();
        await AddAsync("QUOTES_VIEWED_UNPAID", new { State = Viewed });
        await AddAsync("QUOTES_EXPIRING", new { State = Waiting, ValidTo = today.AddDays(ExpiringDays) });
        if (partner is not null) return found;
        await AddAsync("OPEN_CREDITS", new { State = Open });
        await AddAsync("DISPUTES", new { Disputed = true });
        await AddAsync("REFUNDS_CAME_BACK", new { RefundCameBack = true });
        await AddAsync("WEBHOOKS_DEAD", new { State = DeadState });
        await AddAsync("MAIL_UNCERTAIN", new { State = StuckStates });
        return found;

        async Task AddAsync(string kind, object filter)
        {
            await reader.NextResultAsync(ct);
            var rows = await TenantDb.RowsAsync(reader, r => (Currency: r.GetString(0), Count: r.GetInt64(1), Minor: r.GetInt64(2)), ct);
            if (rows.Count > 0) found.Add(Attention.Of(kind, rows.Sum(r => r.Count), rows.Select(r => (r.Currency, r.Minor)), filter));
        }
    }
}
