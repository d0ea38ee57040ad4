using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Commands;

/// <summary>An exception: this review changes nothing for one partner. Its result stays as it was weighed, with the reason beside it.</summary>
internal static class ExemptPartner
{
    internal sealed record Request(string? Reason = null);

    private const string Name = "SELECT name FROM review_result WHERE tenant_id = $1 AND run_id = $2 AND partner_id = $3";
    private const string Insert = """
        INSERT INTO review_exemption (tenant_id, run_id, partner_id, reason, actor_id, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/reviews/{id}/results/{partnerId}/exempt",
            (string id, string partnerId, HttpContext context, OnceOnly once, ChangeFeed feed) => once.RunAsync<Request>(context, (request, write) => HandleAsync((id, partnerId), request, write, feed)))
        .Operation(nameof(ExemptPartner)).WithName("exemptPartner").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ReviewView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync((string Run, string Partner) of, Request request, Write write, ChangeFeed feed)
    {
        var (tenant, who) = (write.Caller.TenantId, write.Caller.Membership);
        if (!Guid.TryParseExact(of.Partner, "D", out var partner) || await ReviewAccess.HoldAsync(of.Run, write) is not { } held) return Problem.NotFound;
        if (await write.Transaction.QueryAsync(Sql.Of(Name, tenant, held.Row.Id, partner), r => r.GetString(0), write.Ct) is not [var name]) return Problem.NotFound;
        var reason = PlainText.Kept(request.Reason);
        if (ReviewConduct.Exempt(held.Run, reason) is { } refusal) return ReviewAccess.Refused(refusal, write);
        if (await write.Transaction.WriteAsync([Sql.Of(Insert, tenant, held.Row.Id, partner, reason, who.Id, who.Name, write.Now)], write.Ct) == 0)
            return ReviewAccess.Refused(Refusal.Of(RefusalCodes.ReviewExempted, "PP-8"), write);
        return await ReviewAccess.MoveAsync(
            held.Row, write, feed, new AuditRow(nameof(ExemptPartner), "partner", partner, name, AuditTrail.Changes(("review", null, ReviewAccess.Name(held.Row))), reason), wanted: false);
    }
}
