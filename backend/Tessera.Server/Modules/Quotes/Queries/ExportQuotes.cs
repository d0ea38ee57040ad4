using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Quotes.Queries;

/// <summary>The list of quotes, as filtered, as a file: read and written in pieces, so that its size costs no memory and a slow reader no connection.</summary>
internal static class ExportQuotes
{
    private const int Piece = 500;

    private static readonly string[] Header =
    [
        "number", "version", "state", "payer", "partner", "customer", "buyer", "keys", "netMinor", "vatMinor", "grossMinor", "currency", "validUntil", "poNumber", "email",
        "createdAt", "createdBy", "sentAt", "viewedAt", "acceptedAt", "closedAt", "reason", "orderId", "id",
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/quotes.csv", HandleAsync).Operation(nameof(ExportQuotes)).WithName("exportQuotes").Takes(QuoteFilter.Takes).Produces<string>(200, "text/csv");

    private static async Task HandleAsync(HttpContext context, TenantDb db, TimeProvider clock)
    {
        var ct = context.RequestAborted;
        var caller = context.Caller();
        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        var input = new QueryInput(context);
        var filter = QuoteFilter.Of(input, caller, today);
        if (input.Problem is { } problem)
        {
            await Problems.WriteAsync(context, problem);
            return;
        }

        await filter.FindAsync(db, caller.TenantId, ct);
        var (rows, _) = await QuoteListing.ReadAsync(db, caller.TenantId, filter, null, Piece, false, ct);
        await using var csv = await CsvWriter.StartAsync(context, "quotes.csv", Header);
        while (rows.Count > 0)
        {
            var entry = await QuoteListing.EntriesAsync(db, caller.TenantId, rows, today, ct);
            foreach (var row in rows) await csv.RowAsync(ct, Cells(row, entry(row)));
            if (rows.Count < Piece) return;
            (rows, _) = await QuoteListing.ReadAsync(db, caller.TenantId, filter, rows[^1].Id, Piece, false, ct);
        }
    }

    private static string?[] Cells(QuoteRow r, QuoteEntry e) =>
    [
        r.Number, CsvWriter.Number(r.Version), QuoteRow.Word(e.State), QuoteRow.Word(r.Payer), e.Partner?.Name, e.Customer?.Name, r.BuyerName, CsvWriter.Number(e.Keys),
        CsvWriter.Number(r.NetMinor), CsvWriter.Number(r.VatMinor), CsvWriter.Number(r.GrossMinor), r.Currency, CsvWriter.Day(r.ValidUntil), r.PoNumber, r.Email,
        CsvWriter.Moment(r.CreatedAt), r.CreatedBy, Moment(r.SentAt), Moment(r.ViewedAt), Moment(r.AcceptedAt), Moment(r.ClosedAt), r.Reason, e.OrderId?.ToString(), r.Id.ToString(),
    ];

    private static string Moment(DateTimeOffset? at) => at is { } moment ? CsvWriter.Moment(moment) : "";
}
