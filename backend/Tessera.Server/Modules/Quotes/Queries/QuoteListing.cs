using Npgsql;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Quotes.Queries;

/// <summary>Quotes, newest first: the page first, its relations after it (PROOFS.md §1), two round trips whatever the size.</summary>
internal static class QuoteListing
{
    public const string Sort = "quotes.NEWEST";

    private const string Partners = "SELECT partner_id, name FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2)";
    private const string Customers = "SELECT customer_id, name FROM customer WHERE tenant_id = $1 AND customer_id = ANY($2)";
    private const string Keys = "SELECT quote_id, count(*)::int FROM quote_key WHERE tenant_id = $1 AND quote_id = ANY($2) GROUP BY quote_id";
    private const string Orders = "SELECT DISTINCT ON (quote_id) quote_id, order_id FROM sales_order WHERE tenant_id = $1 AND quote_id = ANY($2) ORDER BY quote_id, quote_version DESC";

    /// <summary>Up to <paramref name="limit"/> rows after the id; and with <paramref name="counted"/> how many there are in all.</summary>
    public static Task<(List<QuoteRow> Rows, Total? Total)> ReadAsync(TenantDb db, int tenant, QuoteFilter filter, Guid? before, int limit, bool counted, CancellationToken ct) => db.ReadAsync(
        tenant, counted ? [filter.Page(before, limit), filter.Count()] : [filter.Page(before, limit)],
        async (reader, token) =>
        {
            var rows = await TenantDb.RowsAsync(reader, QuoteRow.Read, token);
            if (!counted) return (rows, (Total?)null);
            await reader.NextResultAsync(token);
            await reader.ReadAsync(token);
            return (rows, Total.Of(reader.GetInt64(0)));
        },
        ct);

    public static async Task<Func<QuoteRow, QuoteEntry>> EntriesAsync(TenantDb db, int tenant, List<QuoteRow> rows, DateOnly today, CancellationToken ct)
    {
        if (rows.Count == 0) return _ => throw new InvalidOperationException("there is no row");
        var ids = rows.Select(r => r.Id).ToArray();
        NpgsqlBatchCommand[] relations =
        [
            Sql.Of(Partners, tenant, rows.Select(r => r.PartnerId).OfType<Guid>().Distinct().ToArray()), Sql.Of(Customers, tenant, rows.Select(r => r.CustomerId).OfType<Guid>().Distinct().ToArray()),
            Sql.Of(Keys, tenant, ids), Sql.Of(Orders, tenant, ids),
        ];
        var (partners, customers, keys, orders) = await db.ReadAsync(
            tenant, relations,
            async (reader, token) =>
            {
                var p = (await TenantDb.RowsAsync(reader, Party, token)).ToDictionary(x => x.Id);
                await reader.NextResultAsync(token);
                var c = (await TenantDb.RowsAsync(reader, Party, token)).ToDictionary(x => x.Id);
                await reader.NextResultAsync(token);
                var k = (await TenantDb.RowsAsync(reader, r => KeyValuePair.Create(r.GetGuid(0), r.GetInt32(1)), token)).ToDictionary();
                await reader.NextResultAsync(token);
                return (p, c, k, (await TenantDb.RowsAsync(reader, r => KeyValuePair.Create(r.GetGuid(0), r.GetGuid(1)), token)).ToDictionary());
            },
            ct);
        return r => new QuoteEntry(
            r.Id, r.Number, r.Version, r.StateOn(today), r.Payer, r.PartnerId is { } p ? partners.GetValueOrDefault(p) : null, r.CustomerId is { } c ? customers.GetValueOrDefault(c) : null, r.BuyerName,
            new MoneyView(r.NetMinor, r.Currency), new MoneyView(r.GrossMinor, r.Currency), r.ValidUntil, r.CreatedAt, r.SentAt, r.ViewedAt, keys.GetValueOrDefault(r.Id), orders.TryGetValue(r.Id, out var order) ? order : null);
    }

    private static PartyView Party(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetString(1));
}
