using System.Security.Claims;
using System.Text.Json.Serialization;
using Tessera.Domain.Joining;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Joining.Invitations;

/// <summary>
/// Binds the signed-in person (tid, oid) to the partner that invited them, once. Who comes back with the link is in already; a second
/// person is refused. Somebody who worked elsewhere in the programme before keeps their membership, and so their certificates.
/// </summary>
internal static class AcceptInvitation
{
    private const int LongestName = 200;
    private const string Partner = "SELECT name, suspended_at IS NOT NULL FROM partner WHERE tenant_id = $1 AND partner_id = $2 FOR NO KEY UPDATE";
    private const string Before = """
        SELECT m.membership_id, m.disabled_at IS NULL, coalesce(p.name, '') FROM membership m LEFT JOIN partner p ON p.tenant_id = m.tenant_id AND p.partner_id = m.partner_id
        WHERE m.tenant_id = $1 AND m.directory_id = $2 AND m.object_id = $3
        """;

    private const string Bind = """
        INSERT INTO membership (tenant_id, membership_id, directory_id, object_id, name, login, role, partner_id, language, created_at, signed_in_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
        ON CONFLICT (tenant_id, directory_id, object_id) DO UPDATE
          SET name = excluded.name, login = excluded.login, role = excluded.role, partner_id = excluded.partner_id, disabled_at = NULL, signed_in_at = excluded.signed_in_at
          WHERE membership.disabled_at IS NOT NULL
        """;

    private const string Use = "UPDATE invitation SET accepted_at = $3, membership_id = $4 WHERE tenant_id = $1 AND invitation_id = $2";

    internal sealed record Joined(string Tenant, string Organisation, Role Role)
    {
        [JsonIgnore]
        public Guid Partner { get; init; }
    }

    private sealed record Newcomer(PersonId Id, string Name, string Login);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/{tenant}/invitation/accept", HandleAsync).RequireAuthorization()
        .Open("a proven person without membership comes in by the invitation link in the header").WithName("acceptInvitation").Produces<Joined>().ProducesProblem(422);

    private static async Task HandleAsync(HttpContext context, InvitationGate gate, TenantDb db, PointBook book, Memberships memberships, ChangeFeed feed)
    {
        if (TokenAuthentication.PersonOf(context.User) is not { } person)
        {
            await Problems.WriteAsync(context, Problem.Unauthenticated);
            return;
        }

        if (await gate.AdmitAsync(context) is not { } tenant) return;
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var outcome = await db.TransactAsync(tenant.Id, transaction => AcceptAsync(context, transaction, (tenant, book), NewcomerOf(context, person), now), context.RequestAborted);
        if (outcome is null)
        {
            await gate.MissAsync(context);
            return;
        }

        memberships.Forget(person);
        if (outcome.Answer is Joined joined) feed.Publish(new Change(tenant.Id, Change.Team, joined.Partner, 0, [joined.Partner]));
        await (outcome.Refusal?.Result() ?? TypedResults.Ok((Joined)outcome.Answer!)).ExecuteAsync(context);
    }

    /// <returns>Null: the token opens nothing.</returns>
    private static async Task<Outcome?> AcceptAsync(HttpContext context, TenantTransaction transaction, (Tenant Tenant, PointBook Book) services, Newcomer person, DateTimeOffset now)
    {
        var (tenant, ct) = (services.Tenant, context.RequestAborted);
        if (await FindAsync(locked: false) is not { } found) return null;
        // The partner's row first, as everybody who changes its team takes it.
        var (organisation, suspended) = (await transaction.QueryAsync(Sql.Of(Partner, tenant.Id, found.PartnerId), r => (r.GetString(0), r.GetBoolean(1)), ct))[0];
        var invitation = (await FindAsync(locked: true))!;
        var before = (await transaction.QueryAsync(Sql.Of(Before, tenant.Id, person.Id.Directory, person.Id.Id), r => new Arriving(r.GetGuid(0), r.GetBoolean(1), r.GetString(2)), ct)).FirstOrDefault()
            ?? new Arriving(null, false, "");
        var joined = new Joined(tenant.Slug, organisation, invitation.Role) { Partner = invitation.PartnerId };
        var facts = new InvitationFacts(invitation.PartnerId, invitation.ExpiresAt, invitation.MembershipId, invitation.RevokedAt is not null, suspended);
        if (Inviting.CheckAcceptance(facts, before.Active && before.Organisation.Length == 0 ? before with { Organisation = tenant.Name } : before, now) is { } refusal)
            return JoiningProblems.Refused(refusal, Operations.Language(context, invitation.Language));
        if (invitation.AcceptedAt is not null) return Outcome.Done(joined);

        var membership = before.Membership ?? Guid.CreateVersion7(now);
        var who = new AuditActor(person.Name, membership, invitation.Role, Problems.Reference(context), context.Connection.RemoteIpAddress?.ToString());
        var bind = Sql.Of(Bind, tenant.Id, membership, person.Id.Directory, person.Id.Id, person.Name, person.Login, AuditTrail.Word(invitation.Role), invitation.PartnerId, invitation.Language, now);
        if (await transaction.WriteAsync([bind], ct) == 0)
        {
            transaction.Abandon();
            return JoiningProblems.Refused(Refusal.Of(RefusalCodes.AlreadyMember, "PP-1", null, ("organisation", before.Organisation)), Operations.Language(context, invitation.Language));
        }

        await transaction.WriteAsync(
            [
                Sql.Of(Use, tenant.Id, invitation.Id, now, membership),
                AuditTrail.Add(
                    tenant.Id, who, now,
                    new AuditRow(nameof(AcceptInvitation), "partner", invitation.PartnerId, organisation, AuditTrail.Changes(("person", null, person.Name), ("role", null, AuditTrail.Word(invitation.Role)), ("email", null, invitation.Email)))),
            ],
            ct);
        if (before.Membership is not null) await services.Book.BookAsync(transaction, new PointBooking(tenant.Id, invitation.PartnerId, tenant.DayOf(now), now, who, []), ct);
        return Outcome.Done(joined);

        async Task<InvitationRow?> FindAsync(bool locked) =>
            InvitationLinks.Find(tenant.Id, InvitationGate.TokenOf(context), locked) is { } find ? (await transaction.QueryAsync(find, InvitationRow.Read, ct)).FirstOrDefault() : null;
    }

    /// <summary>As the identity provider calls them; what it says is shown, and decides nothing.</summary>
    private static Newcomer NewcomerOf(HttpContext context, PersonId id)
    {
        var login = Said("preferred_username") ?? id.ToString();
        return new Newcomer(id, Said("name") ?? login, login);

        string? Said(string claim) => context.User.FindFirstValue(claim) is { } text && PlainText.Check(claim, text, LongestName, required: true) is null ? text.Trim() : null;
    }
}
