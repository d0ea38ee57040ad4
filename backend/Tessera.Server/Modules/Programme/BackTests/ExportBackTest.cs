using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.BackTests;

/// <summary>The back-test as a file: every partner and half-year in which the draft would have made a difference, to the level or to the discounts.</summary>
internal static class ExportBackTest
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/level-rules/back-test.csv", HandleAsync).Operation(nameof(ExportBackTest)).WithName("exportBackTest").Takes().Produces<string>(200, "text/csv");

    private static async Task HandleAsync(HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock)
    {
        var (ct, caller) = (context.RequestAborted, context.Caller());
        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        var (problem, _, test) = await BackTestAccess.OfAsync(caller, db, rules, today, ct);
        if ((new QueryInput(context).Problem ?? problem) is { } refused)
        {
            await Problems.WriteAsync(context, refused);
            return;
        }

        await using var csv = await CsvWriter.StartAsync(context, "back-test.csv", "review", "through", "partner", "levelThen", "levelDraft", "move", "turnover", "cost", "currency", "id");
        await foreach (var life in test!.RunAsync(ct))
        {
            foreach (var half in life.HalfYears.Where(half => half.Differs))
            {
                await csv.RowAsync(
                    ct, CsvWriter.Day(half.On), CsvWriter.Day(half.Through), life.Name, half.Then?.Name, half.Draft?.Name, ProgrammeWords.Of(half.Move), CsvWriter.Number(half.Turnover), Amount(half.CostMinor),
                    caller.Tenant.Currency, life.Partner.ToString());
            }
        }
    }

    private static string Amount(long minor) => (minor / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
