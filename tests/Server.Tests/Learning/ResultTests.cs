using System.Globalization;
using System.Net;
using System.Text.Json;
using Tessera.TestKit;

namespace Server.Tests.Learning;

/// <summary>PP-2, PP-4: what came of a course, the certificate that follows, and the level it reaches.</summary>
public sealed class ResultTests(LearningWorld world) : IClassFixture<LearningWorld>
{
    [Fact]
    public async Task A_certificate_that_reaches_a_level_raises_the_partner_at_once_with_record_audit_and_mail()
    {
        await world.DoneAsync(Person.Giulia, $"/v1/partners/{SmallWorld.Lagune}/points/correct", new { points = 5_500, reason = "For the test" });
        Assert.Equal("Bronze", (await LevelAsync(Person.Camille, SmallWorld.Lagune)).Text("level"));
        var course = await world.BegunAsync([Person.Camille, Person.Hugo], ("title", "Reaches Silver"));
        var (status, answer) = await world.ResultsAsync(course, (Person.Camille, "PASSED", null), (Person.Hugo, "NO_SHOW", null));
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        Assert.Equal(("Lagune Voix SARL", "SILVER"), (answer.GetProperty("levels")[0].Text("partnerName"), answer.GetProperty("levels")[0].Text("level")));

        var level = await LevelAsync(Person.Camille, SmallWorld.Lagune);
        var change = level.GetProperty("history")[0];
        Assert.Equal(("Silver", "PROMOTION", "SILVER"), (level.Text("level"), change.Text("cause"), change.Text("level")));
        var certificate = (await world.CellAsync(Person.Camille, SmallWorld.Lagune, Person.Camille, "intermediate"))!.Value;
        Assert.Equal((world.Today.ToString("O", CultureInfo.InvariantCulture), world.Today.AddMonths(12).AddDays(-1).ToString("O", CultureInfo.InvariantCulture), "VALID", "True"), (certificate.Text("from"), certificate.Text("until"), certificate.Text("state"), certificate.Text("counts")));
        Assert.Equal(["certificate:" + certificate.Text("id")], await world.Post.LinesAsync($"SELECT reference FROM level_change WHERE partner_id = '{SmallWorld.Lagune}' AND to_level = 'SILVER'"));
        Assert.Equal(1, await world.CountAsync($"audit_entry WHERE action = 'PromotePartner' AND object_id = '{SmallWorld.Lagune}'"));
        Assert.Null(await world.CellAsync(Person.Camille, SmallWorld.Lagune, Person.Hugo, "intermediate"));

        await world.Post.SendAsync();
        var mail = world.Post.Mails.Caught.Single(m => m.To == "camille@lagune.example" && m.Subject.Contains("certifié", StringComparison.Ordinal));
        Assert.Contains("Silver", mail.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await world.ResultsAsync(course, (Person.Camille, "PASSED", null), (Person.Hugo, "NO_SHOW", null))).Status);
        Assert.Equal(1, await world.CountAsync($"certificate WHERE membership_id = '{Person.Camille.Id}' AND path = 'intermediate'"));
        Assert.Equal(1, await world.CountAsync($"outbox WHERE dedupe = 'certified:{certificate.Text("id")}'"));
    }

    [Fact]
    public async Task Two_courses_judged_at_the_same_moment_reach_a_level_once()
    {
        await world.DoneAsync(Person.Giulia, $"/v1/partners/{SmallWorld.Colli}/points/correct", new { points = 21_000, reason = "For the test" });
        var courses = new List<Guid>();
        for (var i = 0; i < 4; i++) courses.Add(await world.BegunAsync([Person.Anna], ("title", $"At once {i}"), ("path", "advanced")));
        var answers = await Task.WhenAll(courses.Select((course, i) => world.ResultsAsync(course, (Person.Anna, "PASSED", world.Today.AddDays(-(i % 2))))));
        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.OK, a.Body.ToString()));
        Assert.Equal(["GOLD"], await world.Post.LinesAsync($"SELECT to_level FROM level_change WHERE partner_id = '{SmallWorld.Colli}'"));
        Assert.Equal(2, await world.CountAsync($"certificate WHERE membership_id = '{Person.Anna.Id}' AND path = 'advanced'"));
    }

    [Fact]
    public async Task Somebody_who_is_disabled_counts_neither_in_the_matrix_nor_for_a_level()
    {
        var course = await world.BegunAsync([Person.Paolo], ("title", "Gone"), ("path", "advanced"));
        await world.Post.ExecuteAsync($"UPDATE membership SET disabled_at = now() WHERE object_id = '{Person.Paolo.Id}'");
        Assert.Equal(HttpStatusCode.OK, (await world.ResultsAsync(course, (Person.Paolo, "PASSED", null))).Status);
        var cell = (await world.CellAsync(Person.Elena, SmallWorld.Brenta, Person.Paolo, "advanced"))!.Value;
        Assert.Equal(("VALID", "False"), (cell.Text("state"), cell.Text("counts")));
        var matrix = await world.ReadAsync(Person.Elena, $"/v1/partners/{SmallWorld.Brenta}/certifications");
        Assert.Equal(0, matrix.GetProperty("paths").EnumerateArray().Single(p => p.Text("code") == "advanced").GetProperty("certified").GetInt32());
        await world.Post.ExecuteAsync($"UPDATE membership SET disabled_at = NULL WHERE object_id = '{Person.Paolo.Id}'");
    }

    [Fact]
    public async Task A_result_is_corrected_until_somebody_has_passed_and_then_the_certificate_is_revoked()
    {
        var course = await world.BegunAsync([Person.Davide], ("title", "Corrected"), ("path", "basic"));
        foreach (var outcome in new[] { "FAILED", "NO_SHOW", "PASSED" }) Assert.Equal(HttpStatusCode.OK, (await world.ResultsAsync(course, (Person.Davide, outcome, null))).Status);
        Assert.Equal("ALREADY_PASSED", (await world.ResultsAsync(course, (Person.Davide, "FAILED", null))).Body.Text("code"));
        var certificate = (await world.CellAsync(Person.Davide, SmallWorld.Brenta, Person.Davide, "basic"))!.Value.Text("id");

        Assert.Equal(HttpStatusCode.Forbidden, (await world.DoAsync(Person.Elena, $"/v1/certificates/{certificate}/revoke", new { reason = "mine" })).Status);
        Assert.Equal("REASON_REQUIRED", (await world.DoAsync(Person.Giulia, $"/v1/certificates/{certificate}/revoke", new { reason = " " })).Body.Text("code"));
        Assert.Equal(HttpStatusCode.NotFound, (await world.DoAsync(Person.Ingrid, $"/v1/certificates/{certificate}/revoke", new { reason = "x" })).Status);
        var revoked = await world.DoneAsync(Person.Giulia, $"/v1/certificates/{certificate}/revoke", new { reason = "The wrong Davide." });
        Assert.Equal((world.Today.ToString("O", CultureInfo.InvariantCulture), world.Today.AddDays(-1).ToString("O", CultureInfo.InvariantCulture)), (revoked.Text("revokedOn"), revoked.Text("until")));
        Assert.Equal("CERTIFICATE_REVOKED", (await world.DoAsync(Person.Giulia, $"/v1/certificates/{certificate}/revoke", new { reason = "again" })).Body.Text("code"));
        var cell = (await world.CellAsync(Person.Davide, SmallWorld.Brenta, Person.Davide, "basic"))!.Value;
        Assert.Equal(("REVOKED", "False", "The wrong Davide."), (cell.Text("state"), cell.Text("counts"), cell.Text("revocationReason")));
        var facts = (await LevelAsync(Person.Elena, SmallWorld.Brenta)).GetProperty("certificates").EnumerateArray().Where(c => c.Text("person") == "Davide" && c.Text("path") == "basic");
        Assert.DoesNotContain(facts, c => c.GetProperty("valid").GetBoolean());

        var next = await world.BegunAsync([Person.Davide], ("title", "Second try"), ("path", "basic"));
        Assert.Equal(HttpStatusCode.OK, (await world.ResultsAsync(next, (Person.Davide, "PASSED", null))).Status);
        Assert.Equal("VALID", (await world.CellAsync(Person.Davide, SmallWorld.Brenta, Person.Davide, "basic"))!.Value.Text("state"));
    }

    [Fact]
    public async Task A_result_in_the_future_is_named_with_field_and_rule_and_nothing_of_the_others_is_kept()
    {
        var course = await world.BegunAsync([Person.Sara, Person.Paolo], ("title", "Nothing half done"), ("path", "basic"));
        var (status, problem) = await world.ResultsAsync(course, (Person.Sara, "PASSED", null), (Person.Paolo, "PASSED", world.Today.AddDays(1)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "CERTIFICATE_IN_THE_FUTURE", "PP-2"), (status, problem.Text("code"), problem.Text("rule")));
        Assert.Equal("results[1].on", problem.GetProperty("fields")[0].Text("field"));
        Assert.Equal(0, await world.CountAsync($"enrolment WHERE course_id = '{course}' AND outcome IS NOT NULL"));

        Assert.Equal("RESULT_BEFORE_COURSE", (await world.ResultsAsync(course, (Person.Sara, "PASSED", world.Today.AddDays(-3)))).Body.Text("code"));
        Assert.Equal("NOT_ENROLLED", (await world.ResultsAsync(course, (Person.Hugo, "PASSED", null))).Body.Text("code"));
        Assert.Equal("COURSE_NOT_BEGUN", (await world.ResultsAsync(await world.CourseWithAsync(Person.Sara), (Person.Sara, "PASSED", null))).Body.Text("code"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"results\":[]}")]
    [InlineData("{\"results\":[null]}")]
    [InlineData("{\"results\":[{\"outcome\":\"PASSED\"}]}")]
    [InlineData("{\"results\":[{\"person\":\"0a000000-0000-4000-8000-000000000004\"}]}")]
    [InlineData("{\"results\":[{\"person\":\"0a000000-0000-4000-8000-000000000004\",\"outcome\":\"EXCELLENT\"}]}")]
    [InlineData("{\"results\":[{\"person\":\"0a000000-0000-4000-8000-000000000004\",\"outcome\":\"PASSED\"},{\"person\":\"0a000000-0000-4000-8000-000000000004\",\"outcome\":\"FAILED\"}]}")]
    public async Task What_is_no_result_is_refused_by_field(string body)
    {
        var course = await world.BegunAsync([Person.Davide], ("title", "Bad input"));
        var (status, problem) = await world.DoAsync(Person.Giulia, $"/v1/courses/{course}/results", JsonDocument.Parse(body).RootElement);
        Assert.Equal((HttpStatusCode.BadRequest, true), (status, problem.GetProperty("fields").GetArrayLength() > 0));
    }

    private Task<JsonElement> LevelAsync(Person reader, Guid partner) => world.ReadAsync(reader, $"/v1/partners/{partner}/level");
}
