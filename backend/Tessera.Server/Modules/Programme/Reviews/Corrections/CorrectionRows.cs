using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Contracts;
using Tessera.Server.Modules.Programme.Reviews.Commands;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews.Corrections;

/// <summary>What a correction leaves behind: its record with what it counted, its effect, its line in the audit.</summary>
/// <param name="Membership">The person who corrects.</param>
internal sealed record CorrectionRows(int Tenant, Guid Membership, AuditActor Who, DateTimeOffset Now)
{
    private const string Insert = """
        INSERT INTO review_correction (tenant_id, run_id, partner_id, n, on_day, effect, reason, actor_id, actor, at, record, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::json, $12)
        """;

    private const string InsertLines = """
        INSERT INTO review_correction_line (tenant_id, run_id, partner_id, n, counts_on, reference, points)
        SELECT $1, $2, $3, $4, l.counts_on, l.reference, l.points FROM unnest($5::date[], $6::text[], $7::bigint[]) AS l (counts_on, reference, points)
        """;

    private const string InsertCertificates = """
        INSERT INTO review_correction_certificate (tenant_id, run_id, partner_id, n, certificate_id, membership_id, name, path, from_day, until_day)
        SELECT $1, $2, $3, $4, c.* FROM unnest($5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::date[], $10::date[]) AS c
        """;

    private const string Withdraw = "DELETE FROM level_notice WHERE tenant_id = $1 AND partner_id = $2";

    public static string Cause(CorrectionCase found, KeptCorrection kept) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"review-correction:{found.Run.Id}:{kept.N}");

    public KeptCorrection Kept(CorrectionCase found, Correction correction, DateOnly on, string reason) =>
        new(found.Next, on, correction.Effect, reason, Who.Name, Now, StoredRecord.WithoutLines(correction.Record), StoredRecord.Hash(correction.Record));

    public IEnumerable<NpgsqlBatchCommand> Of(CorrectionCase found, Correction correction, KeptCorrection kept) => [.. Record(found, kept), .. Effect(found, correction, kept)];

    private IEnumerable<NpgsqlBatchCommand> Record(CorrectionCase found, KeptCorrection kept)
    {
        var (run, partner) = (found.Run.Id, found.Result.Partner);
        yield return Sql.Of(
            Insert, Tenant, run, partner, kept.N, kept.On, ProgrammeWords.Of(kept.Effect), kept.Reason, Membership, kept.Actor, kept.At, Encoding.UTF8.GetString(kept.Stored), kept.Hash);
        var lines = found.Lines.Where(line => line.N == 0).ToArray();
        if (lines.Length > 0)
            yield return Sql.Of(InsertLines, Tenant, run, partner, kept.N, lines.Select(l => l.CountsOn).ToArray(), lines.Select(l => l.Reference).ToArray(), lines.Select(l => l.Points).ToArray());
        var certificates = found.Certificates.Where(one => one.N == 0).ToArray();
        if (certificates.Length == 0) yield break;
        yield return Sql.Of(
            InsertCertificates, Tenant, run, partner, kept.N, certificates.Select(c => c.Id).ToArray(), certificates.Select(c => c.Held.Person).ToArray(), certificates.Select(c => c.Held.Name).ToArray(),
            certificates.Select(c => c.Held.Path).ToArray(), certificates.Select(c => c.Held.From).ToArray(),
            new NpgsqlParameter { Value = certificates.Select(c => c.Held.Until).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
    }

    private IEnumerable<NpgsqlBatchCommand> Effect(CorrectionCase found, Correction correction, KeptCorrection kept)
    {
        var partner = found.Result.Partner;
        if (correction.Change is { } change)
        {
            foreach (var command in ProgrammeRows.Restored(new PointBooking(Tenant, partner, kept.On, Now, Who, []), Cause(found, kept), change)) yield return command;
        }
        else
        {
            yield return Sql.Of(Withdraw, Tenant, partner);
        }

        yield return AuditTrail.Add(Tenant, Who, Now, new AuditRow(
            nameof(CorrectReview), "partner", partner, found.Partner.Name,
            AuditTrail.Changes(("review", null, ReviewAccess.Name(found.Run)), ("outcome", ProgrammeWords.Of(found.Newest.Outcome), ProgrammeWords.Of(correction.Record.Outcome)), ("level", correction.Change?.From, correction.Change?.To)),
            kept.Reason));
    }
}
