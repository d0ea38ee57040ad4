using System.Text.Json;
using Npgsql;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Home;

/// <summary>One thing that needs somebody; only what is not zero is told.</summary>
/// <param name="Count">Above 1 000 where more than that wait and nobody counts further.</param>
/// <param name="AtStake">Per currency, never summed across.</param>
/// <param name="Filter">The list of keys behind it, as the filter of /v1/keys; for imports, their ids.</param>
internal sealed record Attention(string Kind, long Count, IReadOnlyList<MoneyView> AtStake, JsonElement Filter)
{
    public static Attention Of(string kind, long count, IEnumerable<(string Currency, long Minor)> atStake, object filter) => new(
        kind, count, [.. atStake.Where(m => m.Minor > 0).OrderBy(m => m.Currency, StringComparer.Ordinal).Select(m => new MoneyView(m.Minor, m.Currency))],
        JsonSerializer.SerializeToElement(filter, JsonSerializerOptions.Web));
}

/// <summary>What follows from last days alone: read from key_counter, a row per day and kind.</summary>
internal static class CountedAttention
{
    private static readonly int[] Windows = [7, 30, 60, 90];
    private static readonly string[] Waiting = ["ACTIVE", "NOT_STARTED"];
    private static readonly string[] Open = ["NOT_STARTED", "ACTIVE", "FALLBACK", "MAINTENANCE_WINDOW", "MAINTENANCE_LAPSED", "EXPIRED"];
    private static readonly string[] Fallback = ["FALLBACK"];
    private static readonly string[] Window = ["MAINTENANCE_WINDOW"];

    private const string Counters = """
        SELECT currency,
          coalesce(sum(keys) FILTER (WHERE last_day BETWEEN $3 AND $3 + 7), 0)::bigint, coalesce(sum(at_stake) FILTER (WHERE last_day BETWEEN $3 AND $3 + 7), 0)::bigint,
          coalesce(sum(keys) FILTER (WHERE last_day BETWEEN $3 AND $3 + 30), 0)::bigint, coalesce(sum(at_stake) FILTER (WHERE last_day BETWEEN $3 AND $3 + 30), 0)::bigint,
          coalesce(sum(keys) FILTER (WHERE last_day BETWEEN $3 AND $3 + 60), 0)::bigint, coalesce(sum(at_stake) FILTER (WHERE last_day BETWEEN $3 AND $3 + 60), 0)::bigint,
          coalesce(sum(keys) FILTER (WHERE last_day BETWEEN $3 AND $3 + 90), 0)::bigint, coalesce(sum(at_stake) FILTER (WHERE last_day BETWEEN $3 AND $3 + 90), 0)::bigint,
          coalesce(sum(keys) FILTER (WHERE last_day < $3 AND kind = 'ANNUAL' AND NOT trial), 0)::bigint, coalesce(sum(at_stake) FILTER (WHERE last_day < $3 AND kind = 'ANNUAL' AND NOT trial), 0)::bigint,
          coalesce(sum(keys) FILTER (WHERE last_day < $3 AND last_day >= $3 - $4 AND kind = 'PERPETUAL' AND NOT trial), 0)::bigint,
          coalesce(sum(at_stake) FILTER (WHERE last_day < $3 AND last_day >= $3 - $4 AND kind = 'PERPETUAL' AND NOT trial), 0)::bigint,
          coalesce(sum(keys) FILTER (WHERE over), 0)::bigint, coalesce(sum(at_stake) FILTER (WHERE over), 0)::bigint
        FROM key_counter WHERE tenant_id = $1 AND scope_id = $2 AND NOT closed
        GROUP BY currency
        """;

    /// <param name="windowDays">KL-5.</param>
    public static NpgsqlBatchCommand Command(int tenant, Guid scope, DateOnly today, int windowDays) => Sql.Of(Counters, tenant, scope, today, windowDays);

    public static async Task<List<Attention>> ReadAsync(NpgsqlDataReader reader, DateOnly today, CancellationToken ct)
    {
        var rows = await TenantDb.RowsAsync(reader, r => (Currency: r.GetString(0), Figures: Enumerable.Range(1, 14).Select(r.GetInt64).ToArray()), ct);
        var found = new List<Attention>();
        for (var i = 0; i < Windows.Length; i++) Add("EXPIRING_" + Http.CsvWriter.Number(Windows[i]), i, new { ExpiresFrom = today, ExpiresTo = today.AddDays(Windows[i]), Status = Waiting });
        Add("FALLBACK", 4, new { Status = Fallback });
        Add("MAINTENANCE_WINDOW", 5, new { Status = Window });
        Add("OVER_LIMIT", 6, new { Over = true, Status = Open });
        return found;

        void Add(string kind, int column, object filter)
        {
            var count = rows.Sum(r => r.Figures[2 * column]);
            if (count > 0) found.Add(Attention.Of(kind, count, rows.Select(r => (r.Currency, r.Figures[(2 * column) + 1])), filter));
        }
    }


}

/// <summary>What needs a look at keys themselves: short ranges of partial indexes, never more than a thousand rows of one.</summary>
internal static class ListedAttention
{
    private const int DeadlineSoonDays = 30;
    private static readonly string[] Kinds = ["DEADLINE_SOON", "END_OF_LIFE", "USAGE_STALE", "TRANSFER_WAITING"];

    private static string Bounded(string condition) => $"""
        WITH bounded AS MATERIALIZED (SELECT key_id, currency, renewal_minor FROM licence_key WHERE tenant_id = $1 AND closes_on IS NULL AND {condition} LIMIT 1001)
        SELECT coalesce(currency, ''), count(*), coalesce(sum(renewal_minor), 0)::bigint, (array_agg(key_id))[1:100] FROM bounded GROUP BY 1
        """;

    /// <param name="partner">Null: an operator, who sees the whole tenant.</param>
    public static IEnumerable<NpgsqlBatchCommand> Commands(int tenant, Guid? partner, DateOnly today, DateOnly staleBefore)
    {
        yield return Of("over AND deadline >= $2 AND deadline <= $3", today, today.AddDays(DeadlineSoonDays));
        yield return Of("end_of_life IS NOT NULL AND end_of_life < $2", today);
        yield return Of("usage_reported_on IS NOT NULL AND usage_reported_on < $2", staleBefore);
        yield return partner is { } own ? Sql.Of(Bounded("transfer_to = $2"), tenant, own) : Sql.Of(Bounded("transfer_to IS NOT NULL"), tenant);

        NpgsqlBatchCommand Of(string condition, params object[] days)
        {
            if (partner is null) return Sql.Of(Bounded(condition), [tenant, .. days]);
            return Sql.Of(Bounded($"{condition} AND partner_id = ${days.Length + 2}"), [tenant, .. days, partner]);
        }
    }

    public static async Task<List<Attention>> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var found = new List<Attention>();
        foreach (var kind in Kinds)
        {
            await reader.NextResultAsync(ct);
            var rows = await TenantDb.RowsAsync(reader, r => (Currency: r.GetString(0), Count: r.GetInt64(1), Minor: r.GetInt64(2), Ids: r.GetFieldValue<Guid[]>(3)), ct);
            if (rows.Count > 0) found.Add(Attention.Of(kind, rows.Sum(r => r.Count), rows.Select(r => (r.Currency, r.Minor)), new { Ids = rows.SelectMany(r => r.Ids).Take(100) }));
        }

        return found;
    }
}

/// <summary>Import runs with bad rows, among the newest.</summary>
internal static class ImportAttention
{
    private const string Newest = """
        WITH newest AS MATERIALIZED (SELECT import_id, bad, state FROM import_run WHERE tenant_id = $1 ORDER BY import_id DESC LIMIT 20)
        SELECT import_id FROM newest WHERE bad > 0 AND state IN ('CHECKED', 'STOPPED') OR state = 'FAILED' ORDER BY import_id DESC
        """;

    public static NpgsqlBatchCommand Command(int tenant) => Sql.Of(Newest, tenant);

    public static async Task<List<Attention>> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        await reader.NextResultAsync(ct);
        var runs = await TenantDb.RowsAsync(reader, r => r.GetGuid(0), ct);
        return runs.Count == 0 ? [] : [Attention.Of("IMPORT_PROBLEMS", runs.Count, [], new { Imports = runs })];
    }
}
