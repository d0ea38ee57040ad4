using System.Globalization;

namespace Tessera.Server.Modules.Demo;

/// <summary>Invented VAT ids whose check digits are right.</summary>
internal static class VatIds
{
    public static string Of(string country, int number) => country switch
    {
        "IT" => Italian(number),
        "FR" => French(number % 100_000_000),
        _ => Norwegian(number % 100_000_000),
    };

    /// <summary>Seven digits of the holder, three of the province, a Luhn digit.</summary>
    public static string Italian(int holder)
    {
        var digits = holder.ToString("D7", CultureInfo.InvariantCulture) + "028";
        return "IT" + digits + Luhn(digits);
    }

    /// <summary>A two-digit key over the nine digits of the SIREN, the last of which is a Luhn digit.</summary>
    public static string French(int holder)
    {
        var digits = holder.ToString("D8", CultureInfo.InvariantCulture);
        var siren = digits + Luhn(digits);
        var key = (12 + 3 * (int.Parse(siren, CultureInfo.InvariantCulture) % 97)) % 97;
        return "FR" + key.ToString("D2", CultureInfo.InvariantCulture) + siren;
    }

    /// <summary>Eight digits and one modulo 11; a number for which that digit would be ten is not given out: the next one is.</summary>
    public static string Norwegian(int holder)
    {
        ReadOnlySpan<int> weights = [3, 2, 7, 6, 5, 4, 3, 2];
        for (; ; holder++)
        {
            var digits = holder.ToString("D8", CultureInfo.InvariantCulture);
            var sum = 0;
            for (var i = 0; i < 8; i++) sum += weights[i] * (digits[i] - '0');
            var check = (11 - sum % 11) % 11;
            if (check < 10) return "NO" + digits + check.ToString(CultureInfo.InvariantCulture) + "MVA";
        }
    }

    private static string Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            if (i % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        return ((10 - sum % 10) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
