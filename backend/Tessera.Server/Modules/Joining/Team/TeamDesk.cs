using Npgsql;
using Tessera.Domain.Joining;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Joining.Invitations;

namespace Tessera.Server.Modules.Joining.Team;

/// <summary>Somebody of a partner, as their row has them.</summary>
internal sealed record PersonRow(Guid Id, PersonId Person, string Name, string Login, bool Application, Role Role, DateTimeOffset Since, DateTimeOffset? SignedInAt, DateTimeOffset? DisabledAt)
{
    public const string Columns = "membership_id, directory_id, object_id, name, login, application, role, created_at, signed_in_at, disabled_at";

    public TeamMember Member => new(Id, Name, Role == Role.Owner && !Application, DisabledAt is null);

    public static PersonRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), new PersonId(r.GetGuid(1), r.GetGuid(2)), r.GetString(3), r.GetString(4), r.GetBoolean(5), Enum.Parse<Role>(r.GetString(6), ignoreCase: true), r.Moment(7), r.MomentOrNull(8), r.MomentOrNull(9));
}

/// <summary>A partner with its people and the invitations that are not used or revoked.</summary>
internal sealed record LoadedTeam(Guid PartnerId, string PartnerName, string Language, Suspension? Suspension, IReadOnlyList<PersonRow> People, IReadOnlyList<InvitationRow> Invitations)
{
    public Domain.Joining.Team Team => new([.. People.Select(person => person.Member)]);

    public PersonRow? Find(string id) => Guid.TryParseExact(id, "D", out var person) ? People.FirstOrDefault(one => one.Id == person) : null;

    public LoadedTeam With(PersonRow person) => this with { People = [.. People.Select(one => one.Id == person.Id ? person : one)] };

    public PersonView View(PersonRow person) => new(
        person.Id, person.Name, person.Login, person.Application, person.Role, person.Since, person.SignedInAt, person.DisabledAt, Team.CheckLeaving(person.Member) is not null);

    public TeamView View(DateTimeOffset now) => new(
        PartnerId, PartnerName, Suspension, [.. People.OrderBy(person => person.DisabledAt is not null).ThenBy(person => person.Name, StringComparer.Ordinal).Select(View)],
        [.. Invitations.OrderByDescending(one => one.Id).Select(one => new InvitationView(one.Id, one.Email, one.Role, one.Language, one.StateAt(now), one.CreatedAt, one.CreatedBy, one.ExpiresAt))]);
}

/// <summary>
/// The way every change of a team goes: the partner's row is held first, so that of two changes at once the second decides on what the
/// first left (the last owner of two who leave at the same moment stays). What was changed is announced: every process asks anew whom it lets in.
/// </summary>
internal sealed class TeamDesk(OnceOnly once, ChangeFeed feed)
{
    private const string Partner = "SELECT name, coalesce(language, 'en'), suspended_at, suspension_reason FROM partner WHERE tenant_id = $1 AND partner_id = $2";
    private const string Held = Partner + " FOR NO KEY UPDATE";
    private const string People = $"SELECT {PersonRow.Columns} FROM membership WHERE tenant_id = $1 AND partner_id = $2 ORDER BY membership_id";
    private const string Invited = $"SELECT {InvitationRow.Columns} FROM invitation WHERE tenant_id = $1 AND partner_id = $2 AND accepted_at IS NULL AND revoked_at IS NULL ORDER BY invitation_id";

    /// <param name="id">The partner's, as asked for.</param>
    public Task<IResult> ChangeAsync<TRequest>(string id, HttpContext context, Func<TRequest, Write, LoadedTeam, Task<Outcome>> change)
        where TRequest : class => once.RunAsync<TRequest>(context, async (request, write) =>
        {
            var caller = write.Caller;
            if (!IsSeen(caller, id, out var partner) || (await write.Transaction.QueryAsync(Sql.Of(Held, caller.TenantId, partner), r => r.GetString(0), write.Ct)).Count == 0) return Problem.NotFound;
            var team = await write.Transaction.ReadAsync(Read(caller.TenantId, partner), (reader, token) => MapAsync(reader, partner, token), write.Ct);
            write.AfterCommit(() => feed.Publish(new Change(caller.TenantId, Change.Team, partner, 0, [partner])));
            return await change(request, write, team!);
        });

    /// <summary>Whose team the caller may see: operators anybody's, partners their own.</summary>
    public static bool IsSeen(Caller caller, string id, out Guid partner) => Guid.TryParseExact(id, "D", out partner) && (caller.PartnerId ?? partner) == partner;

    /// <returns>Null: there is no such partner.</returns>
    public static Task<LoadedTeam?> ReadAsync(TenantDb db, int tenant, Guid partner, CancellationToken ct) => db.ReadAsync(tenant, Read(tenant, partner), (reader, token) => MapAsync(reader, partner, token), ct);

    private static NpgsqlBatchCommand[] Read(int tenant, Guid partner) => [Sql.Of(Partner, tenant, partner), Sql.Of(People, tenant, partner), Sql.Of(Invited, tenant, partner)];

    private static async Task<LoadedTeam?> MapAsync(NpgsqlDataReader reader, Guid partner, CancellationToken ct)
    {
        var head = await TenantDb.RowsAsync(reader, r => (Name: r.GetString(0), Language: r.GetString(1), Suspension: r.MomentOrNull(2) is { } since ? new Suspension(since, r.GetString(3)) : null), ct);
        if (head is not [var found]) return null;
        await reader.NextResultAsync(ct);
        var people = await TenantDb.RowsAsync(reader, PersonRow.Read, ct);
        await reader.NextResultAsync(ct);
        return new LoadedTeam(partner, found.Name, found.Language, found.Suspension, people, await TenantDb.RowsAsync(reader, InvitationRow.Read, ct));
    }
}
