using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Programme.Rules;

/// <summary>The one draft of a programme's level rules, as it is stored.</summary>
/// <param name="Version">0 before the first one; raised by whoever saves, discards or publishes.</param>
/// <param name="Draft">Null: there is none now.</param>
internal sealed record KeptDraft(int Version, LevelDraft? Draft, DateTimeOffset UpdatedAt, string UpdatedBy)
{
    public static readonly KeptDraft None = new(0, null, default, "");
}

internal static class LevelDrafts
{
    private const string Kept = "SELECT version, body::text, updated_at, updated_by FROM level_draft WHERE tenant_id = $1";
    private const string Held = "SELECT level, count(*) FROM partner WHERE tenant_id = $1 AND level IS NOT NULL GROUP BY level";
    private const string KeptAndHeld = $"{Kept} FOR UPDATE";

    /// <summary>Nothing is written where the version is not the one expected.</summary>
    private const string Keep = """
        INSERT INTO level_draft AS d (tenant_id, version, body, updated_at, updated_by) SELECT $1, 1, $3, $4, $5 WHERE $2 = 0 OR EXISTS (SELECT FROM level_draft WHERE tenant_id = $1)
        ON CONFLICT (tenant_id) DO UPDATE SET version = d.version + 1, body = excluded.body, updated_at = excluded.updated_at, updated_by = excluded.updated_by WHERE d.version = $2
        """;

    /// <summary>The draft, and how many partners hold each level.</summary>
    public static Task<(KeptDraft Kept, Dictionary<string, long> Held)> ReadAsync(TenantDb db, int tenant, CancellationToken ct) =>
        db.ReadAsync(tenant, [Sql.Of(Kept, tenant), Sql.Of(Held, tenant)], MapAsync, ct);

    /// <summary>The same, and nobody else writes it until the transaction ends.</summary>
    public static Task<(KeptDraft Kept, Dictionary<string, long> Held)> HoldAsync(TenantTransaction transaction, int tenant, CancellationToken ct) =>
        transaction.ReadAsync([Sql.Of(KeptAndHeld, tenant), Sql.Of(Held, tenant)], MapAsync, ct);

    /// <param name="draft">Null: there is none from now on.</param>
    public static NpgsqlBatchCommand Write(int tenant, int expected, LevelDraft? draft, DateTimeOffset at, string by) =>
        Sql.Of(Keep, tenant, expected, Sql.Json(draft is null ? null : Encoding.UTF8.GetString(ProgrammeJson.WriteDraft(draft))), at, by);

    /// <summary>Everything that stands against publishing: the draft's own, and levels that partners hold and the draft does not know.</summary>
    public static ImmutableArray<Refusal> Check(LevelDraft draft, ImmutableArray<RuleVersion<LevelTable>> published, IReadOnlyDictionary<string, long> held, DateOnly today)
    {
        var (before, after) = (published.InForce(today)?.Value, new LevelTable(false, draft.Rows));
        return
        [
            .. draft.Check(published, today),
            .. held.Where(one => before?.Row(one.Key) is { } row && after.Row(one.Key)?.Code != row.Code).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Refusal.Of(
                RefusalCodes.LevelStillHeld, "PP-5", "rows", ("level", one.Key), ("partners", one.Value.ToString(CultureInfo.InvariantCulture)))),
        ];
    }

    public static Problem Conflict(KeptDraft now, Texts texts) => new(
        409, "VERSION_CONFLICT", texts.Get("level-draft.conflict", ("by", now.UpdatedBy)), texts.Get("level-draft.conflict.do"),
        Facts: new Dictionary<string, string> { ["version"] = now.Version.ToString(CultureInfo.InvariantCulture), ["by"] = now.UpdatedBy });

    private static async Task<(KeptDraft Kept, Dictionary<string, long> Held)> MapAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var kept = await TenantDb.RowsAsync(
            reader, r => new KeptDraft(r.GetInt32(0), r.TextOrNull(1) is { } body ? ProgrammeJson.ReadDraft(Encoding.UTF8.GetBytes(body)) : null, r.Moment(2), r.GetString(3)), ct);
        await reader.NextResultAsync(ct);
        var held = await TenantDb.RowsAsync(reader, r => KeyValuePair.Create(r.GetString(0), r.GetInt64(1)), ct);
        return (kept is [var one] ? one : KeptDraft.None, held.ToDictionary());
    }
}
