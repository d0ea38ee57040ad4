using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders;

/// <summary>Prices, tax, warnings and refusals in words.</summary>
public sealed class OrderWords
{
    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory]
    [InlineData("en", 123450, "EUR", "€1,234.50")]
    [InlineData("it", 123450, "EUR", "1.234,50\u00A0€")]
    [InlineData("fr", 123450, "EUR", "1\u202F234,50\u00A0€")]
    [InlineData("nb", 123450, "EUR", "1\u00A0234,50\u00A0€")]
    [InlineData("nb", 150500000, "NOK", "1\u00A0505\u00A0000,00\u00A0kr")]
    [InlineData("en", 5, "NOK", "NOK\u00A00.05")]
    [InlineData("en", -100000, "EUR", "−€1,000.00")]
    [InlineData("it", -7, "EUR", "−0,07\u00A0€")]
    [InlineData("fr", 0, "CHF", "0,00\u00A0CHF")]
    [InlineData("en", long.MinValue, "EUR", "−€92,233,720,368,547,758.08")]
    public void Amounts_are_written_as_people_write_them(string language, long minor, string currency, string expected) =>
        Assert.Equal(expected, Texts.Of(language).Money(new Money(minor, currency)));

    [Theory]
    [InlineData("en", "25.5%")]
    [InlineData("it", "25,5%")]
    [InlineData("nb", "25,5\u00A0%")]
    [InlineData("fr", "25,5\u00A0%")]
    public void Percentages_too(string language, string expected) => Assert.Equal(expected, Texts.Of(language).Percent(25.50m));

    [Fact]
    public void A_price_explains_itself_step_by_step()
    {
        var line = OrderKit.Annual(size: 32).Facts.Line(2, "Silver", education: true).Priced(OrderKit.By(Payer.Partner, OrderKit.Brenta));
        Assert.Equal(
            [
                "List price: Professional 32 SC, 2 years at €1,095.00", "Level Silver: 25% off, the better one; education would give 20%",
                "Net", "VAT IT, 22%", "To pay",
            ],
            line.Steps.Select(step => OrderTexts.Step(step, Texts.Of("en"))));
        Assert.Equal(
            ["OM-3 prices-2026", "OM-4 levels-2026", "OM-4 ", "OM-9 vat-IT-2013-10-01", "OM-4 "],
            line.Steps.Select(step => $"{step.Rule} {step.Version}"));
        Assert.Equal("Listepris: Professional 32 samtaler, 2 år à 1\u00A0095,00\u00A0€", OrderTexts.Step(line.Steps[0], Texts.Of("nb")));
    }

    [Fact]
    public void What_happens_without_a_renewal_is_one_sentence()
    {
        var customer = OrderKit.By(Payer.Customer, OrderKit.Hotel);
        Assert.Equal(
            "Se non viene rinnovata, dal 5 dicembre 2026 questa chiave funziona solo come Standard gratuita con 4 SC, per un massimo di 10 interni.",
            Said(OrderKit.Annual(on: "2025-12-05"), "it"));
        Assert.StartsWith("Since 31 December 2024 this key has worked only as free Standard with 8 SC.", Said(OrderKit.Annual(on: "2024-01-01"), "en"), StringComparison.Ordinal);
        Assert.Equal("Hvis vedlikeholdet ikke fornyes, stopper 10 tjenester 30. januar 2027. Samtaler fortsetter.", Said(OrderKit.Perpetual("2026-10-31"), "nb"));

        string Said(Stream key, string language) => OrderTexts.IfNotRenewed(key.Facts.Line().Priced(customer), OrderKit.Today, Texts.Of(language));
    }

    [Fact]
    public void Warnings_of_a_line()
    {
        var key = OrderKit.Perpetual("2026-10-31").With(new KeyCommand.ReportUsage(95), "2026-11-01");
        var customer = OrderKit.By(Payer.Customer, OrderKit.Hotel);
        var warnings = OrderTexts.Warnings(key.Facts.Line().Priced(customer), Texts.Of("fr"));
        Assert.Equal([("OVER_LIMIT", "XP-3"), ("PAY_BY", "KL-5")], warnings.Select(warning => (warning.Code, warning.Rule)));
        Assert.StartsWith("Cette clé compte 95 extensions ; le maximum est de 80.", warnings[0].Text, StringComparison.Ordinal);
        Assert.Empty(OrderTexts.Warnings(OrderKit.Annual().Facts.Line().Priced(customer), Texts.Of("fr")));
    }

    [Theory, MemberData(nameof(Languages))]
    public void Every_way_of_taxing_has_its_line(string language)
    {
        var texts = Texts.Of(language);
        var line = OrderKit.Annual().Facts.Line();
        foreach (var buyer in new[] { OrderKit.Hotel, OrderKit.Lagune, OrderKit.Bern, OrderKit.Rennes })
        {
            var document = OrderKit.Document(OrderKit.By(Payer.Customer, buyer), line);
            Wording.IsComplete(OrderTexts.Vat(document, texts));
            AreComplete(document.Lines[0], OrderKit.Today, texts);
        }
    }

    [Fact]
    public void Everything_stored_or_shown_of_orders_has_words()
    {
        string[] ids =
        [
            .. QuoteEvents.All.Select(name => "event." + name), .. Enum.GetValues<OrderLineKind>().Select(kind => "line-kind." + Words.Of(kind)),
            .. new[] { 1, 3, 4, 5, 6, 7, 8, 9, 11 }.Select(number => $"rule.OM-{number}"), "rule.PP-6", "rule.PP-9", "line.maximum",
            .. new[] { Switch.RefuseRenewalOverLimit, Switch.StackEducationAndLevel }.Select(code => "switch." + code),
        ];
        Assert.DoesNotContain(ids, id => Texts.Of("nb").Find(id) is null);
    }

    /// <summary>Everything a screen or a mail says of a line is whole.</summary>
    internal static void AreComplete(QuotedLine line, DateOnly today, Texts texts)
    {
        foreach (var step in line.Steps)
        {
            Whole(OrderTexts.Step(step, texts));
            Whole(texts.Get("rule." + step.Rule));
        }

        Assert.All(line.Stops, id => Whole(OrderTexts.Stop(id, texts)));
        Whole(OrderTexts.IfNotRenewed(line, today, texts));
        Assert.All(OrderTexts.Warnings(line, texts), warning => Whole(warning.Text));
    }

    private static void Whole(string text)
    {
        Wording.IsComplete(text);
        Assert.DoesNotMatch("^(price|vat|stop|warning|service|feature)\\.", text);
    }
}
