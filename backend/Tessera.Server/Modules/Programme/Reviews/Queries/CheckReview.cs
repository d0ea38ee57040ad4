using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>PP-8: runs a whole review again from what it set down, partner by partner, and says whether the same bytes came out. Writes nothing.</summary>
internal static class CheckReview
{
    private const int NamedAtMost = 20;
    private const string BookOf = "SELECT body::text FROM rule_book WHERE tenant_id = $1 AND revision = $2";
    private const string Results = $"SELECT {ResultRow.Columns} WHERE r.tenant_id = $1 AND r.run_id = $2 AND r.partner_id = ANY($3)";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reviews/{id}/check", HandleAsync).Operation(nameof(CheckReview)).WithName("checkReview").Produces<ReviewCheckView>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, [FromKeyedServices(ReviewsModule.Pool)] TenantDb db, CancellationToken ct)
    {
        var tenant = context.Caller().TenantId;
        if (!Guid.TryParseExact(id, "D", out var named) || await db.FirstAsync(tenant, ReviewRow.ById(tenant, named), ReviewRow.Read, ct) is not { } run) return Problem.NotFound.Result();
        var book = RuleBooks.Read((await db.FirstAsync(tenant, Sql.Of(BookOf, tenant, run.RuleRevision), r => r.GetString(0), ct))!);
        var (results, different, after) = (0, new List<string>(), Guid.Empty);
        while (await NextAsync(db, tenant, run.Id, after, ct) is { Length: > 0 } partners)
        {
            var (checkedNow, others) = await CompareAsync(db, tenant, run, partners, book.Levels, ct);
            results += checkedNow;
            different.AddRange(others);
            after = partners[^1];
        }

        return TypedResults.Ok(new ReviewCheckView(results, results - different.Count, [.. different.Take(NamedAtMost)], run.Partners));
    }

    private static Task<Guid[]> NextAsync(TenantDb db, int tenant, Guid run, Guid after, CancellationToken ct) =>
        db.TransactAsync(tenant, transaction => ReviewInputRows.NextAsync(transaction, tenant, run, after, ct), ct);

    private static async Task<(int Results, List<string> Different)> CompareAsync(TenantDb db, int tenant, ReviewRow run, Guid[] partners, ImmutableArray<RuleVersion<LevelTable>> levels, CancellationToken ct)
    {
        var inputs = (await ReviewInputRows.ReadAsync(db, tenant, run, partners, ct)).ToDictionary(one => one.Inputs.Partner.Value, one => one.Inputs);
        var rows = await db.QueryAsync(tenant, Sql.Of(Results, tenant, run.Id, partners), ResultRow.Read, ct);
        return (rows.Count, [.. rows.Where(row => !StoredRecord.ReplaysTo(StoredRecord.Whole(row.Stored, inputs[row.Partner]), levels, row.Hash)).Select(row => row.Name)]);
    }
}
