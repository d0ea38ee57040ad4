using System.Text.Json;
using Tessera.Domain.Joining;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Joining.Contracts;

namespace Tessera.Server.Modules.Joining.Applications;

/// <summary>Resellers that applied, newest first; of those that wait, whether a partner has their VAT id already.</summary>
internal static class ListApplications
{
    private const string Sort = "applications";
    private const string Page = $"SELECT {ApplicationRow.Columns} FROM partner_application WHERE tenant_id = $1 AND state = ANY($2) AND application_id < $3 ORDER BY application_id DESC LIMIT $4";
    private const string Counted = "SELECT count(*) FROM (SELECT FROM partner_application WHERE tenant_id = $1 AND state = ANY($2) LIMIT 1001) bounded";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/applications", HandleAsync).Operation(nameof(ListApplications)).WithName("applications")
        .TakesPage(QueryParameter.Text("state", "RECEIVED, APPROVED, DECLINED, comma separated; without it all.")).Produces<Page<ApplicationView>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var tenant = context.Caller().TenantId;
        var input = new QueryInput(context);
        var page = input.Page(tenant, Sort);
        var states = (input.Words<ApplicationState>("state") ?? Enum.GetValues<ApplicationState>()).Select(s => JsonNamingPolicy.SnakeCaseUpper.ConvertName(s.ToString())).ToArray();
        if (input.Problem is { } problem) return problem.Result();
        var (rows, total) = await db.ReadAsync(
            tenant, [Sql.Of(Page, tenant, states, page.After?.Id ?? Guid.AllBitsSet, page.Limit), Sql.Of(Counted, tenant, states)],
            async (reader, token) =>
            {
                var found = await TenantDb.RowsAsync(reader, ApplicationRow.Read, token);
                await reader.NextResultAsync(token);
                return (found, await reader.ReadAsync(token) ? Total.Of(reader.GetInt64(0)) : new Total(0, false));
            },
            ct);
        return TypedResults.Ok(page.Page(rows, await ApplicationRow.ViewsAsync(db, tenant, rows, ct), r => new Cursor(tenant, Sort, "", r.Id), total));
    }
}
