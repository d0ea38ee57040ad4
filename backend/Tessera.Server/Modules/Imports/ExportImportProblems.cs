using Tessera.Domain.Explain;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Imports;

/// <summary>What is wrong with a run's rows as a file, to be mended beside the file it came from.</summary>
internal static class ExportImportProblems
{
    private const int Piece = 1_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/imports/{id}/problems.csv", HandleAsync).Operation(nameof(ExportImportProblems)).WithName("exportImportProblems").Takes().Produces<string>(200, "text/csv");

    private static async Task HandleAsync(string id, HttpContext context, TenantDb db)
    {
        var ct = context.RequestAborted;
        var caller = context.Caller();
        var known = Guid.TryParseExact(id, "D", out var run) && await db.FirstAsync(caller.TenantId, ImportRow.ById(caller.TenantId, run), ImportRow.Read, ct) is not null;
        if ((known ? new QueryInput(context).Problem : Problem.NotFound) is { } problem)
        {
            await Problems.WriteAsync(context, problem);
            return;
        }

        var texts = Texts.Of(caller.Language);
        await using var csv = await CsvWriter.StartAsync(context, "problems.csv", "line", "column", "value", "code", "rule", "message");
        var (line, n) = (-1, -1);
        while (true)
        {
            var rows = await db.QueryAsync(caller.TenantId, ProblemRow.After(caller.TenantId, run, line, n, Piece), ProblemRow.Read, ct);
            foreach (var view in rows.Select(r => r.View(texts)))
                await csv.RowAsync(ct, CsvWriter.Number(view.Line), view.Column, view.Value, view.Code, view.Rule, view.Message);
            if (rows.Count < Piece) return;
            (line, n) = (rows[^1].Line, rows[^1].N);
        }
    }
}
