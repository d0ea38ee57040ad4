using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Search.Contracts;

/// <summary>
/// The rows that words match, while they are few. A list with words is read in one of two ways: few matches are fetched by id and
/// sorted; many are met soon enough by walking the list's own order and trying the words on each row. The planner cannot tell
/// which (a typed beginning of a word has no statistics) and left alone walks 40 000 rows for two.
/// </summary>
internal static class FoundIds
{
    public const int Few = 1_000;

    // MATERIALIZED: planned as if all were wanted, so from the GIN index; run only as far as the limit.
    private const string Customers = "WITH found AS MATERIALIZED (SELECT customer_id FROM customer WHERE tenant_id = $1 AND search @@ $2::tsquery) SELECT customer_id FROM found LIMIT $3";
    private const string Partners = "WITH found AS MATERIALIZED (SELECT partner_id FROM partner WHERE tenant_id = $1 AND search @@ $2::tsquery) SELECT partner_id FROM found LIMIT $3";
    private const string Quotes = "WITH found AS MATERIALIZED (SELECT quote_id FROM quote WHERE tenant_id = $1 AND search @@ $2::tsquery) SELECT quote_id FROM found LIMIT $3";
    private const string Keys = "WITH found AS MATERIALIZED (SELECT key_id FROM key_search WHERE tenant_id = $1 AND search @@ $2::tsquery) SELECT key_id FROM found LIMIT $3";

    /// <summary>Null: more than <see cref="Few"/>.</summary>
    public static Task<Guid[]?> OfCustomersAsync(TenantDb db, int tenant, string words, CancellationToken ct) => OfAsync(db, tenant, Customers, words, ct);

    /// <inheritdoc cref="OfCustomersAsync"/>
    public static Task<Guid[]?> OfPartnersAsync(TenantDb db, int tenant, string words, CancellationToken ct) => OfAsync(db, tenant, Partners, words, ct);

    /// <inheritdoc cref="OfCustomersAsync"/>
    public static Task<Guid[]?> OfKeysAsync(TenantDb db, int tenant, string words, CancellationToken ct) => OfAsync(db, tenant, Keys, words, ct);

    /// <inheritdoc cref="OfCustomersAsync"/>
    public static Task<Guid[]?> OfQuotesAsync(TenantDb db, int tenant, string words, CancellationToken ct) => OfAsync(db, tenant, Quotes, words, ct);

    private static async Task<Guid[]?> OfAsync(TenantDb db, int tenant, string sql, string words, CancellationToken ct)
    {
        var ids = await db.QueryAsync(tenant, Sql.Of(sql, tenant, words, Few + 1), r => r.GetGuid(0), ct);
        return ids.Count > Few ? null : [.. ids];
    }
}
