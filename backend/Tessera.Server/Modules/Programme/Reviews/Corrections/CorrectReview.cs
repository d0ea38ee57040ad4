using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Programme.Contracts;
using Tessera.Server.Modules.Programme.Reviews.Commands;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews.Corrections;

/// <summary>
/// Corrects what a published review did to one partner, with what came in late: a record of its own beside the published one, which keeps its
/// bytes. It takes effect today; the partner is written to.
/// </summary>
internal static class CorrectReview
{
    internal sealed record Request(string? Reason = null, bool DryRun = false);

    /// <summary>The partner's row is what everything that moves its level waits for.</summary>
    private const string Lock = "SELECT partner_id FROM partner WHERE tenant_id = $1 AND partner_id = $2 FOR NO KEY UPDATE";

    private const string BookOf = "SELECT body::text FROM rule_book WHERE tenant_id = $1 AND revision = $2";
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

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/reviews/{id}/results/{partnerId}/correct",
            (string id, string partnerId, HttpContext context, OnceOnly once, ReviewWorld world) => once.RunAsync<Request>(context, (request, write) => HandleAsync((id, partnerId), request, write, world)))
        .Operation(nameof(CorrectReview)).WithName("correctReview").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ReviewCorrectionView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync((string Run, string Partner) of, Request request, Write write, ReviewWorld world)
    {
        var (tenant, caller) = (write.Caller.TenantId, write.Caller);
        if (!Guid.TryParseExact(of.Run, "D", out var id) || !Guid.TryParseExact(of.Partner, "D", out var partner)) return Problem.NotFound;
        if (await write.Transaction.QueryAsync(Sql.Of(Lock, tenant, partner), r => r.GetGuid(0), write.Ct) is []) return Problem.NotFound;
        if (await write.Transaction.QueryAsync(ReviewRow.ById(tenant, id), ReviewRow.Read, write.Ct) is not [var run]) return Problem.NotFound;
        if (await CorrectionCase.ReadAsync(write.Transaction, tenant, run, partner, write.Ct) is not { } found) return Problem.NotFound;
        var book = RuleBooks.Read((await write.Transaction.QueryAsync(Sql.Of(BookOf, tenant, run.RuleRevision), r => r.GetString(0), write.Ct))[0]);
        var reason = PlainText.Kept(request.Reason);
        var (correction, refusal) = found.Decide(book.Levels, caller.Membership.Application, reason);
        if (refusal is not null) return ReviewAccess.Refused(refusal, write);

        var today = caller.Tenant.DayOf(write.Now);
        var kept = new KeptCorrection(found.Next, today, correction!.Effect, reason!, write.Who.Name, write.Now, StoredRecord.WithoutLines(correction.Record), StoredRecord.Hash(correction.Record));
        if (!request.DryRun) await KeepAsync(found, correction, kept, write, world);
        return Outcome.Done(RecordViews.Correction(found, kept, correction.Record, book, caller));
    }

    private static async Task KeepAsync(CorrectionCase found, Correction correction, KeptCorrection kept, Write write, ReviewWorld world)
    {
        var (tenant, partner) = (write.Caller.TenantId, found.Result.Partner);
        await write.Transaction.WriteAsync([.. Record(found, kept, write), .. Effect(found, correction, kept, write)], write.Ct);
        var letter = new ReviewLetter(
            Cause(found, kept), new PublishedPartner(partner, found.Partner.Name, found.Partner.Level, found.Partner.Language), correction.Record,
            correction.Effect == CorrectionEffect.LevelRestored ? ReviewMailKind.Restored : ReviewMailKind.Withdrawn, null, null);
        var told = await new ReviewMails(world.PublicUrl).TellAsync(write.Transaction, write.Caller.Tenant, write.Now, [letter], write.Ct);
        write.AfterCommit(() =>
        {
            world.Feed.Publish(new Change(tenant, PointBook.ChangeKind, partner, 0, [partner]));
            if (told > 0) world.Bell.Ring(tenant);
        });
    }

    private static IEnumerable<NpgsqlBatchCommand> Record(CorrectionCase found, KeptCorrection kept, Write write)
    {
        var (tenant, run, partner) = (write.Caller.TenantId, found.Run.Id, found.Result.Partner);
        yield return Sql.Of(
            Insert, tenant, run, partner, kept.N, kept.On, ProgrammeWords.Of(kept.Effect), kept.Reason, write.Caller.Membership.Id, kept.Actor, kept.At, Encoding.UTF8.GetString(kept.Stored), kept.Hash);
        var lines = found.Lines.Where(line => line.N == 0).ToArray();
        if (lines.Length > 0)
            yield return Sql.Of(InsertLines, tenant, run, partner, kept.N, lines.Select(l => l.CountsOn).ToArray(), lines.Select(l => l.Reference).ToArray(), lines.Select(l => l.Points).ToArray());
        var certificates = found.Certificates.Where(one => one.N == 0).ToArray();
        if (certificates.Length == 0) yield break;
        yield return Sql.Of(
            InsertCertificates, tenant, run, partner, kept.N, certificates.Select(c => c.Id).ToArray(), certificates.Select(c => c.Held.Person).ToArray(), certificates.Select(c => c.Held.Name).ToArray(),
            certificates.Select(c => c.Held.Path).ToArray(), certificates.Select(c => c.Held.From).ToArray(),
            new NpgsqlParameter { Value = certificates.Select(c => c.Held.Until).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
    }

    private static IEnumerable<NpgsqlBatchCommand> Effect(CorrectionCase found, Correction correction, KeptCorrection kept, Write write)
    {
        var (tenant, partner) = (write.Caller.TenantId, found.Result.Partner);
        if (correction.Change is { } change)
        {
            foreach (var command in ProgrammeRows.Restored(new PointBooking(tenant, partner, kept.On, write.Now, write.Who, []), Cause(found, kept), change)) yield return command;
        }
        else
        {
            yield return Sql.Of(Withdraw, tenant, partner);
        }

        yield return AuditTrail.Add(tenant, write.Who, write.Now, new AuditRow(
            nameof(CorrectReview), "partner", partner, found.Partner.Name,
            AuditTrail.Changes(("review", null, ReviewAccess.Name(found.Run)), ("outcome", ProgrammeWords.Of(found.Newest.Outcome), ProgrammeWords.Of(correction.Record.Outcome)), ("level", correction.Change?.From, correction.Change?.To)),
            kept.Reason));
    }

    private static string Cause(CorrectionCase found, KeptCorrection kept) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"review-correction:{found.Run.Id}:{kept.N}");
}
