using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Customers.Contracts;

namespace Tessera.Server.Modules.Customers;

/// <summary>One customer.</summary>
internal static class ReadCustomer
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{id}", HandleAsync).Operation(nameof(ReadCustomer)).WithName("customer").Produces<CustomerEntry>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        if (!Guid.TryParseExact(id, "D", out var customer)) return Problem.NotFound.Result();
        var row = await db.FirstAsync(caller.TenantId, CustomerAccess.Find(caller, customer), CustomerRow.Read, ct);
        return row is null ? Problem.NotFound.Result() : TypedResults.Ok(await CustomerAccess.EntryAsync(db, caller, row, ct));
    }
}
