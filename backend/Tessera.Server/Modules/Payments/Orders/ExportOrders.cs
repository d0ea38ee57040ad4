using System.Globalization;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>The list of orders, as filtered, as a file; amounts in minor units.</summary>
internal static class ExportOrders
{
    private const int Piece = 500;

    private static readonly string[] Header =
        ["id", "number", "state", "quote", "payer", "partner", "customer", "buyer", "currency", "netMinor", "vatMinor", "grossMinor", "poNumber", "disputed", "createdAt", "paidAt"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/orders.csv", HandleAsync).Operation(nameof(ExportOrders)).WithName("exportOrders").Takes(OrderFilter.Parameters).Produces<string>(200, "text/csv");

    private static async Task HandleAsync(HttpContext context, TenantDb db)
    {
        var ct = context.RequestAborted;
        var caller = context.Caller();
        var (filter, problem) = await OrderFilter.ReadAsync(new QueryInput(context), caller, db, ct);
        if (problem is not null)
        {
            await Problems.WriteAsync(context, problem);
            return;
        }

        var (rows, _) = await OrderListing.ReadAsync(db, caller.TenantId, filter, OrderListing.First, Piece, ct);
        await using var csv = await CsvWriter.StartAsync(context, "orders.csv", Header);
        while (rows.Count > 0)
        {
            var names = await OrderNames.OfAsync(db, caller.TenantId, rows, ct);
            foreach (var row in rows) await csv.RowAsync(ct, Cells(row, names));
            if (rows.Count < Piece) return;
            (rows, _) = await OrderListing.ReadAsync(db, caller.TenantId, filter, rows[^1].Id, Piece, ct);
        }
    }

    private static string?[] Cells(OrderRow row, OrderNames names) =>
    [
        row.Id.ToString(), row.Number, PaymentWords.Of(row.State), names.Quotes.GetValueOrDefault(row.QuoteId), PaymentWords.Of(row.Payer), names.Partner(row.PartnerId)?.Name, names.Customer(row.CustomerId)?.Name,
        row.BuyerName, row.Currency, Minor(row.NetMinor), Minor(row.VatMinor), Minor(row.GrossMinor), row.PoNumber, row.Disputed ? "true" : "false", CsvWriter.Moment(row.CreatedAt),
        row.PaidAt is { } paid ? CsvWriter.Moment(paid) : "",
    ];

    private static string Minor(long minor) => minor.ToString(CultureInfo.InvariantCulture);
}
