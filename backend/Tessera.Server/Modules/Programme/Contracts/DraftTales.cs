using Npgsql;
using Tessera.Domain.Programme;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Rules;

namespace Tessera.Server.Modules.Programme.Contracts;

/// <summary>A draft of the level rules that an operator of the story began; where there ever was one, nothing is touched.</summary>
internal static class DraftTales
{
    public static NpgsqlBatchCommand[] Begin(int tenant, LevelDraft draft, DateTimeOffset at, AuditActor by) =>
    [
        LevelDrafts.Write(tenant, 0, draft, at, by.Name),
        AuditTrail.Add(
            tenant, by, at,
            new AuditRow(nameof(SaveLevelRules), "rules", null, "levels", AuditTrail.Changes(("effectiveFrom", null, draft.EffectiveFrom), ("levels", null, draft.Rows.Length), ("version", 0, 1)))),
    ];
}
