using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Learning.Courses;

namespace Tessera.Server.Modules.Learning.Enrolments;

/// <summary>Somebody takes a seat in a course, and gets a mail that says so. Seats are decided by PostgreSQL: of two for the last one, one is told that it is full.</summary>
internal static class EnrolPerson
{
    private const string Take = "UPDATE course SET taken = taken + 1 WHERE tenant_id = $1 AND course_id = $2";

    private const string Enrol = """
        INSERT INTO enrolment AS e (tenant_id, course_id, membership_id, enrolled_at, enrolled_by) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant_id, course_id, membership_id) DO UPDATE SET enrolled_at = $4, enrolled_by = $5, withdrawn_at = NULL WHERE e.withdrawn_at IS NOT NULL
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/courses/{id}/enrol", (string id, HttpContext context, EnrolmentDesk desk, LearningPost post, CourseNews news) => desk.ChangeAsync(
                id, context, (write, seat) => KeepAsync(write, seat, (post, news)),
                (write, seat) => seat.Course.Course.CheckEnrolment(seat.Learner.Name, seat.Learner.Disabled, write.Now, write.Caller.Tenant.DayOf(write.Now)), wanted: true))
        .Operation(nameof(EnrolPerson)).WithName("enrolPerson").Accepts<EnrolmentDesk.Request>("application/json").TakesIdempotencyKey().Produces<CourseView>().ProducesProblem(422);

    private static async Task<CourseRow?> KeepAsync(Write write, Seat seat, (LearningPost Post, CourseNews News) services)
    {
        var (tenant, course, learner) = (write.Caller.Tenant, seat.Course, seat.Learner);
        await write.Transaction.WriteAsync(
            [
                Sql.Of(Enrol, tenant.Id, course.Id, learner.Id, write.Now, write.Who.Name), Sql.Of(Take, tenant.Id, course.Id),
                .. services.Post.Enrolled(tenant, course, seat.Paths.Name(course.Path), learner, write.Who.Name, write.Now),
                AuditTrail.Add(tenant.Id, write.Who, write.Now, new AuditRow(nameof(EnrolPerson), "course", course.Id, course.Title, AuditTrail.Changes(("person", null, $"{learner.Name} · {learner.PartnerName}")))),
            ],
            write.Ct);
        write.AfterCommit(() => services.News.Tell(tenant.Id, course.Id));
        return course with { Taken = course.Taken + 1 };
    }
}
