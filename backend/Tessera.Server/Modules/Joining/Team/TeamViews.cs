using Tessera.Platform.Identity;
using Tessera.Server.Modules.Joining.Invitations;

namespace Tessera.Server.Modules.Joining.Team;

// The people of a partner, as /v1 shows them.

/// <param name="Application">A program, not a person.</param>
/// <param name="SignedInAt">The last time; null: not since this is noted.</param>
/// <param name="DisabledAt">Null: may come in.</param>
/// <param name="LastOwner">The only owner there is: stays, and stays one, until there is another.</param>
internal sealed record PersonView(Guid Id, string Name, string Login, bool Application, Role Role, DateTimeOffset Since, DateTimeOffset? SignedInAt, DateTimeOffset? DisabledAt, bool LastOwner);

internal sealed record InvitationView(Guid Id, string Email, Role Role, string Language, InvitationState State, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt);

/// <param name="Suspension">Null: the partner is not suspended.</param>
/// <param name="People">Those who may come in first, by name.</param>
/// <param name="Invitations">Those that wait for somebody, or have expired, newest first.</param>
internal sealed record TeamView(Guid PartnerId, string PartnerName, Suspension? Suspension, IReadOnlyList<PersonView> People, IReadOnlyList<InvitationView> Invitations);

internal sealed record RightView(string Operation, string Text);

/// <summary>What another role gives and takes.</summary>
/// <param name="Person">As it is now; of a dry run, as it would be.</param>
internal sealed record RoleChangeView(PersonView Person, IReadOnlyList<RightView> Gained, IReadOnlyList<RightView> Lost);
