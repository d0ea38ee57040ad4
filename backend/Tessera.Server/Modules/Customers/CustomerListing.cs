using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Customers.Contracts;
using Tessera.Server.Modules.Partners.Contracts;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Customers;

/// <summary>Which customers: of one partner or of all, by words or all. By name, the page first and its partners after it.</summary>
/// <param name="Words">A tsquery; null: all.</param>
internal sealed record CustomerFilter(Guid? PartnerId, string? Words, bool Nothing)
{
    public static readonly QueryParameter[] Parameters =
    [
        QueryParameter.Text("search", "Words of the name, the e-mail address, the VAT id, the city or the reference."),
        QueryParameter.Id("partnerId", "Only what this partner looks after; operators only."),
    ];

    /// <summary>Null problem where the filter can be used. A partner is held to itself whatever it asks for.</summary>
    public static async Task<(CustomerFilter Filter, Problem? Problem)> ReadAsync(QueryInput input, Caller caller, TenantDb db, CancellationToken ct)
    {
        var text = input.Text("search");
        var partner = input.Id("partnerId");
        var words = SearchWords.Query(caller.TenantId, text);
        var filter = new CustomerFilter(caller.PartnerId ?? partner, words, text is not null && words is null);
        if (input.Problem is { } problem) return (filter, problem);
        if (partner is not { } asked) return (filter, null);
        var known = caller.IsOperator
            ? await db.FirstAsync(caller.TenantId, Sql.Of("SELECT true FROM partner WHERE tenant_id = $1 AND partner_id = $2", caller.TenantId, asked), r => r.GetBoolean(0), ct)
            : asked == caller.PartnerId;
        return (filter, known ? null : Problem.NotFound);
    }
}

internal static class CustomerListing
{
    public const string Sort = "customers.NAME";

    private const string All = $"""
        SELECT {CustomerRow.Columns} FROM customer
        WHERE tenant_id = $1 AND (name, customer_id) > ($2, $3) ORDER BY name, customer_id LIMIT $4
        """;

    private const string InCare = $"""
        WITH page AS MATERIALIZED (
          SELECT customer_id FROM customer_in_care
          WHERE tenant_id = $1 AND partner_id = $5 AND seen AND (name, customer_id) > ($2, $3) ORDER BY name, customer_id LIMIT $4)
        SELECT {CustomerRow.Columns} FROM customer
        WHERE tenant_id = $1 AND customer_id = ANY (ARRAY(SELECT customer_id FROM page)) ORDER BY name, customer_id
        """;

    private const string Total = "SELECT customers FROM scope_total WHERE tenant_id = $1 AND scope_id = $2";

    // MATERIALIZED: beside a LIMIT the planner would walk the whole order and try the words on every row.
    private const string Found = """
        WITH found AS MATERIALIZED (SELECT customer_id, name FROM customer WHERE tenant_id = $1 AND search @@ $2::tsquery),
        mine AS MATERIALIZED (
          SELECT f.customer_id, f.name FROM found f
          WHERE $3::uuid IS NULL OR EXISTS (SELECT FROM customer_in_care c WHERE c.tenant_id = $1 AND c.partner_id = $3 AND c.customer_id = f.customer_id AND c.seen))
        """;

    private const string FoundPage = $"""
        {Found},
        page AS MATERIALIZED (SELECT customer_id FROM mine WHERE (name, customer_id) > ($4, $5) ORDER BY name, customer_id LIMIT $6)
        SELECT {CustomerRow.Columns} FROM customer
        WHERE tenant_id = $1 AND customer_id = ANY (ARRAY(SELECT customer_id FROM page)) ORDER BY name, customer_id
        """;

    private const string FoundTotal = $"{Found} SELECT count(*) FROM mine";

    /// <summary>Up to <paramref name="limit"/> rows after the cursor, and how many there are in all.</summary>
    public static async Task<(List<CustomerRow> Rows, Total Total)> ReadAsync(TenantDb db, int tenant, CustomerFilter filter, (string Name, Guid Id) after, int limit, CancellationToken ct)
    {
        if (filter.Nothing) return ([], new Total(0, false));
        return await db.ReadAsync(
            tenant, Commands(tenant, filter, after, limit),
            async (reader, token) =>
            {
                var rows = await TenantDb.RowsAsync(reader, CustomerRow.Read, token);
                await reader.NextResultAsync(token);
                var count = await reader.ReadAsync(token) ? reader.GetInt64(0) : 0;
                return (rows, filter.Words is null ? new Total((int)count, false) : Http.Total.Of(count));
            },
            ct);
    }

    /// <summary>The rows as the reader may see them; one more round trip for the partners they mention.</summary>
    public static async Task<Func<CustomerRow, CustomerEntry>> EntriesAsync(TenantDb db, Caller caller, List<CustomerRow> rows, CancellationToken ct)
    {
        var partners = await PartnerEntry.MentionedAsync(db, caller.TenantId, rows.Select(r => r.PartnerShownTo(caller)), ct);
        return row => row.Entry(row.PartnerShownTo(caller) is { } id ? partners.GetValueOrDefault(id) : null);
    }

    private static NpgsqlBatchCommand[] Commands(int tenant, CustomerFilter filter, (string Name, Guid Id) after, int limit) => filter switch
    {
        { Words: { } words } =>
            [Sql.Of(FoundPage, tenant, words, Optional.Id(filter.PartnerId), after.Name, after.Id, limit), Sql.Of(FoundTotal, tenant, words, Optional.Id(filter.PartnerId))],
        { PartnerId: { } partner } => [Sql.Of(InCare, tenant, after.Name, after.Id, limit, partner), Sql.Of(Total, tenant, partner)],
        _ => [Sql.Of(All, tenant, after.Name, after.Id, limit), Sql.Of(Total, tenant, Guid.Empty)],
    };
}
