using System.Globalization;
using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>Every line of points a review counted for a partner, newest first, with why it is there.</summary>
internal static class ListReviewLines
{
    private const string Page = """
        SELECT l.counts_on, l.reference, l.points, p.cause, p.facts, p.order_id
        FROM review_line l JOIN point_line p ON p.tenant_id = l.tenant_id AND p.reference = l.reference
        WHERE l.tenant_id = $1 AND l.run_id = $2 AND l.partner_id = $3 AND (l.counts_on, l.reference) < ($4, $5) ORDER BY l.counts_on DESC, l.reference DESC LIMIT $6
        """;

    private const string Counted = "SELECT count(*) FROM (SELECT FROM review_line WHERE tenant_id = $1 AND run_id = $2 AND partner_id = $3 LIMIT 1001) bounded";
    private const string Iso = "yyyy-MM-dd";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/reviews/{id}/results/{partnerId}/lines", HandleAsync)
        .Operation(nameof(ListReviewLines)).WithName("reviewLines").TakesPage().Produces<Page<ReviewLineView>>();

    private static async Task<IResult> HandleAsync(string id, string partnerId, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var (tenant, input) = (caller.TenantId, new QueryInput(context));
        if (await ReviewOfPartner.FindAsync(db, caller, id, partnerId, ct) is not var (run, partner)) return Problem.NotFound.Result();
        var sort = $"review-lines:{run.Id}";
        var page = input.Page(tenant, sort);
        if (input.Problem is { } problem) return problem.Result();
        if (Place(page.After) is not var (day, reference)) return Cursor.Invalid.Result();
        var (rows, total) = await db.ReadAsync(
            tenant, [Sql.Of(Page, tenant, run.Id, partner, day, reference, page.Limit), Sql.Of(Counted, tenant, run.Id, partner)],
            async (reader, token) =>
            {
                var lines = await TenantDb.RowsAsync(reader, Row.Read, token);
                await reader.NextResultAsync(token);
                return (lines, await reader.ReadAsync(token) ? Total.Of(reader.GetInt64(0)) : new Total(0, false));
            },
            ct);
        var texts = Texts.Of(caller.Language);
        return TypedResults.Ok(page.Page(rows, row => row.View(texts), row => new Cursor(tenant, sort, row.CountsOn.ToString(Iso, CultureInfo.InvariantCulture) + row.Reference, partner), total));
    }

    /// <summary>A day and what follows it.</summary>
    private static (DateOnly Day, string Reference)? Place(Cursor? after) =>
        after is null ? (new DateOnly(9999, 12, 30), "")
        : after.Value.Length > Iso.Length && DateOnly.TryParseExact(after.Value.AsSpan(0, Iso.Length), Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, after.Value[Iso.Length..])
        : null;

    private sealed record Row(DateOnly CountsOn, string Reference, long Points, PointCause Cause, IReadOnlyDictionary<string, string> Facts, Guid? OrderId)
    {
        public static Row Read(NpgsqlDataReader r) => new(
            r.GetFieldValue<DateOnly>(0), r.GetString(1), r.GetInt64(2), ProgrammeWords.Read<PointCause>(r.GetString(3)), ProgrammeJson.ReadFacts(r.GetFieldValue<byte[]>(4)), r.GuidOrNull(5));

        public ReviewLineView View(Texts texts) => new(
            CountsOn, Points, Cause, ProgrammeTexts.Cause(Cause, texts), ProgrammeTexts.Line(Cause, Facts, texts), OrderId is { } order ? new PointOrderView(order, Facts.GetValueOrDefault("order", "")) : null);
    }
}
