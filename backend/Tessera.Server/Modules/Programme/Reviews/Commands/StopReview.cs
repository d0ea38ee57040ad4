using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Programme.Reviews.Commands;

/// <summary>Asks a run to stop after the page it is at; one that nobody works on stops at once. What was set down stays.</summary>
internal static class StopReview
{
    internal sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/reviews/{id}/stop", (string id, HttpContext context, OnceOnly once, ChangeFeed feed) => once.RunAsync<Request>(context, (_, write) => HandleAsync(id, write, feed)))
            .Operation(nameof(StopReview)).WithName("stopReview").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ReviewView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Write write, ChangeFeed feed)
    {
        if (await ReviewAccess.HoldAsync(id, write) is not { } held) return Problem.NotFound;
        if (ReviewConduct.Stop(held.Run) is { } refusal) return ReviewAccess.Refused(refusal, write);
        return await ReviewAccess.MoveAsync(held.Row, write, feed, ReviewAccess.Audit(nameof(StopReview), held.Row), wanted: false, Sql.Of("""
            UPDATE review_run SET stop_asked = coalesce(leased_until >= clock_timestamp(), false),
              stopped_in = CASE WHEN leased_until >= clock_timestamp() THEN stopped_in ELSE state END, state = CASE WHEN leased_until >= clock_timestamp() THEN state ELSE 'STOPPED' END,
              worker = CASE WHEN leased_until >= clock_timestamp() THEN worker END, leased_until = CASE WHEN leased_until >= clock_timestamp() THEN leased_until END
            WHERE tenant_id = $1 AND run_id = $2
            """, write.Caller.TenantId, held.Row.Id));
    }
}
