using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders;

/// <summary>Buyers, keys and baskets the order tests share.</summary>
internal static class OrderKit
{
    public static readonly DateOnly Today = new(2026, 11, 22);
    public static readonly Guid Order = new("00000000-0000-7000-8000-0000000000a1");
    public static readonly Guid Payment = new("00000000-0000-7000-8000-0000000000f1");
    public static readonly Buyer Brenta = new("Brenta Telefonia Srl", "IT", "IT03417025028", IsPartner: true);
    public static readonly Buyer Lagune = new("Lagune Voix SARL", "FR", "FR83529814379", IsPartner: true);
    public static readonly Buyer Fjord = new("Fjord Telekom AS", "NO", "NO918745209MVA", IsPartner: true);
    public static readonly Buyer Hotel = new("Hotel Miramare", "IT", null, IsPartner: false);
    public static readonly Buyer Bern = new("Gasthof Bären", "CH", null, IsPartner: false);
    public static readonly Buyer Rennes = new("Madame Le Goff", "FR", null, IsPartner: false);

    public static PricingContext By(Payer payer, Buyer buyer, RuleBook? rules = null, DateOnly? today = null) => new(rules ?? Kit.Allnet, today ?? Today, payer, buyer);

    public static LineRequest Line(this KeyFacts key, int years = 1, string? level = null, bool education = false) =>
        new(key, "Hotel Miramare", education, years, level);

    /// <summary>Issued here on a day; on 22 November 2026 the default is in its first year.</summary>
    public static Stream Annual(Edition edition = Edition.Professional, int size = 16, string on = "2026-02-01", int number = 1, RuleBook? rules = null) =>
        new Stream(rules ?? Kit.Allnet).With(
            Kit.Issue(KeyKind.Annual, edition, size) with { Id = Kit.Id(number), Number = Kit.Number(number) }, on);

    public static Stream Perpetual(string maintainedTo, Edition edition = Edition.Professional, int size = 16, RuleBook? rules = null) =>
        new Stream(rules ?? Kit.Allnet).With(Kit.ImportPerpetual(Kit.Day(maintainedTo), edition, size), "2024-01-01");

    public static QuotedLine Priced(this LineRequest line, PricingContext context) =>
        Pricing.Price(line, context) is LineResult.Quoted quoted
            ? quoted.Line
            : throw new Xunit.Sdk.XunitException($"refused: {((LineResult.Refused)Pricing.Price(line, context)).Refusal}");

    public static Refusal Unpriced(this LineRequest line, PricingContext context) =>
        Pricing.Price(line, context) is LineResult.Refused refused ? refused.Refusal : throw new Xunit.Sdk.XunitException("quoted");

    public static QuoteDocument Document(PricingContext context, params LineRequest[] lines)
    {
        var result = Pricing.Quote(new QuoteRequest([.. lines]), context);
        return result.Document ?? throw new Xunit.Sdk.XunitException(
            $"refused: {string.Join(", ", result.Refusals.Concat(result.Lines.OfType<LineResult.Refused>().Select(line => line.Refusal)))}");
    }

    /// <summary>The book with one price for everything, to see rounding.</summary>
    public static RuleBook WithPrice(this RuleBook book, long price) => book with
    {
        PriceBooks = [.. book.PriceBooks.Select(version => version with
        {
            Value = version.Value with { Rows = [.. version.Value.Rows.Select(row => row with { Price = price, Maintenance = row.Maintenance is null ? null : price })] },
        })],
    };

    public static RuleBook WithLevel(this RuleBook book, string code, decimal percent) => book with
    {
        Levels = [.. book.Levels.Select(version => version with { Value = version.Value with { Rows = [new LevelRow(code, code, 0, [], percent)] } })],
    };

    public static RuleBook Stacking(this RuleBook book) => book with { Switches = [new Switch(Switch.StackEducationAndLevel, true, "OM-4")] };
}
