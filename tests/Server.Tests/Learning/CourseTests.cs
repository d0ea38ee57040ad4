using System.Net;
using Tessera.TestKit;

namespace Server.Tests.Learning;

/// <summary>PP-2: courses and webinars, who sees them, and what cannot be one.</summary>
public sealed class CourseTests(LearningWorld world) : IClassFixture<LearningWorld>
{
    [Fact]
    public async Task A_course_is_announced_changed_and_cancelled_and_each_is_in_the_audit()
    {
        var course = await world.CourseAsync(("title", "Announced"), ("seats", 3));
        var seen = await world.ReadAsync(Person.Elena, $"/v1/courses/{course}");
        Assert.Equal(("OPEN", "2026-12-10T09:30", "Europe/Rome", "Intermediate", ""), (seen.Text("state"), seen.Text("starts"), seen.Text("timeZone"), seen.Text("pathName"), seen.Text("link")));
        Assert.Equal(DateTimeOffset.Parse("2026-12-10T08:30Z", System.Globalization.CultureInfo.InvariantCulture), seen.GetProperty("startsAt").GetDateTimeOffset());

        var changed = await world.DoneAsync(Person.Giulia, $"/v1/courses/{course}/change", new { course = LearningWorld.Wish(("title", "Moved"), ("starts", "2026-12-11T10:00"), ("ends", "2026-12-11T12:00"), ("seats", 4)), expectedVersion = 1 });
        Assert.Equal(("Moved", 4, 2), (changed.Text("title"), changed.GetProperty("seats").GetInt32(), changed.GetProperty("version").GetInt32()));
        var (late, conflict) = await world.DoAsync(Person.Giulia, $"/v1/courses/{course}/change", new { course = LearningWorld.Wish(), expectedVersion = 1 });
        Assert.Equal((HttpStatusCode.Conflict, "COURSE_CHANGED"), (late, conflict.Text("code")));

        Assert.Equal("REASON_REQUIRED", (await world.DoAsync(Person.Giulia, $"/v1/courses/{course}/cancel", new { })).Body.Text("code"));
        Assert.Equal("CANCELLED", (await world.DoneAsync(Person.Giulia, $"/v1/courses/{course}/cancel", new { reason = "The trainer is ill." })).Text("state"));
        Assert.Equal("COURSE_CANCELLED", (await world.DoAsync(Person.Giulia, $"/v1/courses/{course}/change", new { course = LearningWorld.Wish(), expectedVersion = 3 })).Body.Text("code"));
        Assert.Equal("COURSE_CANCELLED", (await world.DoAsync(Person.Elena, $"/v1/courses/{course}/enrol", new { })).Body.Text("code"));
        foreach (var action in new[] { "CreateCourse", "ChangeCourse", "CancelCourse" }) Assert.Equal(1, await world.CountAsync($"audit_entry WHERE object_id = '{course}' AND action = '{action}'"));
    }

    [Fact]
    public async Task Cancelling_tells_those_who_are_enrolled_why_in_their_language_and_nobody_else()
    {
        var course = await world.CourseAsync(("title", "Soon cancelled"));
        await world.DoneAsync(Person.Elena, $"/v1/courses/{course}/enrol", new { });
        await world.DoneAsync(Person.Camille, $"/v1/courses/{course}/enrol", new { person = Person.Camille.Id });
        await world.DoneAsync(Person.Hugo, $"/v1/courses/{course}/enrol", new { });
        await world.DoneAsync(Person.Hugo, $"/v1/courses/{course}/withdraw", new { });
        await world.Post.SendAsync();
        await world.DoneAsync(Person.Giulia, $"/v1/courses/{course}/cancel", new { reason = "Too few people." });
        await world.Post.SendAsync();
        var mails = world.Post.Mails.Caught.Where(m => m.Text.Contains("Too few people.", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["camille@lagune.example", "elena@brenta.example"], mails.Select(m => m.To).Order());
        Assert.StartsWith("Annullato: Soon cancelled", mails.Single(m => m.To.StartsWith("elena", StringComparison.Ordinal)).Subject, StringComparison.Ordinal);

        Assert.Contains(await TitlesAsync(Person.Elena), title => title == "Soon cancelled");
        Assert.DoesNotContain(await TitlesAsync(Person.Anna), title => title == "Soon cancelled");
        Assert.Contains(await TitlesAsync(Person.Giulia), title => title == "Soon cancelled");
    }

    [Fact]
    public async Task Courses_come_in_the_order_of_their_time_page_by_page_and_those_of_another_programme_never()
    {
        await world.CourseAsync(("title", "Page B"), ("starts", "2027-02-02T09:00"), ("ends", "2027-02-02T10:00"), ("path", "advanced"));
        await world.CourseAsync(("title", "Page A"), ("starts", "2027-02-01T09:00"), ("ends", "2027-02-01T10:00"), ("path", "advanced"));
        await world.BegunAsync([], ("title", "Page past"), ("path", "advanced"));
        var first = await world.ReadAsync(Person.Anna, "/v1/courses?first=1&path=advanced");
        Assert.Equal(("Page A", true), (first.GetProperty("items")[0].Text("title"), first.GetProperty("hasNextPage").GetBoolean()));
        var second = await world.ReadAsync(Person.Anna, $"/v1/courses?first=1&path=advanced&after={first.Text("endCursor")}");
        Assert.Equal("Page B", second.GetProperty("items")[0].Text("title"));
        var past = await world.ReadAsync(Person.Anna, "/v1/courses?first=5&path=advanced&time=PAST");
        Assert.Equal(["Page past"], past.GetProperty("items").EnumerateArray().Select(c => c.Text("title")));
        Assert.Equal(0, (await world.ReadAsync(Person.Ola, "/v1/courses?first=5")).GetProperty("items").GetArrayLength());
        await world.ReadAsync(Person.Anna, $"/v1/courses?first=1&time=PAST&after={first.Text("endCursor")}", HttpStatusCode.BadRequest);
        await world.ReadAsync(Person.Anna, "/v1/courses?first=1&time=SOON", HttpStatusCode.BadRequest);
    }

    public static TheoryData<string, object?, string> Bad => new()
    {
        { "kind", null, "REQUIRED" },
        { "path", null, "REQUIRED" },
        { "path", "wizardry", "PATH_UNKNOWN" },
        { "title", "  ", "REQUIRED" },
        { "title", "a\u202eb", "FORBIDDEN_CHARACTER" },
        { "title", new string('x', 151), "TOO_LONG" },
        { "language", "de", "UNKNOWN" },
        { "starts", null, "REQUIRED" },
        { "starts", "10/12/2026", "MALFORMED" },
        { "starts", "2026-11-01T09:00", "COURSE_IN_THE_PAST" },
        { "starts", "2027-03-28T02:30", "NO_SUCH_TIME" },
        { "ends", "2026-12-10T09:30", "COURSE_ENDS_WRONG" },
        { "ends", "2027-03-10T09:30", "COURSE_ENDS_WRONG" },
        { "openUntil", "2026-12-11", "OPEN_AFTER_START" },
        { "seats", null, "REQUIRED" },
        { "seats", 0, "SEATS_OUT_OF_RANGE" },
        { "seats", 5001, "SEATS_OUT_OF_RANGE" },
        { "link", "http://meet.example", "MALFORMED" },
        { "link", "javascript:alert(1)", "MALFORMED" },
        { "link", "https://you@meet.example", "MALFORMED" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_is_no_course_is_refused_by_field_and_keeps_nothing(string field, object? value, string code)
    {
        var before = await world.CountAsync("course");
        var (status, problem) = await world.DoAsync(Person.Giulia, "/v1/courses/create", LearningWorld.Wish((field, value)));
        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, problem.ToString());
        Assert.Contains(problem.GetProperty("fields").EnumerateArray(), f => f.Text("field") == field && f.Text("code") == code);
        Assert.Equal(before, await world.CountAsync("course"));
    }

    [Theory]
    [InlineData(null, "Name", 12, "code", "PATH_CODE_INVALID")]
    [InlineData("a b", "Name", 12, "code", "PATH_CODE_INVALID")]
    [InlineData("fine", "", 12, "name", "INVALID_INPUT")]
    [InlineData("fine", "Name", 0, "validityMonths", "VALIDITY_OUT_OF_RANGE")]
    [InlineData("fine", "Name", 121, "validityMonths", "VALIDITY_OUT_OF_RANGE")]
    public async Task What_is_no_path_is_refused_by_field(string? code, string name, int months, string field, string refusal)
    {
        var (_, problem) = await world.DoAsync(Person.Giulia, "/v1/certification-paths/save", new { code, name, validityMonths = months });
        Assert.Equal((refusal, field), (problem.Text("code"), problem.GetProperty("fields")[0].Text("field")));
    }

    [Fact]
    public async Task Paths_that_the_rules_ask_for_are_there_before_anybody_describes_them()
    {
        var paths = await world.ReadAsync(Person.Ola, "/v1/certification-paths");
        Assert.Equal(["advanced False True", "basic False True", "intermediate False True"], paths.EnumerateArray().Select(p => $"{p.Text("code")} {p.Text("described")} {p.Text("inRules")}").Order(StringComparer.Ordinal));
    }

    private async Task<string[]> TitlesAsync(Person person) => [.. (await world.ReadAsync(person, "/v1/courses?first=100")).GetProperty("items").EnumerateArray().Select(c => c.Text("title"))];
}
