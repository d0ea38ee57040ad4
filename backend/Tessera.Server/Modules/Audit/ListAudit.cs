using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Audit;

/// <summary>Who did what, newest first.</summary>
internal static class ListAudit
{
    private const string Sort = "audit.-AT";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit", HandleAsync).Operation(nameof(ListAudit)).WithName("audit").TakesPage(AuditFilter.Takes).Produces<Page<AuditView>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var page = input.Page(caller.TenantId, Sort);
        var (filter, problem) = await AuditFilter.ReadAsync(input, caller, db, ct);
        if (problem is not null) return problem.Result();
        var (rows, total) = filter.Nothing ? ([], new Total(0, false)) : await db.ReadAsync(
            caller.TenantId, [filter.Page(page.After?.Id, page.Limit), filter.Counted()],
            async (reader, token) =>
            {
                var read = await TenantDb.RowsAsync(reader, AuditView.Read, token);
                await reader.NextResultAsync(token);
                return (read, await reader.ReadAsync(token) ? Total.Of(reader.GetInt64(0)) : new Total(0, false));
            },
            ct);
        return TypedResults.Ok(page.Page(rows, r => r, r => new Cursor(caller.TenantId, Sort, "", r.Id), total));
    }
}
