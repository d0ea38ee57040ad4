using Npgsql;
using Tessera.Domain.Programme;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>
/// Points of orders that were paid before there was a ledger of points: each on the day it was paid, its refunds on theirs, by the rules of
/// every other order (PP-3), and what they reach today is taken on (PP-4). Page by page, a page and its place in one transaction, so that
/// whoever goes on after a stop books nothing twice. The quotes of a page are held, as payments hold theirs: a refund comes before or after.
/// </summary>
internal sealed class EarlierOrders(TenantDb db, TenantRules rules, ChangeFeed feed, TimeProvider clock)
{
    private const int Page = 500;

    private const string Place = "SELECT payment_id FROM earlier_orders WHERE tenant_id = $1 AND done_at IS NULL FOR UPDATE SKIP LOCKED";

    /// <summary>A payment that did not pay its order (paid twice, wrong amount) and an order without a partner earn nothing.</summary>
    private const string Payments = """
        SELECT p.payment_id, o.order_id, o.number, o.partner_id, p.currency, o.gross_minor, p.paid_at,
               (SELECT t.effective_on FROM ledger_transaction t WHERE t.tenant_id = p.tenant_id AND t.reference = 'payment:' || p.payment_id),
               (SELECT sum(CASE WHEN o.payer = 'CUSTOMER' THEN coalesce((l.body ->> 'partnerNetMinor')::bigint, l.net_minor) ELSE l.net_minor END)::bigint FROM order_line l WHERE l.tenant_id = o.tenant_id AND l.order_id = o.order_id),
               o.partner_id IS NOT NULL
                 AND NOT EXISTS (SELECT FROM open_credit c WHERE c.tenant_id = p.tenant_id AND c.payment_id = p.payment_id AND c.line IS NULL)
                 AND NOT EXISTS (SELECT FROM point_line l WHERE l.tenant_id = p.tenant_id AND l.reference = 'payment:' || p.payment_id)
        FROM payment p JOIN sales_order o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id JOIN quote q ON q.tenant_id = o.tenant_id AND q.quote_id = o.quote_id
        WHERE p.tenant_id = $1 AND p.state = 'PAID' AND p.payment_id > $2 ORDER BY p.payment_id LIMIT $3 FOR UPDATE OF q
        """;

    private const string Refunds = """
        SELECT payment_id, refund_id, amount_minor, coalesce(settled_at, requested_at) FROM refund WHERE tenant_id = $1 AND payment_id = ANY($2) AND state = 'SUCCEEDED' ORDER BY 4, refund_id
        """;

    private const string Go = "UPDATE earlier_orders SET payment_id = $2, booked = booked + $3, done_at = $4 WHERE tenant_id = $1";

    private sealed record Paid(EarningOrder Order, Guid? Partner, DateOnly On, bool Earns);

    private sealed record Refund(Guid Payment, Guid Id, long AmountMinor, DateOnly On);

    /// <summary>All that is left; nothing where it is done, or somebody else does it.</summary>
    public async Task BookAsync(Tenant tenant, CancellationToken ct)
    {
        while (true)
        {
            var raised = await db.TransactAsync(tenant.Id, transaction => PageAsync(transaction, tenant, ct), ct);
            if (raised is null) return;
            foreach (var partner in raised) feed.Publish(new Change(tenant.Id, PointBook.ChangeKind, partner, 0, [partner]));
        }
    }

    /// <returns>The partners that rose; null where there is nothing to do.</returns>
    private async Task<IReadOnlyList<Guid>?> PageAsync(TenantTransaction transaction, Tenant tenant, CancellationToken ct)
    {
        if (await transaction.QueryAsync(Sql.Of(Place, tenant.Id), r => r.GetGuid(0), ct) is not [var place]) return null;
        var paid = await transaction.QueryAsync(Sql.Of(Payments, tenant.Id, place, Page), r => Read(r, tenant), ct);
        var earning = paid.Where(one => one.Earns).ToArray();
        var refunds = earning.Length == 0 ? [] : await transaction.QueryAsync(
            Sql.Of(Refunds, tenant.Id, earning.Select(one => one.Order.PaymentId).ToArray()), r => new Refund(r.GetGuid(0), r.GetGuid(1), r.GetInt64(2), tenant.DayOf(r.Moment(3))), ct);
        var now = clock.GetUtcNow();
        var by = new AuditActor(tenant.Name, null, null, "earlier-orders", null);
        PointBooking[] bookings =
        [
            .. earning.GroupBy(one => one.Partner!.Value).OrderBy(of => of.Key)
                .Select(of => new PointBooking(tenant.Id, of.Key, tenant.DayOf(now), now, by, [.. of.SelectMany(one => Lines(one, refunds.Where(r => r.Payment == one.Order.PaymentId)))]))
                .Where(booking => booking.Lines.Count > 0),
        ];
        var raised = await PointBook.BookManyAsync(transaction, (await rules.OfAsync(tenant.Id, ct)).Book.Levels, bookings, ct);
        var done = new NpgsqlParameter { Value = paid.Count < Page ? now.UtcDateTime : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz };
        await transaction.WriteAsync([Sql.Of(Go, tenant.Id, paid.Count > 0 ? paid[^1].Order.PaymentId : place, bookings.Sum(b => b.Lines.Count(l => l.Cause == PointCause.Order)), done)], ct);
        return [.. raised.Select(one => one.Partner)];
    }

    /// <summary>Between them they leave what the order is still worth, however the refunds were cut.</summary>
    private static IEnumerable<PointLine> Lines(Paid paid, IEnumerable<Refund> refunds)
    {
        if (Points.Earned(paid.Order, paid.On) is { } earned) yield return earned;
        var gone = 0L;
        foreach (var refund in refunds)
        {
            if (Points.TakenBack(paid.Order, refund.Id.ToString(), gone, refund.AmountMinor, refund.On) is { } taken) yield return taken;
            gone += refund.AmountMinor;
        }
    }

    private static Paid Read(NpgsqlDataReader r, Tenant tenant) => new(
        new EarningOrder(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(4), r.LongOrNull(8) ?? 0, r.GetInt64(5)), r.GuidOrNull(3),
        r.DayOrNull(7) ?? tenant.DayOf(r.Moment(6)), r.GetBoolean(9));
}
