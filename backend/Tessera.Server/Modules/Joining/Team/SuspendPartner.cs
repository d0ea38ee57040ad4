using Tessera.Domain.Joining;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Joining.Team;

/// <summary>Keeps a partner's people out, with a reason they read. Its customers' keys go on as they are.</summary>
internal static class SuspendPartner
{
    private const string Suspend = "UPDATE partner SET suspended_at = $3, suspension_reason = $4 WHERE tenant_id = $1 AND partner_id = $2";

    internal sealed record Request(string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/partners/{id}/suspend", (string id, HttpContext context, TeamDesk desk) => desk.ChangeAsync<Request>(id, context, (request, write, team) => HandleAsync(request, write, team)))
        .Operation(nameof(SuspendPartner)).WithName("suspendPartner").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<TeamView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(Request request, Write write, LoadedTeam team)
    {
        var (tenant, reason) = (write.Caller.TenantId, PlainText.Kept(request.Reason));
        if (Suspending.CheckSuspension(team.Suspension is not null, reason) is { } refusal) return JoiningProblems.Refused(refusal, write.Caller.Language);
        var audit = new AuditRow(nameof(SuspendPartner), "partner", team.PartnerId, team.PartnerName, AuditTrail.Changes(("suspended", false, true)), reason);
        await write.Transaction.WriteAsync([Sql.Of(Suspend, tenant, team.PartnerId, write.Now, reason), AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
        return Outcome.Done((team with { Suspension = new Suspension(write.Now, reason!) }).View(write.Now));
    }
}
