using Tessera.Platform.Identity;
using Tessera.Platform.Errors;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Customers.Contracts;

namespace Tessera.Server.Modules.Customers;

/// <summary>Customers by name.</summary>
internal static class ListCustomers
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers", HandleAsync).Operation(nameof(ListCustomers)).WithName("customers").TakesPage(CustomerFilter.Parameters).Produces<Page<CustomerEntry>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var page = input.Page(caller.TenantId, CustomerListing.Sort);
        var (filter, problem) = await CustomerFilter.ReadAsync(input, caller, db, ct);
        if (problem is not null) return problem.Result();
        var (rows, total) = await CustomerListing.ReadAsync(db, caller.TenantId, filter, (page.After?.Value ?? "", page.After?.Id ?? Guid.Empty), page.Limit, ct);
        var entry = await CustomerListing.EntriesAsync(db, caller, rows, ct);
        return TypedResults.Ok(page.Page(rows, entry, r => new Cursor(caller.TenantId, CustomerListing.Sort, r.Name, r.Id), total));
    }
}
