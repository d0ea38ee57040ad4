using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>Reviews and dry runs, newest first.</summary>
internal static class ListReviews
{
    private const string Sort = "reviews";
    private const string Page = $"SELECT {ReviewRow.Columns} FROM review_run WHERE tenant_id = $1 AND run_id < $2 ORDER BY run_id DESC LIMIT $3";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reviews", HandleAsync).Operation(nameof(ListReviews)).WithName("reviews").TakesPage().Produces<Page<ReviewView>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var page = input.Page(caller.TenantId, Sort);
        if (input.Problem is { } problem) return problem.Result();
        var rows = await db.QueryAsync(caller.TenantId, Sql.Of(Page, caller.TenantId, page.After?.Id ?? Guid.AllBitsSet, page.Limit), ReviewRow.Read, ct);
        var now = clock.GetUtcNow();
        return TypedResults.Ok(page.Page(rows, row => ReviewView.Of(row, now, [], null, []), row => new Cursor(caller.TenantId, Sort, "", row.Id)));
    }
}
