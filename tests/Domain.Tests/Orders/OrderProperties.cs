using FsCheck;
using FsCheck.Fluent;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders;

/// <summary>What holds of every price of every key in every state a random life can bring it to.</summary>
public sealed class OrderProperties
{
    private static readonly string[] Countries = ["IT", "FR", "NO", "CH", "FI", "US", "GR"];

    private static readonly Gen<decimal> Percent = Gen.Choose(0, 1000).Select(tenths => tenths / 10m);

    [Fact]
    public void Sums_are_exact_and_rounded_once() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Arb.From(
            from price in Gen.Choose(1, 5_000_000)
            from years in Gen.Choose(1, 10)
            from education in Percent
            from level in Percent
            from country in Gen.Elements(Countries)
            from flags in Gen.Choose(0, 7)
            select (price, years, education, level, country, flags)), given =>
        {
            var (price, years, education, level, country, flags) = given;
            var stack = (flags & 1) > 0;
            var payer = (flags & 2) > 0 ? Payer.Partner : Payer.Customer;
            var rules = (stack ? Kit.Allnet.Stacking() : Kit.Allnet).WithPrice(price).WithLevel("X", level) with
            {
                Education = [.. Kit.Allnet.Education.Select(version => version with { Value = new EducationOffer(education, 4) })],
            };
            var request = OrderKit.Annual().Facts.Line(years, "X", education: (flags & 4) > 0);
            if (Pricing.Price(request, OrderKit.By(payer, OrderKit.Hotel with { Country = country }, rules)) is not LineResult.Quoted { Line: var line })
            {
                return; // everything discounted away
            }

            var (e, l) = ((flags & 4) > 0 ? education : 0, payer == Payer.Partner ? level : 0);
            var exact = (decimal)price * years * (stack ? (100 - e) * (100 - l) / 10_000m : (100 - Math.Max(e, l)) / 100m);
            Assert.Equal(HalfAway(exact), line.NetMinor);
            Assert.Equal(line.NetMinor, line.Steps.TakeWhile(step => step.Kind != PriceStepKind.Net).Sum(step => step.AmountMinor));
            Assert.Equal(line.GrossMinor, line.NetMinor + line.VatMinor);
            Assert.Equal((line.NetMinor, line.VatMinor, line.GrossMinor), (Step(PriceStepKind.Net), Step(PriceStepKind.Vat), Step(PriceStepKind.Gross)));
            Assert.InRange(Math.Abs(line.Steps.FirstOrDefault(step => step.Kind == PriceStepKind.Rounding)?.AmountMinor ?? 0), 0, 1);
            Assert.True(line.PartnerNetMinor is null || line.PartnerNetMinor <= line.NetMinor);
            var rate = decimal.Parse(line.Steps.Single(step => step.Kind == PriceStepKind.Vat).Facts["rate"], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(HalfAway(line.NetMinor * rate / 100), line.VatMinor);

            long Step(PriceStepKind kind) => line.Steps.Single(step => step.Kind == kind).AmountMinor;
        }));

    [Fact]
    public void Whatever_a_key_lived_through_paying_does_what_the_quote_shows() => Histories.Hold(history =>
    {
        foreach (var taken in Histories.Run(history))
        {
            if (taken.After.Known is not { } key)
            {
                continue;
            }

            var context = OrderKit.By(Payer.Customer, OrderKit.Hotel, WithSeller(history.Rules()), taken.Today);
            var direct = KeyDecider.Decide(Renewal(key), new Key.OpenKey(key), context.Rules, taken.Today, default);
            var request = new LineRequest(key, "x", false, 1);
            switch (Pricing.Price(request, context))
            {
                case LineResult.Refused { Refusal: var refusal }:
                    Assert.True(direct is Decision.Refused || refusal.Code == RefusalCodes.PriceMissing, $"{refusal.Code} although the key renews");
                    break;
                case LineResult.Quoted { Line: var line }:
                    Sane(line, key, taken.Today);
                    Applies(line, key, context, direct);
                    break;
            }
        }
    }, runs: 150);

    [Fact]
    public void A_quote_is_stored_whole_and_explained_in_four_languages() => Histories.Hold(history =>
    {
        var last = Histories.Run(history).Last();
        if (last.After.Known is not { } key
            || Pricing.Price(new LineRequest(key, "x", true, 2, "Gold"), OrderKit.By(Payer.Partner, OrderKit.Hotel, WithSeller(history.Rules()), last.Today)) is not LineResult.Quoted { Line: var line })
        {
            return;
        }

        var json = OrderJson.WriteLine(line);
        Assert.Equal(json, OrderJson.WriteLine(OrderJson.ReadLine(json)));
        foreach (var language in Texts.Languages)
        {
            OrderWords.AreComplete(line, last.Today, Texts.Of(language));
        }
    }, runs: 150);

    [Fact]
    public void Whatever_is_posted_in_whatever_order_received_is_applied_and_credit_and_refunded() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Arb.From(Gen.ArrayOf(
            from kind in Gen.Choose(0, 4)
            from amount in Gen.Choose(1, int.MaxValue)
            from currency in Gen.Elements("EUR", "NOK")
            from applied in Gen.Elements(LedgerAccount.Credit, LedgerAccount.Applied)
            select Post(kind, new Money(amount, currency), applied))), transactions =>
        {
            Assert.All(transactions, transaction => Assert.True(transaction.Balanced));
            for (var upTo = 0; upTo <= transactions.Length; upTo++)
            {
                Assert.All(Ledger.Totals(transactions.Take(upTo).SelectMany(transaction => transaction.Postings)), totals => Assert.Equal(0, totals.Difference));
            }
        }));

    [Fact]
    public void The_control_a_transaction_with_one_side_is_not_balanced()
    {
        var one = Post(0, new Money(5, "EUR"), LedgerAccount.Credit);
        Assert.False((one with { Postings = [one.Postings[0]] }).Balanced);
        Assert.False((one with { Postings = [one.Postings[0], one.Postings[1] with { Currency = "NOK" }] }).Balanced);
        Assert.Equal(5, Assert.Single(Ledger.Totals([one.Postings[0]])).Difference);
    }

    [Fact]
    public void Amounts_that_are_none_are_not_posted()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Post(0, new Money(0, "EUR"), LedgerAccount.Credit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Post(1, new Money(-1, "EUR"), LedgerAccount.Credit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Post(2, new Money(1, "EUR"), LedgerAccount.Received));
    }

    [Fact]
    public void Balances_are_told_as_people_say_them()
    {
        LedgerTransaction[] story =
        [
            Ledger.Received(OrderKit.Payment, OrderKit.Order, new Money(100, "EUR"), OrderKit.Today), Ledger.Applied(OrderKit.Order, 1, new Money(70, "EUR"), OrderKit.Today),
            Ledger.Refunded("r1", OrderKit.Order, new Money(10, "EUR"), OrderKit.Today, LedgerAccount.Credit),
            Ledger.Refunded("r2", OrderKit.Order, new Money(5, "EUR"), OrderKit.Today, LedgerAccount.Applied),
            Ledger.RefundUndone("r1", OrderKit.Order, new Money(10, "EUR"), OrderKit.Today, LedgerAccount.Credit),
        ];
        Assert.Equal(new LedgerTotals("EUR", 100, 65, 30, 5), Assert.Single(Ledger.Totals(story.SelectMany(one => one.Postings))));
        Assert.Equal(story.Length, story.Select(one => one.Reference).Distinct().Count());
    }

    private static LedgerTransaction Post(int kind, Money amount, LedgerAccount from) => kind switch
    {
        0 => Ledger.Received(OrderKit.Payment, OrderKit.Order, amount, OrderKit.Today),
        1 => Ledger.Applied(OrderKit.Order, 1, amount, OrderKit.Today),
        2 => Ledger.Refunded("r", OrderKit.Order, amount, OrderKit.Today, from),
        _ => Ledger.RefundUndone("r", OrderKit.Order, amount, OrderKit.Today, from),
    };

    private static void Sane(QuotedLine line, KeyFacts key, DateOnly today)
    {
        Assert.True(line.NetMinor > 0 && line.GrossMinor == line.NetMinor + line.VatMinor);
        Assert.True(line.TermStarts <= line.TermEnds && line.KeyLastDay == key.LastDay);
        Assert.True(line.PayBy is null || line.PayBy >= today, "a quote nobody can pay any more");
        Assert.True(line.Stops.IsEmpty || line.StopsOn is not null);
        Assert.Equal(line.Over, line.Counted > line.MaxExtensions);
        Assert.True(line.Acknowledgement == AcknowledgementNeed.None || line.Over);
    }

    private static void Applies(QuotedLine line, KeyFacts key, PricingContext context, Decision direct)
    {
        var decision = Fulfilment.Decide(new OrderLineFacts(OrderKit.Order, 1, line), key, context.Rules, context.Today, context.Today, default, null);
        if (line.Acknowledgement == AcknowledgementNeed.Required)
        {
            Assert.Equal((RefusalCodes.OverLimitNotAcknowledged, RefusalCodes.OverLimitNotAcknowledged), (decision.Code(), direct.Code()));
            return;
        }

        var after = new Key.OpenKey(key).Evolve(decision.Accepted().Single()).Known!;
        Assert.Equal((line.TermStarts, line.TermEnds), (after.NewestTerm.Start, after.NewestTerm.LastDay));
        Assert.Equal((line.Edition, line.Size), (after.Purchased.Edition, after.Purchased.Size));
    }

    private static KeyCommand Renewal(KeyFacts key) => key.Kind == KeyKind.Perpetual ? new KeyCommand.RenewMaintenance(1) : new KeyCommand.RenewKey(1);

    private static RuleBook WithSeller(RuleBook rules) => rules with { Seller = Kit.Allnet.Seller };

    private static long HalfAway(decimal exact) => (long)Math.Floor(exact) + (exact - Math.Floor(exact) >= 0.5m ? 1 : 0);
}
