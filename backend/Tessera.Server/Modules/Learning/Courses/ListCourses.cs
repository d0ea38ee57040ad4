using System.Globalization;
using System.Text.Json.Serialization;
using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;

namespace Tessera.Server.Modules.Learning.Courses;

/// <summary>Which courses: those that are not over, the next first, or those that are, the newest first.</summary>
[JsonConverter(typeof(ScreamingSnake<CourseTime>))]
internal enum CourseTime
{
    Coming,
    Past,
}

/// <summary>
/// Courses and webinars. Partners see those they could enrol in or have people in; one that is cancelled they see only where it concerns their people.
/// </summary>
internal static class ListCourses
{
    private const string Seen = """
         AND ($5::text IS NULL OR path = $5) AND (cancelled_at IS NULL OR $6::uuid IS NULL OR EXISTS (
          SELECT FROM enrolment e JOIN membership m ON m.tenant_id = e.tenant_id AND m.membership_id = e.membership_id
          WHERE e.tenant_id = course.tenant_id AND e.course_id = course.course_id AND e.withdrawn_at IS NULL AND m.partner_id = $6))
        """;

    private const string Coming = $"SELECT {CourseRow.Columns} FROM course WHERE tenant_id = $1 AND ends_at >= $2 AND (starts_at, course_id) > ($3, $4){Seen} ORDER BY starts_at, course_id LIMIT $7";
    private const string Past = $"SELECT {CourseRow.Columns} FROM course WHERE tenant_id = $1 AND ends_at < $2 AND (starts_at, course_id) < ($3, $4){Seen} ORDER BY starts_at DESC, course_id DESC LIMIT $7";
    private static readonly DateTimeOffset Beginning = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2300, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/courses", HandleAsync).Operation(nameof(ListCourses)).WithName("courses")
        .TakesPage(QueryParameter.Text("time", "COMING or PAST; COMING without it."), QueryParameter.Text("path", "Code of a certification path.")).Produces<Page<CourseView>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var times = input.Words<CourseTime>("time") ?? [CourseTime.Coming];
        if (times.Length > 1) input.Add("time", "MALFORMED", "One of them.");
        var path = input.Text("path", Domain.Learning.CertificationPath.LongestCode);
        var sort = times[0] == CourseTime.Coming ? "courses.COMING" : "courses.PAST";
        var page = input.Page(caller.TenantId, sort);
        if (input.Problem is { } problem) return problem.Result();
        if (page.After is { } given && !DateTimeOffset.TryParseExact(given.Value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return Cursor.Invalid.Result();

        var now = clock.GetUtcNow();
        var rows = await db.QueryAsync(caller.TenantId, Statement(caller, times[0], path, page, now), CourseRow.Read, ct);
        var (paths, enrolled) = await BesideAsync(db, caller, rows, (await rules.OfAsync(caller.TenantId, ct)).Book, ct);
        return TypedResults.Ok(page.Page(
            rows, row => CourseView.Of(row, caller, paths, [.. enrolled[row.Id]], now), row => new Cursor(caller.TenantId, sort, row.StartsAt.ToString("O", CultureInfo.InvariantCulture), row.Id)));
    }

    private static NpgsqlBatchCommand Statement(Caller caller, CourseTime time, string? path, PageRequest page, DateTimeOffset now)
    {
        var coming = time == CourseTime.Coming;
        var from = page.After is { } after ? DateTimeOffset.ParseExact(after.Value, "O", CultureInfo.InvariantCulture) : coming ? Beginning : End;
        return Sql.Of(coming ? Coming : Past, caller.TenantId, now, from, page.After?.Id ?? Guid.Empty, Optional.Text(path), Optional.Id(caller.PartnerId), page.Limit);
    }

    private static Task<(PathBook Paths, ILookup<Guid, EnrolmentView> Enrolled)> BesideAsync(TenantDb db, Caller caller, List<CourseRow> rows, Domain.Catalogue.RuleBook book, CancellationToken ct)
    {
        Guid[] asked = caller.IsOperator ? [] : [.. rows.Select(row => row.Id)];
        return db.ReadAsync(
            caller.TenantId, [PathBook.Statement(caller.TenantId), EnrolmentRows.Of(caller, asked)],
            async (reader, token) =>
            {
                var paths = await PathBook.MapAsync(reader, book, token);
                await reader.NextResultAsync(token);
                return (paths, (await TenantDb.RowsAsync(reader, EnrolmentRows.Read, token)).ToLookup(one => one.Course, one => one.Enrolment));
            },
            ct);
    }
}
