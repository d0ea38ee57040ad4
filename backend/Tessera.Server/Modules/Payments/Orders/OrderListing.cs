using Npgsql;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>Orders, newest first: ids are UUIDv7, so the order of ids is the order of time.</summary>
internal static class OrderListing
{
    public const string Sort = "orders.-ID";
    public static readonly Guid First = Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private const string Rows = $"SELECT {OrderRow.Columns} FROM sales_order WHERE tenant_id = $1 AND order_id < $2 AND state = ANY($3) AND (disputed OR NOT $4)";
    private const string Count = "SELECT count(*) FROM (SELECT FROM sales_order WHERE tenant_id = $1 AND order_id < $2 AND state = ANY($3) AND (disputed OR NOT $4)";
    private const string Own = " AND partner_id = $6";
    private const string Few = " AND order_id = ANY($6)";
    private const string OwnFew = " AND partner_id = $6 AND order_id = ANY($7)";
    private const string Newest = " ORDER BY order_id DESC LIMIT $5";
    private const string Counted = " ORDER BY order_id DESC LIMIT $5) bounded";

    /// <summary>Up to <paramref name="limit"/> rows after the cursor, and how many there are in all.</summary>
    public static Task<(List<OrderRow> Rows, Total Total)> ReadAsync(TenantDb db, int tenant, OrderFilter filter, Guid after, int limit, CancellationToken ct) => db.ReadAsync(
        tenant, [Command(Rows, Newest, tenant, filter, after, limit), Command(Count, Counted, tenant, filter, First, Total.Bound + 1)],
        async (reader, token) =>
        {
            var rows = await TenantDb.RowsAsync(reader, OrderRow.Read, token);
            await reader.NextResultAsync(token);
            return (rows, await reader.ReadAsync(token) ? Total.Of(reader.GetInt64(0)) : new Total(0, false));
        },
        ct);

    private static NpgsqlBatchCommand Command(string rows, string order, int tenant, OrderFilter filter, Guid after, int limit) => filter switch
    {
        { PartnerId: { } own, Ids: { } ids } => Sql.Of(rows + OwnFew + order, tenant, after, filter.States, filter.Disputed, limit, own, ids),
        { PartnerId: { } own } => Sql.Of(rows + Own + order, tenant, after, filter.States, filter.Disputed, limit, own),
        { Ids: { } ids } => Sql.Of(rows + Few + order, tenant, after, filter.States, filter.Disputed, limit, ids),
        _ => Sql.Of(rows + order, tenant, after, filter.States, filter.Disputed, limit),
    };
}
