using System.Globalization;
using System.Text;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Explain;

/// <summary>Amounts and percentages as people write them, from our own tables: the machine's culture data may be missing or different.</summary>
internal static class Written
{
    private const char NoBreak = '\u00A0';
    private const char NarrowNoBreak = '\u202F';

    /// <summary>€1,234.50 · 1.234,50 € · 1 234,50 € · 1 234,50 kr; any other currency by its code.</summary>
    public static string Money(Money amount, string language)
    {
        var number = Number(amount.Minor, language);
        return (amount.Currency, language) switch
        {
            ("EUR", "en") => amount.Minor < 0 ? "−€" + number[1..] : "€" + number,
            ("EUR", _) => $"{number}{NoBreak}€",
            ("NOK", "nb") => $"{number}{NoBreak}kr",
            (var currency, "en") => $"{currency}{NoBreak}{number}",
            (var currency, _) => $"{number}{NoBreak}{currency}",
        };
    }

    /// <summary>As a fact: <c>59000 EUR</c>.</summary>
    public static bool TryReadMoney(string value, out Money amount)
    {
        amount = default;
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        if (space < 1 || space + 4 != value.Length || !long.TryParse(value.AsSpan(0, space), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minor))
        {
            return false;
        }

        amount = new Money(minor, value[(space + 1)..]);
        return true;
    }

    /// <summary>20% · 20 % · 25,5 %; the value as it is when it is no number.</summary>
    public static string Percent(string value, string language)
    {
        if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return value;
        }

        var digits = number.ToString("0.######", CultureInfo.InvariantCulture);
        return language switch
        {
            "en" => digits + "%",
            "it" => digits.Replace('.', ',') + "%",
            _ => $"{digits.Replace('.', ',')}{NoBreak}%",
        };
    }

    /// <summary>1,234 · 1.234 · 1 234: a whole number with its thousands apart.</summary>
    public static string Whole(long number, string language)
    {
        var group = Marks(language).Group;
        var digits = number < 0 ? number.ToString(CultureInfo.InvariantCulture)[1..] : number.ToString(CultureInfo.InvariantCulture);
        var written = new StringBuilder(digits.Length + 8);
        written.Append(number < 0 ? "−" : "");
        for (var at = 0; at < digits.Length; at++)
        {
            if (at > 0 && (digits.Length - at) % 3 == 0)
            {
                written.Append(group);
            }

            written.Append(digits[at]);
        }

        return written.ToString();
    }

    private static (char Group, char Point) Marks(string language) => language switch
    {
        "en" => (',', '.'),
        "it" => ('.', ','),
        "fr" => (NarrowNoBreak, ','),
        _ => (NoBreak, ','),
    };

    private static string Number(long minor, string language)
    {
        var (group, point) = Marks(language);
        var digits = (minor < 0 ? minor.ToString(CultureInfo.InvariantCulture)[1..] : minor.ToString(CultureInfo.InvariantCulture)).PadLeft(3, '0');
        var written = new StringBuilder(digits.Length + 8);
        written.Append(minor < 0 ? "−" : "");
        var whole = digits.Length - 2;
        for (var at = 0; at < whole; at++)
        {
            if (at > 0 && (whole - at) % 3 == 0)
            {
                written.Append(group);
            }

            written.Append(digits[at]);
        }

        return written.Append(point).Append(digits, whole, 2).ToString();
    }
}
