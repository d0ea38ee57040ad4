using System.Globalization;
using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme;

/// <summary>A partner's ledger of points, the newest day first; every line says why it is there.</summary>
internal static class ListPoints
{
    private const string Sort = "points.-DAY";
    private const string Page = """
        SELECT line_id, counts_on, points, cause, facts, order_id, at, actor FROM point_line
        WHERE tenant_id = $1 AND partner_id = $2 AND (counts_on, line_id) < ($3, $4) ORDER BY counts_on DESC, line_id DESC LIMIT $5
        """;

    private const string Counted = "SELECT count(*) FROM (SELECT FROM point_line WHERE tenant_id = $1 AND partner_id = $2 LIMIT 1001) bounded";
    private const string Exists = "SELECT 1 FROM partner WHERE tenant_id = $1 AND partner_id = $2";

    private static readonly Guid Last = Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff");
    private static readonly DateOnly Latest = new(9999, 12, 30);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{id}/points", HandleAsync).Operation(nameof(ListPoints)).WithName("points").TakesPage().Produces<Page<PointLineView>>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var page = input.Page(caller.TenantId, Sort);
        if (input.Problem is { } problem) return problem.Result();
        if (!Guid.TryParseExact(id, "D", out var partner) || !LevelDetails.IsSeen(caller, partner)) return Problem.NotFound.Result();
        if (page.After is { } given && !DateOnly.TryParseExact(given.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return Cursor.Invalid.Result();
        var read = await ReadAsync(db, caller.TenantId, partner, page, ct);
        if (read is not var (rows, total)) return Problem.NotFound.Result();
        var (window, texts) = (PointWindow.Through(caller.Tenant.DayOf(clock.GetUtcNow())), Texts.Of(caller.Language));
        return TypedResults.Ok(page.Page(rows, row => row.View(window, texts), row => new Cursor(caller.TenantId, Sort, row.CountsOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Id), total));
    }

    /// <returns>Null: there is no such partner.</returns>
    private static Task<(List<Row> Rows, Total Total)?> ReadAsync(TenantDb db, int tenant, Guid partner, PageRequest page, CancellationToken ct)
    {
        var day = page.After is { } after ? DateOnly.ParseExact(after.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture) : Latest;
        return db.ReadAsync(
            tenant, [Sql.Of(Exists, tenant, partner), Sql.Of(Page, tenant, partner, day, page.After?.Id ?? Last, page.Limit), Sql.Of(Counted, tenant, partner)],
            async (reader, token) =>
            {
                if (!await reader.ReadAsync(token)) return null;
                await reader.NextResultAsync(token);
                var rows = await TenantDb.RowsAsync(reader, Row.Read, token);
                await reader.NextResultAsync(token);
                return ((List<Row>, Total)?)(rows, await reader.ReadAsync(token) ? Total.Of(reader.GetInt64(0)) : new Total(0, false));
            },
            ct);
    }

    private sealed record Row(Guid Id, DateOnly CountsOn, long Points, PointCause Cause, IReadOnlyDictionary<string, string> Facts, Guid? OrderId, DateTimeOffset At, string Actor)
    {
        public static Row Read(NpgsqlDataReader r) => new(
            r.GetGuid(0), r.GetFieldValue<DateOnly>(1), r.GetInt64(2), ProgrammeWords.Read<PointCause>(r.GetString(3)), ProgrammeJson.ReadFacts(r.GetFieldValue<byte[]>(4)), r.GuidOrNull(5), r.Moment(6), r.GetString(7));

        public PointLineView View(PointWindow window, Texts texts) => new(
            Id, CountsOn, Points, window.Holds(CountsOn), Cause, ProgrammeTexts.Cause(Cause, texts), "PP-3", ProgrammeTexts.Line(Cause, Facts, texts),
            OrderId is { } order ? new PointOrderView(order, Facts.GetValueOrDefault("order", "")) : null, At, Actor);
    }
}
