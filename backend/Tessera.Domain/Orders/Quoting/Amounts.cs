using System.Collections.Immutable;
using System.Globalization;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Orders;

/// <summary>A discount that could be taken: whose step it is, how much, by which rule and version.</summary>
internal sealed record Discount(PriceStepKind Kind, decimal Percent, string Rule, string Version, string? Level = null);

/// <summary>OM-3, OM-4: from a list price to a net amount, step by step, rounded once, half away from zero.</summary>
internal static class Amounts
{
    /// <summary>
    /// Which discounts are taken: the better one, unless the tenant lets them stack; then the level's is taken off what education left.
    /// Equally good: education, which does not depend on who sells.
    /// </summary>
    public static ImmutableArray<Discount> Taken(Discount? education, Discount? level, bool stack) => (education, level) switch
    {
        (null, null) => [],
        (null, { } only) => [only],
        ({ } only, null) => [only],
        ({ } first, { } second) when stack => [first, second],
        ({ } first, { } second) => [first.Percent >= second.Percent ? first : second],
    };

    public static long Net(long list, ImmutableArray<Discount> taken)
    {
        decimal exact = list;
        foreach (var discount in taken)
        {
            exact -= exact * discount.Percent / 100m;
        }

        return Rounded(exact);
    }

    /// <summary>The steps from discounts to net. Each discount is shown rounded; where that does not add up, a rounding step says so.</summary>
    public static void Explain(
        long list, ImmutableArray<Discount> taken, Discount? leftOut, long net, string currency, ImmutableArray<PriceStep>.Builder steps)
    {
        decimal left = list;
        var sum = list;
        foreach (var discount in taken)
        {
            var off = left * discount.Percent / 100m;
            left -= off;
            var shown = -Rounded(off);
            sum += shown;
            steps.Add(new PriceStep(discount.Kind, discount.Rule, discount.Version, shown, FactsOf(discount, leftOut)));
        }

        if (sum != net)
        {
            steps.Add(new PriceStep(PriceStepKind.Rounding, "OM-3", null, net - sum, Facts(("currency", currency))));
        }
    }

    public static ImmutableSortedDictionary<string, string> Facts(params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                named[name] = value;
            }
        }

        return named.ToImmutable();
    }

    public static string Fact(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>An amount as a fact: minor units and currency.</summary>
    public static string Fact(long minor, string currency) => string.Create(CultureInfo.InvariantCulture, $"{minor} {currency}");

    private static long Rounded(decimal exact) => (long)Math.Round(exact, MidpointRounding.AwayFromZero);

    private static ImmutableSortedDictionary<string, string> FactsOf(Discount discount, Discount? leftOut) => Facts(
        ("percent", Fact(discount.Percent)),
        ("level", discount.Level),
        ("insteadOf", leftOut is null ? null : leftOut.Kind == PriceStepKind.Education ? "EDUCATION" : "LEVEL_DISCOUNT"),
        ("insteadOfPercent", leftOut is null ? null : Fact(leftOut.Percent)),
        ("insteadOfLevel", leftOut?.Level));

    /// <summary>XP-11 and OM-6: what this key and its partner are entitled to today.</summary>
    public static (Discount? Education, Discount? Level) Entitled(LineRequest line, int size, bool over, RuleBook rules, DateOnly today)
    {
        var offer = rules.Education.InForce(today);
        var education = offer is not null && (line.CustomerEducation || line.Key.Education) && size >= offer.Value.FromSize && !over && IsPercent(offer.Value.Percent)
            ? new Discount(PriceStepKind.Education, offer.Value.Percent, "XP-11", offer.Id)
            : null;
        var table = rules.Levels.InForce(today);
        var level = table?.Value.Row(line.PartnerLevel) is { } row && IsPercent(row.DiscountPercent)
            ? new Discount(PriceStepKind.LevelDiscount, row.DiscountPercent, "OM-4", table.Id, row.Name)
            : null;
        return (education, level);
    }

    private static bool IsPercent(decimal percent) => percent is > 0 and <= 100;
}
