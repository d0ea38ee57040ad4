using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Programme.Reviews.Commands;

/// <summary>Gives a run up before anything of it took effect. The half-year may then be reviewed anew; what was set down stays readable.</summary>
internal static class CancelReview
{
    internal sealed record Request(string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/reviews/{id}/cancel", (string id, HttpContext context, OnceOnly once, ChangeFeed feed) => once.RunAsync<Request>(context, (request, write) => HandleAsync(id, request, write, feed)))
            .Operation(nameof(CancelReview)).WithName("cancelReview").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ReviewView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Request request, Write write, ChangeFeed feed)
    {
        if (await ReviewAccess.HoldAsync(id, write) is not { } held) return Problem.NotFound;
        var reason = PlainText.Kept(request.Reason);
        if (ReviewConduct.Cancel(held.Run, held.Row.PublishedOn is not null, reason) is { } refusal) return ReviewAccess.Refused(refusal, write);
        return await ReviewAccess.MoveAsync(
            held.Row, write, feed, ReviewAccess.Audit(nameof(CancelReview), held.Row, reason: reason), wanted: false,
            Sql.Of("UPDATE review_run SET state = 'CANCELLED', reason = $3, finished_at = $4 WHERE tenant_id = $1 AND run_id = $2", write.Caller.TenantId, held.Row.Id, reason, write.Now));
    }
}
