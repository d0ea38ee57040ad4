using Tessera.Domain.Explain;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>The comparison: each partner's level before and after, with the reason and the margin; by name.</summary>
internal static class ListReviewResults
{
    private const string Filter = "r.tenant_id = $1 AND r.run_id = $2 AND ($3::text[] IS NULL OR r.outcome = ANY($3)) AND (NOT $4 OR r.marks <> '{}')";
    private const string Page = $"SELECT {ResultRow.Columns} WHERE {Filter} AND (r.name, r.partner_id) > ($5, $6) ORDER BY r.name, r.partner_id LIMIT $7";
    private const string Counted = $"SELECT count(*) FROM (SELECT FROM review_result r WHERE {Filter} LIMIT 1001) bounded";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/reviews/{id}/results", HandleAsync).Operation(nameof(ListReviewResults)).WithName("reviewResults")
        .TakesPage(QueryParameter.Text("outcome", "Any of KEEPS, NOTICE, IN_GRACE, DEMOTED."), QueryParameter.Flag("marked", "Only those somebody should look at.")).Produces<Page<ReviewResultView>>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var (tenant, input) = (caller.TenantId, new QueryInput(context));
        var sort = "review-results:" + id;
        var page = input.Page(tenant, sort);
        var (outcomes, marked) = (input.Words<ReviewOutcome>("outcome"), input.Flag("marked") ?? false);
        if (!Guid.TryParseExact(id, "D", out var run)) return Problem.NotFound.Result();
        if (input.Problem is { } problem) return problem.Result();
        var words = new Npgsql.NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text, Value = outcomes is null ? DBNull.Value : outcomes.Select(ProgrammeWords.Of).ToArray() };
        var (found, rows, total) = await db.ReadAsync(
            tenant, [ReviewRow.ById(tenant, run), Sql.Of(Page, tenant, run, words, marked, page.After?.Value ?? "", page.After?.Id ?? Guid.Empty, page.Limit), Sql.Of(Counted, tenant, run, words.Clone(), marked)],
            async (reader, token) =>
            {
                var there = await reader.ReadAsync(token);
                await reader.NextResultAsync(token);
                var list = await TenantDb.RowsAsync(reader, ResultRow.Read, token);
                await reader.NextResultAsync(token);
                return (there, list, await reader.ReadAsync(token) ? Total.Of(reader.GetInt64(0)) : new Total(0, false));
            },
            ct);
        if (!found) return Problem.NotFound.Result();
        var texts = Texts.Of(caller.Language);
        return TypedResults.Ok(page.Page(rows, row => row.View(texts), row => new Cursor(tenant, sort, row.Name, row.Partner), total));
    }
}
