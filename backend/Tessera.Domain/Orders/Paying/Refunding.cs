using System.Collections.Immutable;

namespace Tessera.Domain.Orders;

/// <summary>One refund's news: found by the provider's id or by ours, moved only towards the stronger state.</summary>
internal static class Refunding
{
    public static PaymentDecision Decide(PaymentNews.Refunded n, PaymentFacts payment)
    {
        if (n.AmountMinor <= 0)
        {
            return new PaymentDecision.Rejected(PaymentDecider.NotPositive);
        }

        if (payment.State != PaymentState.Paid)
        {
            return new PaymentDecision.Wait(PaymentDecider.NotPaidYet);
        }

        var at = IndexOf(n, payment.Refunds);
        return at < 0 ? Made(n, payment) : Moved(n, payment, at);
    }

    private static PaymentDecision Moved(PaymentNews.Refunded n, PaymentFacts payment, int at)
    {
        var known = payment.Refunds[at];
        if (known.AmountMinor != n.AmountMinor)
        {
            return new PaymentDecision.Rejected(PaymentDecider.RefundDiffers);
        }

        var now = known with
        {
            RefundId = known.RefundId ?? n.RefundId,
            ProviderId = known.ProviderId ?? n.ProviderId,
            State = n.State > known.State ? n.State : known.State,
        };
        return now == known
            ? new PaymentDecision.Nothing(n.State == known.State ? PaymentDecider.Known : PaymentDecider.Overruled)
            : PaymentDecider.Moved(payment with { Refunds = Sorted(payment.Refunds.SetItem(at, now)) }, Effects(known.State, now));
    }

    /// <summary>Made at the provider, or told before our own row was written.</summary>
    private static PaymentDecision Made(PaymentNews.Refunded n, PaymentFacts payment)
    {
        var taken = n.RefundId is { } ours && payment.Refunds.Any(refund => refund.RefundId == ours);
        var made = new RefundFacts(taken ? null : n.RefundId, n.ProviderId, n.AmountMinor, n.State);
        return n.State != RefundState.Failed && n.AmountMinor > payment.PaidMinor - payment.RefundedMinor
            ? new PaymentDecision.Rejected(PaymentDecider.RefundTooLarge)
            : PaymentDecider.Moved(payment with { Refunds = Sorted(payment.Refunds.Add(made)) }, Effects(RefundState.Requested, made));
    }

    private static int IndexOf(PaymentNews.Refunded n, ImmutableArray<RefundFacts> refunds)
    {
        for (var at = 0; at < refunds.Length; at++)
        {
            if (refunds[at].ProviderId == n.ProviderId)
            {
                return at;
            }
        }

        for (var at = 0; at < refunds.Length; at++)
        {
            if (refunds[at].ProviderId is null && refunds[at].RefundId is { } ours && ours == n.RefundId)
            {
                return at;
            }
        }

        return -1;
    }

    private static ImmutableArray<PaymentEffect> Effects(RefundState was, RefundFacts now) => (was, now.State) switch
    {
        ( < RefundState.Succeeded, RefundState.Succeeded) => [new PaymentEffect.Refunded(now)],
        (RefundState.Succeeded, RefundState.Failed) => [new PaymentEffect.RefundUndone(now)],
        ( < RefundState.Succeeded, RefundState.Failed) => [new PaymentEffect.RefundFailed(now)],
        _ => [],
    };

    /// <summary>The same refunds are the same facts, whichever came first.</summary>
    private static ImmutableArray<RefundFacts> Sorted(ImmutableArray<RefundFacts> refunds) =>
        refunds.Sort((a, b) => string.CompareOrdinal(a.ProviderId, b.ProviderId));
}
