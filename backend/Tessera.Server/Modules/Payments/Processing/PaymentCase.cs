using System.Collections.Immutable;
using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>
/// A payment with its order, loaded under the lock of their quote's row: whoever moves a quote, its orders or their payments takes that
/// row first, so everything about one quote happens one after the other.
/// </summary>
/// <param name="OrderVersion">The order's row version as loaded.</param>
internal sealed record PaymentCase(
    Guid PaymentId, Guid OrderId, string OrderNumber, OrderState OrderState, int OrderVersion, Guid QuoteId, int QuoteVersion, Guid? PartnerId, string BuyerName, bool Disputed, PaymentFacts Facts)
{
    private const string LockQuote = """
        SELECT 1 FROM quote WHERE tenant_id = $1 AND quote_id =
          (SELECT o.quote_id FROM payment p JOIN sales_order o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id WHERE p.tenant_id = $1 AND p.payment_id = $2) FOR UPDATE
        """;

    private const string Load = """
        SELECT p.state, p.currency, p.amount_minor, p.paid_minor, p.session_id, p.intent_id, p.charge_id, p.failure, p.dispute,
               o.order_id, o.number, o.state, o.row_version, o.quote_id, o.quote_version, o.partner_id, o.buyer_name, o.disputed,
               (SELECT t.effective_on FROM ledger_transaction t WHERE t.tenant_id = $1 AND t.reference = 'payment:' || p.payment_id::text),
               (SELECT c.currency FROM open_credit c WHERE c.tenant_id = $1 AND c.payment_id = p.payment_id AND c.line IS NULL)
        FROM payment p JOIN sales_order o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id
        WHERE p.tenant_id = $1 AND p.payment_id = $2
        """;

    private const string LoadRefunds = "SELECT refund_id, provider_id, amount_minor, state FROM refund WHERE tenant_id = $1 AND payment_id = $2 ORDER BY refund_id";

    /// <param name="mark">What is taken before it: one row that says whether to go on. Null: nothing.</param>
    /// <returns>Not taken: somebody was there before. Null: there is no such payment here (yet).</returns>
    public static Task<(bool Taken, PaymentCase? Case)> LockAsync(TenantTransaction transaction, int tenant, Guid payment, NpgsqlBatchCommand? mark, CancellationToken ct) => transaction.ReadAsync(
        [.. (NpgsqlBatchCommand[])(mark is null ? [] : [mark]), Sql.Of(LockQuote, tenant, payment), Sql.Of(LoadRefunds, tenant, payment), Sql.Of(Load, tenant, payment)],
        async (reader, token) =>
        {
            if (mark is not null)
            {
                if (!await reader.ReadAsync(token) || !reader.GetBoolean(0)) return (false, null);
                await reader.NextResultAsync(token);
            }

            if (!await reader.ReadAsync(token)) return (true, null);
            await reader.NextResultAsync(token);
            var refunds = await TenantDb.RowsAsync(reader, r => new RefundFacts(r.GetGuid(0), r.TextOrNull(1), r.GetInt64(2), PaymentWords.Read<RefundState>(r.GetString(3))), token);
            await reader.NextResultAsync(token);
            await reader.ReadAsync(token);
            return (true, (PaymentCase?)Read(payment, reader, [.. refunds]));
        },
        ct);

    public static NpgsqlBatchCommand ByIntent(int tenant, string intent) => Sql.Of("SELECT payment_id FROM payment WHERE tenant_id = $1 AND intent_id = $2", tenant, intent);

    /// <summary>Where its payer accepted and came back to: a page that is also the receipt once it is paid. Of a pay link without its token.</summary>
    public static NpgsqlBatchCommand PageOf(int tenant, Guid payment) => Sql.Of("SELECT return_to FROM payment WHERE tenant_id = $1 AND payment_id = $2", tenant, payment);

    private static PaymentCase Read(Guid payment, NpgsqlDataReader r, ImmutableArray<RefundFacts> refunds)
    {
        var state = PaymentWords.Read<PaymentState>(r.GetString(0));
        var order = PaymentWords.Read<OrderState>(r.GetString(11));
        var paid = state == PaymentState.Paid;
        var standing = order switch
        {
            OrderState.Cancelled => OrderStanding.Cancelled,
            OrderState.Open or OrderState.Processing => OrderStanding.Unpaid,
            _ => OrderStanding.PaidByAnother,
        };
        var facts = new PaymentFacts(
            state, r.GetString(1), r.GetInt64(2), standing, r.GetInt64(3), paid ? r.TextOrNull(19) ?? r.GetString(1) : null, r.DayOrNull(18), r.TextOrNull(4), r.TextOrNull(5), r.TextOrNull(6), r.TextOrNull(7),
            r.TextOrNull(8) is { } dispute ? PaymentWords.Read<DisputeState>(dispute) : null)
        {
            Refunds = refunds,
        };
        return new PaymentCase(payment, r.GetGuid(9), r.GetString(10), order, r.GetInt32(12), r.GetGuid(13), r.GetInt32(14), r.GuidOrNull(15), r.GetString(16), r.GetBoolean(17), facts);
    }
}
