using System.Collections.Immutable;
using System.Globalization;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Tessera.Domain.Explain;

/// <summary>Something to be said next to a line.</summary>
/// <param name="Code">OVER_LIMIT or PAY_BY.</param>
public sealed record LineWarning(string Code, string Rule, string Text);

/// <summary>Orders in words: every amount can be opened and says where it comes from (OM-4).</summary>
public static class OrderTexts
{
    /// <summary>One step of a price, without its amount.</summary>
    public static string Step(PriceStep step, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(texts);
        var better = step.Facts.ContainsKey("insteadOf") ? ".better" : "";
        return texts.Get(
            step.Kind switch
            {
                PriceStepKind.ListPrice => "price.LIST_PRICE." + step.Facts.GetValueOrDefault("line", "RENEW_ANNUAL"),
                PriceStepKind.Education => "price.EDUCATION" + better,
                PriceStepKind.LevelDiscount => "price.LEVEL_DISCOUNT" + better,
                PriceStepKind.Negotiated => "price.NEGOTIATED",
                PriceStepKind.Rounding => "price.ROUNDING",
                PriceStepKind.Net => "price.NET",
                PriceStepKind.Vat => "price.VAT." + step.Facts.GetValueOrDefault("treatment", "DOMESTIC"),
                _ => "price.GROSS",
            },
            step.Facts);
    }

    /// <summary>Why a payment did not go through, by the provider's code, and what to do.</summary>
    public static string PaymentFailure(string code, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Find("payment-failure." + code) ?? texts.Get("payment-failure.other");
    }

    /// <summary>What is off without a renewal: one of <see cref="QuotedLine.Stops"/>.</summary>
    public static string Stop(string id, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Get(id);
    }

    /// <summary>What happens to the key if nobody renews it, in one or two sentences; what has happened already, where it has.</summary>
    public static string IfNotRenewed(QuotedLine line, DateOnly today, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(texts);
        if (line.StopsOn is not { } from)
        {
            return texts.Get("stop.none");
        }

        var since = from <= today;
        if (line.FallsBack is not { } left)
        {
            return texts.Get(since ? "stop.services-since" : "stop.services", ("from", Asked.Fact(from)), ("off", Asked.Fact(line.Stops.Length)));
        }

        return texts.Get(
            since ? "stop.fallback-since" : left.MaxExtensions is null ? "stop.fallback" : "stop.fallback-max",
            ("from", Asked.Fact(from)), ("edition", Asked.Fact(left.Edition)), ("size", Asked.Fact(left.Size)),
            ("max", Asked.Fact(left.MaxExtensions ?? 0)), ("boughtEdition", Asked.Fact(line.Edition)), ("boughtSize", Asked.Fact(line.Size)));
    }

    /// <summary>XP-2, XP-3 for a key over its maximum; KL-5, KL-9 for one that cannot be renewed for ever.</summary>
    public static ImmutableArray<LineWarning> Warnings(QuotedLine line, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(texts);
        var warnings = ImmutableArray.CreateBuilder<LineWarning>();
        if (line is { Over: true, Counted: { } counted, MaxExtensions: { } max })
        {
            var id = line.Acknowledgement switch
            {
                AcknowledgementNeed.Required => "warning.OVER_LIMIT",
                AcknowledgementNeed.Given => "warning.OVER_LIMIT.given",
                _ => "warning.OVER_LIMIT.information",
            };
            warnings.Add(new LineWarning(
                "OVER_LIMIT", line.Acknowledgement == AcknowledgementNeed.None ? "XP-2" : "XP-3",
                texts.Get(id, ("counted", Asked.Fact(counted)), ("max", Asked.Fact(max)))));
        }

        if (line.PayBy is { } by)
        {
            warnings.Add(new LineWarning(
                "PAY_BY", line.Kind == OrderLineKind.Maintenance ? "KL-5" : "KL-9", texts.Get("warning.PAY_BY", ("payBy", Asked.Fact(by)))));
        }

        return warnings.ToImmutable();
    }

    /// <summary>OM-9: the line on quote and invoice that says how it is taxed.</summary>
    public static string Vat(QuoteDocument document, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(texts);
        var treatment = document.Vat switch
        {
            VatTreatment.Domestic => "vat.DOMESTIC",
            VatTreatment.ReverseCharge => "vat.REVERSE_CHARGE",
            VatTreatment.Export => "vat.EXPORT",
            _ => "vat.DESTINATION_RATE",
        };
        return texts.Get(
            treatment,
            ("rate", document.VatRate.ToString(CultureInfo.InvariantCulture)), ("country", document.VatCountry), ("vatId", document.Buyer.VatId ?? ""));
    }
}
