using System.Collections.Immutable;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Orders;

/// <summary>One difference between two versions of a quote. A null side: the line is new, or gone.</summary>
/// <param name="Path">A property of the document, or <c>lines[NUMBER].property</c>; <c>lines[NUMBER]</c> for a whole line.</param>
/// <param name="From">Amounts as <c>59000 EUR</c>, days as yyyy-MM-dd.</param>
public sealed record QuoteChange(string Path, string? From, string? To);

/// <summary>What a revision changed, as far as a reader cares: figures, days, lines, words; not how a price came about.</summary>
public static class QuoteChanges
{
    public static ImmutableArray<QuoteChange> Between(QuoteDocument from, QuoteDocument to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var changes = ImmutableArray.CreateBuilder<QuoteChange>();
        Compare("", Said(from), Said(to), changes);
        var before = from.Lines.ToDictionary(line => line.Key);
        foreach (var line in to.Lines)
        {
            if (before.Remove(line.Key, out var known))
            {
                Compare($"lines[{line.Number}].", Said(known, from.Currency), Said(line, to.Currency), changes);
            }
            else
            {
                changes.Add(new QuoteChange($"lines[{line.Number}]", null, Amounts.Fact(line.GrossMinor, to.Currency)));
            }
        }

        foreach (var line in from.Lines.Where(line => before.ContainsKey(line.Key)))
        {
            changes.Add(new QuoteChange($"lines[{line.Number}]", Amounts.Fact(line.GrossMinor, from.Currency), null));
        }

        return changes.ToImmutable();
    }

    private static void Compare(
        string prefix, ImmutableArray<(string Name, string? Value)> before, ImmutableArray<(string Name, string? Value)> after,
        ImmutableArray<QuoteChange>.Builder changes)
    {
        foreach (var ((name, was), (_, now)) in before.Zip(after))
        {
            if (was != now)
            {
                changes.Add(new QuoteChange(prefix + name, was, now));
            }
        }
    }

    private static ImmutableArray<(string Name, string? Value)> Said(QuoteDocument said) =>
    [
        ("buyer", said.Buyer.Name), ("country", said.Buyer.Country), ("vatId", said.Buyer.VatId),
        ("net", Amounts.Fact(said.NetMinor, said.Currency)), ("vat", Amounts.Fact(said.VatMinor, said.Currency)),
        ("gross", Amounts.Fact(said.GrossMinor, said.Currency)), ("vatRate", Amounts.Fact(said.VatRate)),
        ("validUntil", Asked.Fact(said.ValidUntil)), ("poNumber", said.PoNumber), ("note", said.Note),
    ];

    private static ImmutableArray<(string Name, string? Value)> Said(QuotedLine said, string currency) =>
    [
        ("years", Asked.Fact(said.Years)), ("edition", Asked.Fact(said.Edition)), ("size", Asked.Fact(said.Size)),
        ("from", Asked.Fact(said.TermStarts)), ("to", Asked.Fact(said.TermEnds)),
        ("net", Amounts.Fact(said.NetMinor, currency)), ("gross", Amounts.Fact(said.GrossMinor, currency)),
    ];
}
