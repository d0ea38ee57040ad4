using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>
/// PP-7: sets down what each key is on the day of the review and what it gave, in pages by its id. What holds on the day is read from the
/// key's own timeline; the version of its stream says by which facts. A dry run goes the same way and writes nothing.
/// </summary>
internal static class KeysPhase
{
    public const int PageSize = 5_000;

    private const string Page = """
        SELECT key_id, version, partner_id, kind, edition, size, last_day, outline, counted, max_extensions, deadline
        FROM licence_key WHERE tenant_id = $1 AND key_id > $2 ORDER BY key_id LIMIT $3
        """;

    /// <summary>Of the keys of a page, what the orders gave that the snapshot counted.</summary>
    private const string Orders = """
        SELECT DISTINCT order_id FROM order_line WHERE tenant_id = $1 AND key_id > $3 AND key_id <= $4
          AND EXISTS (SELECT FROM review_line l WHERE l.tenant_id = $1 AND l.run_id = $2 AND l.order_id = order_line.order_id)
        """;

    private const string OrderPoints = "SELECT order_id, sum(points)::bigint FROM review_line WHERE tenant_id = $1 AND run_id = $2 AND order_id = ANY($3) GROUP BY order_id";
    private const string OrderLines = """
        SELECT l.order_id, l.key_id, CASE WHEN o.payer = 'CUSTOMER' THEN coalesce((l.body ->> 'partnerNetMinor')::bigint, l.net_minor) ELSE l.net_minor END
        FROM order_line l JOIN sales_order o ON o.tenant_id = l.tenant_id AND o.order_id = l.order_id WHERE l.tenant_id = $1 AND l.order_id = ANY($2) ORDER BY l.order_id, l.line
        """;

    private const string Levels = "SELECT partner_id, level FROM review_partner WHERE tenant_id = $1 AND run_id = $2 AND partner_id = ANY($3)";

    private const string Insert = """
        INSERT INTO review_key (tenant_id, key_id, run_id, key_version, partner_id, level, kind, edition, size, last_day, status, effective_edition, effective_size, support, compliance, counted, max_extensions, points)
        SELECT $1, k.key_id, $2, k.version, k.partner, k.level, k.kind, k.edition, k.size, k.last_day, k.status, k.effective_edition, k.effective_size, k.support, k.compliance, k.counted, k.most, k.points
        FROM unnest($3::uuid[], $4::int[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::int[], $10::date[], $11::text[], $12::text[], $13::int[], $14::boolean[], $15::text[], $16::int[], $17::int[], $18::bigint[])
          AS k (key_id, version, partner, level, kind, edition, size, last_day, status, effective_edition, effective_size, support, compliance, counted, most, points)
        """;

    public static async Task<ReviewPage> RecordAsync(ReviewWork work, CancellationToken ct)
    {
        var (tenant, run) = (work.Tenant.Id, work.Run);
        var keys = await work.Transaction.QueryAsync(Sql.Of(Page, tenant, work.After, PageSize), ReadKey, ct);
        if (keys.Count == 0) return ReviewPage.Over;
        var given = await GivenAsync(work, keys[^1].Id, ct);
        var levels = (await work.Transaction.QueryAsync(
            Sql.Of(Levels, tenant, run.Id, keys.Select(k => k.Partner).OfType<Guid>().Distinct().ToArray()), r => KeyValuePair.Create(r.GetGuid(0), r.TextOrNull(1)), ct)).ToDictionary();
        var records = keys.ConvertAll(key => KeyRecord.Of(key, run.On, key.Partner is { } partner ? levels.GetValueOrDefault(partner) : null, given.GetValueOrDefault(key.Id)));
        if (!run.Dry) await work.Transaction.WriteAsync([Rows(tenant, run.Id, records)], ct);
        return new ReviewPage(keys.Count, keys[^1].Id, []);
    }

    /// <summary>Points by key, for those of the page that were in a counted order.</summary>
    private static async Task<Dictionary<Guid, long>> GivenAsync(ReviewWork work, Guid last, CancellationToken ct)
    {
        var (tenant, run) = (work.Tenant.Id, work.Run.Id);
        var orders = (await work.Transaction.QueryAsync(Sql.Of(Orders, tenant, run, work.After, last), r => r.GetGuid(0), ct)).ToArray();
        var given = new Dictionary<Guid, long>();
        if (orders.Length == 0) return given;
        var (points, lines) = await work.Transaction.ReadAsync(
            [Sql.Of(OrderPoints, tenant, run, orders), Sql.Of(OrderLines, tenant, orders)],
            async (reader, token) =>
            {
                var sums = (await TenantDb.RowsAsync(reader, r => KeyValuePair.Create(r.GetGuid(0), r.GetInt64(1)), token)).ToDictionary();
                await reader.NextResultAsync(token);
                return (sums, await TenantDb.RowsAsync(reader, r => (Order: r.GetGuid(0), Key: r.GetGuid(1), Net: r.GetInt64(2)), token));
            },
            ct);
        foreach (var order in lines.GroupBy(line => line.Order))
        {
            var sold = order.ToArray();
            var shares = KeyWeighing.Shares(points.GetValueOrDefault(order.Key), [.. sold.Select(line => line.Net)]);
            for (var line = 0; line < sold.Length; line++) given[sold[line].Key] = given.GetValueOrDefault(sold[line].Key) + shares[line];
        }

        return given;
    }

    private static NpgsqlBatchCommand Rows(int tenant, Guid run, List<KeyRecord> keys)
    {
        return Sql.Of(
            Insert, tenant, run, All(k => k.Key.Id), All(k => k.Key.Version), Some(NpgsqlDbType.Uuid, k => k.Key.Partner), Some(NpgsqlDbType.Text, k => k.Level), All(k => k.Key.Kind), All(k => k.Key.Edition), All(k => k.Key.Size),
            All(k => k.Key.LastDay), All(k => k.Status), All(k => k.EffectiveEdition), All(k => k.EffectiveSize), All(k => k.Support), All(k => k.Compliance),
            Some(NpgsqlDbType.Integer, k => k.Key.Counted), Some(NpgsqlDbType.Integer, k => k.Key.Maximum), All(k => k.Points));

        T[] All<T>(Func<KeyRecord, T> of) => [.. keys.Select(of)];

        NpgsqlParameter Some<T>(NpgsqlDbType type, Func<KeyRecord, T> of) => new() { Value = keys.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private static KeyFound ReadKey(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetInt32(1), r.GuidOrNull(2), r.GetString(3), r.GetString(4), r.GetInt32(5), r.GetFieldValue<DateOnly>(6), r.GetString(7), r.IntOrNull(8), r.IntOrNull(9), r.DayOrNull(10));

    /// <summary>A key's row, as far as a review looks at it.</summary>
    private sealed record KeyFound(Guid Id, int Version, Guid? Partner, string Kind, string Edition, int Size, DateOnly LastDay, string Outline, int? Counted, int? Maximum, DateOnly? Deadline);

    private sealed record KeyRecord(KeyFound Key, string? Level, string Status, string EffectiveEdition, int EffectiveSize, bool Support, string Compliance, long Points)
    {
        public static KeyRecord Of(KeyFound key, DateOnly on, string? level, long points)
        {
            var day = Outline.At(key.Outline, on);
            return new KeyRecord(
                key, level, ProgrammeWords.Of(day.Status), Words.Of(day.Effective.Edition), day.Effective.Size, day.Support, ProgrammeWords.Of(KeyWeighing.Compliance(key.Counted, key.Maximum, key.Deadline, on)), points);
        }
    }
}
