using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>
/// PP-7: sets down what each key is on the day of the review and what it gave, in pages by its id. What holds on the day is read from the
/// key's own timeline; the version of its stream says by which facts. A dry run goes the same way and writes nothing. While a page is
/// written, the next is read over another connection: of one worker's run, one page ahead and no further.
/// </summary>
internal sealed class KeysPhase(TenantDb db)
{
    public const int PageSize = 5_000;

    private const string Page = """
        SELECT key_id, version, partner_id, kind, edition, size, last_day, outline, counted, max_extensions, deadline
        FROM licence_key WHERE tenant_id = $1 AND key_id > $2 ORDER BY key_id LIMIT $3
        """;

    /// <summary>
    /// Whole orders of the keys of a page, with what the snapshot counted of each. Order by order through indexes (OFFSET 0 keeps it so): the
    /// snapshot's rows are minutes old, and a planner that has not met them would rather walk all of them for every page.
    /// </summary>
    private const string Orders = """
        SELECT p.order_id, l.key_id, CASE WHEN s.payer = 'CUSTOMER' THEN coalesce((l.body ->> 'partnerNetMinor')::bigint, l.net_minor) ELSE l.net_minor END, o.points
        FROM (SELECT DISTINCT order_id FROM order_line WHERE tenant_id = $1 AND key_id > $3 AND key_id <= $4 ORDER BY order_id) AS p,
          LATERAL (SELECT sum(points)::bigint AS points FROM review_line WHERE tenant_id = $1 AND run_id = $2 AND order_id = p.order_id HAVING count(*) > 0) AS o,
          LATERAL (SELECT payer FROM sales_order WHERE tenant_id = $1 AND order_id = p.order_id OFFSET 0) AS s,
          LATERAL (SELECT key_id, line, net_minor, body FROM order_line WHERE tenant_id = $1 AND order_id = p.order_id ORDER BY line OFFSET 0) AS l
        """;

    private const string Levels = "SELECT partner_id, level FROM review_partner WHERE tenant_id = $1 AND run_id = $2 AND partner_id = ANY($3)";

    private const string Insert = """
        INSERT INTO review_key (tenant_id, key_id, run_id, key_version, partner_id, level, kind, edition, size, last_day, status, effective_edition, effective_size, support, compliance, counted, max_extensions, points)
        SELECT $1, k.key_id, $2, k.version, k.partner, k.level, k.kind, k.edition, k.size, k.last_day, k.status, k.effective_edition, k.effective_size, k.support, k.compliance, k.counted, k.most, k.points
        FROM unnest($3::uuid[], $4::int[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::int[], $10::date[], $11::text[], $12::text[], $13::int[], $14::boolean[], $15::text[], $16::int[], $17::int[], $18::bigint[])
          AS k (key_id, version, partner, level, kind, edition, size, last_day, status, effective_edition, effective_size, support, compliance, counted, most, points)
        """;

    private (Guid Run, Guid After, Task<KeyPage> Page)? _ahead;

    public async Task<ReviewPage> RecordAsync(ReviewWork work, CancellationToken ct)
    {
        var (tenant, run) = (work.Tenant.Id, work.Run);
        var page = await (_ahead is { } ahead && (ahead.Run, ahead.After) == (run.Id, work.After) ? ahead.Page : ReadAsync(tenant, run.Id, work.After, ct));
        _ahead = null;
        if (page.Keys.Count == 0) return ReviewPage.Over;
        var last = page.Keys[^1].Id;
        if (page.Keys.Count == PageSize) _ahead = (run.Id, last, ReadAsync(tenant, run.Id, last, ct));
        var records = page.Keys.ConvertAll(key => KeyRecord.Of(key, run.On, key.Partner is { } partner ? page.Levels.GetValueOrDefault(partner) : null, page.Given.GetValueOrDefault(key.Id)));
        if (!run.Dry) await work.Transaction.WriteAsync([Rows(tenant, run.Id, records)], ct);
        return new ReviewPage(page.Keys.Count, last, []);
    }

    private async Task<KeyPage> ReadAsync(int tenant, Guid run, Guid after, CancellationToken ct)
    {
        var keys = await db.QueryAsync(tenant, Sql.Of(Page, tenant, after, PageSize), ReadKey, ct);
        if (keys.Count == 0) return new KeyPage(keys, [], []);
        return await db.ReadAsync(
            tenant, [Sql.Of(Levels, tenant, run, keys.Select(k => k.Partner).OfType<Guid>().Distinct().ToArray()), Sql.Of(Orders, tenant, run, after, keys[^1].Id)],
            async (reader, token) =>
            {
                var levels = await TenantDb.RowsAsync(reader, r => KeyValuePair.Create(r.GetGuid(0), r.TextOrNull(1)), token);
                await reader.NextResultAsync(token);
                return new KeyPage(keys, levels.ToDictionary(), Given(await TenantDb.RowsAsync(reader, r => new SoldLine(r.GetGuid(0), r.GetGuid(1), r.GetInt64(2), r.GetInt64(3)), token)));
            },
            ct);
    }

    /// <summary>Points by key, for those that were in a counted order.</summary>
    /// <param name="lines">Order by order.</param>
    private static Dictionary<Guid, long> Given(List<SoldLine> lines)
    {
        var given = new Dictionary<Guid, long>(lines.Count);
        for (var from = 0; from < lines.Count;)
        {
            var to = from;
            while (to < lines.Count && lines[to].Order == lines[from].Order) to++;
            var sold = lines[from..to];
            var shares = KeyWeighing.Shares(sold[0].Points, [.. sold.Select(line => line.Net)]);
            for (var line = 0; line < sold.Count; line++) given[sold[line].Key] = given.GetValueOrDefault(sold[line].Key) + shares[line];
            from = to;
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

    private sealed record KeyPage(List<KeyFound> Keys, Dictionary<Guid, string?> Levels, Dictionary<Guid, long> Given);

    /// <param name="Points">Of the whole order, as the snapshot counted them.</param>
    private sealed record SoldLine(Guid Order, Guid Key, long Net, long Points);

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
