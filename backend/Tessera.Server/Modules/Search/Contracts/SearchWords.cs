using System.Globalization;
using System.Text;

namespace Tessera.Server.Modules.Search.Contracts;

/// <summary>
/// The words a row is found by. A lexeme is <c>tenant/word</c>, so that the GIN index never touches another tenant's rows.
/// Words are lower case, without accents, letters and digits only; a word with inner marks (pbx.rossi.it, a VAT id, a key's
/// number) is also kept whole with the marks left out, so that it is found however it is typed.
/// </summary>
internal static class SearchWords
{
    private const int LongestWord = 64;
    private const int MostWords = 64;
    private const int MostTerms = 8;

    /// <summary>From this length on a typed word matches the beginning of a kept one; a single letter only itself.</summary>
    private const int ShortestPrefix = 2;

    public static string[] OfCustomer(int tenant, string name, string? email, string? vatId, string? city, string? reference) =>
        Lexemes(tenant, name, email, vatId, WithoutCountry(vatId), city, reference);

    public static string[] OfPartner(int tenant, string name, string? vatId, string? city) => Lexemes(tenant, name, vatId, WithoutCountry(vatId), city);

    public static string[] OfKey(int tenant, string number, string customerName, string? partnerName, string? fqdn) =>
        Lexemes(tenant, number, customerName, partnerName, fqdn);

    /// <summary>For a <c>tsvector</c> column: <c>array_to_tsvector($n)</c>.</summary>
    public static string[] Lexemes(int tenant, params ReadOnlySpan<string?> texts)
    {
        var prefix = Prefix(tenant);
        var lexemes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var token in Tokens(text))
            {
                Add(token.Whole);
                foreach (var word in token.Words) Add(word);
            }
        }

        return [.. lexemes];

        void Add(string word)
        {
            if (lexemes.Count < MostWords) lexemes.Add(prefix + word);
        }
    }

    /// <summary>The same as one text, for set-based statements: <c>array_to_tsvector(string_to_array($n, ' '))</c>.</summary>
    public static string Joined(string[] lexemes) => string.Join(' ', lexemes);

    /// <summary>For <c>search @@ $n::tsquery</c>: every typed word must begin a kept one. Null where nothing typed can be searched for.</summary>
    public static string? Query(int tenant, string? text)
    {
        var prefix = Prefix(tenant);
        var terms = Tokens(text).Take(MostTerms).Select(token => Term(prefix, token)).ToArray();
        return terms.Length == 0 ? null : string.Join(" & ", terms);
    }

    /// <summary>Lower case without accents, letters and digits only; empty where nothing is left.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            switch (rune.Value)
            {
                case 'ø' or 'Ø': folded.Append('o'); break;
                case 'æ' or 'Æ': folded.Append("ae"); break;
                case 'œ' or 'Œ': folded.Append("oe"); break;
                case 'ß' or 'ẞ': folded.Append("ss"); break;
                case 'ł' or 'Ł': folded.Append('l'); break;
                case 'đ' or 'Đ' or 'ð' or 'Ð': folded.Append('d'); break;
                case 'ı': folded.Append('i'); break;
                default:
                    if (Rune.IsLetterOrDigit(rune)) folded.Append(Rune.ToLowerInvariant(rune).ToString());
                    break;
            }
        }

        return folded.ToString();
    }

    private static string Term(string prefix, (string Whole, string[] Words) token)
    {
        var whole = Word(prefix, token.Whole);
        return token.Words.Length < 2 ? whole : $"({whole} | {string.Join(" & ", token.Words.Select(w => Word(prefix, w)))})";
    }

    /// <summary>Quoting is safe: a word holds letters and digits only.</summary>
    private static string Word(string prefix, string word) => word.Length < ShortestPrefix ? $"'{prefix}{word}'" : $"'{prefix}{word}':*";

    private static IEnumerable<(string Whole, string[] Words)> Tokens(string? text)
    {
        foreach (var token in (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
        {
            var words = Words(token);
            if (words.Length == 0) continue;
            var whole = string.Concat(words);
            yield return (Cut(whole), words.Length == 1 ? [] : [.. words.Select(Cut)]);
        }
    }

    private static string[] Words(string token)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i <= token.Length; i++)
        {
            if (i < token.Length && (char.IsLetterOrDigit(token[i]) || char.IsSurrogate(token[i]) || CharUnicodeInfo.GetUnicodeCategory(token[i]) is UnicodeCategory.NonSpacingMark)) continue;
            if (i > start && Fold(token[start..i]) is { Length: > 0 } word) parts.Add(word);
            start = i + 1;
        }

        return [.. parts];
    }

    /// <summary>A VAT id is also found by its digits alone.</summary>
    private static string? WithoutCountry(string? vatId) => vatId is { Length: > 4 } && char.IsLetter(vatId[0]) && char.IsLetter(vatId[1]) ? vatId[2..] : null;

    private static string Decomposed(string text) => text.Normalize(NormalizationForm.FormD);

    private static string Cut(string word) => word.Length <= LongestWord ? word : char.IsHighSurrogate(word[LongestWord - 1]) ? word[..(LongestWord - 1)] : word[..LongestWord];

    private static string Prefix(int tenant) => tenant.ToString(CultureInfo.InvariantCulture) + "/";
}
