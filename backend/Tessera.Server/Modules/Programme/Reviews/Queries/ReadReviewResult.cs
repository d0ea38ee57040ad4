using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>
/// PP-8: all that a review decided a partner's level from, and the record run again just now from what was set down then. <c>last</c> in
/// place of the run is the newest published review.
/// </summary>
internal static class ReadReviewResult
{
    private const string Result = $"SELECT {ResultRow.Columns} WHERE r.tenant_id = $1 AND r.run_id = $2 AND r.partner_id = $3";
    private const string BookOf = "SELECT body::text FROM rule_book WHERE tenant_id = $1 AND revision = $2";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reviews/{id}/results/{partnerId}", HandleAsync).Operation(nameof(ReadReviewResult)).WithName("reviewResult").Produces<ReviewRecordView>();

    private static async Task<IResult> HandleAsync(string id, string partnerId, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var tenant = caller.TenantId;
        if (await ReviewOfPartner.FindAsync(db, caller, id, partnerId, ct) is not var (run, partner)) return Problem.NotFound.Result();
        if (await db.FirstAsync(tenant, Sql.Of(Result, tenant, run.Id, partner), ResultRow.Read, ct) is not { } row) return Problem.NotFound.Result();
        var snapshot = (await ReviewInputRows.ReadAsync(db, tenant, run, [partner], ct))[0].Inputs;
        var book = RuleBooks.Read((await db.FirstAsync(tenant, Sql.Of(BookOf, tenant, run.RuleRevision), r => r.GetString(0), ct))!);
        var record = StoredRecord.Whole(row.Stored, snapshot);
        return TypedResults.Ok(View(run, row, record, new ReplayView(StoredRecord.ReplaysTo(record, book.Levels, row.Hash), Convert.ToHexStringLower(row.Hash)), caller));
    }

    private static ReviewRecordView View(ReviewRow run, ResultRow row, ReviewRecord record, ReplayView replay, Caller caller)
    {
        var (texts, standing) = (Texts.Of(caller.Language), record.Standing);
        var held = standing.HeldRank < 0 ? "" : standing.Levels[standing.HeldRank].Name;
        var view = row.View(record, texts);
        return new ReviewRecordView(
            run.Id, run.On, run.Dry, run.Window.From, run.Window.To, run.Rules, run.PublishedOn, caller.Tenant.Currency, caller.IsOperator ? view : view with { Marks = [], Exemption = null },
            [.. standing.Levels.Select(level => WeighedLevelView.Of(level, standing))], [.. record.Inputs.Certificates.Select(one => new CertificateView(one.Name, one.Path, one.From, one.Until, true))],
            record.Inputs.Notice is { } notice ? new NoticeView(notice.GivenOn, notice.GraceUntil) : null,
            [.. record.Flips.Select(flip => new FlipView(flip.Points, [.. flip.Certificates.Select(need => new CertificateFlipView(need.Path, need.Count))], ProgrammeTexts.Flip(flip, held, texts)))],
            record.Inputs.Lines.Length, replay);
    }
}
