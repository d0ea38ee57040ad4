using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Outbox;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Joining.Invitations;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Joining.Team;

/// <summary>Invites somebody into a partner's team, in a role. Inviting the same address again ends the link it had.</summary>
internal static class InvitePerson
{
    private const int MostOpen = 50;

    private static readonly Problem TooMany = new(422, "TOO_MANY_INVITATIONS", "So many invitations wait already that no more are sent.", "Revoke some that nobody needs.", "PP-1");

    /// <param name="Language">Of the mail; the partner's where it is not given.</param>
    internal sealed record Request(string? Email = null, Role? Role = null, string? Language = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/partners/{id}/team/invite", (string id, HttpContext context, TeamDesk desk, InvitationLinks links, OutboxBell bell) =>
                desk.ChangeAsync<Request>(id, context, (request, write, team) => HandleAsync(request, write, team, (links, bell))))
        .Operation(nameof(InvitePerson)).WithName("invitePerson").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<TeamView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(Request request, Write write, LoadedTeam team, (InvitationLinks Links, OutboxBell Bell) services)
    {
        var (tenant, email) = (write.Caller.Tenant, request.Email?.Trim());
        if (Bad(request, email) is { } bad) return bad;
        if (team.Suspension is not null) return JoiningProblems.Refused(Refusal.Of(RefusalCodes.PartnerSuspended, "PP-1"), write.Caller.Language);
        if (team.People.FirstOrDefault(person => person.DisabledAt is null && MailAddresses.Folded(person.Login) == MailAddresses.Folded(email!)) is not null)
            return JoiningProblems.Refused(Refusal.Of(RefusalCodes.AlreadyMember, "PP-1", "email", ("organisation", team.PartnerName)), write.Caller.Language);
        var others = team.Invitations.Where(one => MailAddresses.Folded(one.Email) != MailAddresses.Folded(email!)).ToArray();
        if (others.Count(one => one.StateAt(write.Now) == InvitationState.Open) >= MostOpen) return TooMany;

        var (row, statements) = services.Links.Invite(tenant, new InvitationWish(team.PartnerId, team.PartnerName, email!, request.Role!.Value, request.Language ?? team.Language), write.Who.Name, write.Now);
        var audit = new AuditRow(nameof(InvitePerson), "partner", team.PartnerId, team.PartnerName, AuditTrail.Changes(("email", null, email), ("role", null, AuditTrail.Word(row.Role))));
        await write.Transaction.WriteAsync([.. statements, AuditTrail.Add(tenant.Id, write.Who, write.Now, audit)], write.Ct);
        write.AfterCommit(() => services.Bell.Ring(tenant.Id));
        return Outcome.Done((team with { Invitations = [.. others, row] }).View(write.Now));
    }

    private static Problem? Bad(Request request, string? email)
    {
        List<FieldProblem> problems = [];
        if (MailAddresses.Problem("email", email) is { } address) problems.Add(address);
        if (request.Role is null) problems.Add(new FieldProblem("role", "REQUIRED", "OWNER, SALES, SUPPORT or PURCHASE."));
        else if (request.Role is Role.Operator) problems.Add(new FieldProblem("role", "UNKNOWN", "A partner’s people are OWNER, SALES, SUPPORT or PURCHASE."));
        if (request.Language is { } language && !Texts.Languages.Contains(language)) problems.Add(new FieldProblem("language", "UNKNOWN", "One of " + string.Join(", ", Texts.Languages) + "."));
        return problems.Count > 0 ? Problem.Invalid(problems) : null;
    }
}
