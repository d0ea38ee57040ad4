using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Orders;

/// <summary>One key to be priced for a renewal or for maintenance, whichever its kind takes (KL-12).</summary>
/// <param name="CustomerEducation">XP-11: the customer is an institution; the key may say so, too.</param>
/// <param name="PartnerLevel">Level of the partner that looks after the key, by code or name; also where the customer pays, for the margin.</param>
public sealed record LineRequest(KeyFacts Key, string CustomerName, bool CustomerEducation, int Years, string? PartnerLevel = null);

/// <param name="Today">The tenant's day: rules, prices and tax as of it.</param>
public sealed record PricingContext(RuleBook Rules, DateOnly Today, Payer Payer, Buyer Buyer);

public abstract record LineResult
{
    private LineResult()
    {
    }

    public sealed record Quoted(QuotedLine Line) : LineResult;

    public sealed record Refused(Refusal Refusal) : LineResult;

    public static implicit operator LineResult(Refusal refusal) => new Refused(refusal);
}

/// <summary>A whole basket.</summary>
/// <param name="Version">Of the document: 1, and one more with each revision.</param>
public sealed record QuoteRequest(ImmutableArray<LineRequest> Lines, int Version = 1, string? PoNumber = null, string? Note = null);

/// <param name="Document">Null when anything was refused.</param>
/// <param name="Lines">In the order asked for; empty when there were too many.</param>
/// <param name="Refusals">Those of the whole, each with its field; a line's own refusal stands in <paramref name="Lines"/>.</param>
public sealed record QuoteResult(QuoteDocument? Document, ImmutableArray<LineResult> Lines, ImmutableArray<Refusal> Refusals);
