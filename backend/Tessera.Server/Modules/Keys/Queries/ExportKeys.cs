using Npgsql;
using NpgsqlTypes;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Queries;

/// <summary>
/// The list of keys, as filtered and sorted, as a file: read and written in pieces by keyset, so that its size costs no memory and a
/// slow reader no connection.
/// </summary>
internal static class ExportKeys
{
    private const int Piece = 1_000;

    private static readonly string[] Header =
    [
        "number", "customer", "partner", "kind", "edition", "size", "free", "trial", "notForResale", "education", "status", "statusUntil", "effectiveEdition", "effectiveSize",
        "startsOn", "lastDay", "windowLastDay", "closedOn", "maxExtensions", "extensionsCounted", "over", "support", "deadline", "renewalPriceMinor", "currency", "pbxVersion", "fqdn", "issuedAt", "id",
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/keys.csv", HandleAsync).Operation(nameof(ExportKeys)).WithName("exportKeys")
            .Takes([.. KeyFilter.Takes, QueryParameter.Text("sort", $"One of {string.Join(", ", KeySort.Names)}.")]).Produces<string>(200, "text/csv");

    private static async Task HandleAsync(HttpContext context, KeyListing listing, TenantDb db, TimeProvider clock)
    {
        var ct = context.RequestAborted;
        var caller = context.Caller();
        var input = new QueryInput(context);
        var filter = KeyFilter.Of(input, caller, caller.Tenant.DayOf(clock.GetUtcNow()));
        var order = KeySort.Of(input.Text("sort"));
        if ((input.Problem ?? (order is null ? KeySort.Unknown : null)) is { } problem)
        {
            await Problems.WriteAsync(context, problem);
            return;
        }

        await filter.FindAsync(db, caller.TenantId, ct);
        var rows = await PieceAsync(null);
        await using var csv = await CsvWriter.StartAsync(context, "keys.csv", Header);
        while (rows.Count > 0)
        {
            foreach (var row in rows) await csv.RowAsync(ct, Cells(row));
            if (rows.Count < Piece) return;
            rows = await PieceAsync(rows[^1]);
        }

        async Task<List<KeyView>> PieceAsync(KeyView? after)
        {
            var parameters = filter.Parameters.Select(p => p.Clone()).ToList();
            var where = filter.Where;
            if (after is not null)
            {
                parameters.Add(new NpgsqlParameter { Value = order!.ValueOf(order.TextOf(after))!, NpgsqlDbType = order.Type });
                parameters.Add(new NpgsqlParameter { Value = after.Id, NpgsqlDbType = NpgsqlDbType.Uuid });
                where += $" AND ({order.Column}, key_id) {order.After} (${parameters.Count - 1}, ${parameters.Count})";
            }

            return (await listing.ReadAsync(caller, where, parameters, order!.Order, Piece, null, ct)).Rows;
        }
    }

    private static string?[] Cells(KeyView k) =>
    [
        k.Number, k.Customer.Name, k.Partner?.Name, Words.Of(k.Kind), Words.Of(k.Edition), CsvWriter.Number(k.Size), Flag(k.Free), Flag(k.Trial), Flag(k.NotForResale), Flag(k.Education),
        System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(k.Status.ToString()), CsvWriter.Day(k.StatusUntil), Words.Of(k.Effective.Edition), CsvWriter.Number(k.Effective.Size),
        CsvWriter.Day(k.StartsOn), CsvWriter.Day(k.LastDay), CsvWriter.Day(k.WindowLastDay), CsvWriter.Day(k.ClosedOn), CsvWriter.Number(k.MaxExtensions), CsvWriter.Number(k.ExtensionsCounted),
        Flag(k.Over), Flag(k.Support), CsvWriter.Day(k.Deadline), CsvWriter.Number(k.RenewalPrice?.Minor), k.RenewalPrice?.Currency, k.PbxVersion, k.Fqdn, CsvWriter.Moment(k.IssuedAt), k.Id.ToString(),
    ];

    private static string Flag(bool flag) => flag ? "true" : "false";
}
