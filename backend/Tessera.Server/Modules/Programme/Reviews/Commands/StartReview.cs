using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Programme.Reviews.Queries;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews.Commands;

/// <summary>Starts the review that is due, or a dry run: the same run, of which nothing takes effect.</summary>
internal static class StartReview
{
    /// <param name="On">1 January or 1 July. Left out: the newest that has come; of a dry run the next one.</param>
    internal sealed record Request(bool Dry = false, DateOnly? On = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/reviews/start", (HttpContext context, OnceOnly once, ReviewOpening opening, ChangeFeed feed) => once.RunAsync<Request>(context, (request, write) => HandleAsync(request, write, opening, feed)))
            .Operation(nameof(StartReview)).WithName("startReview").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ReviewView>(StatusCodes.Status202Accepted).ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(Request request, Write write, ReviewOpening opening, ChangeFeed feed)
    {
        var (caller, now) = (write.Caller, write.Now);
        var (id, refusal) = await opening.OpenAsync(write.Transaction, caller.Tenant, (request.On, request.Dry), write.Who, now, write.Ct);
        if (refusal is not null) return ReviewAccess.Refused(refusal, write);
        var view = await ReviewDetails.ReadAsync(write.Transaction, caller, id, now, write.Ct);
        write.AfterCommit(() => ReviewWorker.Want(feed, caller.TenantId, id));
        return Outcome.Done(view!, StatusCodes.Status202Accepted);
    }
}
