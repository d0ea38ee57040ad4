using Tessera.Domain.Explain;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>The comparison as a file, every partner of the run, read and written in pieces.</summary>
internal static class ExportReview
{
    private const int Piece = 500;
    private const string Page = $"SELECT {ResultRow.Columns} WHERE r.tenant_id = $1 AND r.run_id = $2 AND (r.name, r.partner_id) > ($3, $4) ORDER BY r.name, r.partner_id LIMIT $5";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reviews/{id}/results.csv", HandleAsync).Operation(nameof(ExportReview)).WithName("exportReview").Takes().Produces<string>(200, "text/csv");

    private static async Task HandleAsync(string id, HttpContext context, TenantDb db)
    {
        var (ct, caller) = (context.RequestAborted, context.Caller());
        var tenant = caller.TenantId;
        var run = Guid.TryParseExact(id, "D", out var named) ? await db.FirstAsync(tenant, ReviewRow.ById(tenant, named), ReviewRow.Read, ct) : null;
        if ((run is null ? Problem.NotFound : new QueryInput(context).Problem) is { } problem)
        {
            await Problems.WriteAsync(context, problem);
            return;
        }

        var texts = Texts.Of(caller.Language);
        await using var csv = await CsvWriter.StartAsync(
            context, $"review-{CsvWriter.Day(run!.On)}.csv", "partner", "levelBefore", "levelAfter", "outcome", "points", "required", "margin", "reason", "marks", "exemption", "effect", "sha256", "id");
        var (name, last) = ("", Guid.Empty);
        while (true)
        {
            var rows = await db.QueryAsync(tenant, Sql.Of(Page, tenant, run.Id, name, last, Piece), ResultRow.Read, ct);
            foreach (var row in rows)
            {
                var view = row.View(texts);
                await csv.RowAsync(
                    ct, view.PartnerName, view.LevelBefore, view.LevelAfter, ProgrammeWords.Of(view.Outcome), CsvWriter.Number(view.Points), CsvWriter.Number(view.Required), CsvWriter.Number(view.Margin), view.Text,
                    string.Join(", ", view.Marks.Select(m => m.Text)), view.Exemption?.Reason, row.Effect, Convert.ToHexStringLower(row.Hash), view.PartnerId.ToString());
            }

            if (rows.Count < Piece) return;
            (name, last) = (rows[^1].Name, rows[^1].Partner);
        }
    }
}
