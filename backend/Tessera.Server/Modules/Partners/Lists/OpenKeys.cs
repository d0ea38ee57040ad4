using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Partners.Lists;

/// <summary>How many open keys partners look after, from the maintained totals.</summary>
internal static class OpenKeys
{
    public static async Task<Dictionary<Guid, long>> OfAsync(TenantDb db, int tenant, IEnumerable<Guid> partners, CancellationToken ct)
    {
        var rows = await db.QueryAsync(
            tenant, Sql.Of("SELECT scope_id, keys FROM scope_total WHERE tenant_id = $1 AND scope_id = ANY($2)", tenant, partners.ToArray()), r => (r.GetGuid(0), r.GetInt64(1)), ct);
        return rows.ToDictionary();
    }
}
