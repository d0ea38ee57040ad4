using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Learning;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Learning.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Demo.Learning;

/// <param name="Outcome">Null: not entered yet, or not over.</param>
internal sealed record DemoLearner(DemoPerson Person, LearningOutcome? Outcome = null);

/// <param name="In">Days from today on which it is; at ten in the morning.</param>
/// <param name="Cancelled">Why; null: it takes place.</param>
internal sealed record DemoCourse(int Tenant, CourseKind Kind, string Path, string Title, string Language, int In, int Hours, int Seats, string? Cancelled, params DemoLearner[] Learners);

/// <summary>
/// What there is to learn: courses that are over, with what came of them, one that waits for its results, and those to come: with room, full, cancelled.
/// Who passed has the certificate by the product's own book.
/// </summary>
internal sealed class Lessons(DemoTenant tenant, RuleBook book, DateTimeOffset now)
{
    private const string Describe = """
        INSERT INTO certification_path (tenant_id, code, name, validity_months, updated_at, updated_by) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
        """;

    private const string Announce = """
        INSERT INTO course (tenant_id, course_id, kind, path, title, language, starts_at, ends_at, open_until, seats, taken, link, cancelled_at, cancel_reason, created_at, created_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    private const string Enrol = """
        INSERT INTO enrolment (tenant_id, course_id, membership_id, enrolled_at, enrolled_by, outcome, outcome_on, outcome_by, certificate_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private static readonly (int Tenant, string Code, string Name)[] Paths =
    [
        (DemoIds.Allnet, "basic", "Tecnico di base"), (DemoIds.Allnet, "intermediate", "Tecnico esperto"), (DemoIds.Allnet, "advanced", "Progettista"),
        (DemoIds.Vcom, "basic", "Grunnkurs"), (DemoIds.Vcom, "intermediate", "Fagkurs"), (DemoIds.Vcom, "advanced", "Ekspert"),
    ];

    private static readonly DemoCourse[] All =
    [
        new(DemoIds.Allnet, CourseKind.Course, "basic", "Il centralino da zero", "it", -75, 6, 12, null, new(Cast.Paolo, LearningOutcome.Passed), new DemoLearner(Cast.Hugo, LearningOutcome.NoShow)),
        new(DemoIds.Allnet, CourseKind.Webinar, "intermediate", "SIP trunk senza sorprese", "it", -3, 3, 20, null, new(Cast.Sara), new DemoLearner(Cast.Camille)),
        new(DemoIds.Allnet, CourseKind.Webinar, "basic", "Les bases du standard téléphonique", "fr", 5, 3, 15, "La formatrice est malade ; une nouvelle date suivra.", new DemoLearner(Cast.Hugo)),
        new(DemoIds.Allnet, CourseKind.Webinar, "intermediate", "Reti e qualità della voce", "it", 11, 3, 25, null, new DemoLearner(Cast.Davide)),
        new(DemoIds.Allnet, CourseKind.Course, "advanced", "Progettare per mille interni", "it", 19, 8, 2, null, new(Cast.Elena), new DemoLearner(Cast.Camille)),
        new(DemoIds.Allnet, CourseKind.Webinar, "advanced", "Security for phone systems", "en", 26, 4, 30, null),
        new(DemoIds.Allnet, CourseKind.Webinar, "basic", "Il centralino da zero, ripasso", "it", 33, 2, 40, null),
        new(DemoIds.Vcom, CourseKind.Webinar, "basic", "Telefonsentralen fra bunnen av", "nb", -60, 3, 20, null, new DemoLearner(Cast.Kari, LearningOutcome.Failed)),
        new(DemoIds.Vcom, CourseKind.Webinar, "intermediate", "SIP uten overraskelser", "nb", 9, 3, 20, null, new DemoLearner(Cast.Kari)),
        new(DemoIds.Vcom, CourseKind.Course, "advanced", "Store anlegg i praksis", "nb", 24, 7, 10, null),
    ];

    private AuditActor By { get; } = new(Cast.OwnerOf(null, tenant.Id).Name, null, null, "demo-learning", null);

    /// <summary>Once: a programme that has announced a course is left alone.</summary>
    public async Task PlantAsync(TenantTransaction transaction, CancellationToken ct)
    {
        if (await transaction.QueryAsync(Sql.Of("SELECT EXISTS (SELECT FROM course WHERE tenant_id = $1)", tenant.Id), r => r.GetBoolean(0), ct) is [true]) return;
        await transaction.WriteAsync([.. Paths.Where(path => path.Tenant == tenant.Id).Select(path => Sql.Of(Describe, tenant.Id, path.Code, path.Name, 24, now, By.Name))], ct);
        foreach (var course in All.Where(one => one.Tenant == tenant.Id)) await TellAsync(transaction, course, ct);
    }

    private async Task TellAsync(TenantTransaction transaction, DemoCourse course, CancellationToken ct)
    {
        var programme = new Tenant(tenant.Id, tenant.Slug, tenant.Name, tenant.Currency, tenant.TimeZone, tenant.Languages);
        var day = programme.DayOf(now).AddDays(course.In);
        var starts = programme.MomentOf(day.ToDateTime(new TimeOnly(10, 0)))!.Value;
        var announced = now.AddDays(Math.Min(course.In, 0) - 20);
        var id = DemoIds.At(announced, "course:" + course.Title);
        var certificates = course.Learners.Where(one => one.Outcome == LearningOutcome.Passed)
            .ToDictionary(one => one.Person, one => new NewCertificate(DemoIds.At(starts, $"learned:{course.Title}:{one.Person.MembershipId}"), one.Person.MembershipId, course.Path, day, day.AddMonths(24).AddDays(-1)));
        await transaction.WriteAsync([Announcement(course, id, (starts, day, announced)), AuditTrail.Add(tenant.Id, By, announced, new AuditRow("CreateCourse", "course", id, course.Title))], ct);
        await CertificateBook.GrantAsync(transaction, new Granting(tenant.Id, day, starts.AddHours(course.Hours), By, [.. certificates.Values]), book.Levels, ct);
        await transaction.WriteAsync([.. course.Learners.Select(one => Enrolment(one, id, (announced.AddDays(4), day), certificates.GetValueOrDefault(one.Person)?.Id))], ct);
    }

    private NpgsqlBatchCommand Announcement(DemoCourse course, Guid id, (DateTimeOffset Starts, DateOnly Day, DateTimeOffset Announced) at) => Sql.Of(
        Announce, tenant.Id, id, ProgrammeWords.Of(course.Kind), course.Path, course.Title, course.Language, at.Starts, at.Starts.AddHours(course.Hours), at.Day, course.Seats, course.Learners.Length,
        KeyRow.Parameter(NpgsqlDbType.Text, course.Kind == CourseKind.Webinar ? "https://meet.example/" + id.ToString("N")[^8..] : null),
        KeyRow.Parameter(NpgsqlDbType.TimestampTz, course.Cancelled is null ? null : now.AddDays(-1).UtcDateTime), KeyRow.Parameter(NpgsqlDbType.Text, course.Cancelled), at.Announced, By.Name);

    private NpgsqlBatchCommand Enrolment(DemoLearner learner, Guid course, (DateTimeOffset Enrolled, DateOnly Day) at, Guid? certificate) => Sql.Of(
        Enrol, tenant.Id, course, learner.Person.MembershipId, at.Enrolled, learner.Person.Name, KeyRow.Parameter(NpgsqlDbType.Text, learner.Outcome is { } outcome ? ProgrammeWords.Of(outcome) : null),
        KeyRow.Parameter(NpgsqlDbType.Date, learner.Outcome is null ? null : at.Day), KeyRow.Parameter(NpgsqlDbType.Text, learner.Outcome is null ? null : By.Name), KeyRow.Parameter(NpgsqlDbType.Uuid, certificate));
}
