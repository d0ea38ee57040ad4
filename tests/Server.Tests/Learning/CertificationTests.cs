using System.Net;
using Tessera.TestKit;

namespace Server.Tests.Learning;

/// <summary>PP-2, PP-9: who is certified in what, what the next level asks for, and who hears that a certificate ends.</summary>
public sealed class CertificationTests(LearningWorld world) : IClassFixture<LearningWorld>
{
    private static string Matrix(Guid partner) => $"/v1/partners/{partner}/certifications";

    [Fact]
    public async Task The_matrix_says_what_is_missing_for_the_next_level_and_is_its_own_partners_alone()
    {
        var matrix = await world.ReadAsync(Person.Ola, Matrix(SmallWorld.Fjord));
        Assert.Equal(("SILVER", "Ola"), (matrix.GetProperty("next").Text("code"), matrix.GetProperty("people").EnumerateArray().Single(p => p.GetProperty("you").GetBoolean()).Text("name")));
        var people = matrix.GetProperty("next").GetProperty("people")[0];
        Assert.Equal(("intermediate", "1", "0", "1"), (people.Text("path"), people.Text("required"), people.Text("actual"), people.Text("missing")));
        await world.ReadAsync(Person.Kari, Matrix(SmallWorld.Fjord));
        await world.ReadAsync(Person.Nils, Matrix(SmallWorld.Fjord), HttpStatusCode.NotFound);
        await world.ReadAsync(Person.Giulia, Matrix(SmallWorld.Fjord), HttpStatusCode.NotFound);
        await world.ReadAsync(Person.Ola, "/v1/partners/x/certifications", HttpStatusCode.NotFound);
        await world.ReadAsync(Person.Ingrid, Matrix(SmallWorld.Fjord));
    }

    [Fact]
    public async Task The_matrix_as_a_file_has_a_line_for_everybody_and_every_path_and_no_formula()
    {
        await world.Post.ExecuteAsync($"UPDATE membership SET name = '=1+1' WHERE object_id = '{Person.Hugo.Id}'");
        using var client = world.Core.As(Person.Camille);
        var csv = await client.GetStringAsync(new Uri(Matrix(SmallWorld.Lagune) + ".csv", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(7, csv.Trim().Split('\n').Length);
        Assert.Contains("\"'=1+1\",\"hugo@people.example\",\"SALES\",\"false\",\"advanced\",\"Advanced\",\"NONE\"", csv, StringComparison.Ordinal);
        await world.Post.ExecuteAsync($"UPDATE membership SET name = 'Hugo' WHERE object_id = '{Person.Hugo.Id}'");
    }

    [Fact]
    public async Task An_owner_asks_somebody_once_a_day_to_get_certified()
    {
        var path = Matrix(SmallWorld.Brenta) + "/remind";
        Assert.True((await world.DoneAsync(Person.Elena, path, new { person = Person.Davide.Id, path = "advanced" })).GetProperty("sent").GetBoolean());
        Assert.False((await world.DoneAsync(Person.Elena, path, new { person = Person.Davide.Id, path = "advanced" })).GetProperty("sent").GetBoolean());
        await world.Post.SendAsync();
        Assert.Single(world.Post.Mails.Caught, m => m.To == "davide@people.example" && m.Subject == "Elena asks you to get certified: Advanced");
        Assert.Equal(1, await world.CountAsync($"audit_entry WHERE action = 'RemindPerson' AND object_id = '{Person.Davide.Id}'"));

        Assert.Equal(HttpStatusCode.Forbidden, (await world.DoAsync(Person.Davide, path, new { person = Person.Sara.Id, path = "basic" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.DoAsync(Person.Elena, path, new { person = Person.Hugo.Id, path = "basic" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.DoAsync(Person.Camille, path, new { person = Person.Sara.Id, path = "basic" })).Status);
        Assert.Equal("PATH_UNKNOWN", (await world.DoAsync(Person.Elena, path, new { person = Person.Sara.Id, path = "wizardry" })).Body.Text("code"));
        Assert.Equal(HttpStatusCode.BadRequest, (await world.DoAsync(Person.Elena, path, new { path = "basic" })).Status);
    }

    [Fact]
    public async Task A_certificate_that_ends_is_told_at_sixty_thirty_and_seven_days_once_each_and_owners_get_one_digest()
    {
        await world.CertifyAsync(Person.Sara, "basic", 58);
        await world.CertifyAsync(Person.Davide, "basic", 58);
        await world.CertifyAsync(Person.Elena, "advanced", 20);
        await world.CertifyAsync(Person.Davide, "intermediate", 40);
        await world.CertifyAsync(Person.Davide, "intermediate", 400);
        await world.CertifyAsync(Person.Paolo, "basic", 61);
        await world.CertifyAsync(Person.Hugo, "basic", 5);
        await world.Post.ExecuteAsync($"UPDATE membership SET disabled_at = now() WHERE object_id = '{Person.Hugo.Id}'");
        Assert.Equal(0, await world.RoundAsync(0, at: 6));
        Assert.Equal(4, await world.RoundAsync(0));
        var digest = world.Post.Mails.Caught.Single(m => m.To == "elena@brenta.example" && m.Subject.StartsWith("3 certificati", StringComparison.Ordinal));
        foreach (var name in new[] { "Sara · Basic", "Davide · Basic", "Elena · Advanced" }) Assert.Contains(name, digest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Intermediate", digest.Text, StringComparison.Ordinal);
        Assert.Single(world.Post.Mails.Caught, m => m.To == "sara@people.example" && m.Subject.StartsWith("Your certificate Basic ends on", StringComparison.Ordinal));

        Assert.Equal(0, await world.RoundAsync(0));
        Assert.Equal(2, await world.RoundAsync(1));
        Assert.Equal(0, await world.RoundAsync(1));
        Assert.Equal(["30", "60", "60", "60"], await world.Post.LinesAsync("SELECT window_days::text FROM certificate_reminder ORDER BY window_days"));
        Assert.Equal(3, await world.RoundAsync(28));
        await world.Post.ExecuteAsync($"UPDATE membership SET disabled_at = NULL WHERE object_id = '{Person.Hugo.Id}'");
    }
}
