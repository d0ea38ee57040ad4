using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Kernel;
using Tessera.Domain.Learning;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;
using Tessera.Server.Modules.Learning.Courses;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Learning.Enrolments;

/// <param name="Level">Code.</param>
internal sealed record ReachedLevelView(Guid PartnerId, string PartnerName, string Level, string Name);

/// <param name="Levels">Partners that rose with the certificates that followed.</param>
internal sealed record ResultsView(CourseView Course, IReadOnlyList<ReachedLevelView> Levels);

/// <summary>What the services of <see cref="RecordResults"/> are.</summary>
internal sealed record ResultServices(TenantRules Rules, LearningPost Post, CourseNews News, ChangeFeed Feed);

/// <summary>
/// An operator enters what came of a course, one or several people at once, all of it or nothing. Who passed has a certificate from that day on,
/// and a level it reaches holds at once (PP-4). What was entered before may be corrected, until somebody has passed: then the certificate is revoked.
/// </summary>
internal static class RecordResults
{
    public const int Most = 500;

    private const string Enter = """
        UPDATE enrolment SET outcome = r.outcome, outcome_on = r.on_day, outcome_by = $3, certificate_id = r.certificate
        FROM unnest($4::uuid[], $5::text[], $6::date[], $7::uuid[]) AS r (person, outcome, on_day, certificate)
        WHERE tenant_id = $1 AND course_id = $2 AND membership_id = r.person
        """;

    /// <param name="On">The day of the result; today where it is not given. A certificate holds from it on.</param>
    internal sealed record Result(Guid? Person = null, LearningOutcome? Outcome = null, DateOnly? On = null);

    internal sealed record Request(IReadOnlyList<Result>? Results = null);

    private sealed record Entry(EnrolmentView Of, LearningOutcome Outcome, DateOnly On, NewCertificate? Certificate);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/courses/{id}/results", (string id, HttpContext context, OnceOnly once, TenantRules rules, LearningPost post, CourseNews news, ChangeFeed feed) =>
                once.RunAsync<Request>(context, (request, write) => HandleAsync(id, request, write, new ResultServices(rules, post, news, feed))))
        .Operation(nameof(RecordResults)).WithName("recordResults").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<ResultsView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Request request, Write write, ResultServices services)
    {
        var tenant = write.Caller.Tenant;
        if (await CourseRow.HoldAsync(write, id) is not { } course) return Problem.NotFound;
        if (request.Results is not { Count: > 0 and <= Most } results) return Problem.Invalid(new FieldProblem("results", "REQUIRED", "One to " + Most.ToString(CultureInfo.InvariantCulture) + " people with what came of it."));
        var book = (await services.Rules.OfAsync(tenant.Id, write.Ct)).Book;
        var paths = await PathBook.ReadAsync(write.Transaction, tenant.Id, book, write.Ct);
        var enrolled = (await EnrolmentRows.ReadAsync(write, course.Id)).ToDictionary(one => one.PersonId);
        var (entries, problem) = Judge(course, results, enrolled, paths.Find(course.Path), write);
        if (problem is not null) return problem;

        var granting = new Granting(tenant.Id, tenant.DayOf(write.Now), write.Now, write.Who, [.. entries.Where(one => one.Certificate is not null).Select(one => one.Certificate!)]);
        var granted = await CertificateBook.GrantAsync(write.Transaction, granting, book.Levels, write.Ct);
        if (entries.Count > 0) await WriteAsync(write, course, entries, granted, (services.Post, paths.Name(course.Path)));
        write.AfterCommit(() =>
        {
            services.News.Tell(tenant.Id, course.Id);
            foreach (var partner in granted.Partners) services.Feed.Publish(new Change(tenant.Id, PointBook.ChangeKind, partner, 0, [partner]));
        });
        var view = CourseView.Of(course, write.Caller, paths, await EnrolmentRows.ReadAsync(write, course.Id), write.Now);
        return Outcome.Done(new ResultsView(view, [.. granted.Levels.Select(one => new ReachedLevelView(one.Partner, one.Name, one.Change.To, one.Change.Name))]));
    }

    /// <summary>What is to be written; what is there already the same way is left out.</summary>
    private static (List<Entry> Entries, Problem? Problem) Judge(CourseRow course, IReadOnlyList<Result> results, Dictionary<Guid, EnrolmentView> enrolled, CertificationPath? path, Write write)
    {
        var (tenant, entries, fields, refusals) = (write.Caller.Tenant, new List<Entry>(), new List<FieldProblem>(), new List<Refusal>());
        var (today, startsOn, met) = (tenant.DayOf(write.Now), tenant.DayOf(course.StartsAt), new HashSet<Guid>());
        for (var i = 0; i < results.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"results[{i}].");
            if (results[i] is not { Person: { } person, Outcome: { } outcome } result) fields.Add(new FieldProblem(at + (results[i]?.Person is null ? "person" : "outcome"), "REQUIRED", "Who, and PASSED, FAILED or NO_SHOW."));
            else if (!met.Add(person)) fields.Add(new FieldProblem(at + "person", "TWICE", "Somebody is named twice."));
            else if (!enrolled.TryGetValue(person, out var of)) refusals.Add(Refusal.Of(RefusalCodes.NotEnrolled, "PP-2", at + "person"));
            else if (of.Outcome != outcome || (result.On is { } given && given != of.OutcomeOn))
            {
                var on = result.On ?? today;
                if (Certifying.CheckResult(course.Course, of.Outcome, (outcome, on), (startsOn, today, write.Now), at + "on") is { } refusal) refusals.Add(refusal.Code == RefusalCodes.AlreadyPassed ? refusal with { Field = at + "outcome" } : refusal);
                else entries.Add(new Entry(of, outcome, on, outcome == LearningOutcome.Passed ? new NewCertificate(Guid.CreateVersion7(write.Now), person, course.Path, on, path?.Until(on)) : null));
            }
        }

        return (entries, fields.Count > 0 ? Problem.Invalid(fields) : refusals.Count > 0 ? LearningProblems.Refused(refusals, write.Caller.Language) : null);
    }

    private static async Task WriteAsync(Write write, CourseRow course, List<Entry> entries, Granted granted, (LearningPost Post, string PathName) mail)
    {
        var tenant = write.Caller.Tenant;
        var gained = entries.Where(one => one.Certificate is { } certificate && granted.Fresh.Contains(certificate.Id)).ToDictionary(one => one.Of.PersonId, one => one.Certificate!);
        var learners = await write.Transaction.QueryAsync(Learners.Named(tenant, [.. gained.Keys]), Learners.Read, write.Ct);
        var levels = granted.Levels.ToDictionary(one => one.Partner, one => one.Change.Name);
        await write.Transaction.WriteAsync(
            [
                Sql.Of(
                    Enter, tenant.Id, course.Id, write.Who.Name, entries.Select(one => one.Of.PersonId).ToArray(), entries.Select(one => ProgrammeWords.Of(one.Outcome)).ToArray(), entries.Select(one => one.On).ToArray(),
                    new NpgsqlParameter { Value = entries.Select(one => one.Certificate is { } c && granted.Fresh.Contains(c.Id) ? c.Id : (Guid?)null).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }),
                .. learners.SelectMany(learner => mail.Post.Gained(tenant, learner, gained[learner.Id], mail.PathName, levels.GetValueOrDefault(learner.PartnerId), write.Now)),
                AuditTrail.AddMany(tenant.Id, entries.ConvertAll(one => new AuditRecord(Guid.CreateVersion7(write.Now), write.Now, write.Who, Audit(course, one)))),
            ],
            write.Ct);
    }

    private static AuditRow Audit(CourseRow course, Entry entry) => new(
        nameof(RecordResults), "course", course.Id, course.Title,
        AuditTrail.Changes(
            ("person", null, $"{entry.Of.Person} · {entry.Of.PartnerName}"), ("outcome", entry.Of.Outcome is { } before ? ProgrammeWords.Of(before) : null, ProgrammeWords.Of(entry.Outcome)), ("on", entry.Of.OutcomeOn, entry.On)));
}
