using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Orders;

/// <summary>OM-9 for one buyer: how it is taxed, at what rate (percent), of which country, in force since when; or why that cannot be said.</summary>
public sealed record VatResult(VatTreatment Treatment, decimal Rate, string Country, DateOnly? Since, Refusal? Refusal = null)
{
    internal static VatResult No(Refusal refusal) => new(default, 0, "", null, refusal);
}

/// <summary>
/// OM-9: domestic rate; reverse charge between businesses of the union; none on export; and, where the sources are silent, the rate of
/// their own country for consumers elsewhere in the union. A VAT id makes a business only with its own country's letters: a wrong one
/// must not make tax disappear.
/// </summary>
public static class Vat
{
    private const string Rule = "OM-9";

    public static VatResult Of(Buyer buyer, RuleBook rules, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(buyer);
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Seller is not { } seller)
        {
            return VatResult.No(Refusal.Of(RefusalCodes.SellerMissing, Rule));
        }

        if (string.IsNullOrWhiteSpace(buyer.Country))
        {
            return VatResult.No(Refusal.Of(RefusalCodes.BuyerCountryMissing, Rule, "buyer", ("name", buyer.Name ?? "")));
        }

        var country = buyer.Country.Trim().ToUpperInvariant();
        if (country == seller.Country)
        {
            return Taxed(VatTreatment.Domestic, country, rules, day);
        }

        if (!rules.VatUnion.Contains(seller.Country) || !rules.VatUnion.Contains(country))
        {
            return new VatResult(VatTreatment.Export, 0, country, null);
        }

        return IsBusiness(buyer.VatId, country)
            ? new VatResult(VatTreatment.ReverseCharge, 0, country, null)
            : Taxed(VatTreatment.DestinationRate, country, rules, day);
    }

    /// <summary>OM-3: rounded once, half away from zero.</summary>
    public static long On(long netMinor, decimal rate) => (long)Math.Round(netMinor * rate / 100m, MidpointRounding.AwayFromZero);

    private static VatResult Taxed(VatTreatment treatment, string country, RuleBook rules, DateOnly day)
    {
        VatRate? newest = null;
        foreach (var rate in rules.VatRates)
        {
            if (rate.Country == country && rate.ValidFrom <= day && rate.Rate is >= 0 and <= 100 && (newest is null || rate.ValidFrom > newest.ValidFrom))
            {
                newest = rate;
            }
        }

        return newest is null
            ? VatResult.No(Refusal.Of(RefusalCodes.VatRateMissing, Rule, "buyer", ("country", country)))
            : new VatResult(treatment, newest.Rate, country, newest.ValidFrom);
    }

    private static bool IsBusiness(string? vatId, string country)
    {
        var letters = country == "GR" ? "EL" : country;
        return vatId?.Trim() is { Length: > 4 } id && id.StartsWith(letters, StringComparison.OrdinalIgnoreCase);
    }
}
