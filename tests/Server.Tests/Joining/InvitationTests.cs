using System.Net;
using Tessera.TestKit;

namespace Server.Tests.Joining;

/// <summary>PP-1: an invitation binds (tid, oid) once; its token is nowhere at rest.</summary>
public sealed class InvitationTests(JoiningWorld world) : IClassFixture<JoiningWorld>
{
    [Fact]
    public async Task From_the_public_page_to_inviting_a_colleague()
    {
        var approved = await world.ApproveAsync(await world.ApplyAsync("Sentiero Telefonia Srl", ("email", "marta@sentiero.example")));
        var partner = approved.GetProperty("partner").Text("id");
        var token = await world.TokenAsync("marta@sentiero.example");
        var (_, look) = await world.LookAsync(token);
        Assert.Equal(("OPEN", "Sentiero Telefonia Srl", "OWNER", "m•••@sentiero.example", "it"), (look.Text("state"), look.Text("organisation"), look.Text("role"), look.Text("maskedEmail"), look.Text("language")));

        var marta = JoiningWorld.Newcomer("Marta Pace");
        Assert.Equal(HttpStatusCode.Forbidden, (await world.DoAsync(marta, $"/v1/partners/{partner}/team/invite", new { email = "x@y.example", role = "SALES" })).Status);
        var (joined, body) = await world.AcceptAsync(marta, token);
        Assert.True(joined == HttpStatusCode.OK, body.ToString());
        Assert.Equal(("allnet", "Sentiero Telefonia Srl", "OWNER"), (body.Text("tenant"), body.Text("organisation"), body.Text("role")));
        Assert.Equal("ACCEPTED", (await world.LookAsync(token)).Body.Text("state"));

        marta = marta with { Tenant = "allnet" };
        var team = await world.Post.AskAsync(marta, HttpMethod.Post, $"/v1/partners/{partner}/team/invite", new { email = "luca@sentiero.example", role = "SUPPORT", language = "en" });
        Assert.Equal("luca@sentiero.example", Assert.Single(team.GetProperty("invitations").EnumerateArray()).Text("email"));
        var luca = JoiningWorld.Newcomer("Luca Neri");
        Assert.Equal(HttpStatusCode.OK, (await world.AcceptAsync(luca, await world.TokenAsync("luca@sentiero.example"))).Status);
        team = await world.Post.AskAsync(luca with { Tenant = "allnet" }, HttpMethod.Get, $"/v1/partners/{partner}/team");
        Assert.Equal(["OWNER", "SUPPORT"], team.GetProperty("people").EnumerateArray().Select(p => p.Text("role")).Order());
        Assert.Empty(team.GetProperty("invitations").EnumerateArray());
        Assert.Equal(2, await world.CountAsync($"audit_entry WHERE action = 'AcceptInvitation' AND object_id = '{partner}'"));
    }

    [Fact]
    public async Task A_second_person_is_refused_and_the_first_may_come_back()
    {
        var token = await InvitedAsync("primo@brenta.example");
        var (first, second) = (JoiningWorld.Newcomer("Primo"), JoiningWorld.Newcomer("Secondo"));
        Assert.Equal(HttpStatusCode.OK, (await world.AcceptAsync(first, token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.AcceptAsync(first, token)).Status);
        var (status, problem) = await world.AcceptAsync(second, token);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "INVITATION_USED", "PP-1"), (status, problem.Text("code"), problem.Text("rule")));
        Assert.Equal(0, await world.CountAsync($"membership WHERE object_id = '{second.Id}'"));
        Assert.Equal(1, await world.CountAsync($"membership WHERE object_id = '{first.Id}'"));
    }

    [Fact]
    public async Task Of_ten_people_who_open_one_link_at_once_one_is_in()
    {
        var token = await InvitedAsync("gara@brenta.example");
        var people = Enumerable.Range(0, 10).Select(i => JoiningWorld.Newcomer($"Gara {i}")).ToArray();
        var answers = await Task.WhenAll(people.Select(p => world.AcceptAsync(p, token)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal("INVITATION_USED", a.Body.Text("code")));
        Assert.Equal(1, await world.CountAsync("membership WHERE name LIKE 'Gara%' OR login LIKE 'Gara%' OR object_id = ANY(ARRAY[" + string.Join(',', people.Select(p => $"'{p.Id}'::uuid")) + "])"));
    }

    [Fact]
    public async Task One_person_with_two_links_at_once_belongs_to_one_partner()
    {
        var (brenta, lagune) = (await InvitedAsync("due@brenta.example"), await InvitedAsync("due@lagune.example", SmallWorld.Lagune));
        var person = JoiningWorld.Newcomer("Due Inviti");
        var answers = await Task.WhenAll(world.AcceptAsync(person, brenta), world.AcceptAsync(person, lagune));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal("ALREADY_MEMBER", answers.Single(a => a.Status != HttpStatusCode.OK).Body.Text("code"));
        Assert.Equal(1, await world.CountAsync("invitation WHERE email LIKE 'due@%' AND accepted_at IS NOT NULL"));
    }

    [Fact]
    public async Task Who_belongs_to_the_programme_already_is_not_moved_by_a_link()
    {
        var token = await InvitedAsync("altro@brenta.example");
        foreach (var (person, organisation) in new[] { (Person.Hugo, "Lagune Voix SARL"), (Person.Marco, "Allnet.Italia") })
        {
            var (status, problem) = await world.AcceptAsync(person, token);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "ALREADY_MEMBER"), (status, problem.Text("code")));
            Assert.Contains(organisation, problem.Text("title"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_opens_nothing_is_answered_alike_and_what_has_ended_says_so()
    {
        var token = await InvitedAsync("fine@brenta.example");
        var revoked = await InvitedAsync("revocato@brenta.example");
        var team = await world.Post.AskAsync(Person.Elena, HttpMethod.Get, $"/v1/partners/{SmallWorld.Brenta}/team");
        var id = team.GetProperty("invitations").EnumerateArray().Single(i => i.Text("email") == "revocato@brenta.example").Text("id");
        await world.Post.AskAsync(Person.Elena, HttpMethod.Post, $"/v1/partners/{SmallWorld.Brenta}/invitations/{id}/revoke", new { });
        await world.Post.AskAsync(Person.Elena, HttpMethod.Post, $"/v1/partners/{SmallWorld.Brenta}/invitations/{id}/revoke", new { }, HttpStatusCode.NotFound);
        var person = JoiningWorld.Newcomer("Curioso");
        var answers = new HashSet<string>();
        foreach (var (tenant, value) in new[] { ("allnet", new string('A', 43)), ("vcom", token), ("nowhere", token), ("allnet", ""), ("allnet", token + "A"), ("allnet", token[..42] + "!"), ("allnet", "'; DROP TABLE invitation; --") })
        {
            foreach (var (status, problem) in new[] { await world.LookAsync(value, tenant), await world.AcceptAsync(person, value, tenant) })
            {
                Assert.True(status == HttpStatusCode.NotFound, $"{tenant} {value}: {status} {problem}");
                answers.Add(Problems.WithoutReference(problem));
            }
        }

        Assert.Single(answers);
        Assert.Equal(("REVOKED", "INVITATION_ENDED"), ((await world.LookAsync(revoked)).Body.Text("state"), (await world.AcceptAsync(person, revoked)).Body.Text("code")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await world.AcceptAsync(null, token)).Status);
        var replaced = await InvitedAsync("fine@brenta.example");
        Assert.Equal("INVITATION_ENDED", (await world.AcceptAsync(person, token)).Body.Text("code"));
        world.Post.Later(15);
        Assert.Equal(("EXPIRED", "INVITATION_ENDED"), ((await world.LookAsync(replaced)).Body.Text("state"), (await world.AcceptAsync(person, replaced)).Body.Text("code")));
        Assert.Equal(0, await world.CountAsync($"membership WHERE object_id = '{person.Id}'"));
    }

    [Fact]
    public async Task The_token_is_nowhere_in_the_database()
    {
        var token = await InvitedAsync("segreto@brenta.example");
        var tables = await world.Post.LinesAsync("SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace");
        Assert.NotEmpty(tables);
        foreach (var table in tables) Assert.Equal(0, await world.CountAsync($"{table} t WHERE t::text LIKE '%{token}%'"));
    }

    [Fact]
    public async Task Who_left_one_partner_and_is_invited_by_another_keeps_the_certificate_which_counts_there_at_once()
    {
        var kari = JoiningWorld.Newcomer("Passa Altrove");
        Assert.Equal(HttpStatusCode.OK, (await world.AcceptAsync(kari, await InvitedAsync("passa@lagune.example", SmallWorld.Lagune))).Status);
        await world.Post.ExecuteAsync($"""
            INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, until_day, at, actor)
            SELECT 1, gen_random_uuid(), membership_id, 'advanced', '2026-01-01', '2027-12-31', now(), 'test' FROM membership WHERE object_id = '{kari.Id}'
            """);
        await world.Post.AskAsync(Person.Giulia, HttpMethod.Post, $"/v1/partners/{SmallWorld.Colli}/points/correct", new { points = 20_000, reason = "For the test" });
        var id = (await world.Post.LinesAsync($"SELECT membership_id::text FROM membership WHERE object_id = '{kari.Id}'"))[0];
        await world.Post.AskAsync(Person.Camille, HttpMethod.Post, $"/v1/partners/{SmallWorld.Lagune}/team/{id}/disable", new { });
        Assert.Empty((await LevelAsync(SmallWorld.Lagune)).GetProperty("certificates").EnumerateArray());
        Assert.NotEqual("Gold", (await LevelAsync(SmallWorld.Colli)).Text("level"));
        Assert.Equal(HttpStatusCode.OK, (await world.AcceptAsync(kari, await InvitedAsync("passa@colli.example", SmallWorld.Colli))).Status);
        Assert.Equal("Gold", (await LevelAsync(SmallWorld.Colli)).Text("level"));
        Assert.Equal(1, await world.CountAsync($"membership WHERE object_id = '{kari.Id}'"));
    }

    private Task<System.Text.Json.JsonElement> LevelAsync(Guid partner) => world.Post.AskAsync(Person.Giulia, HttpMethod.Get, $"/v1/partners/{partner}/level");

    private async Task<string> InvitedAsync(string email, Guid? partner = null)
    {
        await world.Post.AskAsync(Person.Giulia, HttpMethod.Post, $"/v1/partners/{partner ?? SmallWorld.Brenta}/team/invite", new { email, role = "SALES" });
        return await world.TokenAsync(email);
    }
}
