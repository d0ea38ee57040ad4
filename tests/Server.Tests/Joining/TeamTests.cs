using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.TestKit;

namespace Server.Tests.Joining;

/// <summary>PP-1: roles, the last owner, and what people of a suspended partner are told.</summary>
public sealed class TeamTests(JoiningWorld world) : IClassFixture<JoiningWorld>
{
    private static string Brenta(string what = "") => $"/v1/partners/{SmallWorld.Brenta}{what}";

    [Fact]
    public async Task The_team_is_read_by_its_own_people_and_by_operators_alone()
    {
        foreach (var person in new[] { Person.Elena, Person.Davide, Person.Sara, Person.Paolo, Person.Giulia })
        {
            var team = await world.Post.AskAsync(person, HttpMethod.Get, Brenta("/team"));
            Assert.Contains(team.GetProperty("people").EnumerateArray(), p => p.Text("login") == "elena@brenta.example" && p.GetProperty("lastOwner").GetBoolean());
        }

        await world.Post.AskAsync(Person.Camille, HttpMethod.Get, Brenta("/team"), expected: HttpStatusCode.NotFound);
        await world.Post.AskAsync(Person.Ingrid, HttpMethod.Get, Brenta("/team"), expected: HttpStatusCode.NotFound);
        await world.Post.AskAsync(Person.Elena, HttpMethod.Get, "/v1/partners/x/team", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_role_is_changed_after_seeing_what_it_gives_and_takes()
    {
        var path = Brenta($"/team/{Person.Paolo.Id}/role");
        var dry = await world.Post.AskAsync(Person.Elena, HttpMethod.Post, path, new { role = "SALES", dryRun = true });
        Assert.Contains("AcknowledgeOverLimit", Rights(dry, "gained"));
        Assert.Equal(["PayQuote"], Rights(dry, "lost"));
        Assert.Equal("PURCHASE", await RoleAsync(Person.Paolo));
        var kept = await world.Post.AskAsync(Person.Elena, HttpMethod.Post, path, new { role = "SALES" });
        Assert.Equal("SALES", kept.GetProperty("person").Text("role"));
        Assert.Equal(HttpStatusCode.Forbidden, (await world.DoAsync(Person.Paolo, $"/v1/quotes/{Guid.CreateVersion7()}/pay", new { })).Status);
        Assert.Equal(1, await world.CountAsync($"audit_entry WHERE action = 'ChangeRole' AND object_id = '{Person.Paolo.Id}'"));
        await world.Post.AskAsync(Person.Elena, HttpMethod.Post, path, new { role = "PURCHASE" });

        static string[] Rights(JsonElement change, string which) => [.. change.GetProperty(which).EnumerateArray().Select(r => r.Text("operation"))];
    }

    [Theory]
    [InlineData("role", "{\"role\":\"SALES\"}")]
    [InlineData("disable", "{}")]
    public async Task The_last_owner_stays_one(string verb, string body)
    {
        foreach (var person in new[] { Person.Elena, Person.Giulia })
        {
            var (status, problem) = await world.DoAsync(person, Brenta($"/team/{Person.Elena.Id}/{verb}"), JsonDocument.Parse(body).RootElement);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "LAST_OWNER", "PP-1"), (status, problem.Text("code"), problem.Text("rule")));
        }

        Assert.Equal("OWNER", await RoleAsync(Person.Elena));
    }

    [Fact]
    public async Task Of_two_owners_who_leave_at_the_same_moment_one_stays()
    {
        for (var round = 0; round < 8; round++)
        {
            await world.Post.ExecuteAsync($"UPDATE membership SET role = 'OWNER', disabled_at = NULL WHERE object_id IN ('{Person.Elena.Id}', '{Person.Davide.Id}')");
            var answers = await Task.WhenAll(
                world.DoAsync(Person.Giulia, Brenta($"/team/{Person.Elena.Id}/disable"), new { }),
                round % 2 == 0 ? world.DoAsync(Person.Marco, Brenta($"/team/{Person.Davide.Id}/disable"), new { }) : world.DoAsync(Person.Marco, Brenta($"/team/{Person.Davide.Id}/role"), new { role = "SALES" }));
            Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
            Assert.Equal("LAST_OWNER", answers.Single(a => a.Status != HttpStatusCode.OK).Body.Text("code"));
            Assert.Equal(1, await world.CountAsync($"membership WHERE partner_id = '{SmallWorld.Brenta}' AND role = 'OWNER' AND disabled_at IS NULL"));
        }

        await world.Post.ExecuteAsync($"UPDATE membership SET role = 'OWNER', disabled_at = NULL WHERE object_id = '{Person.Elena.Id}'; UPDATE membership SET role = 'SALES', disabled_at = NULL WHERE object_id = '{Person.Davide.Id}'");
        await Task.Delay(TimeSpan.FromSeconds(5.5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_disabled_person_is_out_with_the_next_request_and_comes_back_as_they_were()
    {
        Assert.Equal(HttpStatusCode.OK, await ReadKeysAsync(Person.Sara));
        var team = await world.Post.AskAsync(Person.Elena, HttpMethod.Post, Brenta($"/team/{Person.Sara.Id}/disable"), new { });
        Assert.NotEqual(JsonValueKind.Null, Of(team, Person.Sara).GetProperty("disabledAt").ValueKind);
        Assert.Equal(HttpStatusCode.Forbidden, await ReadKeysAsync(Person.Sara));
        var (status, problem) = await world.DoAsync(Person.Elena, Brenta($"/team/{Person.Sara.Id}/role"), new { role = "SALES" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "PERSON_DISABLED"), (status, problem.Text("code")));
        team = await world.Post.AskAsync(Person.Elena, HttpMethod.Post, Brenta($"/team/{Person.Sara.Id}/enable"), new { });
        Assert.Equal(("SUPPORT", JsonValueKind.Null), (Of(team, Person.Sara).Text("role"), Of(team, Person.Sara).GetProperty("disabledAt").ValueKind));
        Assert.Equal(HttpStatusCode.OK, await ReadKeysAsync(Person.Sara));
    }

    [Fact]
    public async Task People_of_a_suspended_partner_read_why_and_are_back_when_it_is_resumed()
    {
        var lagune = $"/v1/partners/{SmallWorld.Lagune}";
        Assert.Equal(HttpStatusCode.OK, await ReadKeysAsync(Person.Hugo));
        Assert.Equal("REASON_REQUIRED", (await world.DoAsync(Person.Giulia, lagune + "/suspend", new { })).Body.Text("code"));
        Assert.Equal("PARTNER_NOT_SUSPENDED", (await world.DoAsync(Person.Giulia, lagune + "/resume", new { reason = "x" })).Body.Text("code"));
        var team = await world.Post.AskAsync(Person.Giulia, HttpMethod.Post, lagune + "/suspend", new { reason = "Two invoices are open." });
        Assert.Equal("Two invoices are open.", team.GetProperty("suspension").Text("reason"));
        using var hugo = world.Core.As(Person.Hugo);
        var (status, problem) = await hugo.ReadAsync("/v1/keys?first=1");
        Assert.Equal((HttpStatusCode.Forbidden, "PARTNER_SUSPENDED", "PP-1"), (status, problem.Text("code"), problem.Text("rule")));
        Assert.Contains("Two invoices are open.", problem.Text("title"), StringComparison.Ordinal);
        var (_, me) = await hugo.ReadAsync("/v1/me");
        Assert.Equal((JsonValueKind.Null, "Two invoices are open."), (me.GetProperty("role").ValueKind, me.GetProperty("memberships")[0].GetProperty("suspension").Text("reason")));
        Assert.Equal("PARTNER_SUSPENDED", (await world.DoAsync(Person.Giulia, lagune + "/suspend", new { reason = "again" })).Body.Text("code"));
        Assert.Equal("PARTNER_SUSPENDED", (await world.DoAsync(Person.Giulia, lagune + "/team/invite", new { email = "x@lagune.example", role = "SALES" })).Body.Text("code"));
        Assert.Equal(HttpStatusCode.OK, await ReadKeysAsync(Person.Elena));
        await world.Post.AskAsync(Person.Giulia, HttpMethod.Post, lagune + "/resume", new { reason = "Paid." });
        Assert.Equal(HttpStatusCode.OK, await ReadKeysAsync(Person.Hugo));
        Assert.Equal(["ResumePartner: Paid.", "SuspendPartner: Two invoices are open."], await world.Post.LinesAsync($"SELECT action || ': ' || reason FROM audit_entry WHERE object_id = '{SmallWorld.Lagune}' AND action LIKE '%Partner' AND reason IS NOT NULL ORDER BY action"));
    }

    /// <summary>By itself a process asks anew after five seconds; told, at once.</summary>
    [Fact]
    public async Task Another_process_lets_nobody_in_who_was_kept_out_here()
    {
        await using var beside = world.Post.Beside();
        using var sara = beside.Core.As(Person.Sara);
        while (!beside.Core.Services.GetRequiredService<ChangeFeed>().Trusted) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await sara.ReadAsync("/v1/keys?first=1")).Status);
        var kept = Stopwatch.StartNew();
        await world.Post.AskAsync(Person.Elena, HttpMethod.Post, Brenta($"/team/{Person.Sara.Id}/disable"), new { });
        while ((await sara.ReadAsync("/v1/keys?first=1")).Status == HttpStatusCode.OK) Assert.True(kept.Elapsed < Memberships.Freshness);
        await world.Post.AskAsync(Person.Elena, HttpMethod.Post, Brenta($"/team/{Person.Sara.Id}/enable"), new { });
        Assert.Equal(HttpStatusCode.OK, (await sara.ReadAsync("/v1/keys?first=1")).Status);
    }

    [Theory]
    [InlineData("{\"role\":\"SALES\"}", "email", "REQUIRED")]
    [InlineData("{\"email\":\"no\",\"role\":\"SALES\"}", "email", "MALFORMED")]
    [InlineData("{\"email\":\"a@b.example\"}", "role", "REQUIRED")]
    [InlineData("{\"email\":\"a@b.example\",\"role\":\"OPERATOR\"}", "role", "UNKNOWN")]
    [InlineData("{\"email\":\"a@b.example\",\"role\":\"KING\"}", "role", "MALFORMED")]
    [InlineData("{\"email\":\"a@b.example\",\"role\":\"SALES\",\"language\":\"de\"}", "language", "UNKNOWN")]
    [InlineData("{\"email\":\"Elena@brenta.example\",\"role\":\"SALES\"}", "email", "ALREADY_MEMBER")]
    public async Task What_is_no_invitation_is_refused_by_field(string body, string field, string code)
    {
        var before = await world.CountAsync("invitation");
        var (_, problem) = await world.DoAsync(Person.Elena, Brenta("/team/invite"), JsonDocument.Parse(body).RootElement);
        Assert.Contains(problem.GetProperty("fields").EnumerateArray(), f => f.Text("field") == field && f.Text("code") == code);
        Assert.Equal(before, await world.CountAsync("invitation"));
    }

    [Fact]
    public async Task Nobody_reaches_into_another_team_through_their_own()
    {
        foreach (var verb in new[] { "role", "disable", "enable" })
            await world.Post.AskAsync(Person.Elena, HttpMethod.Post, Brenta($"/team/{Person.Hugo.Id}/{verb}"), verb == "role" ? new { role = "SALES" } : new { }, HttpStatusCode.NotFound);
        await world.Post.AskAsync(Person.Elena, HttpMethod.Post, Brenta($"/team/{Person.Giulia.Id}/role"), new { role = "SALES" }, HttpStatusCode.NotFound);
        await world.Post.AskAsync(Person.Davide, HttpMethod.Post, Brenta("/team/invite"), new { email = "a@b.example", role = "OWNER" }, HttpStatusCode.Forbidden);
        await world.Post.AskAsync(Person.Elena, HttpMethod.Post, Brenta("/suspend"), new { reason = "mine" }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_new_session_of_the_edge_is_a_sign_in_and_a_renewed_one_is_not()
    {
        using var edge = world.Core.As(null);
        edge.DefaultRequestHeaders.Add("Tessera-Edge-Secret", CoreHost.EdgeSecret);
        var session = new { hash = new string('a', 64), identity = $"{Person.Anna.Directory}.{Person.Anna.Id}", body = "sealed", expiresAt = world.Post.Clock.Now.AddHours(8) };
        Assert.Equal(HttpStatusCode.NoContent, (await edge.PostAsync("/internal/sessions/", session)).Status);
        var first = await SignedInAsync();
        Assert.Equal(world.Post.Clock.Now, first);
        world.Post.Clock.Now = world.Post.Clock.Now.AddMinutes(10);
        Assert.Equal(HttpStatusCode.NoContent, (await edge.PostAsync("/internal/sessions/", session)).Status);
        Assert.Equal(first, await SignedInAsync());

        async Task<DateTimeOffset> SignedInAsync() =>
            Of(await world.Post.AskAsync(Person.Giulia, HttpMethod.Get, $"/v1/partners/{SmallWorld.Colli}/team"), Person.Anna).GetProperty("signedInAt").GetDateTimeOffset();
    }

    private async Task<HttpStatusCode> ReadKeysAsync(Person person)
    {
        using var client = world.Core.As(person);
        return (await client.ReadAsync("/v1/keys?first=1")).Status;
    }

    private static JsonElement Of(JsonElement team, Person person) => team.GetProperty("people").EnumerateArray().Single(p => p.Text("id") == person.Id.ToString());

    private async Task<string> RoleAsync(Person person) => (await world.Post.LinesAsync($"SELECT role FROM membership WHERE object_id = '{person.Id}'"))[0];
}
