using System.Globalization;
using Tessera.Domain.Explain;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Imports;

/// <summary>What is wrong with a run's rows, in the order of the file.</summary>
internal static class ReadImportProblems
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/imports/{id}/problems", HandleAsync).Operation(nameof(ReadImportProblems)).WithName("importProblems").TakesPage().Produces<Page<ImportProblemView>>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        if (!Guid.TryParseExact(id, "D", out var run) || await db.FirstAsync(caller.TenantId, ImportRow.ById(caller.TenantId, run), ImportRow.Read, ct) is null) return Problem.NotFound.Result();
        var input = new QueryInput(context);
        var page = input.Page(caller.TenantId, Sort(run));
        if (input.Problem is { } problem) return problem.Result();
        if (Place(page.After) is not var (line, n)) return Cursor.Invalid.Result();
        var rows = await db.QueryAsync(caller.TenantId, ProblemRow.After(caller.TenantId, run, line, n, page.Limit), ProblemRow.Read, ct);
        var texts = Texts.Of(caller.Language);
        return TypedResults.Ok(page.Page(rows, r => r.View(texts), r => new Cursor(caller.TenantId, Sort(run), $"{r.Line}.{r.N}", run)));
    }

    private static string Sort(Guid run) => "import-problems:" + run;

    private static (int Line, int N)? Place(Cursor? after)
    {
        if (after is null) return (-1, -1);
        var parts = after.Value.Split('.');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var line) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? (line, n) : null;
    }
}
