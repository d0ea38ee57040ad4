using System.Collections.Frozen;

namespace Tessera.Platform.Identity;

/// <summary>Operation → roles. One table decides, is enforced here, and is shown to people as text.</summary>
public sealed class PermissionTable(IReadOnlyDictionary<string, Role[]> rows)
{
    private readonly FrozenDictionary<string, Role[]> _rows = rows.ToFrozenDictionary();

    public IReadOnlyCollection<string> Operations => _rows.Keys;

    public IReadOnlyList<Role> RolesOf(string operation) => _rows[operation];

    /// <summary>False for an operation without a row: closed by default.</summary>
    public bool Allows(Role role, string operation) => _rows.TryGetValue(operation, out var roles) && roles.AsSpan().Contains(role);
}
