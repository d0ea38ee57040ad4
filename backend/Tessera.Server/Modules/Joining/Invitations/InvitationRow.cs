using System.Text.Json.Serialization;
using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Joining.Invitations;

[JsonConverter(typeof(ScreamingSnake<InvitationState>))]
internal enum InvitationState
{
    Open,
    Accepted,
    Expired,
    Revoked,
}

/// <summary>An invitation's row; the token's hash is only looked for, never read.</summary>
internal sealed record InvitationRow(
    Guid Id, Guid PartnerId, string Email, Role Role, string Language, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt, DateTimeOffset? AcceptedAt, Guid? MembershipId, DateTimeOffset? RevokedAt)
{
    public const string Columns = "invitation_id, partner_id, email, role, language, created_at, created_by, expires_at, accepted_at, membership_id, revoked_at";

    public static InvitationRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetGuid(1), r.GetString(2), Enum.Parse<Role>(r.GetString(3), ignoreCase: true), r.GetString(4), r.Moment(5), r.GetString(6), r.Moment(7), r.MomentOrNull(8), r.GuidOrNull(9), r.MomentOrNull(10));

    public InvitationState StateAt(DateTimeOffset now) =>
        AcceptedAt is not null ? InvitationState.Accepted : RevokedAt is not null ? InvitationState.Revoked : ExpiresAt <= now ? InvitationState.Expired : InvitationState.Open;
}
