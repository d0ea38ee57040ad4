using System.Globalization;
using System.Text;

namespace Tessera.Domain.Explain;

/// <summary>Dates as people write them, from our own tables: the machine's culture data may be missing or different.</summary>
internal static class Dates
{
    private static readonly string[] English =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Italian =
        ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"];

    private static readonly string[] Norwegian =
        ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];

    private static readonly string[] French =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    /// <summary>Italian articles that lose their vowel before 8 (otto) and 11 (undici).</summary>
    private static readonly (string Full, string Elided)[] Articles =
        [(" dal ", " dall’"), (" del ", " dell’"), (" al ", " all’"), (" il ", " l’"), ("Il ", "L’"), ("Dal ", "Dall’"), ("Al ", "All’")];

    public static bool TryRead(string value, out DateOnly day)
    {
        day = default;
        return value.Length == 10 && value[4] == '-'
            && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    public static string Write(DateOnly day, string language)
    {
        var number = day.Day.ToString(CultureInfo.InvariantCulture);
        var year = day.Year.ToString(CultureInfo.InvariantCulture);
        return language switch
        {
            "it" => $"{number} {Italian[day.Month - 1]} {year}",
            "nb" => $"{number}. {Norwegian[day.Month - 1]} {year}",
            "fr" => $"{(day.Day == 1 ? "1er" : number)} {French[day.Month - 1]} {year}",
            _ => $"{number} {English[day.Month - 1]} {year}",
        };
    }

    /// <summary>Writes a date into a sentence: fino al 5 marzo, but fino all’8 marzo.</summary>
    public static void Append(StringBuilder sentence, DateOnly day, string language)
    {
        if (language == "it" && day.Day is 8 or 11)
        {
            var before = sentence.ToString();
            foreach (var (full, elided) in Articles)
            {
                if (before.EndsWith(full, StringComparison.Ordinal))
                {
                    sentence.Length -= full.Length;
                    sentence.Append(elided);
                    break;
                }
            }
        }

        sentence.Append(Write(day, language));
    }
}
