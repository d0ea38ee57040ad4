using Npgsql;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Customers.Contracts;
using Tessera.Server.Modules.Partners.Contracts;

namespace Tessera.Server.Modules.Customers;

/// <summary>Customers by name: the page first, its partners after it (PROOFS.md §1).</summary>
internal static class CustomerListing
{
    public const string Sort = "customers.NAME";

    private const string After = "(name, customer_id) > ($2, $3) ORDER BY name, customer_id LIMIT $4";
    private const string Page = $"SELECT {CustomerRow.Columns} FROM customer WHERE tenant_id = $1 AND customer_id = ANY (ARRAY(SELECT customer_id FROM page)) ORDER BY name, customer_id";

    private const string All = $"SELECT {CustomerRow.Columns} FROM customer WHERE tenant_id = $1 AND {After}";
    private const string InCare = $"WITH page AS MATERIALIZED (SELECT customer_id FROM customer_in_care WHERE tenant_id = $1 AND partner_id = $5 AND seen AND {After}) {Page}";
    private const string Total = "SELECT customers FROM scope_total WHERE tenant_id = $1 AND scope_id = $2";

    private const string Few = """
        WITH few AS MATERIALIZED (
          SELECT customer_id, name FROM customer f WHERE tenant_id = $1 AND customer_id = ANY ($2)
            AND ($3::uuid IS NULL OR EXISTS (SELECT FROM customer_in_care c WHERE c.tenant_id = $1 AND c.partner_id = $3 AND c.customer_id = f.customer_id AND c.seen)))
        """;

    private const string FewPage = $"{Few}, page AS MATERIALIZED (SELECT customer_id FROM few WHERE (name, customer_id) > ($4, $5) ORDER BY name, customer_id LIMIT $6) {Page}";
    private const string FewTotal = $"{Few} SELECT count(*) FROM few";

    private const string Matching = $"SELECT {CustomerRow.Columns} FROM customer WHERE tenant_id = $1 AND search @@ $5::tsquery AND {After}";
    private const string MatchingInCare = """
        SELECT customer_id FROM customer_in_care f WHERE tenant_id = $1 AND partner_id = $5 AND seen AND (name, customer_id) > ($2, $3)
          AND EXISTS (SELECT FROM customer c WHERE c.tenant_id = $1 AND c.customer_id = f.customer_id AND c.search @@ $6::tsquery) ORDER BY name, customer_id LIMIT $4
        """;

    private const string MatchingInCarePage = $"WITH page AS MATERIALIZED ({MatchingInCare}) {Page}";
    private const string MatchingInCareTotal = $"SELECT count(*) FROM ({MatchingInCare}) bounded";
    private const string Many = "SELECT 1001::bigint";

    /// <summary>Up to <paramref name="limit"/> rows after the cursor, and how many there are in all.</summary>
    public static Task<(List<CustomerRow> Rows, Total Total)> ReadAsync(TenantDb db, int tenant, CustomerFilter filter, (string Name, Guid Id) after, int limit, CancellationToken ct) => db.ReadAsync(
        tenant, Commands(tenant, filter, after, limit),
        async (reader, token) =>
        {
            var rows = await TenantDb.RowsAsync(reader, CustomerRow.Read, token);
            await reader.NextResultAsync(token);
            var count = await reader.ReadAsync(token) ? reader.GetInt64(0) : 0;
            return (rows, filter.Words is null ? new Total((int)count, false) : Http.Total.Of(count));
        },
        ct);

    /// <summary>The rows as the reader may see them; one more round trip for the partners they mention.</summary>
    public static async Task<Func<CustomerRow, CustomerEntry>> EntriesAsync(TenantDb db, Caller caller, List<CustomerRow> rows, CancellationToken ct)
    {
        var partners = await PartnerEntry.MentionedAsync(db, caller.TenantId, rows.Select(r => r.PartnerShownTo(caller)), ct);
        return row => row.Entry(row.PartnerShownTo(caller) is { } id ? partners.GetValueOrDefault(id) : null);
    }

    private static NpgsqlBatchCommand[] Commands(int tenant, CustomerFilter filter, (string Name, Guid Id) after, int limit) => filter switch
    {
        { Ids: { } ids } =>
            [Sql.Of(FewPage, tenant, ids, Optional.Id(filter.PartnerId), after.Name, after.Id, limit), Sql.Of(FewTotal, tenant, ids, Optional.Id(filter.PartnerId))],
        { Words: { } words, PartnerId: { } partner } =>
            [Sql.Of(MatchingInCarePage, tenant, after.Name, after.Id, limit, partner, words), Sql.Of(MatchingInCareTotal, tenant, "", Guid.Empty, Http.Total.Bound + 1, partner, words)],
        { Words: { } words } => [Sql.Of(Matching, tenant, after.Name, after.Id, limit, words), Sql.Of(Many)],
        { PartnerId: { } partner } => [Sql.Of(InCare, tenant, after.Name, after.Id, limit, partner), Sql.Of(Total, tenant, partner)],
        _ => [Sql.Of(All, tenant, after.Name, after.Id, limit), Sql.Of(Total, tenant, Guid.Empty)],
    };
}
