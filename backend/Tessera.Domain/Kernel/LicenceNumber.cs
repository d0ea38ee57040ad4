using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Domain.Kernel;

/// <summary>
/// The number of a licence key: 16 characters shown as four groups of four, <c>XXXX-XXXX-XXXX-XXXX</c>.
/// <para>
/// Numbers made here carry 80 random bits in Crockford's 32 symbols, which leave out I, L, O and U so that nobody has to tell
/// O from 0. Imported numbers keep theirs and may use every letter A–Z and digit 0–9.
/// </para>
/// <para>
/// Reading a number folds only what cannot change its meaning: case, spaces, dashes (of any kind) and full-width forms of ASCII
/// letters and digits. It never maps one symbol to another that merely looks like it: O is not 0, and a Cyrillic А is not an A but
/// a malformed number. An imported ABCO and ABC0 are two different keys, and a homoglyph finds neither.
/// </para>
/// </summary>
[JsonConverter(typeof(LicenceNumberJson))]
public readonly record struct LicenceNumber
{
    /// <summary>Random bytes that make one number.</summary>
    public const int RandomBytes = 10;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Symbols = 16;
    private const int LongestInput = 64;

    private readonly string? value;

    private LicenceNumber(string value) => this.value = value;

    /// <summary>The canonical form with dashes, 19 characters; empty for the default value.</summary>
    public string Value => value ?? "";

    /// <summary>False only for <c>default</c>, which is no number.</summary>
    public bool IsNumber => value is not null;

    /// <summary>All but the last group hidden; for lists, logs and messages.</summary>
    public string Masked => value is null ? "" : string.Concat("••••-••••-••••-", value.AsSpan(15));

    public static LicenceNumber FromRandom(ReadOnlySpan<byte> tenBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tenBytes.Length, RandomBytes);
        Span<char> symbols = stackalloc char[Symbols];
        var buffer = 0;
        var bits = 0;
        var at = 0;
        foreach (var part in tenBytes)
        {
            buffer = (buffer << 8) | part;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                symbols[at++] = Alphabet[(buffer >> bits) & 31];
            }

            buffer &= (1 << bits) - 1;
        }

        return Grouped(symbols);
    }

    /// <summary>Reads what a person typed or a file holds; false when it is not 16 ASCII letters and digits after folding.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LicenceNumber number)
    {
        number = default;
        if (text is null || text.Length > LongestInput)
        {
            return false;
        }

        Span<char> symbols = stackalloc char[Symbols];
        var count = 0;
        foreach (var character in text)
        {
            if (IsSeparator(character))
            {
                continue;
            }

            var symbol = Fold(character);
            if (!char.IsAsciiLetterUpper(symbol) && !char.IsAsciiDigit(symbol) || count == Symbols)
            {
                return false;
            }

            symbols[count++] = symbol;
        }

        if (count != Symbols)
        {
            return false;
        }

        number = Grouped(symbols);
        return true;
    }

    /// <summary>For numbers known to be good (tests, seeds, stored values).</summary>
    public static LicenceNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("not a licence number");

    public override string ToString() => Value;

    private static LicenceNumber Grouped(ReadOnlySpan<char> s) =>
        new(string.Concat(string.Concat(s[..4], "-", s[4..8]), string.Concat("-", s[8..12]), string.Concat("-", s[12..])));

    private static char Fold(char character)
    {
        if (character is >= '\uFF10' and <= '\uFF19' or >= '\uFF21' and <= '\uFF3A' or >= '\uFF41' and <= '\uFF5A')
        {
            character = (char)(character - 0xFEE0);
        }

        return character is >= 'a' and <= 'z' ? (char)(character - 32) : character;
    }

    private static bool IsSeparator(char character) =>
        character is ' ' or '\t' or '\u00A0' or '\u2007' or '\u202F' or '\u3000' or '-' or '\uFF0D' or '\u2212' or >= '\u2010' and <= '\u2015';
}

internal sealed class LicenceNumberJson : JsonConverter<LicenceNumber>
{
    public override LicenceNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LicenceNumber.TryParse(reader.GetString(), out var number) ? number : default;

    public override void Write(Utf8JsonWriter writer, LicenceNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
