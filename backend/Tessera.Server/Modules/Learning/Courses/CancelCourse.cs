using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;

namespace Tessera.Server.Modules.Learning.Courses;

/// <summary>A course does not take place: those who are enrolled get a mail with the reason, and it stays in the list as cancelled.</summary>
internal static class CancelCourse
{
    internal sealed record Request(string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/courses/{id}/cancel", (string id, HttpContext context, OnceOnly once, TenantRules rules, LearningPost post, CourseNews news) =>
                once.RunAsync<Request>(context, (request, write) => HandleAsync(id, request, write, (rules, post, news))))
        .Operation(nameof(CancelCourse)).WithName("cancelCourse").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<CourseView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Request request, Write write, (TenantRules Rules, LearningPost Post, CourseNews News) services)
    {
        var (tenant, reason) = (write.Caller.Tenant, PlainText.Kept(request.Reason));
        if (await CourseRow.HoldAsync(write, id) is not { } row) return Problem.NotFound;
        if (row.Course.CheckCancel(reason, write.Now) is { } refusal) return LearningProblems.Refused(refusal, write.Caller.Language);
        if (PlainText.Check("reason", reason, Domain.Keys.Bounds.LongestReason) is { } unfit) return Problem.Invalid(unfit);

        var paths = await PathBook.ReadAsync(write.Transaction, tenant.Id, (await services.Rules.OfAsync(tenant.Id, write.Ct)).Book, write.Ct);
        var enrolled = await EnrolmentRows.ReadAsync(write, row.Id);
        var learners = await write.Transaction.QueryAsync(Learners.Named(tenant, [.. enrolled.Select(one => one.PersonId)]), Learners.Read, write.Ct);
        var after = row with { CancelledAt = write.Now, CancelReason = reason, Version = row.Version + 1 };
        await write.Transaction.WriteAsync(
            [
                after.Update(tenant.Id), .. services.Post.Cancelled(tenant, after, paths.Name(row.Path), learners, write.Now),
                AuditTrail.Add(tenant.Id, write.Who, write.Now, new AuditRow(nameof(CancelCourse), "course", row.Id, row.Title, AuditTrail.Changes(("cancelled", false, true), ("enrolled", null, enrolled.Count)), reason)),
            ],
            write.Ct);
        write.AfterCommit(() => services.News.Tell(tenant.Id, row.Id));
        return Outcome.Done(CourseView.Of(after, write.Caller, paths, enrolled, write.Now));
    }
}
