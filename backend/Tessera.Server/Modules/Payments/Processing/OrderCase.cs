using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>One line of an order.</summary>
internal sealed record OrderLineCase(int Line, LineState State, QuotedLine Quoted, string? Refusal, int? KeyVersion);

/// <summary>An order that is being applied: its lines, and the payment that paid it.</summary>
/// <param name="PaymentId">Null: nobody has paid it.</param>
internal sealed record OrderCase(
    Guid OrderId, string Number, OrderState State, int Version, Guid QuoteId, Guid? PartnerId, string BuyerName, string Currency, DateTimeOffset? PaidAt, Guid? PaymentId, IReadOnlyList<OrderLineCase> Lines)
{
    private const string Load = """
        SELECT o.number, o.state, o.row_version, o.quote_id, o.partner_id, o.buyer_name, o.currency, o.paid_at,
               (SELECT p.payment_id FROM payment p WHERE p.tenant_id = $1 AND p.order_id = $2 AND p.state = 'PAID'
                  AND NOT EXISTS (SELECT FROM open_credit c WHERE c.tenant_id = $1 AND c.payment_id = p.payment_id AND c.line IS NULL) ORDER BY p.payment_id LIMIT 1)
        FROM sales_order o WHERE o.tenant_id = $1 AND o.order_id = $2
        """;

    private const string LoadLines = "SELECT line, state, body, refusal, key_version FROM order_line WHERE tenant_id = $1 AND order_id = $2 ORDER BY line";

    private const string Lock = """
        SELECT 1 FROM quote WHERE tenant_id = $1 AND quote_id = (SELECT quote_id FROM sales_order WHERE tenant_id = $1 AND order_id = $2) FOR UPDATE
        """;

    public static Task<OrderCase?> ReadAsync(TenantDb db, int tenant, Guid order, CancellationToken ct) =>
        db.ReadAsync(tenant, [Sql.Of(LoadLines, tenant, order), Sql.Of(Load, tenant, order)], (reader, token) => MapAsync(order, reader, token), ct);

    /// <summary>Under the lock of its quote's row.</summary>
    public static Task<OrderCase?> LockAsync(TenantTransaction transaction, int tenant, Guid order, CancellationToken ct) => transaction.ReadAsync(
        [Sql.Of(Lock, tenant, order), Sql.Of(LoadLines, tenant, order), Sql.Of(Load, tenant, order)],
        async (reader, token) =>
        {
            await reader.NextResultAsync(token);
            return await MapAsync(order, reader, token);
        },
        ct);

    /// <summary>The reader stands on the lines; the order follows.</summary>
    private static async Task<OrderCase?> MapAsync(Guid order, NpgsqlDataReader reader, CancellationToken ct)
    {
        var lines = await TenantDb.RowsAsync(reader, Line, ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? Of(order, reader, lines) : null;
    }

    private static OrderLineCase Line(NpgsqlDataReader r) =>
        new(r.GetInt32(0), PaymentWords.Read<LineState>(r.GetString(1)), OrderJson.ReadLine(r.GetFieldValue<byte[]>(2)), r.TextOrNull(3), r.IntOrNull(4));

    private static OrderCase Of(Guid order, NpgsqlDataReader r, IReadOnlyList<OrderLineCase> lines) => new(
        order, r.GetString(0), PaymentWords.Read<OrderState>(r.GetString(1)), r.GetInt32(2), r.GetGuid(3), r.GuidOrNull(4), r.GetString(5), r.GetString(6), r.MomentOrNull(7), r.GuidOrNull(8), lines);
}
