using Npgsql;
using Tessera.Domain.Learning;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Learning.Courses;

/// <summary>Who is enrolled in some courses; those who withdrew are not.</summary>
internal static class EnrolmentRows
{
    private const string OfCourses = """
        SELECT e.course_id, e.membership_id, m.name, m.partner_id, p.name, e.enrolled_at, e.enrolled_by, e.outcome, e.outcome_on, e.certificate_id
        FROM enrolment e
        JOIN membership m ON m.tenant_id = e.tenant_id AND m.membership_id = e.membership_id
        JOIN partner p ON p.tenant_id = m.tenant_id AND p.partner_id = m.partner_id
        WHERE e.tenant_id = $1 AND e.course_id = ANY($2) AND e.withdrawn_at IS NULL AND ($3::uuid IS NULL OR m.partner_id = $3)
        ORDER BY p.name, m.name, e.membership_id
        """;

    /// <summary>Those the caller may see: operators everybody, partners their own people.</summary>
    public static NpgsqlBatchCommand Of(Caller caller, params Guid[] courses) => Sql.Of(OfCourses, caller.TenantId, courses, Optional.Id(caller.PartnerId));

    public static (Guid Course, EnrolmentView Enrolment) Read(NpgsqlDataReader r) => (
        r.GetGuid(0),
        new EnrolmentView(
            r.GetGuid(1), r.GetString(2), r.GetGuid(3), r.GetString(4), r.Moment(5), r.GetString(6), r.TextOrNull(7) is { } outcome ? ProgrammeWords.Read<LearningOutcome>(outcome) : null, r.DayOrNull(8), r.GuidOrNull(9)));

    public static async Task<IReadOnlyList<EnrolmentView>> ReadAsync(Write write, Guid course) =>
        (await write.Transaction.QueryAsync(Of(write.Caller, course), Read, write.Ct)).ConvertAll(one => one.Enrolment);
}
