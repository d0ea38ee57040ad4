using Npgsql;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Commands;

/// <summary>Lets an approved review take effect: levels, notices and mails, in the background. It cannot be taken back.</summary>
internal static class PublishReview
{
    internal sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/reviews/{id}/publish", (string id, HttpContext context, OnceOnly once, ChangeFeed feed) => once.RunAsync<Request>(context, (_, write) => HandleAsync(id, write, feed)))
            .Operation(nameof(PublishReview)).WithName("publishReview").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ReviewView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Write write, ChangeFeed feed)
    {
        if (await ReviewAccess.HoldAsync(id, write) is not { } held) return Problem.NotFound;
        if (ReviewConduct.Publish(held.Run) is { } refusal) return ReviewAccess.Refused(refusal, write);
        var today = write.Caller.Tenant.DayOf(write.Now);
        return await ReviewAccess.MoveAsync(held.Row, write, feed, ReviewAccess.Audit(nameof(PublishReview), held.Row, AuditTrail.Changes(("partners", 0, held.Row.Partners))), wanted: true, Statement(write.Caller.TenantId, held.Row.Id, today, write.Now));
    }

    internal static NpgsqlBatchCommand Statement(int tenant, Guid run, DateOnly today, DateTimeOffset now) => Sql.Of("""
        UPDATE review_run SET state = 'PUBLISHING', published_on = $3, done = 0, reached = NULL, phase_started_at = $4 WHERE tenant_id = $1 AND run_id = $2
        """, tenant, run, today, now);
}
