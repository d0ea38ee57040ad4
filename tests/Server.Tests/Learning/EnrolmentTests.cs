using System.Net;
using Tessera.TestKit;

namespace Server.Tests.Learning;

/// <summary>PP-2: seats, and who may take and give them back.</summary>
public sealed class EnrolmentTests(LearningWorld world) : IClassFixture<LearningWorld>
{
    [Fact]
    public async Task Of_people_who_ask_at_once_for_the_last_seat_exactly_one_has_it()
    {
        Person[] people = [Person.Elena, Person.Davide, Person.Sara, Person.Paolo, Person.Camille, Person.Hugo, Person.Anna];
        for (var round = 0; round < 5; round++)
        {
            var course = await world.CourseAsync(("title", "Last seat"), ("seats", 1));
            var answers = await Task.WhenAll(people.Select(person => world.DoAsync(person, $"/v1/courses/{course}/enrol", new { })));
            Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
            Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal(("COURSE_FULL", "PP-2"), (a.Body.Text("code"), a.Body.Text("rule"))));
            Assert.Equal(1, await world.CountAsync($"enrolment WHERE course_id = '{course}' AND withdrawn_at IS NULL"));
            Assert.Equal(1, await world.CountAsync($"course WHERE course_id = '{course}' AND taken = 1"));
        }
    }

    [Fact]
    public async Task A_seat_is_taken_once_given_back_and_taken_by_another()
    {
        var course = await world.CourseAsync(("title", "One seat"), ("seats", 1));
        for (var i = 0; i < 2; i++) Assert.Equal(1, (await world.DoneAsync(Person.Davide, $"/v1/courses/{course}/enrol", new { })).GetProperty("taken").GetInt32());
        var seen = await world.ReadAsync(Person.Sara, $"/v1/courses/{course}");
        Assert.Equal(("FULL", "https://meet.example/calls", "Davide"), (seen.Text("state"), seen.Text("link"), seen.GetProperty("enrolments")[0].Text("person")));
        Assert.Equal(0, (await world.ReadAsync(Person.Hugo, $"/v1/courses/{course}")).GetProperty("enrolments").GetArrayLength());
        Assert.Equal("SEATS_TAKEN", (await world.DoAsync(Person.Giulia, $"/v1/courses/{await TwoTakenAsync()}/change", new { course = LearningWorld.Wish(("seats", 1)), expectedVersion = 1 })).Body.Text("code"));
        for (var i = 0; i < 2; i++) Assert.Equal(0, (await world.DoneAsync(Person.Elena, $"/v1/courses/{course}/withdraw", new { person = Person.Davide.Id })).GetProperty("taken").GetInt32());
        Assert.Equal(1, (await world.DoneAsync(Person.Hugo, $"/v1/courses/{course}/enrol", new { })).GetProperty("taken").GetInt32());
        Assert.Equal("COURSE_FULL", (await world.DoAsync(Person.Davide, $"/v1/courses/{course}/enrol", new { })).Body.Text("code"));
        Assert.Equal(2, await world.CountAsync($"audit_entry WHERE object_id = '{course}' AND action = 'EnrolPerson'"));
        Assert.Equal(1, await world.CountAsync($"audit_entry WHERE object_id = '{course}' AND action = 'WithdrawPerson'"));

        async Task<Guid> TwoTakenAsync()
        {
            var other = await world.CourseAsync(("title", "Two taken"), ("seats", 2));
            foreach (var person in new[] { Person.Davide, Person.Hugo }) await world.DoneAsync(person, $"/v1/courses/{other}/enrol", new { });
            return other;
        }
    }

    [Fact]
    public async Task Everybody_enrols_themselves_owners_their_people_operators_anybody_and_nobody_a_stranger()
    {
        var course = await world.CourseAsync(("title", "Who may"));
        var path = $"/v1/courses/{course}/enrol";
        Assert.Equal(HttpStatusCode.OK, (await world.DoAsync(Person.Sara, path, new { })).Status);
        var (status, problem) = await world.DoAsync(Person.Sara, path, new { person = Person.Davide.Id });
        Assert.Equal((HttpStatusCode.Forbidden, "ENROL_ONLY_YOURSELF"), (status, problem.Text("code")));
        Assert.Equal(HttpStatusCode.OK, (await world.DoAsync(Person.Elena, path, new { person = Person.Davide.Id })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.DoAsync(Person.Elena, path, new { person = Person.Hugo.Id })).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.DoAsync(Person.Giulia, path, new { person = Person.Hugo.Id })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.DoAsync(Person.Giulia, path, new { person = Person.Ola.Id })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.DoAsync(Person.Giulia, path, new { person = Person.Marco.Id })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await world.DoAsync(Person.Giulia, path, new { })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.DoAsync(Person.Ola, path, new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.DoAsync(Person.Sara, $"/v1/courses/{course}/withdraw", new { person = Person.Davide.Id })).Status);
        Assert.Equal(["Davide", "Hugo", "Sara"], (await world.ReadAsync(Person.Giulia, $"/v1/courses/{course}")).GetProperty("enrolments").EnumerateArray().Select(e => e.Text("person")).Order());
    }

    [Fact]
    public async Task Who_is_enrolled_reads_when_and_where_in_their_language()
    {
        var course = await world.CourseAsync(("title", "Written of"));
        await world.DoneAsync(Person.Elena, $"/v1/courses/{course}/enrol", new { });
        await world.Post.SendAsync();
        var mail = world.Post.Mails.Caught.Single(m => m.Subject.Contains("Written of", StringComparison.Ordinal));
        Assert.Equal(("elena@brenta.example", true), (mail.To, mail.Subject.StartsWith("Hai un posto", StringComparison.Ordinal)));
        Assert.Contains("09:30", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://meet.example/calls", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_last_day_and_after_the_start_nobody_comes_or_goes()
    {
        var closed = await world.CourseAsync(("title", "Closed"));
        await world.DoneAsync(Person.Davide, $"/v1/courses/{closed}/enrol", new { });
        await world.Post.ExecuteAsync($"UPDATE course SET open_until = '{world.Today.AddDays(-1):yyyy-MM-dd}' WHERE course_id = '{closed}'");
        Assert.Equal("ENROLMENT_CLOSED", (await world.DoAsync(Person.Sara, $"/v1/courses/{closed}/enrol", new { })).Body.Text("code"));
        Assert.Equal(HttpStatusCode.OK, (await world.DoAsync(Person.Davide, $"/v1/courses/{closed}/withdraw", new { })).Status);

        var begun = await world.BegunAsync([Person.Davide], ("title", "Begun"));
        Assert.Equal("COURSE_BEGUN", (await world.DoAsync(Person.Sara, $"/v1/courses/{begun}/enrol", new { })).Body.Text("code"));
        Assert.Equal("COURSE_BEGUN", (await world.DoAsync(Person.Davide, $"/v1/courses/{begun}/withdraw", new { })).Body.Text("code"));
        Assert.Equal("COURSE_BEGUN", (await world.DoAsync(Person.Giulia, $"/v1/courses/{begun}/cancel", new { reason = "late" })).Body.Text("code"));
    }
}
