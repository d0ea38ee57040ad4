using System.Collections.Immutable;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Contracts;
using Tessera.Server.Modules.Programme.Reviews.Queries;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews.Corrections;

/// <summary>The partner of a result, as it is now.</summary>
/// <param name="Newest">Its newest published review.</param>
internal sealed record CorrectedPartner(string Name, string? Level, string? Language, Notice? Notice, Guid? Newest);

/// <summary>
/// A result with everything that came in after its snapshot: what corrections have counted, and what none has yet. A correction of points that
/// is booked into the first half of a window when its review is over is in no later window: this is where it is seen and weighed.
/// </summary>
internal sealed record CorrectionCase(
    ReviewRow Run, ResultRow Result, CorrectedPartner Partner, ReviewRecord Original, IReadOnlyList<KeptCorrection> Kept, IReadOnlyList<LateLine> Lines, IReadOnlyList<LateCertificate> Certificates)
{
    private const string OfResult = $"SELECT {ResultRow.Columns} WHERE r.tenant_id = $1 AND r.run_id = $2 AND r.partner_id = $3";
    private const string OfPartner = """
        SELECT p.name, p.level, p.language, n.level, n.given_on, n.grace_until,
          (SELECT r.run_id FROM review_result r JOIN review_run u ON u.tenant_id = r.tenant_id AND u.run_id = r.run_id AND u.state = 'PUBLISHED'
           WHERE r.tenant_id = $1 AND r.partner_id = $2 ORDER BY u.on_day DESC LIMIT 1)
        FROM partner p LEFT JOIN level_notice n ON n.tenant_id = p.tenant_id AND n.partner_id = p.partner_id WHERE p.tenant_id = $1 AND p.partner_id = $2
        """;

    private const string LinesOf = """
        SELECT coalesce(c.n, 0), p.counts_on, p.reference, p.points, p.cause, p.facts, p.order_id
        FROM point_line p LEFT JOIN review_correction_line c ON c.tenant_id = $1 AND c.run_id = $2 AND c.partner_id = $3 AND c.reference = p.reference
        WHERE p.tenant_id = $1 AND p.partner_id = $3 AND p.counts_on BETWEEN $4 AND $5
          AND NOT EXISTS (SELECT FROM review_line l WHERE l.tenant_id = $1 AND l.run_id = $2 AND l.partner_id = $3 AND l.counts_on = p.counts_on AND l.reference = p.reference)
        ORDER BY p.counts_on, p.reference
        """;

    /// <summary>Entered since: a person who came from elsewhere brings nothing into the past.</summary>
    private const string CertificatesOf = """
        SELECT n, certificate_id, membership_id, name, path, from_day, until_day FROM review_correction_certificate WHERE tenant_id = $1 AND run_id = $2 AND partner_id = $3
        UNION ALL
        SELECT 0, c.certificate_id, m.membership_id, m.name, c.path, c.from_day, c.until_day
        FROM membership m JOIN certificate c ON c.tenant_id = m.tenant_id AND c.membership_id = m.membership_id
        WHERE m.tenant_id = $1 AND m.partner_id = $3 AND m.disabled_at IS NULL AND c.at >= $4 AND c.from_day <= $5 AND (c.until_day IS NULL OR c.until_day >= $5)
          AND NOT EXISTS (SELECT FROM review_certificate k WHERE k.tenant_id = $1 AND k.run_id = $2 AND k.partner_id = $3 AND k.certificate_id = c.certificate_id)
          AND NOT EXISTS (SELECT FROM review_correction_certificate k WHERE k.tenant_id = $1 AND k.run_id = $2 AND k.partner_id = $3 AND k.certificate_id = c.certificate_id)
        ORDER BY 1, 2
        """;

    private const string KeptOf = "SELECT n, on_day, effect, reason, actor, at, record, hash FROM review_correction WHERE tenant_id = $1 AND run_id = $2 AND partner_id = $3 ORDER BY n";

    /// <summary>What no correction has counted.</summary>
    public LateFacts Late => new([.. Lines.Where(line => line.N == 0).Select(line => line.Counted)], [.. Certificates.Where(one => one.N == 0).Select(one => one.Held)]);

    public int Next => Kept.Count + 1;

    /// <summary>What took effect last: the published record, or that of the newest correction.</summary>
    public ReviewRecord Newest => Kept.Count == 0 ? Original : Whole(Kept[^1]);

    /// <returns>Null: the run has no result of this partner.</returns>
    public static async Task<CorrectionCase?> ReadAsync(TenantDb db, int tenant, ReviewRow run, Guid partner, CancellationToken ct)
    {
        var snapshot = await ReviewInputRows.ReadAsync(db, tenant, run, [partner], ct);
        return await db.ReadAsync(tenant, Commands(tenant, run, partner), (reader, token) => MapAsync(reader, run, snapshot, token), ct);
    }

    /// <inheritdoc cref="ReadAsync(TenantDb, int, ReviewRow, Guid, CancellationToken)"/>
    public static async Task<CorrectionCase?> ReadAsync(TenantTransaction transaction, int tenant, ReviewRow run, Guid partner, CancellationToken ct)
    {
        var snapshot = await ReviewInputRows.ReadAsync(transaction, tenant, run, [partner], ct);
        return await transaction.ReadAsync(Commands(tenant, run, partner), (reader, token) => MapAsync(reader, run, snapshot, token), ct);
    }

    public (Correction? Correction, Refusal? Refusal) Decide(ImmutableArray<RuleVersion<LevelTable>> rules, bool application, string? reason) => Correcting.Of(
        new PublishedResult(Run.Run([]), Newest, Result.Effect is null ? null : ProgrammeWords.Read<ReviewEffect>(Result.Effect), Partner.Newest == Run.Id, Partner.Level, Partner.Notice),
        Late, rules, application, reason);

    /// <summary>A correction with all its lines: those of the review, and what corrections up to it counted.</summary>
    public ReviewRecord Whole(KeptCorrection kept)
    {
        var record = ProgrammeJson.ReadReview(kept.Stored);
        CountedPoints[] lines = [.. Original.Inputs.Lines, .. Lines.Where(line => line.N > 0 && line.N <= kept.N).Select(line => line.Counted)];
        return record with { Inputs = record.Inputs with { Lines = [.. lines.OrderBy(line => line.On).ThenBy(line => line.Reference, StringComparer.Ordinal).ThenBy(line => line.Points)] } };
    }

    private static NpgsqlBatchCommand[] Commands(int tenant, ReviewRow run, Guid partner) =>
    [
        Sql.Of(OfResult, tenant, run.Id, partner), Sql.Of(OfPartner, tenant, partner), Sql.Of(KeptOf, tenant, run.Id, partner), Sql.Of(LinesOf, tenant, run.Id, partner, run.Window.From, run.Window.To),
        Sql.Of(CertificatesOf, tenant, run.Id, partner, run.StartedAt, run.Window.To),
    ];

    private static async Task<CorrectionCase?> MapAsync(NpgsqlDataReader reader, ReviewRow run, List<(string Name, ReviewInputs Inputs)> snapshot, CancellationToken ct)
    {
        if (await TenantDb.RowsAsync(reader, ResultRow.Read, ct) is not [var result]) return null;
        await reader.NextResultAsync(ct);
        var partner = (await TenantDb.RowsAsync(
            reader, r => new CorrectedPartner(r.GetString(0), r.TextOrNull(1), r.TextOrNull(2), r.IsDBNull(3) ? null : new Notice(r.GetString(3), r.GetFieldValue<DateOnly>(4), r.GetFieldValue<DateOnly>(5)), r.GuidOrNull(6)), ct))[0];
        await reader.NextResultAsync(ct);
        var kept = await TenantDb.RowsAsync(reader, KeptCorrection.Read, ct);
        await reader.NextResultAsync(ct);
        var lines = await TenantDb.RowsAsync(reader, LateLine.Read, ct);
        await reader.NextResultAsync(ct);
        var certificates = await TenantDb.RowsAsync(reader, LateCertificate.Read, ct);
        return new CorrectionCase(run, result, partner, StoredRecord.Whole(result.Stored, snapshot[0].Inputs), kept, lines, certificates);
    }
}
