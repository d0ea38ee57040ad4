using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Joining.Team;

/// <summary>Somebody of a partner gets no further in, from the next request on; what they did stays, and their certificates stop counting (PP-2).</summary>
internal static class DisablePerson
{
    private const string Disable = "UPDATE membership SET disabled_at = $3 WHERE tenant_id = $1 AND membership_id = $2";

    internal sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/partners/{id}/team/{person}/disable", (string id, string person, HttpContext context, TeamDesk desk) =>
                desk.ChangeAsync<Request>(id, context, (_, write, team) => HandleAsync(person, write, team)))
        .Operation(nameof(DisablePerson)).WithName("disablePerson").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<TeamView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Write write, LoadedTeam team)
    {
        if (team.Find(id) is not { } person) return Problem.NotFound;
        if (team.Team.CheckLeaving(person.Member) is { } refusal) return JoiningProblems.Refused(refusal, write.Caller.Language);
        var after = person with { DisabledAt = write.Now };
        if (person.DisabledAt is null)
        {
            var tenant = write.Caller.TenantId;
            var audit = new AuditRow(nameof(DisablePerson), "person", person.Id, $"{person.Name} · {team.PartnerName}", AuditTrail.Changes(("disabled", false, true)));
            await write.Transaction.WriteAsync([Sql.Of(Disable, tenant, person.Id, write.Now), AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
        }

        return Outcome.Done(team.With(after).View(write.Now));
    }
}
