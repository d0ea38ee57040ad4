using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Partners.Contracts;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Partners;

/// <summary>Partners by name, with how many open keys each looks after.</summary>
internal static class ListPartners
{
    private const string Sort = "partners.NAME";
    private const string Page = $"SELECT {PartnerEntry.Columns} FROM partner WHERE tenant_id = $1 AND (name, partner_id) > ($2, $3) ORDER BY name, partner_id LIMIT $4";
    private const string Counted = "SELECT count(*) FROM (SELECT FROM partner WHERE tenant_id = $1 ORDER BY name, partner_id LIMIT 1001) bounded";
    private const string Found = "WITH found AS MATERIALIZED (SELECT partner_id, name FROM partner WHERE tenant_id = $1 AND search @@ $2::tsquery)";
    private const string FoundPage = $"""
        {Found},
        page AS MATERIALIZED (SELECT partner_id FROM found WHERE (name, partner_id) > ($3, $4) ORDER BY name, partner_id LIMIT $5)
        SELECT {PartnerEntry.Columns} FROM partner WHERE tenant_id = $1 AND partner_id = ANY (ARRAY(SELECT partner_id FROM page)) ORDER BY name, partner_id
        """;

    private const string FoundCounted = $"{Found} SELECT count(*) FROM found";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/partners", HandleAsync).Operation(nameof(ListPartners)).WithName("partners")
        .TakesPage(QueryParameter.Text("search", "Words of the name, the VAT id or the city.")).Produces<Page<PartnerEntry>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var tenant = context.Caller().TenantId;
        var input = new QueryInput(context);
        var page = input.Page(tenant, Sort);
        var text = input.Text("search");
        if (input.Problem is { } problem) return problem.Result();
        var words = SearchWords.Query(tenant, text);
        var (rows, total) = text is not null && words is null ? ([], new Total(0, false)) : await ReadAsync(db, tenant, words, page, ct);
        var keys = await OpenKeys.OfAsync(db, tenant, rows.Select(r => r.Id), ct);
        return TypedResults.Ok(page.Page(rows, r => r with { Keys = keys.GetValueOrDefault(r.Id) }, r => new Cursor(tenant, Sort, r.Name, r.Id), total));
    }

    private static Task<(List<PartnerEntry>, Total)> ReadAsync(TenantDb db, int tenant, string? words, PageRequest page, CancellationToken ct)
    {
        var (name, id) = (page.After?.Value ?? "", page.After?.Id ?? Guid.Empty);
        NpgsqlBatchCommand[] commands = words is null
            ? [Sql.Of(Page, tenant, name, id, page.Limit), Sql.Of(Counted, tenant)]
            : [Sql.Of(FoundPage, tenant, words, name, id, page.Limit), Sql.Of(FoundCounted, tenant, words)];
        return db.ReadAsync(
            tenant, commands,
            async (reader, token) =>
            {
                var rows = await TenantDb.RowsAsync(reader, PartnerEntry.Read, token);
                await reader.NextResultAsync(token);
                return (rows, await reader.ReadAsync(token) ? Total.Of(reader.GetInt64(0)) : new Total(0, false));
            },
            ct);
    }
}
