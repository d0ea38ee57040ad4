using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;

namespace Tessera.Server.Modules.Learning.Courses;

/// <summary>One course, with those who are enrolled and the caller may see.</summary>
internal static class ReadCourse
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/courses/{id}", HandleAsync).Operation(nameof(ReadCourse)).WithName("course").Produces<CourseView>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        if (!Guid.TryParseExact(id, "D", out var course)) return Problem.NotFound.Result();
        var book = (await rules.OfAsync(caller.TenantId, ct)).Book;
        var view = await db.ReadAsync(
            caller.TenantId, [CourseRow.ById(caller.TenantId, course), PathBook.Statement(caller.TenantId), EnrolmentRows.Of(caller, course)],
            async (reader, token) =>
            {
                if (await TenantDb.RowsAsync(reader, CourseRow.Read, token) is not [var row]) return null;
                await reader.NextResultAsync(token);
                var paths = await PathBook.MapAsync(reader, book, token);
                await reader.NextResultAsync(token);
                return CourseView.Of(row, caller, paths, (await TenantDb.RowsAsync(reader, EnrolmentRows.Read, token)).ConvertAll(one => one.Enrolment), clock.GetUtcNow());
            },
            ct);
        return view is null ? Problem.NotFound.Result() : TypedResults.Ok(view);
    }
}
