using System.Text.Json;

namespace Tessera.Domain.Keys;

/// <summary>The one table between stored names and types. A storage contract: rows are added, never renamed.</summary>
public static class KeyEventNames
{
    private static readonly (string Name, Type Type)[] Table =
    [
        ("key.issued.v1", typeof(KeyEvent.KeyIssued)),
        ("key.imported.v1", typeof(KeyEvent.KeyImported)),
        ("key.corrected.v1", typeof(KeyEvent.KeyCorrected)),
        ("key.activated.v1", typeof(KeyEvent.KeyActivated)),
        ("key.released.v1", typeof(KeyEvent.KeyReleased)),
        ("key.usage-reported.v1", typeof(KeyEvent.UsageReported)),
        ("key.renewed.v1", typeof(KeyEvent.KeyRenewed)),
        ("key.maintenance-renewed.v1", typeof(KeyEvent.MaintenanceRenewed)),
        ("key.deadline-extended.v1", typeof(KeyEvent.DeadlineExtended)),
        ("key.assigned.v1", typeof(KeyEvent.KeyAssigned)),
        ("key.transfer-proposed.v1", typeof(KeyEvent.TransferProposed)),
        ("key.transferred.v1", typeof(KeyEvent.KeyTransferred)),
        ("key.transfer-declined.v1", typeof(KeyEvent.TransferDeclined)),
        ("key.reissued.v1", typeof(KeyEvent.KeyReissued)),
        ("key.traded-in.v1", typeof(KeyEvent.KeyTradedIn)),
        ("key.upgraded.v1", typeof(KeyEvent.KeyUpgraded)),
        ("key.downgrade-planned.v1", typeof(KeyEvent.DowngradePlanned)),
        ("key.downgrade-cancelled.v1", typeof(KeyEvent.DowngradeCancelled)),
        ("key.over-limit-acknowledged.v1", typeof(KeyEvent.OverLimitAcknowledged)),
        ("key.closing-planned.v1", typeof(KeyEvent.ClosingPlanned)),
        ("key.closed.v1", typeof(KeyEvent.KeyClosed)),
    ];

    private static readonly Dictionary<Type, string> ByType = Table.ToDictionary(row => row.Type, row => row.Name);

    private static readonly Dictionary<string, Type> ByName = Table.ToDictionary(row => row.Name, row => row.Type, StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Table.Select(row => row.Name)];

    public static string Of(KeyEvent happened) => ByType[happened.GetType()];

    /// <summary>Throws <see cref="JsonException"/> for a name this build does not know.</summary>
    public static Type TypeOf(string name) =>
        ByName.TryGetValue(name, out var type) ? type : throw new JsonException($"'{name}' is not a stored event");
}
