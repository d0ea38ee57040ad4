using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Partners.Contracts;

namespace Tessera.Server.Modules.Partners.Lists;

/// <summary>The list of partners, as filtered, as a file: read and written in pieces.</summary>
internal static class ExportPartners
{
    private const int Piece = 500;
    private static readonly string[] Header = ["id", "name", "vatId", "country", "city", "language", "level", "state", "points", "outlook", "keys"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners.csv", HandleAsync).Operation(nameof(ExportPartners)).WithName("exportPartners").Takes(PartnerFilter.Parameters).Produces<string>(200, "text/csv");

    private static async Task HandleAsync(HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock)
    {
        var ct = context.RequestAborted;
        var caller = context.Caller();
        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        var input = new QueryInput(context);
        var filter = PartnerFilter.Of(input, caller.TenantId, book, today);
        if (input.Problem is { } problem)
        {
            await Problems.WriteAsync(context, problem);
            return;
        }

        var (rows, _) = await PartnerListing.ReadAsync(db, caller.TenantId, filter, null, (Piece, today), ct);
        await using var csv = await CsvWriter.StartAsync(context, "partners.csv", Header);
        while (rows.Count > 0)
        {
            var detailed = await PartnerDetails.OfAsync(db, caller.TenantId, [.. rows.Select(r => r.Entry)], (book, today), ct);
            foreach (var row in rows) await csv.RowAsync(ct, Cells(detailed(row.Entry)));
            if (rows.Count < Piece) return;
            (rows, _) = await PartnerListing.ReadAsync(db, caller.TenantId, filter, (rows[^1].Place, rows[^1].Entry.Id), (Piece, today), ct);
        }
    }

    private static string?[] Cells(PartnerEntry one) =>
    [
        one.Id.ToString(), one.Name, one.VatId, one.Country, one.City, one.Language, one.Level, one.Suspended ? "SUSPENDED" : "ACTIVE", CsvWriter.Number(one.Points),
        one.Outlook is { } outlook ? Programme.Contracts.ProgrammeWords.Of(outlook) : null, CsvWriter.Number(one.Keys),
    ];
}
