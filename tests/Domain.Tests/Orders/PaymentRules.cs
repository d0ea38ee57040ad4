using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders;

/// <summary>OM-7, PROOFS F5 and F6: what a payment's news comes to, in whatever order and however often it arrives.</summary>
public sealed class PaymentRules
{
    private static readonly PaymentFacts Fresh = new(PaymentState.Creating, "EUR", 50386);

    private static readonly PaymentNews.Paid Paid = new(50386, "EUR", "pi_1", "ch_1", OrderKit.Today);

    /// <summary>Everything the provider can say of one payment in one story, one message of each.</summary>
    private static readonly PaymentNews[] Everything =
    [
        new PaymentNews.Opened("cs_1"), new PaymentNews.Processing(), Paid, new PaymentNews.Expired(), new PaymentNews.Failed("card_declined", Final: false),
        new PaymentNews.Failed("debit_failed", Final: true), new PaymentNews.Refunded("re_1", 386, RefundState.Pending),
        new PaymentNews.Refunded("re_1", 386, RefundState.Succeeded), new PaymentNews.Refunded("re_1", 386, RefundState.Failed),
        new PaymentNews.Refunded("re_2", 50000, RefundState.Succeeded), new PaymentNews.Disputed(DisputeState.Open), new PaymentNews.Disputed(DisputeState.Lost),
    ];

    /// <summary>A subset of up to six messages, each perhaps told more than once.</summary>
    private static readonly Arbitrary<PaymentNews[]> Stories = Arb.From(
        from picked in Gen.Shuffle(Everything)
        from count in Gen.Choose(1, 6)
        from again in Gen.Choose(0, 2)
        select (PaymentNews[])[.. picked.Take(count), .. picked.Take(Math.Min(again, 6 - count))]);

    [Fact]
    public void F6_every_permutation_of_up_to_six_messages_ends_the_same_or_waits_visibly() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150),
        Prop.ForAll(Stories, story =>
        {
            var expected = Settle(story);
            foreach (var order in Permutations(story))
            {
                var now = Settle(order);
                Assert.Equal(Said(expected.Payment), Said(now.Payment));
                Assert.Equal(expected.Waiting, now.Waiting);
                Assert.Equal(expected.Balances, now.Balances);
                Assert.InRange(now.Received, 0, 1);
            }
        }));

    [Fact]
    public void The_control_a_decider_that_lets_the_last_message_win_fails_the_same_check()
    {
        PaymentNews[] story = [Paid, new PaymentNews.Expired()];
        var ends = Permutations(story).Select(order => order.Aggregate(Fresh, (payment, news) => news is PaymentNews.Paid
            ? payment with { State = PaymentState.Paid }
            : payment with { State = PaymentState.Expired })).Distinct();
        Assert.Equal(2, ends.Count());
    }

    [Fact]
    public void Paid_beats_expired_and_failed_and_money_is_received_once()
    {
        var news = (PaymentNews[])[new PaymentNews.Opened("cs_1"), new PaymentNews.Expired(), new PaymentNews.Failed("debit_failed", true), Paid, Paid, new PaymentNews.Expired()];
        var end = Settle(news);
        Assert.Equal((PaymentState.Paid, 1), (end.Payment.State, end.Received));
        Assert.Null(end.Payment.Failure);
    }

    [Theory]
    [InlineData(PaymentState.Creating, "OPEN PROCESSING PAID CREATING FAILED EXPIRED WAIT WAIT")]
    [InlineData(PaymentState.Open, ". PROCESSING PAID OPEN FAILED EXPIRED WAIT WAIT")]
    [InlineData(PaymentState.Processing, ". . PAID PROCESSING FAILED EXPIRED WAIT WAIT")]
    [InlineData(PaymentState.Expired, ". . PAID EXPIRED FAILED . WAIT WAIT")]
    [InlineData(PaymentState.Failed, ". . PAID . . . WAIT WAIT")]
    [InlineData(PaymentState.Paid, ". . . . . . PAID PAID")]
    public void Every_message_in_every_state(PaymentState state, string expected)
    {
        var payment = Fresh with { State = state, SessionId = state == PaymentState.Creating ? null : "cs_1" };
        payment = state == PaymentState.Paid ? payment with { PaidMinor = 50386, PaidCurrency = "EUR", PaidOn = OrderKit.Today, IntentId = "pi_1", ChargeId = "ch_1" } : payment;
        PaymentNews[] news = [Everything[0], Everything[1], Paid, Everything[4], Everything[5], Everything[3], Everything[7], Everything[10]];
        Assert.Equal(expected, string.Join(' ', news.Select(one => Outcome(PaymentDecider.Decide(one, payment)))));
    }

    [Fact]
    public void A_message_of_a_payment_we_do_not_know_waits() =>
        Assert.All(Everything, news => Assert.Equal(new PaymentDecision.Wait(PaymentDecider.Unknown), PaymentDecider.Decide(news, null)));

    [Theory]
    [InlineData(50386, "EUR", OrderStanding.Unpaid, null)]
    [InlineData(50386, "EUR", OrderStanding.PaidByAnother, CreditCause.PaidTwice)]
    [InlineData(50386, "EUR", OrderStanding.Cancelled, CreditCause.OrderCancelled)]
    [InlineData(50385, "EUR", OrderStanding.Unpaid, CreditCause.AmountDiffers)]
    [InlineData(50387, "EUR", OrderStanding.PaidByAnother, CreditCause.AmountDiffers)]
    [InlineData(50386, "NOK", OrderStanding.Unpaid, CreditCause.AmountDiffers)]
    [InlineData(long.MaxValue, "EUR", OrderStanding.Unpaid, CreditCause.AmountDiffers)]
    public void OM8_money_that_pays_nothing_is_an_open_credit(long amount, string currency, OrderStanding order, CreditCause? cause)
    {
        var moved = Assert.IsType<PaymentDecision.Moved>(PaymentDecider.Decide(Paid with { AmountMinor = amount, Currency = currency }, Fresh with { Order = order }));
        Assert.Equal(new PaymentEffect.Received(new Money(amount, currency), OrderKit.Today, cause), Assert.Single(moved.Effects));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void No_money_is_no_payment_and_no_refund(long amount)
    {
        Assert.IsType<PaymentDecision.Rejected>(PaymentDecider.Decide(Paid with { AmountMinor = amount }, Fresh));
        Assert.IsType<PaymentDecision.Rejected>(PaymentDecider.Decide(new PaymentNews.Refunded("re_1", amount, RefundState.Succeeded), After(Paid)));
    }

    [Fact]
    public void What_cannot_be_true_is_kept_for_an_operator()
    {
        var paid = After(Paid);
        Assert.Equal(Rejected(PaymentDecider.PaidDifferently), PaymentDecider.Decide(Paid with { AmountMinor = 1 }, paid));
        Assert.Equal(Rejected(PaymentDecider.PaidDifferently), PaymentDecider.Decide(Paid with { Currency = "NOK" }, paid));
        Assert.Equal(Rejected(PaymentDecider.RefundTooLarge), PaymentDecider.Decide(new PaymentNews.Refunded("re_1", 50387, RefundState.Pending), paid));
        Assert.Equal(Rejected(PaymentDecider.RefundDiffers), PaymentDecider.Decide(new PaymentNews.Refunded("re_1", 5, RefundState.Succeeded), After(Paid, new PaymentNews.Refunded("re_1", 6, RefundState.Pending))));
        Assert.Equal(Rejected(PaymentDecider.OtherSession), PaymentDecider.Decide(new PaymentNews.Opened("cs_2"), After(new PaymentNews.Opened("cs_1"))));

        static PaymentDecision Rejected(string reason) => new PaymentDecision.Rejected(reason);
    }

    [Fact]
    public void Our_own_refund_is_found_by_our_id_before_the_providers_is_known()
    {
        var ours = OrderKit.Order;
        var asked = After(Paid) with { Refunds = [new RefundFacts(ours, null, 100, RefundState.Requested)] };
        var moved = Assert.IsType<PaymentDecision.Moved>(PaymentDecider.Decide(new PaymentNews.Refunded("re_1", 100, RefundState.Succeeded, ours), asked));
        Assert.Equal(new RefundFacts(ours, "re_1", 100, RefundState.Succeeded), Assert.Single(moved.Now.Refunds));
        Assert.IsType<PaymentEffect.Refunded>(Assert.Single(moved.Effects));
        var another = Assert.IsType<PaymentDecision.Moved>(PaymentDecider.Decide(new PaymentNews.Refunded("re_2", 100, RefundState.Succeeded, ours), moved.Now));
        Assert.Equal([ours, null], another.Now.Refunds.Select(refund => refund.RefundId));
    }

    [Fact]
    public void A_second_card_after_a_declined_one_leaves_no_trace_once_paid()
    {
        var declined = After(new PaymentNews.Opened("cs_1"), new PaymentNews.Failed("card_declined", false));
        Assert.Equal((PaymentState.Open, "card_declined"), (declined.State, declined.Failure));
        Assert.Equal((PaymentState.Paid, null), (After(declined, Paid).State, After(declined, Paid).Failure));
    }

    [Fact]
    public void Ids_that_come_later_are_filled_in_without_receiving_again()
    {
        var moved = Assert.IsType<PaymentDecision.Moved>(PaymentDecider.Decide(Paid, After(Paid with { ChargeId = null })));
        Assert.Equal("ch_1", moved.Now.ChargeId);
        Assert.Empty(moved.Effects);
    }

    [Fact]
    public void The_end_of_a_session_is_told_once()
    {
        var effects = new List<PaymentEffect>();
        var payment = Fresh;
        foreach (var news in (PaymentNews[])[new PaymentNews.Expired(), new PaymentNews.Failed("x", true), new PaymentNews.Expired()])
        {
            if (PaymentDecider.Decide(news, payment) is PaymentDecision.Moved moved)
            {
                effects.AddRange(moved.Effects);
                payment = moved.Now;
            }
        }

        Assert.Equal(new PaymentEffect.Over(PaymentState.Expired), Assert.Single(effects));
    }

    [Theory]
    [InlineData(OrderState.Open, "processing", OrderState.Processing)]
    [InlineData(OrderState.Processing, "paid", OrderState.Paid)]
    [InlineData(OrderState.Open, "paid", OrderState.Paid)]
    [InlineData(OrderState.Processing, "expired", OrderState.Open)]
    [InlineData(OrderState.Processing, "failed", OrderState.Open)]
    [InlineData(OrderState.Processing, "paid another amount", OrderState.Open)]
    [InlineData(OrderState.Fulfilled, "paid another amount", OrderState.Fulfilled)]
    [InlineData(OrderState.Cancelled, "processing", OrderState.Cancelled)]
    [InlineData(OrderState.Cancelled, "expired", OrderState.Cancelled)]
    public void What_an_order_is_after_its_payment_moved(OrderState before, string told, OrderState after)
    {
        PaymentNews news = told switch
        {
            "processing" => new PaymentNews.Processing(),
            "expired" => new PaymentNews.Expired(),
            "failed" => new PaymentNews.Failed("debit_failed", Final: true),
            "paid" => Paid,
            _ => Paid with { AmountMinor = 1 },
        };
        Assert.Equal(after, PaymentDecider.OrderAfter(before, Assert.IsType<PaymentDecision.Moved>(PaymentDecider.Decide(news, Fresh))));
    }

    [Fact]
    public void Every_empty_message_is_answered_and_a_forgotten_one_would_be_noticed()
    {
        Assert.Equal(7, typeof(PaymentNews).GetNestedTypes().Length);
        foreach (var type in typeof(PaymentNews).GetNestedTypes())
        {
            foreach (var state in Enum.GetValues<PaymentState>())
            {
                Assert.NotNull(PaymentDecider.Decide((PaymentNews)RuntimeHelpers.GetUninitializedObject(type), Fresh with { State = state }));
            }
        }

        Assert.Throws<UnreachableException>(() => PaymentDecider.Decide(new Forgotten(), Fresh));
    }

    [Theory]
    [InlineData(Settlement.Refund, CreditState.Open, CreditCause.PaidTwice, "twice", null)]
    [InlineData(Settlement.Retry, CreditState.Open, CreditCause.LineRefused, "fixed", null)]
    [InlineData(Settlement.Retry, CreditState.Open, CreditCause.PaidTwice, "again", "INVALID_INPUT")]
    [InlineData((Settlement)9, CreditState.Open, CreditCause.LineRefused, "x", "INVALID_INPUT")]
    [InlineData(Settlement.Refund, CreditState.Refunding, CreditCause.PaidTwice, "x", "CREDIT_NOT_OPEN")]
    [InlineData(Settlement.Refund, CreditState.Refunded, CreditCause.PaidTwice, "x", "CREDIT_NOT_OPEN")]
    [InlineData(Settlement.Retry, CreditState.Applied, CreditCause.LineRefused, "x", "CREDIT_NOT_OPEN")]
    [InlineData(Settlement.Refund, CreditState.Open, CreditCause.PaidTwice, " ", "REASON_REQUIRED")]
    public void OM8_settling_a_credit(Settlement how, CreditState state, CreditCause cause, string reason, string? code) =>
        Assert.Equal(code, Credits.Settle(how, state, cause, reason)?.Code);

    [Theory]
    [InlineData(100, 100, 0, true, null)]
    [InlineData(101, 100, 0, true, "REFUND_TOO_LARGE")]
    [InlineData(51, 100, 50, true, "REFUND_TOO_LARGE")]
    [InlineData(1, 100, 100, true, "REFUND_TOO_LARGE")]
    [InlineData(0, 100, 0, true, "QUANTITY_OUT_OF_RANGE")]
    [InlineData(-5, 100, 0, true, "QUANTITY_OUT_OF_RANGE")]
    [InlineData(long.MaxValue, 100, 0, true, "REFUND_TOO_LARGE")]
    [InlineData(1, 0, 0, false, "ORDER_NOT_PAID")]
    public void Sending_applied_money_back(long amount, long applied, long refunded, bool paid, string? code) =>
        Assert.Equal(code, Refunds.Check(amount, applied, refunded, paid, "agreed")?.Code);

    private static PaymentFacts After(params PaymentNews[] news) => After(Fresh, news);

    private static PaymentFacts After(PaymentFacts payment, params PaymentNews[] news) => news.Aggregate(
        payment, (now, one) => PaymentDecider.Decide(one, now) is PaymentDecision.Moved moved ? moved.Now : now);

    private static string Outcome(PaymentDecision decision) => decision switch
    {
        PaymentDecision.Moved moved => Words.Of(moved.Now.State),
        PaymentDecision.Nothing => ".",
        PaymentDecision.Wait => "WAIT",
        _ => "REJECTED",
    };

    /// <summary>An inbox that keeps what waits and asks again after everything that moved.</summary>
    private static (PaymentFacts Payment, int Waiting, string Balances, int Received) Settle(IEnumerable<PaymentNews> order)
    {
        var payment = Fresh;
        var waiting = new List<PaymentNews>();
        var postings = new List<LedgerPosting>();
        var received = 0;
        foreach (var news in order)
        {
            waiting.Add(news);
            for (var moved = true; moved;)
            {
                moved = false;
                foreach (var one in waiting.ToArray())
                {
                    var decision = PaymentDecider.Decide(one, payment);
                    Assert.IsNotType<PaymentDecision.Rejected>(decision);
                    if (decision is PaymentDecision.Wait)
                    {
                        continue;
                    }

                    waiting.Remove(one);
                    if (decision is PaymentDecision.Moved { Now: var now, Effects: var effects })
                    {
                        payment = now;
                        moved = true;
                        foreach (var effect in effects)
                        {
                            received += effect is PaymentEffect.Received ? 1 : 0;
                            postings.AddRange(Post(effect));
                        }
                    }
                }
            }
        }

        return (payment, waiting.Count, string.Join(' ', Ledger.Totals(postings)), received);
    }

    private static ImmutableArray<LedgerPosting> Post(PaymentEffect effect)
    {
        var transaction = effect switch
        {
            PaymentEffect.Received e => Ledger.Received(OrderKit.Payment, OrderKit.Order, e.Amount, e.On),
            PaymentEffect.Refunded e => Ledger.Refunded(e.Refund.ProviderId!, OrderKit.Order, new Money(e.Refund.AmountMinor, "EUR"), OrderKit.Today, LedgerAccount.Credit),
            PaymentEffect.RefundUndone e => Ledger.RefundUndone(e.Refund.ProviderId!, OrderKit.Order, new Money(e.Refund.AmountMinor, "EUR"), OrderKit.Today, LedgerAccount.Credit),
            _ => null,
        };
        Assert.True(transaction?.Balanced ?? true);
        return transaction?.Postings ?? [];
    }

    private static IEnumerable<PaymentNews[]> Permutations(PaymentNews[] items)
    {
        if (items.Length < 2)
        {
            yield return items;
            yield break;
        }

        for (var at = 0; at < items.Length; at++)
        {
            foreach (var rest in Permutations([.. items[..at], .. items[(at + 1)..]]))
            {
                yield return [items[at], .. rest];
            }
        }
    }

    /// <summary>Everything a payment says, refunds included.</summary>
    private static string Said(PaymentFacts payment) => $"{payment with { Refunds = [] }} {string.Join(' ', payment.Refunds)}";

    private sealed record Forgotten() : PaymentNews(new PaymentNews.Processing());
}
