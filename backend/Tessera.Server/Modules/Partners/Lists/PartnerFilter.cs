using Tessera.Domain.Catalogue;
using Tessera.Server.Http;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Partners.Lists;

/// <summary>Which partners, and in which order.</summary>
/// <param name="Words">A tsquery; null where nothing is searched for.</param>
/// <param name="Nothing">What is searched for holds no word: nobody matches.</param>
/// <param name="Suspended">Null: either.</param>
/// <param name="Ranks">The levels in force, from the lowest, in lower case.</param>
/// <param name="Levels">Codes and names in lower case; null: any.</param>
internal sealed record PartnerFilter(string? Words, bool Nothing, string[]? Levels, string[]? Countries, bool? Suspended, PartnerSort Sort, string[] Ranks)
{
    private const int LongestWord = 40;
    private const int MostWords = 30;

    public static readonly QueryParameter[] Parameters =
    [
        QueryParameter.Text("search", "Words of the name, the VAT id or the city."), QueryParameter.Text("level", "Levels by code or name, comma separated."),
        QueryParameter.Text("country", "Countries as two letters, comma separated."),
        QueryParameter.Text("state", "ACTIVE or SUSPENDED."),
        QueryParameter.Text("sort", "NAME, LEVEL, KEYS or POINTS; with a minus sign the other way round."),
    ];

    /// <summary>By name and nothing left out: the index is walked, no partner is looked at that is not shown.</summary>
    public bool IsPlain => Levels is null && Countries is null && Suspended is null && Sort is { By: PartnerPlace.Name, Descending: false };

    /// <summary>What cannot be read is gathered by <paramref name="input"/>.</summary>
    public static PartnerFilter Of(QueryInput input, int tenant, RuleBook book, DateOnly today)
    {
        var text = input.Text("search");
        var words = text is null ? null : SearchWords.Query(tenant, text);
        var sort = PartnerSort.Of(input.Text("sort"));
        if (sort is null) input.Add("sort", "UNKNOWN", "One of " + string.Join(", ", PartnerSort.Names) + ".");
        var countries = Listed(input, "country");
        if (countries?.Any(c => c.Length != 2 || !c.All(char.IsAsciiLetter)) == true) input.Add("country", "MALFORMED", "Two letters for each country.");
        var suspended = input.Text("state") switch { null => (bool?)null, "SUSPENDED" => true, "ACTIVE" => false, _ => Unknown(input) };
        string[] ranks = book.Levels.InForce(today)?.Value is { Rows.IsDefaultOrEmpty: false } table ? [.. table.Rows.Select(row => row.Name.ToLowerInvariant())] : [];
        return new PartnerFilter(
            words, text is not null && words is null, Named(Listed(input, "level"), book, today), countries?.Select(c => c.ToUpperInvariant()).ToArray(), suspended, sort ?? PartnerSort.ByName, ranks);
    }

    private static bool? Unknown(QueryInput input)
    {
        input.Add("state", "UNKNOWN", "ACTIVE or SUSPENDED.");
        return null;
    }

    private static string[]? Listed(QueryInput input, string name)
    {
        var words = input.Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words is null) return null;
        if (words.Length > MostWords || words.Any(w => w.Length > LongestWord)) input.Add(name, "TOO_LONG", $"Up to {MostWords} values of {LongestWord} characters.");
        return words;
    }

    /// <summary>A partner’s row holds the level’s name; people may know it by its code.</summary>
    private static string[]? Named(string[]? asked, RuleBook book, DateOnly today)
    {
        var table = book.Levels.InForce(today)?.Value;
        return asked?.SelectMany(level => table?.Row(level) is { } row ? new[] { row.Code, row.Name } : [level]).Select(level => level.ToLowerInvariant()).Distinct().ToArray();
    }
}

/// <summary>What a list of partners is ordered by.</summary>
internal enum PartnerPlace
{
    Name,
    Level,
    Keys,
    Points,
}

internal sealed record PartnerSort(PartnerPlace By, bool Descending)
{
    public static readonly PartnerSort ByName = new(PartnerPlace.Name, false);

    private static readonly Dictionary<string, PartnerSort> All = new()
    {
        ["NAME"] = ByName,
        ["-NAME"] = new(PartnerPlace.Name, true),
        ["LEVEL"] = new(PartnerPlace.Level, false),
        ["-LEVEL"] = new(PartnerPlace.Level, true),
        ["KEYS"] = new(PartnerPlace.Keys, false),
        ["-KEYS"] = new(PartnerPlace.Keys, true),
        ["POINTS"] = new(PartnerPlace.Points, false),
        ["-POINTS"] = new(PartnerPlace.Points, true),
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>As a cursor carries it.</summary>
    public string Name => "partners." + All.First(one => one.Value == this).Key;

    public static PartnerSort? Of(string? name) => All.GetValueOrDefault(name ?? "NAME");
}
