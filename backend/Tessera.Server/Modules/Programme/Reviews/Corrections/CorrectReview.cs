using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
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

        var rows = new CorrectionRows(tenant, caller.Membership.Id, write.Who, write.Now);
        var kept = rows.Kept(found, correction!, caller.Tenant.DayOf(write.Now), reason!);
        if (!request.DryRun) await KeepAsync(found, correction!, (rows, kept), write, world);
        return Outcome.Done(RecordViews.Correction(found, kept, correction!.Record, book, caller));
    }

    private static async Task KeepAsync(CorrectionCase found, Correction correction, (CorrectionRows Rows, KeptCorrection Kept) by, Write write, ReviewWorld world)
    {
        var (tenant, partner) = (write.Caller.TenantId, found.Result.Partner);
        await write.Transaction.WriteAsync([.. by.Rows.Of(found, correction, by.Kept)], write.Ct);
        var letter = new ReviewLetter(
            CorrectionRows.Cause(found, by.Kept), new PublishedPartner(partner, found.Partner.Name, found.Partner.Level, found.Partner.Language), correction.Record,
            correction.Effect == CorrectionEffect.LevelRestored ? ReviewMailKind.Restored : ReviewMailKind.Withdrawn, null, null);
        var told = await new ReviewMails(world.PublicUrl).TellAsync(write.Transaction, write.Caller.Tenant, write.Now, [letter], write.Ct);
        write.AfterCommit(() =>
        {
            world.Feed.Publish(new Change(tenant, PointBook.ChangeKind, partner, 0, [partner]));
            if (told > 0) world.Bell.Ring(tenant);
        });
    }
}
