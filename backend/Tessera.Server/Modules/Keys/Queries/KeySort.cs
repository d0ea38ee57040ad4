using System.Globalization;
using NpgsqlTypes;
using Tessera.Platform.Errors;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Queries;

/// <summary>An order a list can be read in; each has an index per tenant and per partner, ending in the key's id.</summary>
/// <param name="Column">Never null.</param>
internal sealed record KeySort(string Name, string Column, NpgsqlDbType Type, bool Descending)
{
    private static readonly KeySort[] All =
    [
        .. Both("EXPIRY", "last_day", NpgsqlDbType.Date), .. Both("NUMBER", "number", NpgsqlDbType.Text), .. Both("CUSTOMER", "customer_name", NpgsqlDbType.Text),
        .. Both("SIZE", "size", NpgsqlDbType.Integer), .. Both("USAGE", "usage_ratio", NpgsqlDbType.Real), .. Both("ISSUED", "issued_at", NpgsqlDbType.TimestampTz),
    ];

    private static readonly Dictionary<string, KeySort> ByName = All.ToDictionary(s => s.Name);

    public static Problem Unknown { get; } = new(400, "INVALID_SORT", $"Keys cannot be sorted by that. One of {string.Join(", ", ByName.Keys)}.");

    public static IEnumerable<string> Names => ByName.Keys;

    public string Order => Descending ? $"{Column} DESC, key_id DESC" : $"{Column}, key_id";

    public string After => Descending ? "<" : ">";

    /// <summary>EXPIRY, -EXPIRY, …; null for a name that is no order.</summary>
    public static KeySort? Of(string? name) => ByName.GetValueOrDefault(string.IsNullOrEmpty(name) ? "EXPIRY" : name);

    /// <summary>A row's place in this order, as a cursor carries it.</summary>
    public string TextOf(KeyView row) => Column switch
    {
        "last_day" => (row.LastDay ?? DateOnly.MaxValue).ToString("O", CultureInfo.InvariantCulture),
        "number" => row.Number,
        "customer_name" => row.Customer.Name,
        "size" => row.Size.ToString(CultureInfo.InvariantCulture),
        "usage_ratio" => (row.MaxExtensions is > 0 && row.ExtensionsCounted is { } c ? (float)c / row.MaxExtensions.Value : 0f).ToString("R", CultureInfo.InvariantCulture),
        _ => row.IssuedAt.ToString("O", CultureInfo.InvariantCulture),
    };

    /// <summary>The place back from its text; null for a text that is none.</summary>
    public object? ValueOf(string text) => Column switch
    {
        "last_day" => DateOnly.TryParseExact(text, "O", out var day) ? day : null,
        "size" => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null,
        "usage_ratio" => float.TryParse(text, CultureInfo.InvariantCulture, out var ratio) ? ratio : null,
        "issued_at" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at.UtcDateTime : null,
        _ => text,
    };

    private static IEnumerable<KeySort> Both(string name, string column, NpgsqlDbType type) => [new(name, column, type, false), new("-" + name, column, type, true)];
}
