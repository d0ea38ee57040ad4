using System.Collections.Immutable;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Orders;

/// <summary>One attempt to pay an order: one session of the provider, as the row knows it.</summary>
/// <param name="AmountMinor">Asked for.</param>
/// <param name="PaidMinor">0 until paid.</param>
/// <param name="PaidCurrency">What came in; null until paid.</param>
public sealed record PaymentFacts(
    PaymentState State,
    string Currency,
    long AmountMinor,
    OrderStanding Order = OrderStanding.Unpaid,
    long PaidMinor = 0,
    string? PaidCurrency = null,
    DateOnly? PaidOn = null,
    string? SessionId = null,
    string? IntentId = null,
    string? ChargeId = null,
    string? Failure = null,
    DisputeState? Dispute = null)
{
    public ImmutableArray<RefundFacts> Refunds { get => field.IsDefault ? [] : field; init; }

    /// <summary>What has gone back or is on its way.</summary>
    public long RefundedMinor
    {
        get
        {
            var sum = 0L;
            foreach (var refund in Refunds)
            {
                sum += refund.State == RefundState.Failed ? 0 : refund.AmountMinor;
            }

            return sum;
        }
    }
}

/// <summary>What has to follow a payment's news, in the same transaction.</summary>
public abstract record PaymentEffect
{
    private PaymentEffect()
    {
    }

    /// <summary>
    /// Money is here: <see cref="Ledger.Received"/>. Without <paramref name="Credit"/> the order is paid and its lines are applied;
    /// with it nothing is applied and the whole amount is an open credit (OM-8).
    /// </summary>
    public sealed record Received(Money Amount, DateOnly On, CreditCause? Credit) : PaymentEffect;

    /// <summary>Money is back with the buyer: <see cref="Ledger.Refunded"/>.</summary>
    public sealed record Refunded(RefundFacts Refund) : PaymentEffect;

    /// <summary>A refund that had succeeded came back: <see cref="Ledger.RefundUndone"/>.</summary>
    public sealed record RefundUndone(RefundFacts Refund) : PaymentEffect;

    /// <summary>A refund failed before any money moved.</summary>
    public sealed record RefundFailed(RefundFacts Refund) : PaymentEffect;

    /// <summary>An operator has to look at it.</summary>
    public sealed record Disputed(DisputeState State) : PaymentEffect;

    /// <summary>The session is over unpaid; the order can be paid by another.</summary>
    public sealed record Over(PaymentState State) : PaymentEffect;
}

/// <summary>What a payment's news comes to.</summary>
public abstract record PaymentDecision
{
    private PaymentDecision()
    {
    }

    /// <summary>Known already, or overruled by something stronger.</summary>
    public sealed record Nothing(string Reason) : PaymentDecision;

    /// <summary>It speaks of something not known yet: to be kept, visibly, and asked again.</summary>
    public sealed record Wait(string Reason) : PaymentDecision;

    /// <summary>It cannot be true of this payment: to be kept for an operator, never applied.</summary>
    public sealed record Rejected(string Reason) : PaymentDecision;

    /// <param name="Now">The payment from now on.</param>
    public sealed record Moved(PaymentFacts Now, ImmutableArray<PaymentEffect> Effects) : PaymentDecision;
}
