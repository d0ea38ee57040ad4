using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Learning.Courses;

namespace Tessera.Server.Modules.Learning.Enrolments;

/// <summary>Somebody gives a seat back before the course begins; the next one may take it.</summary>
internal static class WithdrawPerson
{
    private const string Withdraw = "UPDATE enrolment SET withdrawn_at = $4 WHERE tenant_id = $1 AND course_id = $2 AND membership_id = $3";
    private const string GiveBack = "UPDATE course SET taken = taken - 1 WHERE tenant_id = $1 AND course_id = $2";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/courses/{id}/withdraw", (string id, HttpContext context, EnrolmentDesk desk, CourseNews news) => desk.ChangeAsync(id, context, (write, seat) => KeepAsync(write, seat, news), (write, seat) => seat.Course.Course.CheckWithdrawal(write.Now), wanted: false))
        .Operation(nameof(WithdrawPerson)).WithName("withdrawPerson").Accepts<EnrolmentDesk.Request>("application/json").TakesIdempotencyKey().Produces<CourseView>().ProducesProblem(422);

    private static async Task<CourseRow?> KeepAsync(Write write, Seat seat, CourseNews news)
    {
        var (tenant, course, learner) = (write.Caller.TenantId, seat.Course, seat.Learner);
        await write.Transaction.WriteAsync(
            [
                Sql.Of(Withdraw, tenant, course.Id, learner.Id, write.Now), Sql.Of(GiveBack, tenant, course.Id),
                AuditTrail.Add(tenant, write.Who, write.Now, new AuditRow(nameof(WithdrawPerson), "course", course.Id, course.Title, AuditTrail.Changes(("person", $"{learner.Name} · {learner.PartnerName}", null)))),
            ],
            write.Ct);
        write.AfterCommit(() => news.Tell(tenant, course.Id));
        return course with { Taken = course.Taken - 1 };
    }
}
