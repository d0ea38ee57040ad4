using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Quotes;

/// <summary>One key to be renewed for some years.</summary>
internal sealed record BasketLine(Guid KeyId, int Years);

/// <summary>What a basket is asked with besides its keys.</summary>
/// <param name="Version">The version of the document it becomes.</param>
internal sealed record BasketWish(IReadOnlyList<BasketLine> Lines, Payer Payer, string? PoNumber, string? Note, int Version = 1);

/// <summary>A basket as priced today: each line with its price or its refusal, in the order asked for.</summary>
/// <param name="Partner">Who sells.</param>
/// <param name="Customer">The one customer; null where the keys belong to several.</param>
internal sealed record PricedBasket(QuoteResult Result, Buyer Buyer, PartnerLink? Partner, CustomerLink? Customer, IReadOnlyList<LoadedKey> Keys)
{
    /// <summary>What stands against the basket as a whole; refused lines are the answer's own business.</summary>
    public Refusal? Refusal => Result.Refusals.Length > 0 ? Result.Refusals[0] : null;

    /// <summary>The document, or what it would be of the lines that have a price.</summary>
    public QuoteDocument DocumentOrDraft(BasketWish wish, RuleBook rules, DateOnly today)
    {
        if (Result.Document is { } whole) return whole;
        ImmutableArray<QuotedLine> lines = [.. Result.Lines.OfType<LineResult.Quoted>().Select(l => l.Line)];
        var vat = Domain.Orders.Vat.Of(Buyer, rules, today);
        return new QuoteDocument(
            wish.Version, wish.Payer, rules.Seller ?? new Seller(vat.Country, "", ""), Buyer, rules.Currency, lines, lines.Sum(l => l.NetMinor), lines.Sum(l => l.VatMinor), lines.Sum(l => l.GrossMinor),
            vat.Treatment, vat.Rate, vat.Country, today, today.AddDays(rules.QuoteValidDays), wish.PoNumber, wish.Note);
    }
}

/// <summary>Loads the keys of a basket in one round trip and prices them: for a dry run, a quote, a new version and a reminder alike.</summary>
internal static class Basket
{
    /// <summary>Null where the request can be looked up; more lines than a quote takes are not even read.</summary>
    public static Problem? Unreadable(IReadOnlyList<BasketLine?> lines, string language) => TooMany(lines) is { } many
        ? QuoteDesk.Refused(many, language)
        : lines.Index().Where(l => l.Item is null).Select(l => new FieldProblem($"lines[{Number(l.Index)}]", "REQUIRED", "A key and its years.")).ToArray() is { Length: > 0 } missing
            ? Problem.Invalid(missing)
            : null;

    private static Refusal? TooMany(IReadOnlyList<BasketLine?> lines) => lines.Count > Domain.Orders.Basket.MostLines
        ? Refusal.Of(RefusalCodes.TooManyLines, "OM-1", "lines", ("most", Number(Domain.Orders.Basket.MostLines)), ("lines", Number(lines.Count)))
        : null;

    public static Task<Dictionary<Guid, LoadedKey>> LoadAsync(TenantDb db, int tenant, IReadOnlyList<BasketLine> lines, Guid? partner, CancellationToken ct) =>
        db.ReadAsync(tenant, LoadedKey.ByIds(tenant, Ids(lines), partner), LoadedKey.ManyAsync, ct);

    /// <inheritdoc cref="LoadAsync(TenantDb, int, IReadOnlyList{BasketLine}, Guid?, CancellationToken)"/>
    public static Task<Dictionary<Guid, LoadedKey>> LoadAsync(TenantTransaction transaction, int tenant, IReadOnlyList<BasketLine> lines, Guid? partner, CancellationToken ct) =>
        transaction.ReadAsync(LoadedKey.ByIds(tenant, Ids(lines), partner), LoadedKey.ManyAsync, ct);

    /// <summary>Somebody else's key, another programme's and one that never was are the same: no key of the reader's.</summary>
    public static Problem? Unknown(IReadOnlyList<BasketLine> lines, IReadOnlyDictionary<Guid, LoadedKey> keys)
    {
        var unknown = lines.Index().Where(l => !keys.ContainsKey(l.Item.KeyId)).Select(l => new FieldProblem($"lines[{Number(l.Index)}].keyId", "UNKNOWN_KEY", "There is no such key here.")).ToArray();
        return unknown.Length > 0 ? Problem.Invalid(unknown) : null;
    }

    /// <param name="wish">Of which every key is among <paramref name="keys"/>.</param>
    public static PricedBasket Price(BasketWish wish, IReadOnlyDictionary<Guid, LoadedKey> keys, RuleBook rules, DateOnly today)
    {
        var loaded = wish.Lines.Select(l => keys[l.KeyId]).ToArray();
        var partner = loaded.Select(k => k.Partner).OfType<PartnerLink>().FirstOrDefault();
        var customers = loaded.Select(k => k.Customer).DistinctBy(c => c.Id).ToArray();
        var buyer = wish.Payer == Payer.Partner ? Of(partner) : Of(customers.FirstOrDefault());
        var request = new QuoteRequest(
            [.. wish.Lines.Zip(loaded, (l, k) => new LineRequest(k.Facts, k.Customer.Name, k.Customer.Education, l.Years, partner?.Level))], wish.Version, wish.PoNumber, wish.Note);
        var result = Pricing.Quote(request, new PricingContext(rules, today, wish.Payer, buyer));
        return new PricedBasket(result, buyer, partner, customers is [var one] ? one : null, loaded);
    }

    private static Buyer Of(PartnerLink? partner) => new(partner?.Name ?? "", partner?.Country, partner?.VatId, IsPartner: true);

    private static Buyer Of(CustomerLink? customer) => new(customer?.Name ?? "", customer?.Country, customer?.VatId, IsPartner: false);

    private static Guid[] Ids(IReadOnlyList<BasketLine> lines) => [.. lines.Select(l => l.KeyId).Distinct()];

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
