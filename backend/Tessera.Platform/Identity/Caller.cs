using Tessera.Platform.Tenancy;

namespace Tessera.Platform.Identity;

/// <summary>A proven identity: the directory and the object in it. Nothing else names a person (PROOFS.md §7).</summary>
public readonly record struct PersonId(Guid Directory, Guid Id)
{
    public override string ToString() => $"{Directory}:{Id}";
}

/// <summary>A partner is kept out by an operator: nobody of it is let in until it is resumed (PP-1).</summary>
public sealed record Suspension(DateTimeOffset Since, string Reason);

/// <summary>A membership of a person or application in a tenant.</summary>
/// <param name="Suspension">Of the partner; null: it is not suspended.</param>
public sealed record Membership(
    int TenantId, Guid Id, bool Application, string Name, string Login, Role Role, Guid? PartnerId, string? Language, string Organisation, string Preferences, Suspension? Suspension = null);

/// <summary>Who asks: identity, tenant, role, and the partner whose rows they may see (null for operators: all).</summary>
/// <param name="Viewing">An operator sees what that partner sees, and may only read.</param>
public sealed record Caller(PersonId Person, Tenant Tenant, Membership Membership, string Language, Viewing? Viewing = null)
{
    public Role Role => Membership.Role;

    public Guid? PartnerId => Membership.PartnerId;

    public bool IsOperator => Membership.Role == Role.Operator;

    public int TenantId => Tenant.Id;
}
