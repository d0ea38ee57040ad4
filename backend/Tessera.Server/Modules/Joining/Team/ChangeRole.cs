using Tessera.Domain.Explain;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Access.Contracts;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Joining.Team;

/// <summary>Gives somebody of a partner another role; asked dry, it tells what that gives and takes.</summary>
internal static class ChangeRole
{
    private const string Update = "UPDATE membership SET role = $3 WHERE tenant_id = $1 AND membership_id = $2";

    internal sealed record Request(Role? Role = null, bool DryRun = false);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/partners/{id}/team/{person}/role", (string id, string person, HttpContext context, TeamDesk desk) =>
                desk.ChangeAsync<Request>(id, context, (request, write, team) => HandleAsync(person, request, write, team)))
        .Operation(nameof(ChangeRole)).WithName("changeRole").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<RoleChangeView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Request request, Write write, LoadedTeam team)
    {
        if (team.Find(id) is not { } person) return Problem.NotFound;
        if (request.Role is not { } role || role == Role.Operator) return Problem.Invalid(new FieldProblem("role", request.Role is null ? "REQUIRED" : "UNKNOWN", "OWNER, SALES, SUPPORT or PURCHASE."));
        if (team.Team.CheckRole(person.Member, owner: role == Role.Owner && !person.Application) is { } refusal) return JoiningProblems.Refused(refusal, write.Caller.Language);

        var after = person with { Role = role };
        if (!request.DryRun && after != person)
        {
            var tenant = write.Caller.TenantId;
            var audit = new AuditRow(nameof(ChangeRole), "person", person.Id, $"{person.Name} · {team.PartnerName}", AuditTrail.Changes(("role", AuditTrail.Word(person.Role), AuditTrail.Word(role))));
            await write.Transaction.WriteAsync([Sql.Of(Update, tenant, person.Id, AuditTrail.Word(role)), AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
        }

        var texts = Texts.Of(write.Caller.Language);
        return Outcome.Done(new RoleChangeView(team.With(after).View(after), Rights(role, person.Role, texts), Rights(person.Role, role, texts)));
    }

    /// <summary>What one role may and the other may not.</summary>
    private static RightView[] Rights(Role of, Role without, Texts texts) =>
    [
        .. Permissions.Table.Operations.Where(o => Permissions.Table.Allows(of, o) && !Permissions.Table.Allows(without, o)).Select(o => new RightView(o, texts.Get("operation." + o))),
    ];
}
