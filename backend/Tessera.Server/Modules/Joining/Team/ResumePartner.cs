using Tessera.Domain.Joining;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Joining.Team;

/// <summary>Lets a suspended partner's people in again, with a reason for the record.</summary>
internal static class ResumePartner
{
    private const string Resume = "UPDATE partner SET suspended_at = NULL, suspension_reason = NULL WHERE tenant_id = $1 AND partner_id = $2";

    internal sealed record Request(string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/partners/{id}/resume", (string id, HttpContext context, TeamDesk desk) => desk.ChangeAsync<Request>(id, context, (request, write, team) => HandleAsync(request, write, team)))
        .Operation(nameof(ResumePartner)).WithName("resumePartner").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<TeamView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(Request request, Write write, LoadedTeam team)
    {
        var (tenant, reason) = (write.Caller.TenantId, PlainText.Kept(request.Reason));
        if (Suspending.CheckResumption(team.Suspension is not null, reason) is { } refusal) return JoiningProblems.Refused(refusal, write.Caller.Language);
        var audit = new AuditRow(nameof(ResumePartner), "partner", team.PartnerId, team.PartnerName, AuditTrail.Changes(("suspended", true, false)), reason);
        await write.Transaction.WriteAsync([Sql.Of(Resume, tenant, team.PartnerId), AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
        return Outcome.Done((team with { Suspension = null }).View(write.Now));
    }
}
