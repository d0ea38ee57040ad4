using System.Collections.Immutable;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Orders;

/// <summary>Many lines, one document: what has to be true of them together.</summary>
public static class Basket
{
    /// <summary>Larger baskets are refused before anything of them is priced.</summary>
    public const int MostLines = 200;

    public const int LongestPoNumber = 100;

    public const int LongestNote = 1000;

    internal static QuoteResult Quote(QuoteRequest request, PricingContext context)
    {
        var asked = request.Lines.IsDefault ? [] : request.Lines;
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        Add(context.Payer is Payer.Partner or Payer.Customer ? null : Refusal.Of(RefusalCodes.InvalidInput, "OM-6", "payer", ("field", "payer")));
        Add(Bounds.OptionalText(request.PoNumber, "poNumber", LongestPoNumber));
        Add(Bounds.OptionalText(request.Note?.Replace("\r", "", StringComparison.Ordinal).Replace('\n', ' '), "note", LongestNote));
        if (asked.Length is 0 or > MostLines)
        {
            Add(asked.IsEmpty
                ? Refusal.Of(RefusalCodes.QuoteEmpty, "OM-1", "lines")
                : Refusal.Of(RefusalCodes.TooManyLines, "OM-1", "lines", ("most", Asked.Fact(MostLines))));
            return new QuoteResult(null, [], refusals.ToImmutable());
        }

        var vat = Vat.Of(context.Buyer, context.Rules, context.Today);
        Add(vat.Refusal);
        Add(Together(asked, context.Payer));
        var lines = Priced(asked, context, vat);
        var quoted = lines.OfType<LineResult.Quoted>().Select(line => line.Line).ToImmutableArray();
        var whole = refusals.Count == 0 && quoted.Length == lines.Length;
        return new QuoteResult(whole ? Document(request, context, vat, quoted) : null, lines, refusals.ToImmutable());

        void Add(Refusal? refusal)
        {
            if (refusal is not null)
            {
                refusals.Add(refusal);
            }
        }
    }

    private static ImmutableArray<LineResult> Priced(ImmutableArray<LineRequest> asked, PricingContext context, VatResult vat)
    {
        var seen = new HashSet<KeyId>(asked.Length);
        return
        [
            .. asked.Select(line => seen.Add(line.Key.Id)
                ? Pricing.Price(line, context, vat)
                : Refusal.Of(RefusalCodes.KeyTwice, "OM-1", "keyId", ("number", line.Key.Number.Masked))),
        ];
    }

    /// <summary>OM-6: one payer. A partner may pay for several customers; a customer pays for itself.</summary>
    private static Refusal? Together(ImmutableArray<LineRequest> asked, Payer payer)
    {
        var partner = asked[0].Key.Partner;
        if (payer == Payer.Partner && partner is null || asked.Any(line => line.Key.Partner != partner))
        {
            return Refusal.Of(RefusalCodes.QuoteOnePartner, "OM-6", "lines");
        }

        return payer == Payer.Customer && asked.Any(line => line.Key.Customer != asked[0].Key.Customer)
            ? Refusal.Of(RefusalCodes.QuoteOneCustomer, "OM-6", "lines")
            : null;
    }

    private static QuoteDocument Document(QuoteRequest request, PricingContext context, VatResult vat, ImmutableArray<QuotedLine> lines)
    {
        var until = context.Today.AddDays(context.Rules.QuoteValidDays);
        foreach (var line in lines)
        {
            until = line.PayBy < until ? line.PayBy.Value : until;
        }

        return new QuoteDocument(
            request.Version, context.Payer, context.Rules.Seller!, context.Buyer, context.Rules.Currency, lines,
            lines.Sum(line => line.NetMinor), lines.Sum(line => line.VatMinor), lines.Sum(line => line.GrossMinor),
            vat.Treatment, vat.Rate, vat.Country, context.Today, until,
            Kept(request.PoNumber), Kept(request.Note));
    }

    private static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
