using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Tessera.Domain.Joining;

/// <summary>How a country writes its VAT ids, after its letters.</summary>
/// <param name="Shape">Of the whole number; its group is what is kept.</param>
/// <param name="Checks">Whether the check digits are right.</param>
/// <param name="Suffix">Kept behind every number, typed or not.</param>
internal sealed record VatRule(string Example, Regex Shape, Func<string, bool> Checks, string Suffix = "")
{
    /// <summary>The number as it is kept; null where it is written otherwise.</summary>
    public string? Number(string text) => Shape.Match(text) is { Success: true } match ? match.Groups[1].Value + Suffix : null;
}

/// <summary>The countries of the European Union, Norway, Switzerland, Liechtenstein and the United Kingdom.</summary>
internal static class VatRules
{
    private static readonly FrozenDictionary<string, VatRule> ByCountry = new Dictionary<string, VatRule>
    {
        ["AT"] = Rule("ATU13585627", "U[0-9]{8}", VatChecks.Austrian),
        ["BE"] = Rule("BE0428759497", "[01][0-9]{9}", VatChecks.Belgian),
        ["BG"] = Rule("BG175074752", "[0-9]{9,10}", VatChecks.Bulgarian),
        ["CH"] = Rule("CHE107787577", "E[0-9]{9}", VatChecks.Swiss, tail: "(?:MWST|TVA|IVA|VAT)?"),
        ["CY"] = Rule("CY10259033P", "[0-9]{8}[A-Z]", VatChecks.Cypriot),
        ["CZ"] = Rule("CZ25123891", "[0-9]{8,10}", VatChecks.Czech),
        ["DE"] = Rule("DE136695976", "[1-9][0-9]{8}", VatChecks.Mod11And10),
        ["DK"] = Rule("DK13585628", "[1-9][0-9]{7}", n => Weighed(n, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
        ["EE"] = Rule("EE100931558", "[0-9]{9}", n => Weighed(n, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0),
        ["ES"] = Rule("ESA13585625", "[A-Z0-9][0-9]{7}[A-Z0-9]", VatChecks.Spanish),
        ["FI"] = Rule("FI20774740", "[0-9]{8}", n => Weighed(n, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0),
        ["FR"] = Rule("FR40303265045", "[A-HJ-NP-Z0-9]{2}[0-9]{9}", VatChecks.French),
        ["GB"] = Rule("GB980780684", "(?:[0-9]{9}|[0-9]{12})", VatChecks.British),
        ["GR"] = Rule("EL094259216", "[0-9]{9}", n => Weighed(n, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == n[8] - '0'),
        ["HR"] = Rule("HR33392005961", "[0-9]{11}", VatChecks.Mod11And10),
        ["HU"] = Rule("HU12892312", "[0-9]{8}", n => Weighed(n, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0),
        ["IE"] = Rule("IE6433435F", "[0-9]{7}[A-W][A-IW]?", VatChecks.Irish),
        ["IT"] = Rule("IT00743110157", "[0-9]{11}", n => VatChecks.Luhn(n)),
        ["LI"] = Rule("CHE107787577", "E[0-9]{9}", VatChecks.Swiss, tail: "(?:MWST|TVA|IVA|VAT)?"),
        ["LT"] = Rule("LT119511515", "(?:[0-9]{9}|[0-9]{12})", VatChecks.Lithuanian),
        ["LU"] = Rule("LU15027442", "[0-9]{8}", n => Int(n[..6]) % 89 == Int(n[6..])),
        ["LV"] = Rule("LV40003521600", "[0-9]{11}", VatChecks.Latvian),
        ["MT"] = Rule("MT11679112", "[0-9]{8}", n => 37 - Weighed(n, 3, 4, 6, 7, 8, 9) % 37 == Int(n[6..])),
        ["NL"] = Rule("NL004495445B01", "[0-9]{9}B[0-9]{2}", VatChecks.Dutch),
        ["NO"] = Rule("NO974760673MVA", "[0-9]{9}", n => Weighed(n, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0, "(?:MVA)?", "MVA"),
        ["PL"] = Rule("PL8567346215", "[0-9]{10}", n => Weighed(n, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == n[9] - '0'),
        ["PT"] = Rule("PT501964843", "[1-9][0-9]{8}", n => Remainder(11 - Weighed(n, 9, 8, 7, 6, 5, 4, 3, 2) % 11) == n[8] - '0'),
        ["RO"] = Rule("RO18547290", "[1-9][0-9]{1,9}", n => Weighed(n.PadLeft(10, '0'), 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == n[^1] - '0'),
        ["SE"] = Rule("SE123456789701", "[0-9]{10}(?:0[1-9]|[1-8][0-9]|9[0-4])", n => VatChecks.Luhn(n[..10])),
        ["SI"] = Rule("SI50223054", "[1-9][0-9]{7}", n => Weighed(n, 8, 7, 6, 5, 4, 3, 2) % 11 is var rest and not 0 && (11 - rest) % 10 == n[7] - '0'),
        ["SK"] = Rule("SK2022749619", "[1-9][0-9]{9}", n => long.Parse(n, System.Globalization.CultureInfo.InvariantCulture) % 11 == 0),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null: the country's rule is not known here, and any plausible id is taken.</summary>
    public static VatRule? Of(string country) => ByCountry.GetValueOrDefault(country);

    /// <summary>What its ids begin with: its code, but for Greece and Liechtenstein, which uses Switzerland's numbers.</summary>
    public static string LettersOf(string country) => country switch
    {
        "GR" => "EL",
        "LI" => "CH",
        _ => country,
    };

    /// <summary>The country whose ids begin so; null for none of which a rule is known.</summary>
    public static string? CountryOf(string letters) => letters switch
    {
        "EL" => "GR",
        _ => ByCountry.ContainsKey(letters) ? letters : null,
    };

    internal static int Weighed(string digits, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += (digits[i] - '0') * weights[i];
        }

        return sum;
    }

    internal static int Int(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Ten and eleven are written 0.</summary>
    private static int Remainder(int check) => check >= 10 ? 0 : check;

    private static VatRule Rule(string example, string shape, Func<string, bool> checks, string tail = "", string suffix = "") => new(
        example, new Regex($@"\A({shape}){tail}\z", RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100)), number => checks(number[..^suffix.Length]), suffix);
}
