using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>One order: lines, payments, documents, credits, refunds.</summary>
internal static class ReadOrder
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/orders/{id:guid}", HandleAsync).Operation(nameof(ReadOrder)).WithName("order").Produces<OrderView>().ProducesProblem(404);

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, TenantDb db, CancellationToken ct) =>
        await OrderDetails.OfAsync(db, context.Caller(), id, ct) is { } order ? TypedResults.Ok(order) : Problem.NotFound.Result();
}
