using System.Globalization;
using Tessera.Domain.Learning;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Learning.Contracts;

namespace Tessera.Server.Modules.Learning.Courses;

// Courses and who is enrolled, as /v1 shows them.

/// <param name="Outcome">Null: not entered yet.</param>
/// <param name="CertificateId">Of the certificate that followed.</param>
internal sealed record EnrolmentView(
    Guid PersonId, string Person, Guid PartnerId, string PartnerName, DateTimeOffset EnrolledAt, string EnrolledBy, LearningOutcome? Outcome, DateOnly? OutcomeOn, Guid? CertificateId);

/// <param name="Starts">As calendars and clocks in the tenant's zone show it, <c>yyyy-MM-ddTHH:mm</c>.</param>
/// <param name="OpenUntil">Last day on which people may enrol.</param>
/// <param name="Link">Shown to operators, and to partners somebody of whom is enrolled.</param>
/// <param name="Enrolments">Operators see everybody, partners their own people. Of a list, operators see how many seats are taken only.</param>
internal sealed record CourseView(
    Guid Id, CourseKind Kind, string Path, string PathName, string Title, string Language, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Starts, string Ends, string TimeZone, DateOnly OpenUntil,
    int Seats, int Taken, CourseState State, string? Link, string? CancelReason, int Version, IReadOnlyList<EnrolmentView> Enrolments)
{
    private const string Local = "yyyy-MM-dd'T'HH:mm";

    public static CourseView Of(CourseRow row, Caller caller, PathBook paths, IReadOnlyList<EnrolmentView> enrolments, DateTimeOffset now)
    {
        var tenant = caller.Tenant;
        return new CourseView(
            row.Id, row.Kind, row.Path, paths.Name(row.Path), row.Title, row.Language, row.StartsAt, row.EndsAt, Clock(row.StartsAt), Clock(row.EndsAt), tenant.TimeZone, row.OpenUntil, row.Seats, row.Taken,
            row.Course.StateAt(now, tenant.DayOf(now)), caller.IsOperator || enrolments.Count > 0 ? row.Link : null, row.CancelReason, row.Version, enrolments);

        string Clock(DateTimeOffset moment) => tenant.LocalOf(moment).ToString(Local, CultureInfo.InvariantCulture);
    }
}
