using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>Orders, newest first.</summary>
internal static class ListOrders
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/orders", HandleAsync).Operation(nameof(ListOrders)).WithName("orders").TakesPage(OrderFilter.Parameters).Produces<Page<OrderEntry>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var page = input.Page(caller.TenantId, OrderListing.Sort);
        var (filter, problem) = await OrderFilter.ReadAsync(input, caller, db, ct);
        if (problem is not null) return problem.Result();
        var (rows, total) = await OrderListing.ReadAsync(db, caller.TenantId, filter, page.After?.Id ?? OrderListing.First, page.Limit, ct);
        var names = await OrderNames.OfAsync(db, caller.TenantId, rows, ct);
        return TypedResults.Ok(page.Page(rows, r => r.Entry(names), r => new Cursor(caller.TenantId, OrderListing.Sort, "", r.Id), total));
    }
}
