using System.Globalization;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Learning;
using Tessera.Platform.Errors;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Learning.Contracts;

namespace Tessera.Server.Modules.Learning.Courses;

/// <summary>A course as somebody wishes it.</summary>
/// <param name="Path">Code of the certification path it leads to.</param>
/// <param name="Language">It is held in.</param>
/// <param name="Starts">As clocks in the tenant's zone show it, <c>yyyy-MM-ddTHH:mm</c>.</param>
/// <param name="OpenUntil">Last day on which people may enrol; the day before it starts where it is not given, or the day itself.</param>
/// <param name="Link">Where it takes place, https.</param>
internal sealed record CourseRequest(
    CourseKind? Kind = null, string? Path = null, string? Title = null, string? Language = null, string? Starts = null, string? Ends = null, DateOnly? OpenUntil = null, int? Seats = null, string? Link = null)
{
    private static readonly string[] Clocks = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>The course as it would be kept, or everything that is wrong with it.</summary>
    /// <param name="before">What it is now; a new one has no seat taken.</param>
    public (CourseRow? Row, Problem? Problem) Judge(CourseRow before, PathBook paths, Write write)
    {
        var tenant = write.Caller.Tenant;
        List<FieldProblem> problems = [];
        if (Kind is null) problems.Add(Missing("kind", "COURSE or WEBINAR."));
        if (paths.Find(Path) is null) problems.Add(Path is null ? Missing("path", "The certification path it leads to.") : Wrong(Refusal.Of(RefusalCodes.PathUnknown, "PP-2", "path", ("path", Path))));
        if (PlainText.Check("title", Title, Course.LongestTitle, required: true) is { } title) problems.Add(title);
        if (Language is null || !Texts.Languages.Contains(Language)) problems.Add(new FieldProblem("language", Language is null ? "REQUIRED" : "UNKNOWN", "One of " + string.Join(", ", Texts.Languages) + "."));
        var (starts, ends) = (Moment("starts", Starts, tenant, problems), Moment("ends", Ends, tenant, problems));
        if (Seats is null) problems.Add(Missing("seats", "How many people there is room for."));
        var link = PlainText.Kept(Link);
        if (link is not null && !IsLink(link)) problems.Add(new FieldProblem("link", "MALFORMED", "An address that begins with https://, up to 500 characters."));
        if (problems.Count > 0) return (null, Problem.Invalid(problems));

        var startsOn = tenant.DayOf(starts!.Value);
        var row = before with
        {
            Kind = Kind!.Value,
            Path = Path!,
            Title = PlainText.Kept(Title)!,
            Language = Language!,
            StartsAt = starts.Value,
            EndsAt = ends!.Value,
            OpenUntil = OpenUntil ?? startsOn,
            Seats = Seats!.Value,
            Link = link,
        };
        var refusals = row.Course.Problems(startsOn, write.Now).ToArray();
        return refusals.Length > 0 ? (null, LearningProblems.Refused(refusals, write.Caller.Language)) : (row, null);

        FieldProblem Wrong(Refusal refusal) => new(refusal.Field!, refusal.Code, Texts.Of(write.Caller.Language).Refusal(refusal));
    }

    private static DateTimeOffset? Moment(string field, string? text, Tenant tenant, List<FieldProblem> problems)
    {
        if (string.IsNullOrEmpty(text)) problems.Add(Missing(field, "A day and a time."));
        else if (!DateTime.TryParseExact(text, Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 2000 or > 2190)
            problems.Add(new FieldProblem(field, "MALFORMED", "A day and a time as 2026-12-01T10:00, in the programme’s time zone."));
        else if (tenant.MomentOf(local) is { } moment) return moment;
        else problems.Add(new FieldProblem(field, "NO_SUCH_TIME", "Clocks are put forward over this time."));
        return null;
    }

    private static bool IsLink(string link) => link.Length <= Course.LongestLink && PlainText.Check("link", link, Course.LongestLink) is null && !link.Contains(' ', StringComparison.Ordinal)
        && Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0 && uri.UserInfo.Length == 0;

    private static FieldProblem Missing(string field, string what) => new(field, "REQUIRED", what);
}
