using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;

namespace Tessera.Server.Modules.Learning.Courses;

/// <summary>A course becomes another before it begins: its time, its seats, its link. Seats that are taken stay.</summary>
internal static class ChangeCourse
{
    private static readonly Problem Newer = new(409, "COURSE_CHANGED", "Somebody else has changed this course.", "Load it again and look at what is different.", "PP-2");

    /// <param name="ExpectedVersion">As it was read.</param>
    internal sealed record Request(CourseRequest? Course = null, int? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/courses/{id}/change", (string id, HttpContext context, OnceOnly once, TenantRules rules, CourseNews news) =>
                once.RunAsync<Request>(context, (request, write) => HandleAsync(id, request, write, (rules, news))))
        .Operation(nameof(ChangeCourse)).WithName("changeCourse").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<CourseView>().ProducesProblem(409).ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Request request, Write write, (TenantRules Rules, CourseNews News) services)
    {
        var tenant = write.Caller.TenantId;
        if (await CourseRow.HoldAsync(write, id) is not { } before) return Problem.NotFound;
        if (request.Course is null) return Problem.Invalid(new FieldProblem("course", "REQUIRED", "The course as it shall be."));
        if (request.ExpectedVersion is null) return Problem.Invalid(new FieldProblem("expectedVersion", "REQUIRED", "The version that was read."));
        if (before.Course.CheckChange(write.Now) is { } refusal) return LearningProblems.Refused(refusal, write.Caller.Language);
        if (before.Version != request.ExpectedVersion) return Newer;
        var paths = await PathBook.ReadAsync(write.Transaction, tenant, (await services.Rules.OfAsync(tenant, write.Ct)).Book, write.Ct);
        var (row, problem) = request.Course.Judge(before, paths, write);
        if (row is null) return problem!;

        var after = row == before ? row : row with { Version = before.Version + 1 };
        if (row != before)
        {
            var audit = new AuditRow(nameof(ChangeCourse), "course", row.Id, row.Title, CourseChanges.Between(before, row));
            await write.Transaction.WriteAsync([after.Update(tenant), AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
            write.AfterCommit(() => services.News.Tell(tenant, row.Id));
        }

        return Outcome.Done(CourseView.Of(after, write.Caller, paths, await EnrolmentRows.ReadAsync(write, row.Id), write.Now));
    }
}
