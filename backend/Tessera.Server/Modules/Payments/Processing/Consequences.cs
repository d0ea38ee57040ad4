using System.Collections.Immutable;
using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>What the provider told, and how.</summary>
/// <param name="At">When it happened, by the provider's clock.</param>
/// <param name="Source">Event id, or how it was learnt; kept in the audit.</param>
/// <param name="Today">The tenant's day on which it is booked.</param>
internal sealed record Heard(int Tenant, DateTimeOffset At, string Source, DateTimeOffset Now, DateOnly Today)
{
    /// <summary>As the audit names it.</summary>
    public const string Provider = "Stripe";

    /// <summary>Begins the provider id of money that a lost dispute took back: it is booked like a refund.</summary>
    public const string DisputePrefix = "dispute:";

    public NpgsqlBatchCommand Audited(PaymentCase of, string action, string changes, string? reason = null) => AuditTrail.Add(
        Tenant, new AuditActor(Provider, null, null, Source, null), Now, new AuditRow(action, "order", of.OrderId, of.OrderNumber, changes, reason));
}

/// <summary>A payment's decision as rows: what it becomes, and what follows from it, all in the transaction that holds the quote's lock.</summary>
internal sealed class Consequences(TenantTransaction transaction, Heard heard, Subject about, PaymentCase of, PaymentDecision.Moved moved)
{
    private const string MovePayment = """
        UPDATE payment SET state = $3, session_id = $4, intent_id = $5, charge_id = $6, failure = $7, dispute = $8, paid_minor = $9, refunded_minor = $10,
          paid_at = CASE WHEN $3 = 'PAID' THEN coalesce(paid_at, $11) END, asked_at = $12, duplicate = duplicate OR $13
        WHERE tenant_id = $1 AND payment_id = $2
        """;

    private const string MoveOrder = """
        UPDATE sales_order SET state = $3, disputed = $4, paid_at = CASE WHEN $3 IN ('PAID', 'FULFILLED', 'ATTENTION') THEN coalesce(paid_at, $5) ELSE paid_at END, row_version = row_version + 1
        WHERE tenant_id = $1 AND order_id = $2
        """;

    private const string PayQuote = """
        WITH moved AS (UPDATE quote SET state = 'PAID', closed_at = $3, row_version = row_version + 1 WHERE tenant_id = $1 AND quote_id = $2 AND state <> 'PAID' RETURNING quote_id)
        INSERT INTO quote_event (tenant_id, quote_id, n, at, actor, name, body)
        SELECT $1, $2, (SELECT coalesce(max(n), 0) + 1 FROM quote_event WHERE tenant_id = $1 AND quote_id = $2), $3, $4, 'quote.paid.v1', $5 FROM moved
        """;

    private readonly List<NpgsqlBatchCommand> _statements = [];

    private PaymentFacts Now => moved.Now;

    /// <summary>What points follow, in order; filled by <see cref="AllAsync"/>.</summary>
    public List<Earning> Earnings { get; } = [];

    /// <summary>The payment and its order as the rows leave them.</summary>
    public PaymentCase After => of with { Facts = Now, OrderState = OrderAfter(), Disputed = DisputedAfter(), OrderVersion = of.OrderVersion + 1 };

    /// <summary>The rows; null where money would have to come from where there is none.</summary>
    public async Task<List<NpgsqlBatchCommand>?> AllAsync(CancellationToken ct)
    {
        var credit = moved.Effects.OfType<PaymentEffect.Received>().FirstOrDefault()?.Credit;
        _statements.Add(Sql.Of(
            MovePayment, heard.Tenant, of.PaymentId, PaymentWords.Of(Now.State), Optional.Text(Now.SessionId), Optional.Text(Now.IntentId), Optional.Text(Now.ChargeId), Optional.Text(Now.Failure),
            Optional.Text(Now.Dispute is { } dispute ? PaymentWords.Of(dispute) : null), Now.PaidMinor, Returned(Now.Refunds), heard.At, heard.Now, credit == CreditCause.PaidTwice));
        _statements.Add(Sql.Of(MoveOrder, heard.Tenant, of.OrderId, PaymentWords.Of(OrderAfter()), DisputedAfter(), heard.At));
        var refunds = new RefundRows(transaction, heard, about, of, _statements);
        var ids = refunds.Keep(Now.Refunds);
        foreach (var effect in moved.Effects)
        {
            switch (effect)
            {
                case PaymentEffect.Received received:
                    await ReceiveAsync(received, ct);
                    break;
                case PaymentEffect.Refunded { Refund: var refund }:
                    if (!await refunds.GoneAsync(ids[refund], refund.AmountMinor, Now, ct)) return null;
                    Earnings.Add(new Earning.GoneBack(ids[refund], refund.AmountMinor));
                    break;
                case PaymentEffect.RefundUndone { Refund: var refund }:
                    if (!await refunds.BackAsync(ids[refund], refund.AmountMinor, ct)) return null;
                    Earnings.Add(new Earning.CameBack(ids[refund], refund.AmountMinor));
                    break;
                case PaymentEffect.RefundFailed { Refund: var refund }:
                    refunds.NotGone(ids[refund]);
                    break;
                case PaymentEffect.Over { State: PaymentState.Failed } when of.Facts.SessionId is not null && OrderAfter() == OrderState.Open:
                    await TellFailedAsync(ct);
                    break;
                case PaymentEffect.Disputed { State: var state }:
                    _statements.Add(heard.Audited(of, "PaymentDisputed", AuditTrail.Changes(("dispute", of.Facts.Dispute, PaymentWords.Of(state)))));
                    break;
            }
        }

        return _statements;
    }

    private async Task ReceiveAsync(PaymentEffect.Received received, CancellationToken ct)
    {
        var (tenant, at) = (heard.Tenant, heard.Now);
        _statements.Add(Postings.Of(tenant, Ledger.Received(of.PaymentId, of.OrderId, received.Amount, received.On), at));
        _statements.Add(heard.Audited(of, "PaymentReceived", AuditTrail.Changes(("received", 0, $"{received.Amount.Minor} {received.Amount.Currency}"), ("credit", null, received.Credit is { } c ? PaymentWords.Of(c) : null))));
        if (received.Credit is { } cause)
        {
            _statements.Add(OpenCredits.Open(tenant, of, cause, received.Amount.Minor, received.Amount.Currency, at));
            return;
        }

        Earnings.Add(new Earning.Paid(received.On));
        _statements.Add(Sql.Of(PayQuote, tenant, of.QuoteId, at, of.BuyerName, Sql.Json(System.Text.Json.JsonSerializer.Serialize(new { order = of.OrderNumber }))));
        var subject = await about.LoadAsync(ct);
        _statements.Add((await Documents.IssueAsync(transaction, tenant, subject, "payment:" + of.PaymentId, Documents.Sold(Documents.Invoice, subject, heard.Today, received.On), at, ct)).Row);
    }

    /// <summary>Whoever accepted has left the provider's page long ago, or was sent away from it: the address they came from is the one to try again at.</summary>
    private async Task TellFailedAsync(CancellationToken ct)
    {
        var subject = await about.LoadAsync(ct);
        var page = (await transaction.QueryAsync(PaymentCase.PageOf(heard.Tenant, of.PaymentId), r => r.GetString(0), ct))[0];
        if (OrderMail.Failed(heard, of.PaymentId, subject, page) is { } mail) _statements.Add(mail);
    }

    private OrderState OrderAfter() => of.OrderState switch
    {
        OrderState.Open or OrderState.Processing when moved.Effects.Any(e => e is PaymentEffect.Received { Credit: null }) => OrderState.Paid,
        OrderState.Open when Now.State == PaymentState.Processing => OrderState.Processing,
        OrderState.Processing when Now.State is PaymentState.Failed or PaymentState.Expired or PaymentState.Paid => OrderState.Open,
        OrderState.Fulfilled when moved.Effects.Any(e => e is PaymentEffect.RefundUndone) => OrderState.Attention,
        var state => state,
    };

    private bool DisputedAfter() => moved.Effects.OfType<PaymentEffect.Disputed>().LastOrDefault() is { } last ? last.State != DisputeState.Won : of.Disputed;

    private static long Returned(ImmutableArray<RefundFacts> refunds) => refunds.Where(r => r.State == RefundState.Succeeded).Sum(r => r.AmountMinor);
}
