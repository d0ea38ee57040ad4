using Tessera.Domain.Kernel;

namespace Tessera.Domain.Joining;

/// <summary>An invitation as deciding about it sees it.</summary>
/// <param name="AcceptedBy">The membership it bound.</param>
/// <param name="Suspended">Its partner is.</param>
public sealed record InvitationFacts(Guid Partner, DateTimeOffset ExpiresAt, Guid? AcceptedBy, bool Revoked, bool Suspended);

/// <summary>Who follows the link: what they already are in this programme.</summary>
/// <param name="Membership">Theirs, in use or not; null for none.</param>
/// <param name="Active">It is in use.</param>
/// <param name="Organisation">Whom it belongs to.</param>
public sealed record Arriving(Guid? Membership, bool Active, string Organisation);

/// <summary>PP-1: an invitation binds one person once. Whoever comes back with the same link is in already; anybody else is refused.</summary>
public static class Inviting
{
    private const string Rule = "PP-1";

    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <returns>Null: it may be used, or this person has used it.</returns>
    public static Refusal? CheckAcceptance(InvitationFacts invitation, Arriving person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        ArgumentNullException.ThrowIfNull(person);
        return invitation.AcceptedBy is { } by ? by == person.Membership ? null : Refusal.Of(RefusalCodes.InvitationUsed, Rule)
            : invitation.Revoked || invitation.ExpiresAt <= now ? Refusal.Of(RefusalCodes.InvitationEnded, Rule)
            : invitation.Suspended ? Refusal.Of(RefusalCodes.PartnerSuspended, Rule)
            : person.Active ? Refusal.Of(RefusalCodes.AlreadyMember, Rule, null, ("organisation", person.Organisation))
            : null;
    }
}
