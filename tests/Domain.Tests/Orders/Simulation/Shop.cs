using System.Collections.Immutable;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders.Simulation;

/// <summary>
/// What core does around the deciders: archive, inbox, lines, outbox, asking. It decides nothing; every method reads, lets others come
/// between, decides, and commits once at the versions it read.
/// </summary>
internal sealed class Shop(World world)
{
    private const double Idle = 900;

    private Store Store => world.Store;

    public Unit Unit() => new(world.Store, world.Defect);

    /// <summary>Step one of a webhook: signature, archive, acknowledge.</summary>
    public bool Archive(Message message)
    {
        if (!message.Signed && world.Defect != Defect.SignatureUnchecked)
        {
            return false;
        }

        var row = new InboxRow(message, InboxState.New, world.Now, world.Now, null, 0);
        if (!world.Commit(Unit().Once(Store.Inbox, message.Id, row)))
        {
            return false;
        }

        world.Acknowledged.Add(message.Id);
        return true;
    }

    /// <summary>Step two, by event id.</summary>
    public IEnumerable<double> WorkInbox()
    {
        while (true)
        {
            foreach (var row in Store.Inbox.Rows.Where(row => row.State is InboxState.New or InboxState.Waiting && row.DueAt <= world.Now).ToArray())
            {
                var current = Store.Inbox[row.Message.Id];
                var payment = Store.Payments.Find(row.Message.Payment);
                yield return world.Blink();
                var unit = Unit();
                var decision = Take(unit, payment, row.Message.News);
                var now = decision switch
                {
                    PaymentDecision.Wait when world.Now - row.ReceivedAt > TimeSpan.FromDays(3) => current with { State = InboxState.Dead, Note = "waited too long" },
                    PaymentDecision.Wait w => current with { State = InboxState.Waiting, DueAt = world.Now.AddMinutes(30), Note = w.Reason },
                    PaymentDecision.Rejected r => current with { State = InboxState.Dead, Note = r.Reason },
                    _ => current with { State = InboxState.Done },
                };
                world.Commit(unit.Put(Store.Inbox, row.Message.Id, now));
            }

            yield return world.Between(Idle / 2, Idle);
        }
    }

    /// <summary>Applies what is paid and not yet applied; whoever takes it up.</summary>
    public IEnumerable<double> WorkLines()
    {
        while (true)
        {
            foreach (var id in Store.Orders.Rows.Where(order => order.State == OrderState.Paid).Select(order => order.Id).ToArray())
            {
                for (var n = 0; n < Store.Orders[id].Lines.Length; n++)
                {
                    foreach (var pause in Apply(id, n))
                    {
                        yield return pause;
                    }
                }
            }

            yield return world.Between(Idle / 2, Idle);
        }
    }

    /// <summary>At once after the payment, as the process does that took it; the workers only take up what is left.</summary>
    private IEnumerable<double> ApplyNow(OrderRow order) => order.Lines.SelectMany((_, n) => Apply(order.Id, n));

    /// <summary>
    /// A message that never came is found by asking. A payment that is over is asked about as well, less often: a session that is said
    /// to have expired may have been paid in its last moment, and the message that says so may be the one that is lost.
    /// </summary>
    public IEnumerable<double> WorkAsking()
    {
        while (true)
        {
            foreach (var id in Store.Payments.Rows.Where(row => row.Facts.State < PaymentState.Paid && world.Now - row.AskedAt > Patience(row.Facts.State)).Select(row => row.Id).ToArray())
            {
                IReadOnlyList<PaymentNews> told = [];
                if (!World.Try(() =>
                {
                    world.Provider.Create(id, Store.Payments[id].Facts.AmountMinor); // the same key: the same session, whatever the first call came to
                    told = world.Provider.Ask(id);
                }))
                {
                    continue;
                }

                foreach (var news in told)
                {
                    var payment = Store.Payments[id];
                    yield return world.Blink();
                    var unit = Unit();
                    Take(unit, payment, news);
                    world.Commit(unit);
                }

                world.Commit(Unit().Put(Store.Payments, id, Store.Payments[id] with { AskedAt = world.Now }));
            }

            yield return world.Between(Idle / 2, Idle);
        }
    }

    private static TimeSpan Patience(PaymentState state) => state <= PaymentState.Processing ? TimeSpan.FromMinutes(5) : TimeSpan.FromHours(6);

    public IEnumerable<double> WorkOutbox()
    {
        while (true)
        {
            foreach (var dedupe in Store.Outbox.Rows.Where(row => row.State is OutboxState.New or OutboxState.Sending && row.DueAt <= world.Now).Select(row => row.Dedupe).ToArray())
            {
                foreach (var pause in Hand(dedupe))
                {
                    yield return pause;
                }
            }

            yield return world.Between(Idle / 2, Idle);
        }
    }

    /// <summary>One command on a key, as <c>KeyStore</c> does it.</summary>
    public IEnumerable<double> Do(KeyId id, KeyCommand command)
    {
        var row = Store.Keys[id];
        yield return world.Blink();
        if (KeyDecider.Decide(command, row.State, world.Rules, world.Today, world.Now) is Decision.Accepted { Events: { Length: > 0 } events })
        {
            world.Commit(Unit().Put(Store.Keys, id, Grown(row, events)));
        }
    }

    public static KeyRow Grown(KeyRow row, ImmutableArray<KeyEvent> events) => row with
    {
        State = events.Aggregate(row.State, (state, happened) => state.Evolve(happened)),
        Events = row.Events.AddRange(events),
    };

    /// <summary>News of a payment into a unit: the payment, and everything that follows from it.</summary>
    public PaymentDecision Take(Unit unit, PaymentRow? payment, PaymentNews news)
    {
        var order = payment is null ? null : Store.Orders[payment.Order];
        var decision = Broken(news, payment) ?? PaymentDecider.Decide(news, payment is null ? null : payment.Facts with { Order = Standing(order!, payment.Id) });
        if (decision is not PaymentDecision.Moved { Now: var now, Effects: var effects } moved || payment is null || order is null)
        {
            return decision;
        }

        world.Say($"payment {payment.Id:N} {news} → {now.State}");
        unit.Put(Store.Payments, payment.Id, payment with { Facts = now });
        var after = order with { State = PaymentDecider.OrderAfter(order.State, moved) };
        foreach (var effect in effects)
        {
            after = Follow(unit, after, payment, effect);
        }

        if (after != order)
        {
            unit.Put(Store.Orders, order.Id, after);
        }

        return decision;
    }

    private OrderStanding Standing(OrderRow order, Guid payment) =>
        world.Defect == Defect.PaidTwiceUnseen ? OrderStanding.Unpaid
        : order.State == OrderState.Cancelled ? OrderStanding.Cancelled
        : order.PaidBy is { } other && other != payment ? OrderStanding.PaidByAnother
        : OrderStanding.Unpaid;

    private PaymentDecision.Nothing? Broken(PaymentNews news, PaymentRow? payment) => (world.Defect, news, payment?.Facts.State) switch
    {
        (Defect.ExpiredBeatsPaid, PaymentNews.Paid, PaymentState.Expired) => new PaymentDecision.Nothing("defect"),
        (Defect.EarlyDropped, PaymentNews.Refunded or PaymentNews.Disputed, null or < PaymentState.Paid) => new PaymentDecision.Nothing("defect"),
        _ => null,
    };

    private OrderRow Follow(Unit unit, OrderRow order, PaymentRow payment, PaymentEffect effect)
    {
        switch (effect)
        {
            case PaymentEffect.Received { Credit: null } received:
                Post(unit, Ledger.Received(payment.Id, order.Id, received.Amount, received.On));
                var quote = Store.Quotes[order.Quote];
                if (QuoteDecider.Decide(new QuoteCommand.MarkPaid(), new QuoteFacts(quote.State, quote.Document.Version, quote.Document.ValidUntil), world.Today) is QuoteDecision.Moved moved)
                {
                    unit.Put(Store.Quotes, quote.Id, quote with { State = moved.To });
                }

                world.Spawn("lines now", ApplyNow(order), world.Blink());
                if (world.Busy && world.Random.Next(3) == 0)
                {
                    People.MeddleWith(world, order.Lines[0].Quoted.Key); // from two sides at once
                }

                return order with { PaidOn = received.On, PaidBy = payment.Id };
            case PaymentEffect.Received received:
                Post(unit, Ledger.Received(payment.Id, order.Id, received.Amount, received.On));
                Open(unit, order.Id, payment.Id, null, received.Credit.GetValueOrDefault(), received.Amount);
                return order;
            case PaymentEffect.Refunded e:
                Settled(unit, order, e.Refund, from => Ledger.Refunded(e.Refund.ProviderId!, order.Id, Eur(e.Refund.AmountMinor), world.Today, from));
                return order;
            case PaymentEffect.RefundUndone e:
                Settled(unit, order, e.Refund, from => Ledger.RefundUndone(e.Refund.ProviderId!, order.Id, Eur(e.Refund.AmountMinor), world.Today, from));
                return order;
            case PaymentEffect.RefundFailed e:
                Settled(unit, order, e.Refund, null);
                return order;
            default:
                return order;
        }
    }

    /// <summary>A refund's end: the posting, and the credit it was to settle.</summary>
    private void Settled(Unit unit, OrderRow order, RefundFacts refund, Func<LedgerAccount, LedgerTransaction>? post)
    {
        var credit = Store.Credits.Rows.SingleOrDefault(row => refund.RefundId is not null && row.Refund == refund.RefundId);
        if (post is not null)
        {
            Post(unit, post(credit is null ? LedgerAccount.Applied : LedgerAccount.Credit));
        }

        if (credit is not null)
        {
            var state = Credits.After(refund.State);
            unit.Put(Store.Credits, credit.Id, credit with { State = state, Refund = state == CreditState.Open ? null : credit.Refund });
        }
    }

    private IEnumerable<double> Apply(Guid id, int n)
    {
        var order = Store.Orders[id];
        if (order.State != OrderState.Paid || order.Lines[n].State != LineState.Waiting)
        {
            yield break;
        }

        yield return world.Blink();
        var quoted = order.Lines[n].Quoted;
        var key = Store.Keys[quoted.Key];
        yield return world.Blink();
        var facts = key.State.Known!;
        if (world.Defect == Defect.NoUniqueReference)
        {
            facts = facts with { Terms = [.. facts.Terms.Select(term => term with { Reference = null })] };
        }

        var decision = Fulfilment.Decide(new OrderLineFacts(id, n, quoted), facts, world.Rules, order.PaidOn.GetValueOrDefault(), world.Today, world.Now, null);
        var unit = Unit();
        if (decision is Decision.Accepted { Events: { Length: > 0 } events })
        {
            unit.Put(Store.Keys, quoted.Key, Grown(key, events));
        }

        var after = order with { Lines = order.Lines.SetItem(n, new LineRow(quoted, decision is Decision.Accepted ? LineState.Applied : LineState.Credited)) };
        after = after with { State = Fulfilment.StateOf(after.Lines.Select(one => one.State)) };
        if (decision is Decision.Refused refused)
        {
            world.Say($"line {id:N}:{n} refused {refused.Refusal.Code}");
            Open(unit, id, order.PaidBy.GetValueOrDefault(), n, CreditCause.LineRefused, Eur(quoted.GrossMinor));
        }
        else
        {
            world.Say($"line {id:N}:{n} applied");
        }

        if (after.State != OrderState.Paid)
        {
            unit.Once(Store.Outbox, $"receipt:{id}", new OutboxRow($"receipt:{id}", "mail", order.PaidBy.GetValueOrDefault(), null, 0, OutboxState.New, world.Now, 0));
        }

        unit.Put(Store.Orders, id, after);
        if (world.Defect == Defect.PostingApart && world.Commit(unit))
        {
            unit = Unit();
            yield return world.Blink();
        }

        if (decision is Decision.Accepted)
        {
            Post(unit, Ledger.Applied(id, n, Eur(quoted.GrossMinor), world.Today));
        }

        world.Commit(unit);
    }

    private IEnumerable<double> Hand(string dedupe)
    {
        var row = Store.Outbox[dedupe];
        if (row.DueAt > world.Now)
        {
            yield break; // the other worker has it
        }

        if (row.State == OutboxState.Sending)
        {
            var lost = row.Kind == "mail" && world.Defect != Defect.MailAgain ? OutboxState.Uncertain : OutboxState.New;
            world.Commit(Unit().Put(Store.Outbox, dedupe, row with { State = lost }));
            yield break;
        }

        if (row.State != OutboxState.New || !world.Commit(Unit().Put(Store.Outbox, dedupe, row with { State = OutboxState.Sending, DueAt = world.Now.AddMinutes(5) })))
        {
            yield break;
        }

        var claimed = Store.Outbox[dedupe];
        yield return world.Blink();
        var unit = Unit();
        var done = World.Try(() => Act(unit, claimed));
        yield return world.Blink();
        if (done)
        {
            world.Commit(unit.Put(Store.Outbox, dedupe, claimed with { State = OutboxState.Sent }));
        }
    }

    private void Act(Unit unit, OutboxRow row)
    {
        switch (row.Kind)
        {
            case "mail":
                world.Mails.Add(row.Dedupe);
                break;
            case "expire":
                world.Provider.Expire(row.Payment);
                break;
            default:
                var refund = world.Provider.SendBack(row.Dedupe, row.Payment, row.Refund, row.AmountMinor);
                Take(unit, Store.Payments[row.Payment], new PaymentNews.Refunded(refund.Id, refund.Amount, RefundState.Pending, row.Refund));
                break;
        }
    }

    private void Open(Unit unit, Guid order, Guid payment, int? line, CreditCause cause, Money amount)
    {
        var id = world.NewId();
        unit.Put(Store.Credits, id, new CreditRow(id, order, payment, line, cause, amount, CreditState.Open, null, 0));
    }

    public void Post(Unit unit, LedgerTransaction transaction) => unit.Put(Store.Ledger, transaction.Reference, new PostedRow(transaction, 0));

    private static Money Eur(long minor) => new(minor, "EUR");
}
