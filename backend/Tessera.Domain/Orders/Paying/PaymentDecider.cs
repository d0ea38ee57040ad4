using System.Collections.Immutable;
using System.Diagnostics;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Orders;

/// <summary>
/// Decides what a payment's news comes to (OM-7). The order in which news arrives does not matter: states only grow stronger (paid
/// beats expired and failed), a refund or dispute waits for the payment it belongs to, and the same news twice is nothing. Pure;
/// never throws for any input.
/// </summary>
public static class PaymentDecider
{
    // Reasons, for the inbox's note.
    public const string Unknown = "PAYMENT_UNKNOWN";
    public const string NotPaidYet = "NOT_PAID_YET";
    public const string Known = "KNOWN";
    public const string Overruled = "OVERRULED";
    public const string OtherSession = "OTHER_SESSION";
    public const string NotPositive = "AMOUNT_NOT_POSITIVE";
    public const string PaidDifferently = "PAID_DIFFERENTLY";
    public const string RefundDiffers = "REFUND_DIFFERS";
    public const string RefundTooLarge = "REFUND_TOO_LARGE";

    /// <param name="payment">Null: our own row is not there yet (F6), or never will be; the inbox decides how long to wait.</param>
    public static PaymentDecision Decide(PaymentNews news, PaymentFacts? payment)
    {
        ArgumentNullException.ThrowIfNull(news);
        return payment is null
            ? new PaymentDecision.Wait(Unknown)
            : news switch
            {
                PaymentNews.Opened n => Open(n, payment),
                PaymentNews.Processing => Stronger(payment, PaymentState.Processing),
                PaymentNews.Expired => Stronger(payment, PaymentState.Expired),
                PaymentNews.Failed n => Fail(n, payment),
                PaymentNews.Paid n => Pay(n, payment),
                PaymentNews.Refunded n => Refunding.Decide(n, payment),
                PaymentNews.Disputed n => Dispute(n, payment),
                _ => throw new UnreachableException($"{news.GetType().Name} is not decided"),
            };
    }

    /// <summary>
    /// What an order is after one of its payments moved. An order that was under way and got money it cannot use, or none, is open for
    /// another payment; one that is paid stays what its lines make of it (<see cref="Fulfilment.StateOf"/>).
    /// </summary>
    public static OrderState OrderAfter(OrderState order, PaymentDecision.Moved moved)
    {
        ArgumentNullException.ThrowIfNull(moved);
        var state = order;
        foreach (var effect in moved.Effects)
        {
            state = effect switch
            {
                PaymentEffect.Received { Credit: null } => OrderState.Paid,
                PaymentEffect.Received or PaymentEffect.Over when state == OrderState.Processing => OrderState.Open,
                _ => state,
            };
        }

        return state == OrderState.Open && moved.Now.State == PaymentState.Processing ? OrderState.Processing : state;
    }

    internal static PaymentDecision Moved(PaymentFacts now, params ImmutableArray<PaymentEffect> effects) => new PaymentDecision.Moved(now, effects);

    private static PaymentDecision Open(PaymentNews.Opened n, PaymentFacts payment)
    {
        if (payment.SessionId is { } known && known != n.SessionId)
        {
            return new PaymentDecision.Rejected(OtherSession);
        }

        var now = payment with { SessionId = n.SessionId, State = payment.State > PaymentState.Open ? payment.State : PaymentState.Open };
        return now == payment ? new PaymentDecision.Nothing(Known) : Moved(now);
    }

    private static PaymentDecision Stronger(PaymentFacts payment, PaymentState to)
    {
        if (payment.State >= to)
        {
            return new PaymentDecision.Nothing(payment.State == to ? Known : Overruled);
        }

        var now = payment with { State = to };
        return IsOver(to) && !IsOver(payment.State) ? Moved(now, new PaymentEffect.Over(to)) : Moved(now);
    }

    /// <summary>A declined card is remembered while the session lives, or after it ran out; a final failure ends the session.</summary>
    private static PaymentDecision Fail(PaymentNews.Failed n, PaymentFacts payment)
    {
        if (payment.State >= PaymentState.Failed)
        {
            return new PaymentDecision.Nothing(payment.State == PaymentState.Failed ? Known : Overruled);
        }

        var now = payment with { Failure = n.Code, State = n.Final ? PaymentState.Failed : payment.State };
        return now == payment ? new PaymentDecision.Nothing(Known)
            : n.Final && !IsOver(payment.State) ? Moved(now, new PaymentEffect.Over(PaymentState.Failed))
            : Moved(now);
    }

    private static PaymentDecision Pay(PaymentNews.Paid n, PaymentFacts payment)
    {
        if (n.AmountMinor <= 0)
        {
            return new PaymentDecision.Rejected(NotPositive);
        }

        if (payment.State == PaymentState.Paid)
        {
            var filled = payment with { IntentId = payment.IntentId ?? n.IntentId, ChargeId = payment.ChargeId ?? n.ChargeId };
            return n.AmountMinor != payment.PaidMinor || n.Currency != payment.PaidCurrency ? new PaymentDecision.Rejected(PaidDifferently)
                : filled == payment ? new PaymentDecision.Nothing(Known)
                : Moved(filled);
        }

        CreditCause? open = n.AmountMinor != payment.AmountMinor || n.Currency != payment.Currency ? CreditCause.AmountDiffers
            : payment.Order == OrderStanding.PaidByAnother ? CreditCause.PaidTwice
            : payment.Order == OrderStanding.Cancelled ? CreditCause.OrderCancelled
            : null;
        var paid = payment with
        {
            State = PaymentState.Paid,
            PaidMinor = n.AmountMinor,
            PaidCurrency = n.Currency,
            PaidOn = n.PaidOn,
            IntentId = n.IntentId ?? payment.IntentId,
            ChargeId = n.ChargeId ?? payment.ChargeId,
            Failure = null,
        };
        return Moved(paid, new PaymentEffect.Received(new Money(n.AmountMinor, n.Currency), n.PaidOn, open));
    }

    private static PaymentDecision Dispute(PaymentNews.Disputed n, PaymentFacts payment) =>
        payment.State != PaymentState.Paid ? new PaymentDecision.Wait(NotPaidYet)
        : payment.Dispute >= n.State ? new PaymentDecision.Nothing(payment.Dispute == n.State ? Known : Overruled)
        : Moved(payment with { Dispute = n.State }, new PaymentEffect.Disputed(n.State));

    private static bool IsOver(PaymentState state) => state is PaymentState.Expired or PaymentState.Failed;
}
