using Tessera.Domain.Kernel;
using Tessera.Domain.Learning;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Learning.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>
/// Certificates from elsewhere, by the person’s e-mail address and the code of the path. One that somebody has already, of the same path from the same
/// day, is left as it is; so the same file twice changes nothing. Levels they reach hold at once (PP-4). Nobody is written to: it is of the past.
/// </summary>
internal sealed class CertificateRows : RowJudge
{
    private const int LongestEmail = 254;
    private const int ToldAtMost = 50;

    private const string Held = """
        SELECT c.membership_id, c.path, c.from_day FROM certificate c WHERE c.tenant_id = $1 AND c.membership_id = ANY($2) AND c.revoked_on IS NULL
        """;

    private sealed record Draft(RowReader Reader, string Email, CertificationPath Path, DateOnly From, DateOnly? Until);

    public override async Task<Judgement> JudgeAsync(Chunk chunk, CancellationToken ct)
    {
        var judgement = new Judgement();
        var paths = await PathBook.ReadAsync(chunk.Transaction, chunk.Tenant.Id, chunk.Rules.Book, ct);
        var drafts = new List<Draft>(chunk.Rows.Count);
        foreach (var row in chunk.Rows)
        {
            var reader = new RowReader(ImportColumns.Certificates, row);
            if (Read(reader, paths, chunk.Today) is { } draft) drafts.Add(draft);
            else judgement.Refuse(reader.Problems);
        }

        var people = (await chunk.Transaction.QueryAsync(Learners.Called(chunk.Tenant, [.. drafts.Select(d => d.Email).Distinct()]), Learners.Read, ct))
            .GroupBy(one => one.Login.ToLowerInvariant()).ToDictionary(group => group.Key, group => group.First());
        var held = (await chunk.Transaction.QueryAsync(
            Sql.Of(Held, chunk.Tenant.Id, people.Values.Select(one => one.Id).ToArray()), r => (r.GetGuid(0), r.GetString(1), r.GetFieldValue<DateOnly>(2)), ct)).ToHashSet();
        var news = new List<(Learner Person, NewCertificate Certificate)>();
        foreach (var draft in drafts)
        {
            if (!people.TryGetValue(draft.Email, out var person))
            {
                draft.Reader.Wrong<Guid>("email", "PERSON_UNKNOWN");
                judgement.Refuse(draft.Reader.Problems);
            }
            else if (!held.Add((person.Id, draft.Path.Code, draft.From)))
            {
                judgement.Unchanged++;
            }
            else
            {
                news.Add((person, new NewCertificate(Guid.CreateVersion7(chunk.Now), person.Id, draft.Path.Code, draft.From, draft.Until)));
                judgement.Created++;
            }
        }

        judgement.WriteAsync = token => WriteAsync(chunk, news, judgement, token);
        return judgement;
    }

    private static Draft? Read(RowReader r, PathBook paths, DateOnly today)
    {
        var email = r.Text("email", LongestEmail, required: true)?.ToLowerInvariant();
        var code = r.Text("path", CertificationPath.LongestCode, required: true);
        var path = paths.Find(code);
        if (code is not null && path is null) r.Problems.Add(RowProblem.Of(r.Line, "path", r.Raw("path"), Refusal.Of(RefusalCodes.PathUnknown, "PP-2", "path", ("path", code))));
        var from = r.Day("from");
        if (from is null && r.Raw("from") is null) r.Wrong<DateOnly>("from", "REQUIRED");
        var until = r.Day("until");
        if (from is { } first && Certifying.CheckDays(first, until, today) is { } refusal) r.Problems.Add(r.Refused(refusal));
        return r.Problems.Count == 0 ? new Draft(r, email!, path!, from!.Value, until ?? path!.Until(from.Value)) : null;
    }

    private static async Task WriteAsync(Chunk chunk, List<(Learner Person, NewCertificate Certificate)> news, Judgement judgement, CancellationToken ct)
    {
        if (news.Count == 0) return;
        var by = new AuditActor(chunk.Actor, chunk.ActorId, Role.Operator, "import-" + chunk.Import.Id, null);
        var granted = await CertificateBook.GrantAsync(chunk.Transaction, new Granting(chunk.Tenant.Id, chunk.Today, chunk.Now, by, news.ConvertAll(one => one.Certificate)), chunk.Rules.Book.Levels, ct);
        await chunk.Transaction.WriteAsync([AuditTrail.AddMany(chunk.Tenant.Id, news.ConvertAll(one => new AuditRecord(Guid.CreateVersion7(chunk.Now), chunk.Now, by, Audit(one.Person, one.Certificate))))], ct);
        judgement.Told.AddRange(granted.Levels.Select(one => one.Partner).Union(granted.Partners.Take(ToldAtMost)).Select(partner => new Change(chunk.Tenant.Id, PointBook.ChangeKind, partner, 0, [partner])));
    }

    private static AuditRow Audit(Learner person, NewCertificate certificate) => new(
        nameof(CommitImport), "person", person.Id, $"{person.Name} · {person.PartnerName}", AuditTrail.Changes(("path", null, certificate.Path), ("from", null, certificate.From), ("until", null, certificate.Until)));
}
