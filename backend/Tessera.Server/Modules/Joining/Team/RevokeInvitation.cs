using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Joining.Team;

/// <summary>The link of an invitation opens nothing any more.</summary>
internal static class RevokeInvitation
{
    private const string Revoke = "UPDATE invitation SET revoked_at = $3 WHERE tenant_id = $1 AND invitation_id = $2";

    internal sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/partners/{id}/invitations/{invitation}/revoke", (string id, string invitation, HttpContext context, TeamDesk desk) =>
                desk.ChangeAsync<Request>(id, context, (_, write, team) => HandleAsync(invitation, write, team)))
        .Operation(nameof(RevokeInvitation)).WithName("revokeInvitation").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<TeamView>();

    private static async Task<Outcome> HandleAsync(string id, Write write, LoadedTeam team)
    {
        if (!Guid.TryParseExact(id, "D", out var invitation) || team.Invitations.FirstOrDefault(one => one.Id == invitation) is not { } row) return Problem.NotFound;
        var tenant = write.Caller.TenantId;
        var audit = new AuditRow(nameof(RevokeInvitation), "partner", team.PartnerId, team.PartnerName, AuditTrail.Changes(("email", row.Email, null), ("role", AuditTrail.Word(row.Role), null)));
        await write.Transaction.WriteAsync([Sql.Of(Revoke, tenant, invitation, write.Now), AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
        return Outcome.Done((team with { Invitations = [.. team.Invitations.Where(one => one != row)] }).View(write.Now));
    }
}
