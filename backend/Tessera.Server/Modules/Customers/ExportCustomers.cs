using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Customers.Contracts;

namespace Tessera.Server.Modules.Customers;

/// <summary>The list of customers, as filtered, as a file: read and written in pieces, so that its size costs no memory and a slow reader no connection.</summary>
internal static class ExportCustomers
{
    private const int Piece = 500;
    private static readonly string[] Header = ["id", "reference", "name", "email", "vatId", "country", "city", "language", "education", "partner", "createdAt"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers.csv", HandleAsync).Operation(nameof(ExportCustomers)).WithName("exportCustomers").Takes(CustomerFilter.Parameters).Produces<string>(200, "text/csv");

    private static async Task HandleAsync(HttpContext context, TenantDb db)
    {
        var ct = context.RequestAborted;
        var caller = context.Caller();
        var (filter, problem) = await CustomerFilter.ReadAsync(new QueryInput(context), caller, db, ct);
        if (problem is not null)
        {
            await Problems.WriteAsync(context, problem);
            return;
        }

        var (rows, _) = await CustomerListing.ReadAsync(db, caller.TenantId, filter, ("", Guid.Empty), Piece, ct);
        await using var csv = await CsvWriter.StartAsync(context, "customers.csv", Header);
        while (rows.Count > 0)
        {
            var entry = await CustomerListing.EntriesAsync(db, caller, rows, ct);
            foreach (var row in rows) await csv.RowAsync(ct, Cells(row, entry(row)));
            if (rows.Count < Piece) return;
            (rows, _) = await CustomerListing.ReadAsync(db, caller.TenantId, filter, (rows[^1].Name, rows[^1].Id), Piece, ct);
        }
    }

    private static string?[] Cells(CustomerRow row, CustomerEntry entry) =>
    [
        row.Id.ToString(), row.Reference, row.Name, row.Email, row.VatId, row.Country, row.City, row.Language, row.Education ? "true" : "false", entry.Partner?.Name, CsvWriter.Moment(row.CreatedAt),
    ];
}
