using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>What a review knows of partners, read back from its snapshot: by the run that weighs them, and by whoever runs it again.</summary>
internal static class ReviewInputRows
{
    public const int MostPartners = 500;

    /// <summary>A page holds so many lines at most, or one partner: what bounds a run's memory.</summary>
    private const int MostLines = 100_000;

    private const string Next = "SELECT partner_id FROM review_partner WHERE tenant_id = $1 AND run_id = $2 AND partner_id > $3 ORDER BY partner_id LIMIT $4";
    private const string Counted = """
        SELECT p.partner_id, (SELECT count(*) FROM review_line l WHERE l.tenant_id = $1 AND l.run_id = $2 AND l.partner_id = p.partner_id) FROM unnest($3::uuid[]) WITH ORDINALITY AS p (partner_id, place) ORDER BY p.place
        """;

    private const string Partners = "SELECT partner_id, name, level, notice_level, notice_given, grace_until FROM review_partner WHERE tenant_id = $1 AND run_id = $2 AND partner_id = ANY($3) ORDER BY partner_id";
    private const string Lines = "SELECT partner_id, counts_on, points, reference FROM review_line WHERE tenant_id = $1 AND run_id = $2 AND partner_id = ANY($3) ORDER BY partner_id, counts_on, reference";
    private const string Certificates = "SELECT partner_id, membership_id, name, path, from_day, until_day FROM review_certificate WHERE tenant_id = $1 AND run_id = $2 AND partner_id = ANY($3)";

    /// <summary>The next partners after one, as many as memory allows.</summary>
    public static async Task<Guid[]> NextAsync(TenantTransaction transaction, int tenant, Guid run, Guid after, CancellationToken ct)
    {
        var next = await transaction.QueryAsync(Sql.Of(Next, tenant, run, after, MostPartners), r => r.GetGuid(0), ct);
        if (next.Count < 2) return [.. next];
        var counted = await transaction.QueryAsync(Sql.Of(Counted, tenant, run, next.ToArray()), r => (Partner: r.GetGuid(0), Lines: r.GetInt64(1)), ct);
        var sum = 0L;
        return [.. counted.TakeWhile((one, place) => (sum += one.Lines) <= MostLines || place == 0).Select(one => one.Partner)];
    }

    /// <summary>Their inputs and names, in the order of their ids.</summary>
    public static async Task<List<(string Name, ReviewInputs Inputs)>> ReadAsync(TenantTransaction transaction, int tenant, ReviewRow run, Guid[] partners, CancellationToken ct) => await transaction.ReadAsync(
        Commands(tenant, run.Id, partners), (reader, token) => MapAsync(reader, run.On, token), ct);

    /// <inheritdoc cref="ReadAsync(TenantTransaction, int, ReviewRow, Guid[], CancellationToken)"/>
    public static async Task<List<(string Name, ReviewInputs Inputs)>> ReadAsync(TenantDb db, int tenant, ReviewRow run, Guid[] partners, CancellationToken ct) => await db.ReadAsync(
        tenant, Commands(tenant, run.Id, partners), (reader, token) => MapAsync(reader, run.On, token), ct);

    private static NpgsqlBatchCommand[] Commands(int tenant, Guid run, Guid[] partners) => [Sql.Of(Partners, tenant, run, partners), Sql.Of(Lines, tenant, run, partners), Sql.Of(Certificates, tenant, run, partners)];

    private static async Task<List<(string Name, ReviewInputs Inputs)>> MapAsync(NpgsqlDataReader reader, DateOnly on, CancellationToken ct)
    {
        var partners = await TenantDb.RowsAsync(
            reader, r => (Id: r.GetGuid(0), Name: r.GetString(1), Level: r.TextOrNull(2), Notice: r.IsDBNull(3) ? null : new Notice(r.GetString(3), r.GetFieldValue<DateOnly>(4), r.GetFieldValue<DateOnly>(5))), ct);
        await reader.NextResultAsync(ct);
        var lines = new Dictionary<Guid, List<CountedPoints>>(partners.Count);
        while (await reader.ReadAsync(ct))
        {
            if (!lines.TryGetValue(reader.GetGuid(0), out var own)) lines[reader.GetGuid(0)] = own = [];
            own.Add(new CountedPoints(reader.GetFieldValue<DateOnly>(1), reader.GetInt64(2), reader.GetString(3)));
        }

        await reader.NextResultAsync(ct);
        var certificates = (await TenantDb.RowsAsync(
            reader, r => (Partner: r.GetGuid(0), One: new HeldCertificate(r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetFieldValue<DateOnly>(4), r.DayOrNull(5))), ct)).ToLookup(c => c.Partner, c => c.One);
        return [.. partners.Select(p => (p.Name, new ReviewInputs(new PartnerId(p.Id), on, p.Level, p.Notice, [.. lines.GetValueOrDefault(p.Id, [])], [.. certificates[p.Id]])))];
    }
}
