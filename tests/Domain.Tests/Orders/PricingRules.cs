using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders;

/// <summary>What a quote shows besides money: days, the maximum, what stops; and what it refuses.</summary>
public sealed class PricingRules
{
    private static readonly PricingContext Partner = OrderKit.By(Payer.Partner, OrderKit.Brenta);

    private static readonly PricingContext Customer = OrderKit.By(Payer.Customer, OrderKit.Hotel);

    [Theory]
    [InlineData("2025-12-05", 1, "2026-12-05", "2027-12-04")] // last day 2026-12-04: no day is lost
    [InlineData("2025-11-23", 3, "2026-11-23", "2029-11-21")] // last day is today: still in time
    [InlineData("2025-11-22", 1, "2026-11-22", "2027-11-21")] // last day was yesterday: from today
    [InlineData("2024-01-01", 2, "2026-11-22", "2028-11-20")] // fallen back long ago: the gap is not charged
    public void KL1_KL3_the_new_term_as_if_paid_today(string issued, int years, string from, string to)
    {
        var line = OrderKit.Annual(on: issued).Facts.Line(years).Priced(Partner);
        Assert.Equal((Kit.Day(from), Kit.Day(to)), (line.TermStarts, line.TermEnds));
        Assert.Equal(365 * years - 1, line.TermEnds.DayNumber - line.TermStarts.DayNumber);
    }

    [Fact]
    public void KL5_maintenance_continues_from_its_last_day_and_can_be_paid_until_the_window_closes()
    {
        var line = OrderKit.Perpetual("2026-10-31").Facts.Line().Priced(Partner);
        Assert.Equal(OrderLineKind.Maintenance, line.Kind);
        Assert.Equal((Kit.Day("2026-11-01"), Kit.Day("2027-10-31")), (line.TermStarts, line.TermEnds));
        Assert.Equal(Kit.Day("2027-01-29"), line.PayBy);
    }

    [Fact]
    public void OM5_valid_for_30_days_but_never_longer_than_a_line_can_be_paid()
    {
        Assert.Equal(Kit.Day("2026-12-22"), OrderKit.Document(Partner, OrderKit.Annual().Facts.Line()).ValidUntil);
        var window = OrderKit.Perpetual("2026-09-01").Facts.Line();
        Assert.Equal(Kit.Day("2026-11-30"), OrderKit.Document(Partner, window).ValidUntil);
        var shorter = Kit.Allnet with { QuoteValidDays = 7 };
        Assert.Equal(Kit.Day("2026-11-29"), OrderKit.Document(OrderKit.By(Payer.Partner, OrderKit.Brenta, shorter), window).ValidUntil);
        var closing = OrderKit.Annual().With(new KeyCommand.CloseKey("leaves", Kit.Day("2026-12-01")), "2026-11-01").Facts;
        Assert.Equal(Kit.Day("2026-11-30"), OrderKit.Document(Partner, closing.Line()).ValidUntil);
    }

    [Fact]
    public void KL11_a_planned_downgrade_is_what_is_priced_and_measured()
    {
        var key = OrderKit.Annual().With(new KeyCommand.DowngradeKey(Edition.Professional, 8), "2026-06-01");
        var line = key.Facts.Line().Priced(Customer);
        Assert.Equal((8, 29500, 40), (line.Size, line.NetMinor, line.MaxExtensions));
    }

    [Fact]
    public void XP1_the_maximum_and_the_count_are_on_the_line()
    {
        var key = OrderKit.Annual().With(new KeyCommand.ReportUsage(70, 5), "2026-11-01");
        var line = key.Facts.Line().Priced(Customer);
        Assert.Equal((80, 65, false), (line.MaxExtensions, line.Counted, line.Over));
        Assert.Equal(AcknowledgementNeed.None, line.Acknowledgement);
        Assert.Null(OrderKit.Annual().Facts.Line().Priced(Customer).Counted);
    }

    [Fact]
    public void XP3_over_the_maximum_it_is_priced_and_waits_for_an_acknowledgement()
    {
        var key = OrderKit.Annual().With(new KeyCommand.ReportUsage(95), "2026-11-01");
        Assert.Equal(AcknowledgementNeed.Required, key.Facts.Line().Priced(Customer).Acknowledgement);
        Assert.Equal([Kit.Id(1)], Acknowledging.Needed([key.Facts], Kit.Allnet, OrderKit.Today));

        key.With(new KeyCommand.AcknowledgeOverLimit("Elena Zanon"), "2026-11-10");
        var given = key.Facts.Line().Priced(Customer);
        Assert.Equal((AcknowledgementNeed.Given, true), (given.Acknowledgement, given.Over));
        Assert.Empty(Acknowledging.Needed([key.Facts], Kit.Allnet, OrderKit.Today));

        key.With(new KeyCommand.ReportUsage(96), "2026-11-11");
        Assert.Equal(AcknowledgementNeed.Required, key.Facts.Line().Priced(Customer).Acknowledgement);
        key.With(new KeyCommand.ReportUsage(80), "2026-11-12");
        Assert.Equal(AcknowledgementNeed.None, key.Facts.Line().Priced(Customer).Acknowledgement);
    }

    [Fact]
    public void XP2_before_2026_being_over_is_information()
    {
        var key = OrderKit.Annual(on: "2025-02-01").With(new KeyCommand.ReportUsage(95), "2025-11-01");
        var line = key.Facts.Line().Priced(OrderKit.By(Payer.Customer, OrderKit.Hotel, today: Kit.Day("2025-12-31")));
        Assert.Equal((true, AcknowledgementNeed.None), (line.Over, line.Acknowledgement));
    }

    [Fact]
    public void XP9_a_tenant_that_refuses_over_the_maximum_quotes_nothing()
    {
        var strict = Kit.Allnet with { Switches = [new Switch(Switch.RefuseRenewalOverLimit, true, "XP-9")] };
        var key = OrderKit.Annual().With(new KeyCommand.ReportUsage(95), "2026-11-01");
        Assert.Equal(RefusalCodes.RenewalRefusedOverLimit, key.Facts.Line().Unpriced(OrderKit.By(Payer.Customer, OrderKit.Hotel, strict)).Code);
    }

    [Fact]
    public void KL2_what_stops_when_an_annual_key_is_not_renewed()
    {
        var line = OrderKit.Annual(on: "2025-12-05").Facts.Line().Priced(Customer);
        Assert.Equal(Kit.Day("2026-12-05"), line.StopsOn);
        Assert.Equal(new FallsBack(Edition.Standard, 4, true, 10), line.FallsBack);
        Assert.Equal(
            ["WEB_MEETING_DIAL_IN", "CALL_QUEUES", "MICROSOFT_365", "CRM", "HOTEL", "BRIDGES", "OWN_FQDN", "OWN_SMTP"],
            line.Stops.Select(id => id["feature.".Length..]));
        Assert.Equal(12, OrderKit.Annual(Edition.Enterprise).Facts.Line().Priced(Customer).Stops.Length);
        Assert.Equal(Kit.Day("2024-12-31"), OrderKit.Annual(on: "2024-01-01").Facts.Line().Priced(Customer).StopsOn);
    }

    [Fact]
    public void KL6_what_stops_when_maintenance_is_not_renewed()
    {
        var line = OrderKit.Perpetual("2026-10-31").Facts.Line().Priced(Customer);
        Assert.Equal(Kit.Day("2027-01-30"), line.StopsOn);
        Assert.Null(line.FallsBack);
        Assert.Equal(10, line.Stops.Length);
        Assert.Contains("service.WEB_MEETINGS", line.Stops);
        var strict = OrderKit.By(Payer.Customer, OrderKit.Hotel, Kit.Allnet with { ProfileInUse = "strict" });
        Assert.Equal(Kit.Day("2026-11-01"), OrderKit.Perpetual("2026-10-31").Facts.Line().Priced(strict).StopsOn);
    }

    [Theory]
    [InlineData(0, RefusalCodes.YearsOutOfRange)]
    [InlineData(-1, RefusalCodes.YearsOutOfRange)]
    [InlineData(11, RefusalCodes.YearsOutOfRange)]
    [InlineData(1_000_000, RefusalCodes.YearsOutOfRange)]
    [InlineData(int.MaxValue, RefusalCodes.YearsOutOfRange)]
    [InlineData(int.MinValue, RefusalCodes.YearsOutOfRange)]
    public void A_number_of_years_nobody_can_mean(int years, string code)
    {
        var refusal = OrderKit.Annual().Facts.Line(years).Unpriced(Partner);
        Assert.Equal((code, "years"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void What_keys_refuse_quotes_refuse()
    {
        var closed = OrderKit.Annual().With(new KeyCommand.CloseKey("gone"), "2026-03-01").Facts;
        Assert.Equal(RefusalCodes.KeyClosed, closed.Line().Unpriced(Partner).Code);
        Assert.Equal(RefusalCodes.MaintenanceWindowClosed, OrderKit.Perpetual("2026-01-01").Facts.Line().Unpriced(Partner).Code);
        var trial = new Stream(Kit.Allnet).With(Kit.Issue() with { Trial = true }, "2026-11-01").Facts;
        Assert.Equal(RefusalCodes.TrialNotRenewable, trial.Line().Unpriced(Partner).Code);
        var monthly = new Stream(Kit.Vcom).With(Kit.Issue(KeyKind.Subscription), "2026-02-01").Facts;
        Assert.Equal(RefusalCodes.RenewOnlyForAnnual, monthly.Line().Unpriced(OrderKit.By(Payer.Partner, OrderKit.Fjord, Kit.Vcom)).Code);
        var old = OrderKit.Annual().With(new KeyCommand.ActivateKey("f", null, "16.0.6"), "2026-02-02").With(new KeyCommand.ReportUsage(5, 0, 0, "15.5.1"), "2026-11-01").Facts;
        Assert.Equal(RefusalCodes.KeyVersionDeprecated, old.Line().Unpriced(Partner).Code);
    }

    [Fact]
    public void What_the_rule_book_lacks_is_said()
    {
        var line = OrderKit.Annual().Facts.Line();
        Assert.Equal(RefusalCodes.SellerMissing, Code(Kit.Allnet with { Seller = null }));
        Assert.Equal(RefusalCodes.VatRateMissing, Code(Kit.Allnet with { VatRates = [] }));
        Assert.Equal(RefusalCodes.PriceMissing, Code(Kit.Allnet with { PriceBooks = [] }));
        Assert.Equal(RefusalCodes.PriceMissing, Code(Kit.Allnet with { Currency = "NOK" }));
        Assert.All(new[] { 0, -5, long.MaxValue }, price => Assert.Equal(RefusalCodes.PriceMissing, Code(Kit.Allnet.WithPrice(price))));
        Assert.Equal(RefusalCodes.PriceMissing, OrderKit.Annual().Facts.Line(1, "FREE").Unpriced(OrderKit.By(Payer.Partner, OrderKit.Brenta, Kit.Allnet.WithLevel("FREE", 100))).Code);
        Assert.Equal(RefusalCodes.BuyerCountryMissing, line.Unpriced(OrderKit.By(Payer.Partner, OrderKit.Brenta with { Country = null })).Code);

        string Code(RuleBook rules) => line.Unpriced(OrderKit.By(Payer.Partner, OrderKit.Brenta, rules)).Code;
    }

    [Fact]
    public void A_basket_is_of_one_payer()
    {
        var (mine, other) = (OrderKit.Annual().Facts, OrderKit.Annual(number: 2).Facts);
        Assert.Equal(RefusalCodes.QuoteEmpty, Whole(Partner));
        Assert.Equal(RefusalCodes.QuoteOnePartner, Whole(Partner, mine, other with { Partner = Kit.Lagune }));
        Assert.Equal(RefusalCodes.QuoteOnePartner, Whole(Partner, mine with { Partner = null }));
        Assert.Null(Whole(Partner, mine, other with { Customer = new CustomerId(OrderKit.Order) }));
        Assert.Equal(RefusalCodes.QuoteOneCustomer, Whole(Customer, mine, other with { Customer = new CustomerId(OrderKit.Order) }));
        Assert.Null(Whole(Customer, mine with { Partner = null }, other with { Partner = null }));
    }

    [Fact]
    public void A_key_stands_in_a_basket_once()
    {
        var key = OrderKit.Annual().Facts;
        var result = Pricing.Quote(new QuoteRequest([key.Line(), key.Line(2)]), Partner);
        Assert.Null(result.Document);
        Assert.IsType<LineResult.Quoted>(result.Lines[0]);
        Assert.Equal(RefusalCodes.KeyTwice, Assert.IsType<LineResult.Refused>(result.Lines[1]).Refusal.Code);
    }

    [Fact]
    public void Two_hundred_lines_and_no_more()
    {
        var keys = Enumerable.Range(1, 201).Select(number => OrderKit.Annual(number: number).Facts.Line()).ToImmutableArray();
        var most = Pricing.Quote(new QuoteRequest(keys[..200]), Partner);
        Assert.Equal(200 * 59000, most.Document!.NetMinor);
        var more = Pricing.Quote(new QuoteRequest(keys), Partner);
        Assert.Equal(RefusalCodes.TooManyLines, Assert.Single(more.Refusals).Code);
        Assert.Empty(more.Lines);
    }

    [Theory]
    [InlineData("PO 4711", "Line one\nLine two", null)]
    [InlineData("", "", null)]
    [InlineData("PO\n4711", null, "poNumber")]
    [InlineData(null, "bell \u0007", "note")]
    public void Order_number_and_note(string? po, string? note, string? field)
    {
        var result = Pricing.Quote(new QuoteRequest([OrderKit.Annual().Facts.Line()], 1, po, note), Partner);
        Assert.Equal(field, result.Refusals.SingleOrDefault()?.Field);
        Assert.Equal(field is null, result.Document is not null);
        Assert.Equal(field is null && po?.Length > 0 ? po : null, result.Document?.PoNumber);
    }

    [Fact]
    public void Half_a_character_is_refused() =>
        Assert.Equal("poNumber", Pricing.Quote(new QuoteRequest([OrderKit.Annual().Facts.Line()], 1, "\uD800"), Partner).Refusals.Single().Field);

    [Fact]
    public void A_long_note_is_refused_by_its_field() =>
        Assert.Equal("note", Pricing.Quote(new QuoteRequest([OrderKit.Annual().Facts.Line()], 1, null, new string('n', 1001)), Partner).Refusals.Single().Field);

    [Fact]
    public void A_revision_says_what_changed()
    {
        var (one, two, three) = (OrderKit.Annual().Facts, OrderKit.Annual(number: 2).Facts, OrderKit.Annual(number: 3).Facts);
        var before = OrderKit.Document(Partner, one.Line(), two.Line());
        var after = OrderKit.Document(Partner, one.Line(2), three.Line()) with { PoNumber = "4711" };
        Assert.Empty(QuoteChanges.Between(before, before));
        var changes = QuoteChanges.Between(before, after).ToDictionary(change => change.Path);
        Assert.Equal(("118000 EUR", "177000 EUR"), (changes["net"].From, changes["net"].To));
        Assert.Equal((null, "4711"), (changes["poNumber"].From, changes["poNumber"].To));
        Assert.Equal(("1", "2"), (changes[$"lines[{one.Number}].years"].From, changes[$"lines[{one.Number}].years"].To));
        Assert.Equal((null, "71980 EUR"), (changes[$"lines[{three.Number}]"].From, changes[$"lines[{three.Number}]"].To));
        Assert.Equal(("71980 EUR", null), (changes[$"lines[{two.Number}]"].From, changes[$"lines[{two.Number}]"].To));
    }

    private static string? Whole(PricingContext context, params KeyFacts[] keys) =>
        Pricing.Quote(new QuoteRequest([.. keys.Select(key => key.Line())]), context).Refusals.SingleOrDefault()?.Code;
}
