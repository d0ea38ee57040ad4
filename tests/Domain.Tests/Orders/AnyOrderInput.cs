using FsCheck;
using FsCheck.Fluent;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders;

/// <summary>PROOFS F35 for orders: no input makes them throw, and what they refuse has whole words.</summary>
public sealed class AnyOrderInput
{
    private static readonly Gen<string?> Text = Gen.Elements<string?>(
        null, "", "   ", "Paola", "\0", "a\u0001b", "\uD800", "\r\nBcc: x@y", "<script>", "{name}", "=cmd|' /C calc'!A0", new string('x', 100_000), "IT", "fr", "ZZ", "EL123456789",
        "FR83529814379", "GOLD", "paola@miramare.example");

    private static readonly Gen<int> Years = Gen.Elements(int.MinValue, -1, 0, 1, 2, 10, 11, 1_000_000, int.MaxValue);

    private static readonly Gen<DateOnly> Day = Gen.OneOf(
        Gen.Elements(DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(1990, 1, 1), new DateOnly(2199, 12, 31), new DateOnly(2028, 2, 29)),
        Gen.Choose(0, 2000).Select(days => new DateOnly(2024, 1, 1).AddDays(days)));

    private static readonly Gen<long> Amount = Gen.Elements(long.MinValue, -1L, 0L, 1L, 50386L, long.MaxValue);

    private static readonly KeyFacts[] Keys =
    [
        OrderKit.Annual().Facts, OrderKit.Annual(on: "2024-01-01", number: 2).With(new KeyCommand.ReportUsage(95), "2026-11-01").Facts, OrderKit.Perpetual("2026-10-31").Facts,
        new Stream(Kit.Vcom).With(Kit.Issue(KeyKind.Subscription), "2026-02-01").Facts, new Stream(Kit.Allnet).With(Kit.Issue() with { Trial = true }, "2026-11-01").Facts,
        OrderKit.Annual(number: 5).With(new KeyCommand.CloseKey("gone"), "2026-11-01").Facts,
    ];

    private static readonly RuleBook[] Books = [Kit.Allnet, Kit.Vcom, Kit.Allnet with { Seller = null }, Kit.Allnet with { PriceBooks = [] }, Kit.Allnet.WithPrice(long.MaxValue), Kit.AllnetFinal.Stacking()];

    private static readonly Arbitrary<(QuoteRequest Request, PricingContext Context)> Baskets = Arb.From(
        from count in Gen.Choose(0, 4)
        from lines in Gen.ArrayOf(
            from key in Gen.Elements(Keys)
            from name in Text
            from years in Gen.Frequency((3, Gen.Choose(1, 3)), (1, Years))
            from level in Text
            from education in Gen.Elements(true, false)
            select new LineRequest(key, name!, education, years, level), count)
        from po in Text
        from note in Text
        from name in Text
        from country in Text
        from vat in Text
        from payer in Gen.Choose(-1, 2)
        from book in Gen.Elements(Books)
        from today in Day
        select (new QuoteRequest([.. lines], 1, po, note), new PricingContext(book, today, (Payer)payer, new Buyer(name!, country, vat, false))));

    [Fact]
    public void Any_basket_is_a_document_or_says_why_not() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(600),
        Prop.ForAll(Baskets, basket =>
        {
            var result = Pricing.Quote(basket.Request, basket.Context);
            var refusals = result.Refusals.Concat(result.Lines.OfType<LineResult.Refused>().Select(line => line.Refusal)).ToArray();
            Assert.Equal(result.Document is null, refusals.Length > 0);
            foreach (var refusal in refusals)
            {
                Assert.All(Texts.Languages, language => Said(Texts.Of(language).Refusal(refusal)));
                Assert.All(Texts.Languages, language => Said(Texts.Of(language).Remedy(refusal)));
            }

            if (result.Document is { } document)
            {
                Assert.Equal((document.NetMinor, document.GrossMinor), (document.Lines.Sum(line => line.NetMinor), document.Lines.Sum(line => line.GrossMinor)));
                Assert.InRange(document.ValidUntil, document.PricedOn, document.PricedOn.AddDays(30));
                var json = OrderJson.WriteDocument(document);
                Assert.Equal(json, OrderJson.WriteDocument(OrderJson.ReadDocument(json)));
            }
        }));

    [Fact]
    public void Any_command_on_any_quote_is_answered() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(600),
        Prop.ForAll(Arb.From(
            from state in Gen.Choose(-1, 8)
            from version in Years
            from read in Years
            from until in Day
            from today in Day
            from text in Text
            from needs in Gen.Elements(0, 1)
            from which in Gen.Choose(0, 6)
            select (Facts: new QuoteFacts((QuoteState)state, version, until, needs == 1, needs == 1 ? [Kit.Id(1)] : default), Today: today, Command: Command(which, text, read))), given =>
        {
            if (QuoteDecider.Decide(given.Command, given.Facts, given.Today) is QuoteDecision.Refused { Refusal: var refusal })
            {
                Assert.All(Texts.Languages, language => Said(Texts.Of(language).Refusal(refusal)));
            }
        }));

    [Fact]
    public void Any_news_of_any_payment_is_answered_and_never_takes_more_than_came() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(Arb.From(Gen.ArrayOf(
            from which in Gen.Choose(0, 6)
            from amount in Amount
            from text in Text
            from state in Gen.Choose(-1, 3)
            from day in Day
            select News(which, amount, text!, state, day))), story =>
        {
            var payment = new PaymentFacts(PaymentState.Creating, "EUR", 50386);
            foreach (var news in story)
            {
                if (PaymentDecider.Decide(news, payment) is PaymentDecision.Moved moved)
                {
                    Assert.True(moved.Now.State >= payment.State, "a payment grew weaker");
                    payment = moved.Now;
                    PaymentDecider.OrderAfter(OrderState.Open, moved);
                }
            }

            Assert.InRange(payment.RefundedMinor, 0, payment.PaidMinor);
            Assert.Equal(payment.State == PaymentState.Paid, payment.PaidMinor > 0);
        }));

    private static QuoteCommand Command(int which, string? text, int version) => which switch
    {
        0 => new QuoteCommand.Send(text),
        1 => new QuoteCommand.View(),
        2 => new QuoteCommand.Accept(text, version),
        3 => new QuoteCommand.Decline(text),
        4 => new QuoteCommand.Revise(),
        5 => new QuoteCommand.Void(text),
        _ => new QuoteCommand.MarkPaid(),
    };

    private static PaymentNews News(int which, long amount, string text, int state, DateOnly day) => which switch
    {
        0 => new PaymentNews.Opened(text),
        1 => new PaymentNews.Processing(),
        2 => new PaymentNews.Paid(amount, text, text, text, day),
        3 => new PaymentNews.Failed(text, state > 1),
        4 => new PaymentNews.Expired(),
        5 => new PaymentNews.Refunded(text, amount, (RefundState)state),
        _ => new PaymentNews.Disputed((DisputeState)state),
    };

    /// <summary>Whole, whatever a name may hold: only what we wrote ourselves must not stand there unfilled.</summary>
    private static void Said(string text)
    {
        Assert.False(string.IsNullOrWhiteSpace(text));
        Assert.DoesNotMatch("^refusal\\.", text);
        Assert.DoesNotMatch("\\{(most|number|kind:kind|edition:edition|size:sc|country|validUntil|version|lastDay|largest|smallest|fewest|earliest|latest|counted:extension|max)\\}", text);
    }
}
