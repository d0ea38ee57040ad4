using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Orders;

/// <summary>OM-4: one step of a price, with the rule and the version its figures come from. Words: <see cref="Explain.OrderTexts.Step"/>.</summary>
/// <param name="AmountMinor">Signed: a discount is negative.</param>
/// <param name="Facts">Amounts as <c>59000 EUR</c>, days as yyyy-MM-dd, percentages as invariant decimals.</param>
public sealed record PriceStep(PriceStepKind Kind, string Rule, string? Version, long AmountMinor, IReadOnlyDictionary<string, string> Facts);

/// <summary>Who the documents are made out to.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="VatId">With its country's letters; without them it does not make a business abroad (OM-9).</param>
public sealed record Buyer(string Name, string? Country, string? VatId, bool IsPartner);

/// <summary>KL-2: what an annual key becomes if it is not renewed.</summary>
public sealed record FallsBack(Edition Edition, int Size, bool Free, int? MaxExtensions);

/// <summary>One key, one effect, one price; frozen in <c>quote_version.body</c> and <c>order_line.body</c>.</summary>
public sealed record QuotedLine
{
    public required KeyId Key { get; init; }

    public required LicenceNumber Number { get; init; }

    public required CustomerId Customer { get; init; }

    public required string CustomerName { get; init; }

    public required OrderLineKind Kind { get; init; }

    /// <summary>What the new term holds: a planned downgrade (KL-11) is taken into account.</summary>
    public required Edition Edition { get; init; }

    public required int Size { get; init; }

    public required int Years { get; init; }

    /// <summary>The key's last day when this was priced: the line applies only while it is still that.</summary>
    public DateOnly? KeyLastDay { get; init; }

    /// <summary>KL-3, KL-5: the new term if it is paid on the day it was priced.</summary>
    public required DateOnly TermStarts { get; init; }

    public required DateOnly TermEnds { get; init; }

    /// <summary>The last day on which it can be paid at all (KL-5 window, KL-9 end of life); null: no such day is known.</summary>
    public DateOnly? PayBy { get; init; }

    /// <summary>Unit price × years, before everything.</summary>
    public required long ListMinor { get; init; }

    public required long NetMinor { get; init; }

    public required long VatMinor { get; init; }

    public required long GrossMinor { get; init; }

    /// <summary>OM-6, payer CUSTOMER: what the partner would pay; its margin is <see cref="NetMinor"/> less this.</summary>
    public long? PartnerNetMinor { get; init; }

    public required ImmutableArray<PriceStep> Steps { get; init; }

    /// <summary>XP-1: of the size renewed.</summary>
    public int? MaxExtensions { get; init; }

    /// <summary>EX-3: as last reported.</summary>
    public int? Counted { get; init; }

    public bool Over { get; init; }

    public AcknowledgementNeed Acknowledgement { get; init; }

    /// <summary>Ids of texts (<c>service.SMTP</c>, <c>feature.CRM</c>): what is off if it is not renewed.</summary>
    public ImmutableArray<string> Stops { get => field.IsDefault ? [] : field; init; }

    /// <summary>The first day on which they are off; in the past for a key that has fallen back.</summary>
    public DateOnly? StopsOn { get; init; }

    /// <summary>Annual keys.</summary>
    public FallsBack? FallsBack { get; init; }
}

/// <summary>What one version of a quote says. The sums are those of its lines.</summary>
/// <param name="VatRate">Percent.</param>
/// <param name="VatCountry">Whose rate it is; where there is no tax, the buyer's country.</param>
/// <param name="PricedOn">The tenant's day.</param>
/// <param name="ValidUntil">OM-5, included: never past a line's <see cref="QuotedLine.PayBy"/>.</param>
public sealed record QuoteDocument(
    int Version,
    Payer Payer,
    Seller Seller,
    Buyer Buyer,
    string Currency,
    ImmutableArray<QuotedLine> Lines,
    long NetMinor,
    long VatMinor,
    long GrossMinor,
    VatTreatment Vat,
    decimal VatRate,
    string VatCountry,
    DateOnly PricedOn,
    DateOnly ValidUntil,
    string? PoNumber,
    string? Note);
