using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Programme.Reviews.Commands;

/// <summary>Lets a stopped run go on where it stopped; also one that failed for a reason of ours.</summary>
internal static class ResumeReview
{
    internal sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/reviews/{id}/resume", (string id, HttpContext context, OnceOnly once, ChangeFeed feed) => once.RunAsync<Request>(context, (_, write) => HandleAsync(id, write, feed)))
            .Operation(nameof(ResumeReview)).WithName("resumeReview").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ReviewView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Write write, ChangeFeed feed)
    {
        if (await ReviewAccess.HoldAsync(id, write) is not { } held) return Problem.NotFound;
        if (ReviewConduct.Resume(held.Run) is { } refusal) return ReviewAccess.Refused(refusal, write);
        return await ReviewAccess.MoveAsync(held.Row, write, feed, ReviewAccess.Audit(nameof(ResumeReview), held.Row), wanted: true, Sql.Of("""
            UPDATE review_run SET state = stopped_in, stopped_in = NULL, stop_asked = false, failure = NULL, phase_started_at = $3, done = CASE WHEN reached IS NULL THEN 0 ELSE done END
            WHERE tenant_id = $1 AND run_id = $2
            """, write.Caller.TenantId, held.Row.Id, write.Now));
    }
}
