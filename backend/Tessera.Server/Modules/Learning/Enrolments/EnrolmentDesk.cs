using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;
using Tessera.Server.Modules.Learning.Courses;

namespace Tessera.Server.Modules.Learning.Enrolments;

/// <summary>A seat of a course somebody takes or gives back, the course's row held.</summary>
internal sealed record Seat(CourseRow Course, Learner Learner, bool Enrolled, PathBook Paths);

/// <summary>The way every change of a seat goes. Owners do it for their people, everybody for themselves, operators for anybody of a partner.</summary>
internal sealed class EnrolmentDesk(OnceOnly once, TenantRules rules)
{
    private const string Has = "SELECT true FROM enrolment WHERE tenant_id = $1 AND course_id = $2 AND membership_id = $3 AND withdrawn_at IS NULL";

    /// <param name="Person">Whom it is about; oneself where it is not given.</param>
    internal sealed record Request(Guid? Person = null);

    public Task<IResult> ChangeAsync(string id, HttpContext context, Func<Write, Seat, Task<CourseRow?>> change, Func<Write, Seat, Refusal?> check, bool wanted) =>
        once.RunAsync<Request>(context, async (request, write) =>
        {
            var caller = write.Caller;
            if (await CourseRow.HoldAsync(write, id) is not { } course) return Problem.NotFound;
            if (request.Person is null && caller.PartnerId is null) return Problem.Invalid(new FieldProblem("person", "REQUIRED", "Somebody of a partner."));
            var person = request.Person ?? caller.Membership.Id;
            if (await Learners.FindAsync(write.Transaction, caller.Tenant, person, write.Ct) is not { } learner || (caller.PartnerId is { } own && own != learner.PartnerId)) return Problem.NotFound;
            if (!caller.IsOperator && caller.Role != Role.Owner && learner.Id != caller.Membership.Id) return LearningProblems.Refused(Refusal.Of(RefusalCodes.EnrolOnlyYourself, "PP-2"), caller.Language, 403);

            var enrolled = (await write.Transaction.QueryAsync(Sql.Of(Has, caller.TenantId, course.Id, learner.Id), r => r.GetBoolean(0), write.Ct)).Count > 0;
            var paths = await PathBook.ReadAsync(write.Transaction, caller.TenantId, (await rules.OfAsync(caller.TenantId, write.Ct)).Book, write.Ct);
            var seat = new Seat(course, learner, enrolled, paths);
            if (enrolled == wanted) return Outcome.Done(await ViewAsync(write, seat, course));
            if (check(write, seat) is { } refusal) return LearningProblems.Refused(refusal, caller.Language);
            return Outcome.Done(await ViewAsync(write, seat, await change(write, seat) ?? course));
        });

    private static async Task<CourseView> ViewAsync(Write write, Seat seat, CourseRow after) =>
        CourseView.Of(after, write.Caller, seat.Paths, await EnrolmentRows.ReadAsync(write, after.Id), write.Now);
}
