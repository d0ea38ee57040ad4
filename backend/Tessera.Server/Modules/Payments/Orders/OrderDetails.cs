using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>One order with everything about it, as a reader may see it; two round trips whatever its size.</summary>
internal static class OrderDetails
{
    private const string Find = $"SELECT {OrderRow.Columns} FROM sales_order WHERE tenant_id = $1 AND order_id = $2 AND ($3::uuid IS NULL OR partner_id = $3)";

    private const string Lines = """
        SELECT l.line, l.key_id, l.kind, l.years, l.net_minor, l.gross_minor, l.state, l.refusal, l.body, (e.body ->> 'startsOn')::date, (e.body ->> 'lastDay')::date, k.number FROM order_line l
        JOIN licence_key k ON k.tenant_id = l.tenant_id AND k.key_id = l.key_id
        LEFT JOIN key_event e ON e.tenant_id = l.tenant_id AND e.key_id = l.key_id AND e.version = l.key_version
        WHERE l.tenant_id = $1 AND l.order_id = $2 ORDER BY l.line
        """;

    private const string Payments = """
        SELECT payment_id, state, amount_minor, refunded_minor, dispute, failure, duplicate, created_at, paid_at FROM payment WHERE tenant_id = $1 AND order_id = $2 ORDER BY payment_id
        """;

    private const string DocumentsOf = "SELECT document_id, kind, body ->> 'number', issued_on, gross_minor, currency FROM document WHERE tenant_id = $1 AND order_id = $2 ORDER BY document_id";

    private const string Refunds = """
        SELECT r.refund_id, r.state, r.amount_minor, r.currency, r.reason, r.requested_at FROM refund r JOIN payment p ON p.tenant_id = r.tenant_id AND p.payment_id = r.payment_id
        WHERE r.tenant_id = $1 AND p.order_id = $2 ORDER BY r.refund_id
        """;

    /// <summary>Null: no such order, or not this reader's.</summary>
    public static async Task<OrderView?> OfAsync(TenantDb db, Caller caller, Guid order, CancellationToken ct)
    {
        var tenant = caller.TenantId;
        if (await db.FirstAsync(tenant, FindRow(caller, order), OrderRow.Read, ct) is not { } row) return null;
        var names = await OrderNames.OfAsync(db, tenant, [row], ct);
        return await db.ReadAsync(
            tenant, [CreditRow.OfOrder(tenant, order), Sql.Of(Lines, tenant, order), Sql.Of(Payments, tenant, order), Sql.Of(DocumentsOf, tenant, order), Sql.Of(Refunds, tenant, order)],
            async (reader, token) =>
            {
                var credits = await TenantDb.RowsAsync(reader, CreditRow.Read, token);
                var refused = credits.Where(c => c.Line is not null).ToDictionary(c => c.Line!.Value, c => c.Refusal);
                var lines = await NextAsync(reader, r => Line(r, row, refused, caller.Language), token);
                var payments = await NextAsync(reader, r => Payment(r, row, Texts.Of(caller.Language)), token);
                var documents = await NextAsync(reader, r => new DocumentEntry(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateOnly>(3), new(r.GetInt64(4), r.GetString(5))), token);
                var refunds = await NextAsync(reader, r => new RefundView(r.GetGuid(0), PaymentWords.Read<RefundState>(r.GetString(1)), new(r.GetInt64(2), r.GetString(3)), r.GetString(4), r.Moment(5)), token);
                return new OrderView(
                    row.Id, row.Number, row.State, row.QuoteId, names.Quotes.GetValueOrDefault(row.QuoteId, ""), row.QuoteVersion, row.Payer, names.Partner(row.PartnerId), names.Customer(row.CustomerId), row.BuyerName,
                    row.Money(row.NetMinor), row.Money(row.VatMinor), row.Money(row.GrossMinor), row.Money(payments.Sum(p => p.Refunded.Minor)), row.PoNumber, row.Note, row.Disputed, row.CreatedAt, row.PaidAt,
                    lines, payments, documents, [.. credits.Select(c => c.View(caller.Language))], refunds);
            },
            ct);
    }

    public static NpgsqlBatchCommand FindRow(Caller caller, Guid order) => Sql.Of(Find, caller.TenantId, order, Optional.Id(caller.PartnerId));

    private static async Task<List<T>> NextAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> map, CancellationToken ct)
    {
        await reader.NextResultAsync(ct);
        return await TenantDb.RowsAsync(reader, map, ct);
    }

    private static OrderLineView Line(NpgsqlDataReader r, OrderRow row, Dictionary<int, Refusal?> refused, string language)
    {
        var state = PaymentWords.Read<LineState>(r.GetString(6));
        var quoted = OrderJson.ReadLine(r.GetFieldValue<byte[]>(8));
        var refusal = state != LineState.Credited ? null : refused.GetValueOrDefault(r.GetInt32(0)) ?? Refusal.Of(r.TextOrNull(7) ?? RefusalCodes.KeyUnknown, "OM-8");
        var (from, to) = state switch
        {
            LineState.Applied => (r.DayOrNull(9), r.DayOrNull(10)),
            LineState.Waiting => (quoted.TermStarts, quoted.TermEnds),
            _ => ((DateOnly?)null, (DateOnly?)null),
        };
        return new OrderLineView(
            r.GetInt32(0), r.GetGuid(1), r.GetString(11), quoted.CustomerName, PaymentWords.Read<OrderLineKind>(r.GetString(2)), quoted.Edition, quoted.Size, r.GetInt32(3),
            row.Money(r.GetInt64(4)), row.Money(r.GetInt64(5)), state, OrderRefusalView.Of(refusal, language), from, to);
    }

    private static PaymentView Payment(NpgsqlDataReader r, OrderRow row, Texts texts) => new(
        r.GetGuid(0), PaymentWords.Read<PaymentState>(r.GetString(1)), row.Money(r.GetInt64(2)), row.Money(r.GetInt64(3)), r.TextOrNull(4) is { } dispute ? PaymentWords.Read<DisputeState>(dispute) : null,
        r.TextOrNull(5), r.TextOrNull(5) is { } code ? OrderTexts.PaymentFailure(code, texts) : null, r.GetBoolean(6), r.Moment(7), r.MomentOrNull(8));
}
