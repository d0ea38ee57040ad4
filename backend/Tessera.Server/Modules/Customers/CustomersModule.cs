namespace Tessera.Server.Modules.Customers;

/// <summary>The organisations that own keys.</summary>
internal static class CustomersModule
{
    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        ListCustomers.Map(routes);
        ReadCustomer.Map(routes);
        RegisterCustomer.Map(routes);
        EditCustomer.Map(routes);
        ExportCustomers.Map(routes);
    }
}
