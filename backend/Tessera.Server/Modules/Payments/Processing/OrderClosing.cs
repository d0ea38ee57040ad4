using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Events;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>
/// The end of a paid order: when no line waits any more it is FULFILLED, or needs ATTENTION where a line became an open credit; the receipt
/// is issued with it, once. Later, when the last credit of it is applied, it is FULFILLED after all.
/// </summary>
internal sealed class OrderClosing(TenantDb db, ChangeFeed feed, OutboxBell bell, TimeProvider clock)
{
    private const string Move = "UPDATE sales_order SET state = $3, row_version = row_version + 1 WHERE tenant_id = $1 AND order_id = $2";

    private const string Terms = """
        SELECT l.line, (e.body ->> 'startsOn')::date, (e.body ->> 'lastDay')::date FROM order_line l
        JOIN key_event e ON e.tenant_id = l.tenant_id AND e.key_id = l.key_id AND e.version = l.key_version
        WHERE l.tenant_id = $1 AND l.order_id = $2 AND l.state = 'APPLIED'
        """;

    public async Task CloseAsync(Tenant tenant, Guid order, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var closed = await db.TransactAsync(tenant.Id, async transaction =>
        {
            if (await OrderCase.LockAsync(transaction, tenant.Id, order, ct) is not { State: OrderState.Paid or OrderState.Attention } of) return Left(transaction);
            var state = Fulfilment.StateOf(of.Lines.Select(l => l.State));
            if (state == of.State || state == OrderState.Paid) return Left(transaction);
            var rows = new List<NpgsqlBatchCommand> { Sql.Of(Move, tenant.Id, order, PaymentWords.Of(state)) };
            if (of.State == OrderState.Paid) rows.AddRange(await ReceiptAsync(transaction, tenant, of, now, ct));
            await transaction.WriteAsync(rows, ct);
            return of;
        }, ct);
        if (closed is null) return;
        feed.Publish(new Change(tenant.Id, "order", order, closed.Version + 1, closed.PartnerId is { } partner ? [partner] : []));
        bell.Ring(tenant.Id);
    }

    private static async Task<IEnumerable<NpgsqlBatchCommand>> ReceiptAsync(TenantTransaction transaction, Tenant tenant, OrderCase of, DateTimeOffset now, CancellationToken ct)
    {
        var (terms, subject, page) = await transaction.ReadAsync(
            [Sql.Of(Terms, tenant.Id, of.OrderId), Documents.Subject(tenant.Id, of.OrderId), PaymentCase.PageOf(tenant.Id, of.PaymentId ?? default)],
            async (reader, token) =>
            {
                var applied = await TenantDb.RowsAsync(reader, r => KeyValuePair.Create(r.GetInt32(0), (From: r.GetFieldValue<DateOnly>(1), To: r.GetFieldValue<DateOnly>(2))), token);
                await reader.NextResultAsync(token);
                var about = await TenantDb.RowsAsync(reader, Documents.ReadSubject, token);
                await reader.NextResultAsync(token);
                return (applied.ToDictionary(), about[0], (await TenantDb.RowsAsync(reader, r => r.GetString(0), token)).FirstOrDefault());
            },
            ct);
        var paidOn = tenant.DayOf(of.PaidAt ?? now);
        var (number, row) = await Documents.IssueAsync(
            transaction, tenant.Id, subject, "payment:" + of.PaymentId, Documents.Sold(Documents.Receipt, subject, tenant.DayOf(now), paidOn, terms), now, ct);
        // A partner came from its own quote: what became of it stands with the order.
        if (page?.LastIndexOf("/quotes/quote_", StringComparison.Ordinal) is >= 0 and var at) page = $"{page[..at]}/billing/order_{of.OrderId}";
        return OrderMail.Receipt(tenant, of, subject, (number, paidOn, page), terms, now) is { } mail ? [row, mail] : [row];
    }

    private static OrderCase? Left(TenantTransaction transaction)
    {
        transaction.Abandon();
        return null;
    }
}
