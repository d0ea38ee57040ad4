using System.Collections.Frozen;

namespace Tessera.Platform.Identity;

/// <summary>Operation → roles. One table decides, is enforced here, and is shown to people as text.</summary>
/// <param name="reading">The operations that keep nothing, whatever they are asked with.</param>
public sealed class PermissionTable(IReadOnlyDictionary<string, Role[]> rows, IEnumerable<string> reading)
{
    private readonly FrozenDictionary<string, Role[]> _rows = rows.ToFrozenDictionary();
    private readonly FrozenSet<string> _reading = reading.ToFrozenSet();

    public IReadOnlyCollection<string> Operations => _rows.Keys;

    public IReadOnlyList<Role> RolesOf(string operation) => _rows[operation];

    /// <summary>False for an operation nobody said it of: closed by default.</summary>
    public bool OnlyReads(string operation) => _reading.Contains(operation);

    /// <summary>False for an operation without a row: closed by default.</summary>
    public bool Allows(Role role, string operation) => _rows.TryGetValue(operation, out var roles) && roles.AsSpan().Contains(role);
}
