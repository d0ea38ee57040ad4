using System.Globalization;
using System.Text.Json;
using Tessera.Platform.Errors;

namespace Tessera.Server.Http;

/// <summary>
/// Reads the query of a request and gathers what is wrong with it, name by name. Only names the endpoint declared with
/// <see cref="QueryParametersContract.Takes"/> are known: a misspelt filter is an error, never a filter left out.
/// </summary>
internal sealed class QueryInput
{
    public const int LongestText = 200;
    private const int MostValues = 100;
    private static readonly DateOnly Earliest = new(1990, 1, 1);
    private static readonly DateOnly Latest = new(2199, 12, 31);

    private readonly IQueryCollection _query;
    private readonly List<FieldProblem> _problems = [];
    private bool _badCursor;

    public QueryInput(HttpContext context)
    {
        _query = context.Request.Query;
        var known = context.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.Names ?? [];
        foreach (var (name, values) in _query)
        {
            if (!known.Contains(name)) Add(Safe(name), "UNKNOWN", "There is no such parameter here.");
            else if (values.Count > 1) Add(name, "MALFORMED", "Give this parameter once.");
        }
    }

    /// <summary>Null where everything could be read.</summary>
    public Problem? Problem => _problems.Count > 0 ? Tessera.Platform.Errors.Problem.Invalid(_problems) : _badCursor ? Cursor.Invalid : null;

    public PageRequest Page(int tenant, string sort)
    {
        var first = Required("first", Int("first", 1, PageRequest.Largest));
        Cursor? after = null;
        if (Raw("after") is { } text && !Cursor.TryRead(text, tenant, sort, out after)) _badCursor = true;
        return new PageRequest(Math.Max(1, first), after, Flag("cursors") ?? false);
    }

    public string? Text(string name, int longest = LongestText)
    {
        if (Raw(name) is not { } text) return null;
        if (text.Length > longest) return Bad<string>(name, "TOO_LONG", $"Up to {longest} characters.");
        return text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.Contains('\ufffd', StringComparison.Ordinal) || text.Any(char.IsSurrogate) && !IsWhole(text)
            ? Bad<string>(name, "FORBIDDEN_CHARACTER", "Control characters and broken characters cannot be searched for.") : text;
    }

    public int? Int(string name, int from, int to)
    {
        if (Raw(name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
            ? number : Bad<int?>(name, "OUT_OF_RANGE", $"A whole number from {from} to {to}.");
    }

    /// <summary>The value, or the problem that it is missing; where it is malformed, that has been said already.</summary>
    public T Required<T>(string name, T? value)
        where T : struct
    {
        if (value is null && Raw(name) is null) Add(name, "REQUIRED", "This must be given.");
        return value.GetValueOrDefault();
    }

    public bool? Flag(string name) => Raw(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => Bad<bool?>(name, "MALFORMED", "true or false."),
    };

    public Guid? Id(string name) => Raw(name) is not { } text ? null : Guid.TryParseExact(text, "D", out var id) ? id : Bad<Guid?>(name, "MALFORMED", "An id as this service gives it.");

    public DateOnly? Day(string name)
    {
        if (Raw(name) is not { } text) return null;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return Bad<DateOnly?>(name, "MALFORMED", "A day as YYYY-MM-DD.");
        return day >= Earliest && day <= Latest ? day : Bad<DateOnly?>(name, "OUT_OF_RANGE", "A day from 1990 to 2199.");
    }

    /// <summary>Words of an enum, comma separated, in SCREAMING_SNAKE. Null where the parameter is absent.</summary>
    public T[]? Words<T>(string name)
        where T : struct, Enum
    {
        if (List(name) is not { } words) return null;
        var known = Enum.GetValues<T>().ToDictionary(v => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString()));
        return words.All(known.ContainsKey) ? [.. words.Select(w => known[w]).Distinct()] : Bad<T[]>(name, "UNKNOWN", "One or more of " + string.Join(", ", known.Keys) + ".");
    }

    public int[]? Ints(string name, int from, int to)
    {
        if (List(name) is not { } words) return null;
        var numbers = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] < from || numbers[i] > to)
                return Bad<int[]>(name, "OUT_OF_RANGE", $"Whole numbers from {from} to {to}, comma separated.");
        return numbers;
    }

    public Guid[]? Ids(string name)
    {
        if (List(name) is not { } words) return null;
        var ids = new Guid[words.Length];
        for (var i = 0; i < words.Length; i++)
            if (!Guid.TryParseExact(words[i], "D", out ids[i])) return Bad<Guid[]>(name, "MALFORMED", "Ids as this service gives them, comma separated.");
        return ids;
    }

    public void Add(string name, string code, string message) => _problems.Add(new FieldProblem(name, code, message));

    private string[]? List(string name)
    {
        if (Raw(name) is not { } text) return null;
        var words = text.Split(',');
        return words.Length <= MostValues ? words : Bad<string[]>(name, "TOO_LONG", $"Up to {MostValues} values.");
    }

    private string? Raw(string name) => _query.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;

    private T? Bad<T>(string name, string code, string message)
    {
        Add(name, code, message);
        return default;
    }

    private static bool IsWhole(string text) => text.EnumerateRunes().All(r => r.Value != 0xFFFD);

    /// <summary>A name is echoed only where it is a plain word.</summary>
    private static string Safe(string name) => name.Length <= 40 && name.All(char.IsAsciiLetterOrDigit) ? name : "query";
}
