using NpgsqlTypes;

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

    public static IEnumerable<string> Names => ByName.Keys;

    public string Order => Descending ? $"{Column} DESC, key_id DESC" : $"{Column}, key_id";

    public string After => Descending ? "<" : ">";

    /// <summary>EXPIRY, -EXPIRY, …; null for a name that is no order.</summary>
    public static KeySort? Of(string? name) => ByName.GetValueOrDefault(string.IsNullOrEmpty(name) ? "EXPIRY" : name);

    private static IEnumerable<KeySort> Both(string name, string column, NpgsqlDbType type) => [new(name, column, type, false), new("-" + name, column, type, true)];
}
