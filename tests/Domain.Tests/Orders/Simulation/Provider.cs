using Tessera.Domain.Orders;

namespace Domain.Tests.Orders.Simulation;

/// <summary>The provider was called and did not answer in time, or answered with an error; what it did is not known.</summary>
internal sealed class NoAnswer : Exception;

internal sealed class Session(string id, Guid payment, long amount, DateTimeOffset createdAt)
{
    public string Id { get; } = id;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public Guid Payment { get; } = payment;

    public long Amount { get; } = amount;

    public PaymentState State { get; set; } = PaymentState.Open;

    /// <summary>The truth: money that was taken.</summary>
    public long PaidMinor { get; set; }

    public DateOnly PaidOn { get; set; }

    public bool Disputed { get; set; }

    public Dictionary<string, Refund> Refunds { get; } = [];
}

internal sealed class Refund(string id, Guid? ours, long amount)
{
    public string Id { get; } = id;

    public Guid? Ours { get; } = ours;

    public long Amount { get; } = amount;

    public RefundState State { get; set; } = RefundState.Pending;
}

/// <summary>
/// The payment provider: sessions and refunds under idempotency keys, and a message for everything that happens. It is the truth the
/// books are compared with.
/// </summary>
internal sealed class Provider(Random random, Action<Message, bool> send, Func<DateTimeOffset> now, Func<bool> fails)
{
    private readonly Dictionary<string, Session> byKey = [];
    private readonly Dictionary<string, Refund> refundByKey = [];
    private int count;

    public IEnumerable<Session> Sessions => byKey.Values;

    public Session Of(Guid payment) => byKey["pay:" + payment];

    public bool Knows(Guid payment) => byKey.ContainsKey("pay:" + payment);

    public Session Create(Guid payment, long amount)
    {
        Fail();
        if (!byKey.TryGetValue("pay:" + payment, out var session))
        {
            session = byKey["pay:" + payment] = new Session($"cs_{++count}", payment, amount, now());
        }

        Fail();
        return session;
    }

    /// <summary>Everything there is to say of a payment now, as asking says it.</summary>
    public IReadOnlyList<PaymentNews> Ask(Guid payment)
    {
        Fail();
        if (!Knows(payment))
        {
            return [];
        }

        var session = Of(payment);
        var news = new List<PaymentNews> { new PaymentNews.Opened(session.Id) };
        news.AddRange(session.State switch
        {
            PaymentState.Paid => [Paid(session)],
            PaymentState.Processing => [new PaymentNews.Processing()],
            PaymentState.Failed => [new PaymentNews.Failed("debit_failed", true)],
            PaymentState.Expired => [new PaymentNews.Expired()],
            _ => (PaymentNews[])[],
        });
        return news;
    }

    public void Expire(Guid payment)
    {
        Fail();
        if (Knows(payment) && Of(payment) is { State: PaymentState.Open } session)
        {
            session.State = PaymentState.Expired;
            Tell(session, new PaymentNews.Expired());
        }

        Fail();
    }

    public Refund SendBack(string key, Guid payment, Guid? ours, long amount)
    {
        Fail();
        if (!refundByKey.TryGetValue(key, out var refund))
        {
            refund = refundByKey[key] = new Refund($"re_{++count}", ours, amount);
            Of(payment).Refunds[refund.Id] = refund;
            Tell(Of(payment), new PaymentNews.Refunded(refund.Id, amount, RefundState.Pending, ours));
        }

        Fail();
        return refund;
    }

    public void Settle(Session session, Refund refund, RefundState state)
    {
        refund.State = state;
        Tell(session, new PaymentNews.Refunded(refund.Id, refund.Amount, state, refund.Ours), certain: true);
    }

    /// <summary>The buyer paid. Now and then another amount arrives, and now and then the session is said to have expired as well.</summary>
    public void Pay(Session session, bool certain)
    {
        session.State = PaymentState.Paid;
        session.PaidMinor = random.Next(40) == 0 ? session.Amount + 1 : session.Amount;
        session.PaidOn = DateOnly.FromDateTime(now().UtcDateTime);
        if (random.Next(8) == 0)
        {
            Tell(session, new PaymentNews.Expired());
        }

        Tell(session, Paid(session), certain);
        if (random.Next(20) == 0)
        {
            session.Disputed = true;
            Tell(session, new PaymentNews.Disputed(DisputeState.Open), certain: true);
        }
    }

    public void Become(Session session, PaymentState state, PaymentNews news)
    {
        session.State = state;
        Tell(session, news);
    }

    public void Tell(Session session, PaymentNews news, bool certain = false) => send(new Message($"evt_{++count}", session.Payment, news, Signed: true), certain);

    private static PaymentNews.Paid Paid(Session session) => new(session.PaidMinor, "EUR", "pi_" + session.Id, "ch_" + session.Id, session.PaidOn);

    private void Fail()
    {
        if (fails())
        {
            throw new NoAnswer();
        }
    }
}
