using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders;

/// <summary>Prices worked out by hand from the shipped price lists, levels and rates. Minor units.</summary>
public sealed class PriceCases
{
    [Theory]
    // 590.00 − 30 % = 413.00; 22 % of it = 90.86.
    [InlineData("IT", "Gold", 16, Edition.Professional, 1, 59000, 41300, 9086, 50386, VatTreatment.Domestic)]
    // Three years at once are three times the price.
    [InlineData("IT", "Gold", 16, Edition.Professional, 3, 177000, 123900, 27258, 151158, VatTreatment.Domestic)]
    // 1 100.00 − 25 % = 825.00, a French business owes the tax itself.
    [InlineData("FR", "Silver", 24, Edition.Enterprise, 1, 110000, 82500, 0, 82500, VatTreatment.ReverseCharge)]
    // A level the table does not know, or none, gives nothing: 22 % of 590.00 = 129.80.
    [InlineData("IT", "Diamond", 16, Edition.Professional, 1, 59000, 59000, 12980, 71980, VatTreatment.Domestic)]
    [InlineData("IT", null, 16, Edition.Professional, 1, 59000, 59000, 12980, 71980, VatTreatment.Domestic)]
    [InlineData("IT", "PLATINUM", 1024, Edition.Enterprise, 10, 31850000, 20702500, 4554550, 25257050, VatTreatment.Domestic)]
    public void OM3_OM6_OM9_a_partner_pays(
        string country, string? level, int size, Edition edition, int years, long list, long net, long vat, long gross, VatTreatment treatment)
    {
        var buyer = country == "IT" ? OrderKit.Brenta : OrderKit.Lagune;
        var line = OrderKit.Annual(edition, size).Facts.Line(years, level);
        Is(OrderKit.Document(OrderKit.By(Payer.Partner, buyer), line), list, net, vat, gross, treatment);
    }

    [Theory]
    // 590.00 + 22 % = 719.80; at Gold the partner would have paid 413.00.
    [InlineData("IT", "Gold", 16, Edition.Professional, 59000, 12980, 71980, VatTreatment.Domestic, 41300)]
    // 295.00 to Switzerland: no tax; at Silver the partner would have paid 221.25.
    [InlineData("CH", "Silver", 8, Edition.Professional, 29500, 0, 29500, VatTreatment.Export, 22125)]
    // 765.00 to a consumer in France: their 20 % = 153.00; at Silver 573.75.
    [InlineData("FR", "Silver", 16, Edition.Enterprise, 76500, 15300, 91800, VatTreatment.DestinationRate, 57375)]
    // Finland's 25.5 % of 295.00 = 75.225 → 75.23, half away from zero.
    [InlineData("FI", null, 8, Edition.Professional, 29500, 7523, 37023, VatTreatment.DestinationRate, 29500)]
    public void OM6_OM9_the_customer_pays_the_end_user_price(
        string country, string? level, int size, Edition edition, long net, long vat, long gross, VatTreatment treatment, long partner)
    {
        var buyer = country switch { "IT" => OrderKit.Hotel, "CH" => OrderKit.Bern, _ => OrderKit.Rennes with { Country = country } };
        var document = OrderKit.Document(OrderKit.By(Payer.Customer, buyer), OrderKit.Annual(edition, size).Facts.Line(1, level));
        Is(document, net, net, vat, gross, treatment);
        Assert.Equal(partner, document.Lines[0].PartnerNetMinor);
    }

    [Fact]
    public void NOK_a_Norwegian_partner_pays_domestic_tax_of_25_percent()
    {
        // 15 050.00 − 20 % = 12 040.00; 25 % of it = 3 010.00.
        var line = OrderKit.Annual(rules: Kit.Vcom).Facts.Line(1, "Silver");
        var document = OrderKit.Document(OrderKit.By(Payer.Partner, OrderKit.Fjord, Kit.Vcom), line);
        Is(document, 1505000, 1204000, 301000, 1505000, VatTreatment.Domestic);
        Assert.Equal(("NOK", "NO", 25m), (document.Currency, document.VatCountry, document.VatRate));
    }

    [Fact]
    public void OM9_Norway_exports_to_everybody_also_to_businesses_of_the_union()
    {
        var line = OrderKit.Annual(rules: Kit.Vcom).Facts.Line();
        Assert.Equal(VatTreatment.Export, OrderKit.Document(OrderKit.By(Payer.Partner, OrderKit.Lagune, Kit.Vcom), line).Vat);
    }

    [Fact]
    public void Maintenance_has_its_own_price()
    {
        // 360.00 × 2 − 30 % = 504.00; 22 % = 110.88.
        var line = OrderKit.Perpetual("2026-12-31").Facts.Line(2, "Gold");
        Is(OrderKit.Document(OrderKit.By(Payer.Partner, OrderKit.Brenta), line), 72000, 50400, 11088, 61488, VatTreatment.Domestic);
    }

    [Theory]
    // 1 095.00: education 20 % = 876.00 for the end user.
    [InlineData(Payer.Customer, "Silver", false, 87600, "EDUCATION", 82125L)]
    // For the partner the better one counts: Silver's 25 % = 821.25, Affiliate's nothing loses against 20 %.
    [InlineData(Payer.Partner, "Silver", false, 82125, "LEVEL_DISCOUNT", null)]
    [InlineData(Payer.Partner, "Affiliate", false, 87600, "EDUCATION", null)]
    [InlineData(Payer.Partner, "Bronze", false, 87600, "EDUCATION", null)]
    // Stacked: 876.00 − 25 % = 657.00; the end user still pays the end-user price.
    [InlineData(Payer.Partner, "Silver", true, 65700, "EDUCATION LEVEL_DISCOUNT", null)]
    [InlineData(Payer.Customer, "Silver", true, 87600, "EDUCATION", 65700L)]
    public void XP11_OM4_education_and_level(Payer payer, string level, bool stack, long net, string discounts, long? partner)
    {
        var rules = stack ? Kit.Allnet.Stacking() : Kit.Allnet;
        var line = OrderKit.Annual(size: 32).Facts.Line(1, level, education: true).Priced(OrderKit.By(payer, OrderKit.Hotel, rules));
        Assert.Equal(net, line.NetMinor);
        Assert.Equal(partner, line.PartnerNetMinor);
        Assert.Equal(discounts, string.Join(' ', line.Steps.Where(step => step.AmountMinor < 0).Select(step => Words.Of(step.Kind))));
    }

    [Theory]
    [InlineData(24, true, false)]  // too small
    [InlineData(32, false, false)] // nobody says it is education
    [InlineData(32, true, true)]   // over its maximum: the key does not comply
    public void XP11_no_education_discount(int size, bool education, bool over)
    {
        var key = OrderKit.Annual(size: size);
        if (over)
        {
            key.With(new KeyCommand.ReportUsage(193), "2026-11-01");
        }

        var line = key.Facts.Line(education: education).Priced(OrderKit.By(Payer.Customer, OrderKit.Hotel));
        Assert.Equal(line.ListMinor, line.NetMinor);
    }

    [Fact]
    public void XP11_a_key_of_education_needs_no_customer_of_education()
    {
        var key = new Stream(Kit.Allnet).With(Kit.Issue(size: 32) with { Education = true }, "2026-02-01");
        Assert.Equal(87600, key.Facts.Line().Priced(OrderKit.By(Payer.Customer, OrderKit.Hotel)).NetMinor);
    }

    [Theory]
    // 0.05 − 10 % = 0.045 → 0.05: the discount shows as 0.01 and a rounding step gives it back.
    [InlineData(5, "10", 5, 1, "5 -1 1")]
    // 3.33 − 25.5 % = 2.48085 → 2.48; no rounding step needed.
    [InlineData(333, "25.5", 248, 55, "333 -85")]
    // 0.25: 22 % = 0.055 → 0.06.
    [InlineData(25, "0", 25, 6, "25")]
    public void OM3_one_rounding_half_away_from_zero(long price, string percent, long net, long vat, string steps)
    {
        var rules = Kit.Allnet.WithPrice(price).WithLevel("X", decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture));
        var line = OrderKit.Annual().Facts.Line(1, "X").Priced(OrderKit.By(Payer.Partner, OrderKit.Brenta, rules));
        Assert.Equal((net, vat), (line.NetMinor, line.VatMinor));
        Assert.Equal(steps, string.Join(' ', line.Steps.TakeWhile(step => step.Kind != PriceStepKind.Net).Select(step => step.AmountMinor)));
    }

    [Theory]
    [InlineData("IT", "IT02345670281", VatTreatment.Domestic, 22)]
    [InlineData("it", null, VatTreatment.Domestic, 22)]
    [InlineData("FR", "FR83529814379", VatTreatment.ReverseCharge, 0)]
    [InlineData("GR", "EL123456789", VatTreatment.ReverseCharge, 0)]
    // Whatever is typed to make the tax go away does not.
    [InlineData("FR", "IT02345670281", VatTreatment.DestinationRate, 20)]
    [InlineData("FR", "83529814379", VatTreatment.DestinationRate, 20)]
    [InlineData("FR", "FR", VatTreatment.DestinationRate, 20)]
    [InlineData("FR", " ", VatTreatment.DestinationRate, 20)]
    [InlineData("GR", "GR123456789", VatTreatment.DestinationRate, 24)]
    [InlineData("CH", "CHE116281710", VatTreatment.Export, 0)]
    [InlineData("NO", null, VatTreatment.Export, 0)]
    public void OM9_by_country_and_VAT_id(string country, string? vatId, VatTreatment treatment, int rate)
    {
        var vat = Vat.Of(new Buyer("x", country, vatId, false), Kit.Allnet, OrderKit.Today);
        Assert.Null(vat.Refusal);
        Assert.Equal((treatment, (decimal)rate), (vat.Treatment, vat.Rate));
    }

    [Fact]
    public void OM9_the_rate_of_the_day_counts()
    {
        var rules = Kit.Allnet with { VatRates = [.. Kit.Allnet.VatRates, new VatRate("IT", 23, new DateOnly(2027, 1, 1), "invented")] };
        Assert.Equal(22, Vat.Of(OrderKit.Brenta, rules, new DateOnly(2026, 12, 31)).Rate);
        Assert.Equal(23, Vat.Of(OrderKit.Brenta, rules, new DateOnly(2027, 1, 1)).Rate);
    }

    private static void Is(QuoteDocument document, long list, long net, long vat, long gross, VatTreatment treatment)
    {
        Assert.Equal(list, document.Lines.Sum(line => line.ListMinor));
        Assert.Equal((net, vat, gross), (document.NetMinor, document.VatMinor, document.GrossMinor));
        Assert.Equal(treatment, document.Vat);
    }
}
