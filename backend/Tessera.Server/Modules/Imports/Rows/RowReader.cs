using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tessera.Domain.Kernel;
using Tessera.Server.Modules.Imports.Files;

namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>Reads the cells of one row as what they should be, and gathers everything that is wrong with them.</summary>
internal sealed class RowReader(ImportColumns columns, FileRow row)
{
    private static readonly FrozenDictionary<string, bool> Flags = new Dictionary<string, bool>
    {
        ["true"] = true,
        ["yes"] = true,
        ["y"] = true,
        ["1"] = true,
        ["sì"] = true,
        ["si"] = true,
        ["vero"] = true,
        ["ja"] = true,
        ["sann"] = true,
        ["oui"] = true,
        ["vrai"] = true,
        ["x"] = true,
        ["false"] = false,
        ["no"] = false,
        ["n"] = false,
        ["0"] = false,
        ["falso"] = false,
        ["nei"] = false,
        ["usann"] = false,
        ["non"] = false,
        ["faux"] = false,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public List<RowProblem> Problems { get; } = [];

    public int Line => row.Line;

    public string? Raw(string column) => row.Cells[columns.IndexOf(column)];

    public string? Text(string column, int longest, bool required = false)
    {
        if (Raw(column) is not { } text) return required ? Wrong<string>(column, "REQUIRED") : null;
        if (text.Length > longest) return Wrong<string>(column, "TOO_LONG", ("most", longest.ToString(CultureInfo.InvariantCulture)));
        foreach (var rune in text.EnumerateRunes())
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar) return Wrong<string>(column, "CONTROL_CHARACTER");
        return text;
    }

    public LicenceNumber? Number(string column) =>
        Raw(column) is not { } text ? Wrong<LicenceNumber?>(column, "REQUIRED")
        : LicenceNumber.TryParse(text, out var number) ? number
        : Wrong<LicenceNumber?>(column, "MALFORMED_NUMBER");

    public int? Int(string column, bool required = false) =>
        Raw(column) is not { } text ? required ? Wrong<int?>(column, "REQUIRED") : null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : Wrong<int?>(column, "NOT_A_NUMBER");

    /// <summary>Money in whole units with up to two decimals behind a point, in minor units.</summary>
    public long? Amount(string column, long leastMinor, long mostMinor)
    {
        if (Raw(column) is not { } text) return Wrong<long?>(column, "REQUIRED");
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units) || decimal.Round(units, 2) != units) return Wrong<long?>(column, "NOT_AN_AMOUNT");
        if (units >= leastMinor / 100m && units <= mostMinor / 100m) return (long)(units * 100);
        return Wrong<long?>(column, "AMOUNT_OUT_OF_RANGE", ("least", Units(leastMinor)), ("most", Units(mostMinor)));

        static string Units(long minor) => (minor / 100).ToString(CultureInfo.InvariantCulture);
    }

    public DateOnly? Day(string column) =>
        Raw(column) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : Wrong<DateOnly?>(column, "NOT_A_DATE");

    /// <summary>Yes and no in four languages; null where the cell says nothing.</summary>
    public bool? Flag(string column) =>
        Raw(column) is not { } text ? null
        : Flags.TryGetValue(text, out var flag) ? flag
        : Wrong<bool?>(column, "NOT_A_YES_NO");

    public T? Word<T>(string column)
        where T : struct, Enum
    {
        if (Raw(column) is not { } text) return Wrong<T?>(column, "REQUIRED");
        if (Words<T>.ByName.TryGetValue(text, out var value)) return value;
        return Wrong<T?>(column, "UNKNOWN_WORD", ("value", text.Length > 40 ? text[..40] : text), ("allowed", Words<T>.All));
    }

    public T? Wrong<T>(string column, string code, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        Problems.Add(RowProblem.Of(row.Line, column, Raw(column), code, facts));
        return default;
    }

    /// <summary>A refusal of the decision, at the column it speaks of. Where that cell is empty and should not be, it says so.</summary>
    public RowProblem Refused(Refusal refusal)
    {
        var column = refusal.Field is { } field ? ColumnOf(field) : null;
        if (column is null || columns.IndexOf(column) < 0) return RowProblem.Of(row.Line, columns.Names[0], Raw(columns.Names[0]), refusal);
        return refusal.Code == RefusalCodes.InvalidInput && Raw(column) is null
            ? RowProblem.Of(row.Line, column, null, "REQUIRED")
            : RowProblem.Of(row.Line, column, Raw(column), refusal);
    }

    private static string ColumnOf(string field) => field switch
    {
        "customer" or "customerId" => "customer_reference",
        "partner" or "partnerId" => "partner_vat_id",
        "on" => "reported_on",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(field),
    };

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<string, T> ByName = Enum.GetValues<T>().ToFrozenDictionary(v => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString()), StringComparer.OrdinalIgnoreCase);

        public static readonly string All = string.Join(", ", Enum.GetValues<T>().Select(v => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString())));
    }
}
