using System.Text;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Joining;

/// <summary>
/// A VAT id with its country's letters in front, in the one form in which it is kept. Where a country's rule is known, its form and its
/// check digits are right; that it was ever given out only the tax office knows.
/// </summary>
public readonly record struct VatId
{
    private const string Rule = "PP-1";
    private const string Field = "vatId";
    private const int Shortest = 4;
    private const int Longest = 20;

    private VatId(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads what was typed, with or without the country's letters and with whatever marks.</summary>
    /// <param name="country">ISO 3166, the one chosen beside it.</param>
    /// <returns>The id, or why it is none.</returns>
    public static (VatId Id, Refusal? Refusal) Read(string? typed, string country)
    {
        ArgumentNullException.ThrowIfNull(country);
        var text = Plain(typed ?? "");
        var own = VatRules.LettersOf(country);
        if (text.Length is < Shortest or > Longest || text.Count(char.IsAsciiDigit) < 2)
        {
            return No(RefusalCodes.VatIdMalformed, country, own);
        }

        if (Stranger(text, country, own) is { } other)
        {
            return (default, Refusal.Of(RefusalCodes.VatIdOfAnotherCountry, Rule, Field, ("country", country), ("other", other)));
        }

        if (VatRules.Of(country) is not { } rule)
        {
            return (new VatId(text), null);
        }

        var number = rule.Number(text.StartsWith(own, StringComparison.Ordinal) ? text[own.Length..] : text);
        return number is null ? No(RefusalCodes.VatIdMalformed, country, own)
            : !rule.Checks(number) ? No(RefusalCodes.VatIdChecksum, country, own)
            : (new VatId(own + number), null);
    }

    public override string ToString() => Value;

    /// <summary>The country whose letters it begins with, where that is not the one chosen.</summary>
    private static string? Stranger(string text, string country, string own)
    {
        if (text.StartsWith(own, StringComparison.Ordinal) || !char.IsAsciiLetter(text[0]) || !char.IsAsciiLetter(text[1]))
        {
            return null;
        }

        var other = VatRules.CountryOf(text[..2]);
        return other is null || other == country || VatRules.Of(other)?.Number(text[2..]) is null ? null : other;
    }

    private static (VatId Id, Refusal? Refusal) No(string code, string country, string own) =>
        (default, Refusal.Of(code, Rule, Field, ("country", country), ("example", VatRules.Of(country)?.Example ?? own + "…")));

    private static string Plain(string typed)
    {
        var kept = new StringBuilder(typed.Length);
        foreach (var character in typed)
        {
            if (!char.IsWhiteSpace(character) && character is not ('.' or '-' or '/'))
            {
                kept.Append(char.ToUpperInvariant(character));
            }
        }

        var text = kept.ToString();
        return text.All(char.IsAsciiLetterOrDigit) ? text : "";
    }
}
