using Npgsql;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Commands;

/// <summary>One person's yes to what a review came to. Whoever started it is not asked; where the tenant wants it, two others are.</summary>
internal static class ApproveReview
{
    internal sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/reviews/{id}/approve", (string id, HttpContext context, OnceOnly once, ChangeFeed feed) => once.RunAsync<Request>(context, (_, write) => HandleAsync(id, write, feed)))
            .Operation(nameof(ApproveReview)).WithName("approveReview").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ReviewView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Write write, ChangeFeed feed)
    {
        if (await ReviewAccess.HoldAsync(id, write) is not { } held) return Problem.NotFound;
        var (tenant, who) = (write.Caller.TenantId, write.Caller.Membership);
        if (ReviewConduct.Approve(held.Run, who.Id, who.Application) is { } refusal) return ReviewAccess.Refused(refusal, write);
        return await ReviewAccess.MoveAsync(
            held.Row, write, feed, ReviewAccess.Audit(nameof(ApproveReview), held.Row, AuditTrail.Changes(("approvals", held.Approvals.Count, held.Approvals.Count + 1))), wanted: false,
            Statements(tenant, held.Row.Id, (who.Id, who.Name), ReviewConduct.AfterApproval(held.Run), write.Now));
    }

    internal static NpgsqlBatchCommand[] Statements(int tenant, Guid run, (Guid Id, string Name) who, ReviewState after, DateTimeOffset now) =>
    [
        Sql.Of("INSERT INTO review_approval (tenant_id, run_id, membership_id, name, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", tenant, run, who.Id, who.Name, now),
        Sql.Of("UPDATE review_run SET state = $3 WHERE tenant_id = $1 AND run_id = $2", tenant, run, ProgrammeWords.Of(after)),
    ];
}
