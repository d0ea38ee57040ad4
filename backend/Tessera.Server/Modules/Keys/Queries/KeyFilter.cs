using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Keys.Queries;

/// <summary>What a list of keys is narrowed to: conditions on stored columns, values as parameters.</summary>
internal sealed class KeyFilter
{
    public static readonly QueryParameter[] Takes =
    [
        QueryParameter.Text("q", "Words of key number, customer, partner or FQDN."), QueryParameter.Text("status", "Statuses today, comma separated."),
        QueryParameter.Text("edition", "Purchased editions."), QueryParameter.Text("kind", "Kinds."), QueryParameter.Text("size", "Sizes in simultaneous calls."),
        QueryParameter.Flag("over", "Over the maximum of extensions."), QueryParameter.Flag("trial", "Trials."),
        QueryParameter.Day("expiresFrom", "Last day from."), QueryParameter.Day("expiresTo", "Last day to."),
        QueryParameter.Text("partnerId", "Partners; operators only."), QueryParameter.Text("customerId", "Customers."), QueryParameter.Text("ids", "These keys."),
    ];

    private readonly List<string> _conditions = [];
    private readonly List<NpgsqlParameter> _parameters = [];
    private string? _words;

    private KeyFilter()
    {
    }

    /// <summary>True where nothing narrows the reader's own keys: counters know the total.</summary>
    public bool IsWhole { get; private set; } = true;

    public string Where => string.Join(" AND ", _conditions);

    public IReadOnlyList<NpgsqlParameter> Parameters => _parameters;

    /// <summary>$1 is always the tenant. What is wrong is gathered by <paramref name="input"/>.</summary>
    public static KeyFilter Of(QueryInput input, Caller caller, DateOnly today)
    {
        var filter = new KeyFilter();
        filter._conditions.Add("tenant_id = " + filter.Add(caller.TenantId, NpgsqlDbType.Integer));
        if (caller.PartnerId is { } own) filter._conditions.Add("partner_id = " + filter.Add(own, NpgsqlDbType.Uuid));
        if (input.Words<KeyStatus>("status") is { } statuses) filter.Statuses(statuses, today);
        if (input.Words<Edition>("edition") is { } editions) filter.Any("edition", editions);
        if (input.Words<KeyKind>("kind") is { } kinds) filter.Any("kind", kinds);
        if (input.Ints("size", 1, 100_000) is { } sizes) filter.Narrow($"size = ANY({filter.Add(sizes, NpgsqlDbType.Array | NpgsqlDbType.Integer)})");
        if (input.Flag("over") is { } over) filter.Narrow(over ? "over" : "NOT over");
        if (input.Flag("trial") is { } trial) filter.Narrow(trial ? "trial" : "NOT trial");
        if (input.Day("expiresFrom") is { } from) filter.Narrow("last_day >= " + filter.Add(from, NpgsqlDbType.Date));
        if (input.Day("expiresTo") is { } to) filter.Narrow("last_day <= " + filter.Add(to, NpgsqlDbType.Date));
        if (input.Ids("customerId") is { } customers) filter.Ids("customer_id", customers);
        if (input.Ids("ids") is { } ids) filter.Ids("key_id", ids);
        if (input.Ids("partnerId") is { } partners && caller.IsOperator) filter.Ids("partner_id", partners);
        if (input.Text("q") is { } text) filter.Search(text, caller.TenantId);
        return filter;
    }

    /// <summary>
    /// Words in one of two ways (<see cref="FoundIds"/>): few matches by their ids, many by trying the words along the list's order.
    /// Call it once, when the rest could be read.
    /// </summary>
    public async Task FindAsync(TenantDb db, int tenant, CancellationToken ct)
    {
        if (_words is not { } words) return;
        if (await FoundIds.OfKeysAsync(db, tenant, words, ct) is { } few) Ids("key_id", few);
        else Narrow($"EXISTS (SELECT FROM key_search s WHERE s.tenant_id = $1 AND s.key_id = licence_key.key_id AND s.search @@ {Add(words, NpgsqlDbType.Text)}::tsquery)");
    }

    /// <summary>A further parameter of the statement, e.g. of a cursor.</summary>
    public string Add(object value, NpgsqlDbType type)
    {
        _parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        return "$" + _parameters.Count.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The status of a day as date comparisons on stored columns; <see cref="KeySummary.StatusOf"/> is the same in C#.</summary>
    public static string Condition(KeyStatus status, string today) => status switch
    {
        KeyStatus.Closed => $"closes_on <= {today}",
        KeyStatus.NotStarted => $"{Open(today)} AND starts_on > {today}",
        KeyStatus.Active => $"{Open(today)} AND starts_on <= {today} AND last_day >= {today}",
        KeyStatus.Expired => $"{Lapsed(today)} AND (trial OR kind = 'SUBSCRIPTION')",
        KeyStatus.Fallback => $"{Lapsed(today)} AND NOT trial AND kind = 'ANNUAL'",
        KeyStatus.MaintenanceWindow => $"{Lapsed(today)} AND NOT trial AND kind = 'PERPETUAL' AND window_last_day >= {today}",
        _ => $"{Lapsed(today)} AND NOT trial AND kind = 'PERPETUAL' AND (window_last_day IS NULL OR window_last_day < {today})",
    };

    private static string Open(string today) => $"(closes_on IS NULL OR closes_on > {today})";

    private static string Lapsed(string today) => $"{Open(today)} AND starts_on <= {today} AND last_day < {today}";

    private void Narrow(string condition)
    {
        IsWhole = false;
        _conditions.Add(condition);
    }

    private void Statuses(KeyStatus[] statuses, DateOnly today)
    {
        var day = Add(today, NpgsqlDbType.Date);
        Narrow("(" + string.Join(" OR ", statuses.Select(s => "(" + Condition(s, day) + ")")) + ")");
    }

    private void Any<T>(string column, T[] values)
        where T : struct, Enum =>
        Narrow($"{column} = ANY({Add(values.Select(v => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString())).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)})");

    private void Ids(string column, Guid[] ids) => Narrow(ids.Length == 1 ? $"{column} = {Add(ids[0], NpgsqlDbType.Uuid)}" : $"{column} = ANY({Add(ids, NpgsqlDbType.Array | NpgsqlDbType.Uuid)})");

    private void Search(string text, int tenant)
    {
        _words = SearchWords.Query(tenant, text);
        if (_words is null) Narrow("false");
    }
}
