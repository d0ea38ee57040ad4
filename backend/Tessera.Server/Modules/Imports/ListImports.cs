using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Imports;

/// <summary>Import runs, newest first.</summary>
internal static class ListImports
{
    private const string Sort = "imports";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/imports", HandleAsync).Operation(nameof(ListImports)).WithName("imports").TakesPage().Produces<Page<ImportView>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var page = input.Page(caller.TenantId, Sort);
        if (input.Problem is { } problem) return problem.Result();
        var rows = await db.QueryAsync(
            caller.TenantId,
            Sql.Of(
                $"SELECT {ImportRow.Columns} FROM import_run WHERE tenant_id = $1 AND uploaded AND import_id < $2 ORDER BY import_id DESC LIMIT $3",
                caller.TenantId, page.After?.Id ?? Guid.AllBitsSet, page.Limit),
            ImportRow.Read, ct);
        var now = clock.GetUtcNow();
        return TypedResults.Ok(page.Page(rows, r => r.View(now), r => new Cursor(caller.TenantId, Sort, "", r.Id)));
    }
}
