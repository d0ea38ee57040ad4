using Tessera.Domain.Catalogue;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Reviews.Corrections;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>
/// PP-8: all that a review decided a partner's level from, and the record run again just now from what was set down then; with what came in
/// late and was weighed beside it. <c>last</c> in place of the run is the newest published review.
/// </summary>
internal static class ReadReviewResult
{
    private const string BookOf = "SELECT body::text FROM rule_book WHERE tenant_id = $1 AND revision = $2";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reviews/{id}/results/{partnerId}", HandleAsync).Operation(nameof(ReadReviewResult)).WithName("reviewResult").Produces<ReviewRecordView>();

    private static async Task<IResult> HandleAsync(string id, string partnerId, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var tenant = caller.TenantId;
        if (await ReviewOfPartner.FindAsync(db, caller, id, partnerId, ct) is not var (run, partner)) return Problem.NotFound.Result();
        if (await CorrectionCase.ReadAsync(db, tenant, run, partner, ct) is not { } found) return Problem.NotFound.Result();
        return TypedResults.Ok(RecordViews.Of(found, await BookAsync(db, tenant, run, ct), caller));
    }

    /// <summary>The rules as they stood when the run began.</summary>
    private static async Task<RuleBook> BookAsync(TenantDb db, int tenant, ReviewRow run, CancellationToken ct) =>
        RuleBooks.Read((await db.FirstAsync(tenant, Sql.Of(BookOf, tenant, run.RuleRevision), r => r.GetString(0), ct))!);
}
