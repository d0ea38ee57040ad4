using System.Collections.Immutable;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Joining;

/// <summary>Somebody who works for a partner.</summary>
/// <param name="Owns">Is an owner, as a person: a program owns nothing.</param>
/// <param name="Active">Has not been disabled.</param>
public sealed record TeamMember(Guid Id, string Name, bool Owns, bool Active);

/// <summary>PP-1: the people of one partner. Whatever happens, somebody who is an owner remains.</summary>
public sealed record Team(ImmutableArray<TeamMember> Members)
{
    private const string Rule = "PP-1";

    /// <param name="owner">The new role is an owner's.</param>
    /// <returns>Null: the role may change.</returns>
    public Refusal? CheckRole(TeamMember member, bool owner)
    {
        ArgumentNullException.ThrowIfNull(member);
        return !member.Active ? Refusal.Of(RefusalCodes.PersonDisabled, Rule, null, ("person", member.Name)) : owner ? null : CheckLeaving(member);
    }

    /// <returns>Null: the person may be disabled.</returns>
    public Refusal? CheckLeaving(TeamMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return member is { Owns: true, Active: true } && !Members.Any(other => other.Id != member.Id && other is { Owns: true, Active: true })
            ? Refusal.Of(RefusalCodes.LastOwner, Rule, null, ("person", member.Name))
            : null;
    }
}
