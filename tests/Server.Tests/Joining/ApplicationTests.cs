using System.Net;
using Tessera.TestKit;

namespace Server.Tests.Joining;

/// <summary>PP-1: a reseller registers itself from the public page; an operator decides; whatever robots and two clicks do, it is one application.</summary>
public sealed class ApplicationTests(JoiningWorld world) : IClassFixture<JoiningWorld>
{
    [Fact]
    public async Task An_application_is_seen_by_operators_and_confirmed_in_the_language_of_the_contact()
    {
        var application = await world.ApplyAsync("Dolomiti Voce Srl", ("email", "voce@dolomiti.example"), ("vatId", "01234567897"));
        Assert.Equal(
            ("RECEIVED", "IT01234567897", "IT", "Trento", "Marta Pace", "it"),
            (application.Text("state"), application.Text("vatId"), application.Text("country"), application.Text("city"), application.Text("contact"), application.Text("language")));
        Assert.Equal("Studio Colli", application.GetProperty("partner").Text("name"));
        await world.Post.SendAsync();
        var mail = Assert.Single(world.Post.Mails.Caught, m => m.To == "voce@dolomiti.example");
        Assert.Equal("La tua richiesta a Allnet.Italia è arrivata", mail.Subject);
        Assert.Contains("Dolomiti Voce Srl", mail.Text, StringComparison.Ordinal);
        Assert.Equal(1, await world.CountAsync($"audit_entry WHERE action = 'ApplyToJoin' AND object_id = '{application.Text("id")}' AND actor_id IS NULL"));
    }

    [Fact]
    public async Task Sent_five_times_at_once_or_from_a_second_page_it_is_one_application_and_one_mail()
    {
        var form = await world.FormAsync("Doppio Clic Srl", ("email", "Clic@Doppio.example"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.SendAsync(form)));
        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.OK, a.Body.ToString()));
        var again = await world.SendAsync(await world.FormAsync("Doppio Clic Srl", ("email", "clic@doppio.example"), ("vatId", form["vatId"])));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        await world.Post.SendAsync();
        Assert.Equal(1, await world.CountAsync("partner_application WHERE company = 'Doppio Clic Srl'"));
        Assert.Single(world.Post.Mails.Caught, m => m.To.Equals("clic@doppio.example", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_form_that_was_used_takes_nothing_else()
    {
        var form = await world.FormAsync("Primo Uso Srl");
        Assert.Equal(HttpStatusCode.OK, (await world.SendAsync(form)).Status);
        var other = await world.FormAsync("Secondo Uso Srl", ("form", form["form"]));
        var (status, problem) = await world.SendAsync(other);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "JOIN_FORM_OLD"), (status, problem.Text("code")));
        Assert.Equal(0, await world.CountAsync("partner_application WHERE company = 'Secondo Uso Srl'"));
    }

    [Theory]
    [InlineData("country", "NO", "vatId", "VAT_ID_OF_ANOTHER_COUNTRY", "PP-1")]
    [InlineData("vatId", "FR83404833048", "vatId", "VAT_ID_OF_ANOTHER_COUNTRY", "PP-1")]
    [InlineData("vatId", "IT01234567890", "vatId", "VAT_ID_CHECKSUM", "PP-1")]
    [InlineData("vatId", "IT1234", "vatId", "VAT_ID_MALFORMED", "PP-1")]
    [InlineData("vatId", "", "vatId", "REQUIRED", null)]
    [InlineData("country", "XX", "country", "UNKNOWN", null)]
    [InlineData("company", " ", "company", "REQUIRED", null)]
    [InlineData("company", "Visit https://evil.example now", "company", "MALFORMED", null)]
    [InlineData("contact", "a\u202Eb", "contact", "FORBIDDEN_CHARACTER", null)]
    [InlineData("email", "no address", "email", "MALFORMED", null)]
    [InlineData("email", "a@b.example\r\nBcc: c@d.example", "email", "MALFORMED", null)]
    [InlineData("language", "de", "language", "UNKNOWN", null)]
    public async Task Bad_input_names_its_field_and_its_rule_and_keeps_nothing(string field, string value, string at, string code, string? rule)
    {
        var (status, problem) = await world.SendAsync(await world.FormAsync("Campo Sbagliato Srl", (field, value)));
        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, problem.ToString());
        Assert.Contains(problem.GetProperty("fields").EnumerateArray(), f => f.Text("field") == at && f.Text("code") == code);
        Assert.Equal(rule, problem.TryGetProperty("rule", out var named) ? named.GetString() : null);
        Assert.Equal(0, await world.CountAsync("partner_application WHERE company LIKE 'Campo%' OR company LIKE 'Visit%'"));
    }

    [Fact]
    public async Task A_rule_that_refuses_the_vat_id_leaves_the_other_fields_named_and_speaks_the_readers_language()
    {
        var (_, problem) = await world.SendAsync(await world.FormAsync(" ", ("vatId", "NO974760673MVA")), language: "fr");
        Assert.Equal(["company", "vatId"], problem.GetProperty("fields").EnumerateArray().Select(f => f.Text("field")));
        Assert.Equal("Ce numéro de TVA est de NO, alors que le pays choisi est IT.", problem.Text("title"));
    }

    [Fact]
    public async Task Robots_that_fill_in_everything_forge_the_form_or_are_too_quick_leave_nothing()
    {
        var fresh = await world.FormAsync("Robot Srl");
        var young = await world.FormAsync("Robot Srl");
        using (var visitor = world.Core.As(null)) young["form"] = (await visitor.ReadAsync("/v1/allnet/join")).Body.Text("form");
        using (var visitor = world.Core.As(null)) fresh["other"] = (await visitor.ReadAsync("/v1/vcom/join")).Body.Text("form");
        world.Post.Clock.Now = world.Post.Clock.Now.AddMilliseconds(500);
        Assert.Equal("JOIN_TOO_QUICK", (await world.SendAsync(young)).Body.Text("code"));
        var foreign = fresh["other"];
        fresh.Remove("other");
        foreach (var token in new[] { null, "", "AAAA", new string('A', 54), ((string)fresh["form"]!)[..^2] + "AA", foreign })
        {
            var (status, problem) = await world.SendAsync(new Dictionary<string, object?>(fresh) { ["form"] = token });
            Assert.True(status == HttpStatusCode.UnprocessableEntity && problem.Text("code") == "JOIN_FORM_OLD", $"{token}: {status} {problem}");
        }

        var trapped = await world.SendAsync(new Dictionary<string, object?>(fresh) { ["website"] = "https://robot.example" });
        Assert.Equal((HttpStatusCode.OK, "True"), (trapped.Status, trapped.Body.Text("received")));
        world.Post.Clock.Now = world.Post.Clock.Now.AddHours(7);
        Assert.Equal("JOIN_FORM_OLD", (await world.SendAsync(fresh)).Body.Text("code"));
        Assert.Equal(0, await world.CountAsync("partner_application WHERE company = 'Robot Srl'"));
    }

    [Fact]
    public async Task An_address_applies_so_often_an_hour_whatever_it_says_it_is()
    {
        await using var core = new CoreHost(world.Core.Database, world.Core.Clock, new Dictionary<string, string> { ["LIMIT_APPLICATIONS"] = "3" });
        async Task<HttpStatusCode> SendAsync(string visitor, string secret)
        {
            using var client = core.As(null);
            client.DefaultRequestHeaders.Add("X-Forwarded-For", visitor);
            client.DefaultRequestHeaders.Add("Tessera-Edge-Secret", secret);
            return (await client.PostAsync("/v1/allnet/join/apply", new { company = "x" })).Status;
        }

        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync("2001:db8:0:1::" + i, CoreHost.EdgeSecret));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync("2001:db8:0:1::ffff", CoreHost.EdgeSecret));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync("2001:db8:0:2::1", CoreHost.EdgeSecret));
        for (var i = 0; i < 3; i++) await SendAsync($"198.51.100.{i}", "not-the-edge");
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync("198.51.100.9", "not-the-edge"));
    }

    [Fact]
    public async Task Declining_says_why_in_the_applicants_language_and_is_done_once()
    {
        var application = await world.ApplyAsync("Voix du Nord SARL", ("country", "FR"), ("vatId", "40303265045"), ("language", "fr"), ("email", "contact@voix.example"));
        var path = $"/v1/applications/{application.Text("id")}/decline";
        var (silent, problem) = await world.DoAsync(Person.Giulia, path, new { reason = " " });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "REASON_REQUIRED", "reason"), (silent, problem.Text("code"), problem.GetProperty("fields")[0].Text("field")));
        var declined = await world.Post.AskAsync(Person.Giulia, HttpMethod.Post, path, new { reason = "Nous avons déjà un partenaire à Lille." });
        Assert.Equal(("DECLINED", "Nous avons déjà un partenaire à Lille.", "Giulia"), (declined.Text("state"), declined.Text("reason"), declined.Text("decidedBy")));
        Assert.Equal("FR40303265045", declined.Text("vatId"));
        await world.Post.SendAsync();
        var mail = world.Post.Mails.Caught.Single(m => m.To == "contact@voix.example" && m.Subject.Contains("retenu", StringComparison.Ordinal));
        Assert.Contains("n’a pas retenu la candidature", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Nous avons déjà un partenaire à Lille.", mail.Text, StringComparison.Ordinal);
        foreach (var verb in new[] { "decline", "approve" })
        {
            var (status, refused) = await world.DoAsync(Person.Giulia, $"/v1/applications/{application.Text("id")}/{verb}", verb == "decline" ? new { reason = "x" } : new { });
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "APPLICATION_DECIDED", "PP-1"), (status, refused.Text("code"), refused.Text("rule")));
        }

        Assert.Equal(HttpStatusCode.OK, (await world.SendAsync(await world.FormAsync("Voix du Nord SARL", ("country", "FR"), ("vatId", "40303265045"), ("email", "contact@voix.example")))).Status);
        Assert.Equal("RECEIVED", (await world.FindAsync("Voix du Nord SARL")).Text("state"));
    }

    [Fact]
    public async Task Approving_makes_the_partner_at_the_lowest_level_and_two_approvals_of_one_company_make_one()
    {
        var first = await world.ApplyAsync("Gemelli Telecom Srl", ("email", "a@gemelli.example"));
        var second = await world.ApplyAsync("Gemelli Telecom Srl", ("email", "b@gemelli.example"), ("vatId", first.Text("vatId")));
        Assert.NotEqual(first.Text("id"), second.Text("id"));
        var answers = await Task.WhenAll(new[] { first, second }.Select(a => world.DoAsync(Person.Giulia, $"/v1/applications/{a.Text("id")}/approve", new { })));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal("PARTNER_EXISTS", answers.Single(a => a.Status != HttpStatusCode.OK).Body.Text("code"));
        Assert.Equal(1, await world.CountAsync("partner WHERE name = 'Gemelli Telecom Srl'"));
        var partner = answers.Single(a => a.Status == HttpStatusCode.OK).Body.GetProperty("partner").Text("id");
        var level = await world.Post.AskAsync(Person.Giulia, HttpMethod.Get, $"/v1/partners/{partner}/level");
        Assert.Equal(("Affiliate", "TAKEN"), (level.Text("level"), level.GetProperty("history")[0].Text("cause")));
        var found = await world.Post.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/partners?first=5&search=gemelli");
        Assert.Equal(partner, found.GetProperty("items")[0].Text("id"));
    }

    [Fact]
    public async Task The_list_is_filtered_paged_and_an_unknown_programme_has_no_page()
    {
        var waiting = await world.ApplyAsync("Lista Uno Srl");
        await world.ApplyAsync("Lista Due Srl");
        await world.ApplyAsync("Lista Tre Srl");
        await world.Post.AskAsync(Person.Giulia, HttpMethod.Post, $"/v1/applications/{waiting.Text("id")}/decline", new { reason = "no" });
        var page = await world.Post.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/applications?first=1&state=RECEIVED");
        Assert.Equal(("Lista Tre Srl", true), (page.GetProperty("items")[0].Text("company"), page.GetProperty("hasNextPage").GetBoolean()));
        var next = await world.Post.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/applications?first=1&state=RECEIVED&after=" + page.Text("endCursor"));
        Assert.Equal("Lista Due Srl", next.GetProperty("items")[0].Text("company"));
        var all = await world.Post.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/applications?first=100&state=RECEIVED");
        Assert.DoesNotContain(all.GetProperty("items").EnumerateArray(), a => a.Text("company") == "Lista Uno Srl");
        await world.Post.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/applications?first=1&state=NONE", expected: HttpStatusCode.BadRequest);
        using var visitor = world.Core.As(null);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.ReadAsync("/v1/nowhere/join")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync("/v1/nowhere/join/apply", new { })).Status);
    }
}
