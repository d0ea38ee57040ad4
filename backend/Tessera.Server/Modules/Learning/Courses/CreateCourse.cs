using Tessera.Domain.Learning;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;

namespace Tessera.Server.Modules.Learning.Courses;

/// <summary>An operator announces a course or webinar; partners see it and may enrol at once.</summary>
internal static class CreateCourse
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/courses/create", (HttpContext context, OnceOnly once, TenantRules rules, CourseNews news) => once.RunAsync<CourseRequest>(context, (request, write) => HandleAsync(request, write, (rules, news))))
        .Operation(nameof(CreateCourse)).WithName("createCourse").Accepts<CourseRequest>("application/json").TakesIdempotencyKey().Produces<CourseView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(CourseRequest request, Write write, (TenantRules Rules, CourseNews News) services)
    {
        var tenant = write.Caller.TenantId;
        var paths = await PathBook.ReadAsync(write.Transaction, tenant, (await services.Rules.OfAsync(tenant, write.Ct)).Book, write.Ct);
        var nothing = new CourseRow(Guid.CreateVersion7(write.Now), CourseKind.Course, "", "", "", default, default, default, 0, 0, null, null, null, 1);
        var (row, problem) = request.Judge(nothing, paths, write);
        if (row is null) return problem!;
        await write.Transaction.WriteAsync(
            [row.Insert(tenant, write.Now, write.Who.Name), AuditTrail.Add(tenant, write.Who, write.Now, new AuditRow(nameof(CreateCourse), "course", row.Id, row.Title, CourseChanges.Between(nothing, row)))], write.Ct);
        write.AfterCommit(() => services.News.Tell(tenant, row.Id));
        return Outcome.Done(CourseView.Of(row, write.Caller, paths, [], write.Now));
    }
}
