using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.TestKit;

namespace Server.Tests.Messages;

/// <summary>A mail on its way: at most once by itself, the same mail if a person sends it again, and never more than one header to a line.</summary>
public sealed class MailTests
{
    private static CancellationToken Ct => MailCore.Ct;

    [Fact]
    public async Task A_mail_arrives_with_both_bodies_its_own_id_and_names_of_any_script()
    {
        await using var world = await MailCore.StartAsync();
        var id = await QueueAsync(world, new MailContent("Påminnelse · 1 234,50 kr · Ünïcødé", "<p>Bjørn &amp; søn\u00a0=\u00a01\u202f234</p>", "Bjørn & søn = 1\n.\n.. dots\n" + new string('x', 300), "nb"), from: "Fjord \"Telekom\" Æ, AS");
        await world.SendAsync();
        var mail = Assert.Single(world.Mails.Caught);
        Assert.Equal(("Påminnelse · 1 234,50 kr · Ünïcødé", "<p>Bjørn &amp; søn\u00a0=\u00a01\u202f234</p>"), (mail.Subject, mail.Html.Trim()));
        Assert.Equal("Bjørn & søn = 1\n.\n.. dots\n" + new string('x', 300), mail.Text.TrimEnd());
        Assert.Equal($"<{id:N}@tessera.example>", mail.Header("Message-ID"));
        Assert.Contains("Fjord", CaughtMail.Decoded(mail.Header("From")!), StringComparison.Ordinal);
        Assert.EndsWith("<no-reply@tessera.example>", mail.Header("From"), StringComparison.Ordinal);
        Assert.StartsWith("multipart/alternative", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal(("nb", "auto-generated"), (mail.Header("Content-Language"), mail.Header("Auto-Submitted")));
        Assert.Null(mail.Header("List-Unsubscribe"));
        Assert.All(mail.Raw.Split("\r\n"), line => Assert.True(line.Length <= 998));
        Assert.Equal(["SENT 1"], await StatesAsync(world));
    }

    [Theory]
    [InlineData("a@b.example\r\nRCPT TO:<c@d.example>")]
    [InlineData("a@b.example>\r\nDATA")]
    [InlineData("a@b.example,c@d.example")]
    [InlineData("")]
    public async Task An_address_that_is_none_is_written_to_by_nobody(string to)
    {
        await using var world = await MailCore.StartAsync();
        await QueueAsync(world, Plain("Hello"), to: to);
        await world.SendAsync();
        Assert.Empty(world.Mails.Caught);
        Assert.Equal(["FAILED 1"], await StatesAsync(world));
    }

    [Theory]
    [InlineData("Hello\r\nBcc: c@d.example", "Allnet")]
    [InlineData("Hello", "Allnet\r\nBcc: c@d.example")]
    [InlineData("Hello\nBcc: c@d.example", "Allnet\nBcc: c@d.example")]
    [InlineData("Hello\u2028Bcc: c@d.example", "\u0000Allnet\u0085Bcc: c@d.example")]
    public async Task A_line_break_in_a_subject_or_a_name_begins_no_header(string subject, string from)
    {
        await using var world = await MailCore.StartAsync();
        await QueueAsync(world, Plain(subject), from: from.Replace("\0", "", StringComparison.Ordinal));
        await world.SendAsync();
        var mail = Assert.Single(world.Mails.Caught);
        Assert.Null(mail.Header("Bcc"));
        Assert.Equal("info@rossi.example", mail.To);
    }

    [Theory]
    [InlineData("550 no such box", "FAILED 1")]
    [InlineData("451 try later", "NEW 1")]
    public async Task What_the_server_refuses_was_not_sent(string refusal, string state)
    {
        await using var world = await MailCore.StartAsync();
        world.Mails.Refusal = refusal;
        await QueueAsync(world, Plain("Hello"));
        await world.SendAsync();
        Assert.Equal([state], await StatesAsync(world));
        Assert.StartsWith($"REFUSED {refusal[..3]}", Assert.Single(await world.LinesAsync("SELECT failure FROM outbox")), StringComparison.Ordinal);

        world.Mails.Refusal = null;
        world.Clock.Now = world.Clock.Now.AddMinutes(1);
        await world.SendAsync();
        Assert.Equal(state == "NEW 1" ? 1 : 0, world.Mails.Caught.Count);
    }

    [Fact]
    public async Task While_the_server_is_away_mails_wait_and_go_once_it_is_back()
    {
        await using var world = await MailCore.StartAsync();
        string port;
        await using (var gone = new SmtpCatcher()) port = gone.Url;
        await using var away = new CoreHost(world.Core.Database, world.Clock, new Dictionary<string, string> { ["ROLE"] = "api", ["SMTP"] = port });
        await QueueAsync(world, Plain("Hello"));
        Assert.Equal(1, await away.Services.GetRequiredService<Tessera.Platform.Outbox.OutboxRunner>().RunAsync(1, Ct));
        Assert.Equal(["NEW 1"], await StatesAsync(world));
        world.Clock.Now = world.Clock.Now.AddMinutes(1);
        await world.SendAsync();
        Assert.Single(world.Mails.Caught);
    }

    [Fact]
    public async Task A_server_that_falls_silent_leaves_the_mail_uncertain_until_an_operator_sends_it_again_for_a_reason()
    {
        await using var world = await MailCore.StartAsync();
        world.Mails.Silent = true;
        var id = await QueueAsync(world, Plain("Hello"));
        await world.SendAsync();
        world.Mails.Silent = false;
        world.Later(3);
        await world.SendAsync();
        Assert.Empty(world.Mails.Caught);

        var home = await world.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/home");
        var attention = Assert.Single(home.GetProperty("attention").EnumerateArray(), a => a.Text("kind") == "MAIL_UNCERTAIN");
        Assert.Equal(("1", """{"state":["FAILED","UNCERTAIN"]}"""), (attention.Text("count"), attention.GetProperty("filter").ToString()));
        var listed = Assert.Single((await world.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/messages?first=10")).GetProperty("items").EnumerateArray());
        Assert.Equal((id.ToString(), "mail", "UNCERTAIN", "info@rossi.example", "Hello"), (listed.Text("id"), listed.Text("kind"), listed.Text("state"), listed.Text("to"), listed.Text("subject")));
        Assert.Equal(0, (await world.AskAsync(Person.Ingrid, HttpMethod.Get, "/v1/messages?first=10")).GetProperty("items").GetArrayLength());

        await world.AskAsync(Person.Giulia, HttpMethod.Post, $"/v1/messages/{id}/send-again", new { reason = " " }, HttpStatusCode.BadRequest);
        await world.AskAsync(Person.Ingrid, HttpMethod.Post, $"/v1/messages/{id}/send-again", new { reason = "not mine" }, HttpStatusCode.NotFound);
        var again = await world.AskAsync(Person.Giulia, HttpMethod.Post, $"/v1/messages/{id}/send-again", new { reason = "The customer has nothing." });
        Assert.Equal("NEW", again.Text("state"));
        await world.SendAsync();
        Assert.Equal($"<{id:N}@tessera.example>", Assert.Single(world.Mails.Caught).Header("Message-ID"));
        var refused = await world.AskAsync(Person.Giulia, HttpMethod.Post, $"/v1/messages/{id}/send-again", new { reason = "Once more." }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("MESSAGE_NOT_STUCK", refused.Text("code"));
        Assert.Equal(["Giulia: The customer has nothing."], await world.LinesAsync("SELECT actor || ': ' || reason FROM audit_entry WHERE action = 'SendAgain'"));
    }

    [Fact]
    public async Task A_worker_hears_of_a_mail_at_once_and_sends_it_once_though_another_listens_too()
    {
        await using var world = await MailCore.StartAsync();
        var settings = new Dictionary<string, string> { ["ROLE"] = "all", ["SMTP"] = world.Mails.Url };
        await using var first = new CoreHost(world.Core.Database, world.Clock, settings);
        await using var second = new CoreHost(world.Core.Database, world.Clock, settings);
        _ = (first.Services, second.Services);
        for (var i = 0; i < 20; i++) await QueueAsync(world, Plain($"Hello {i}"));
        world.Core.Services.GetRequiredService<Tessera.Platform.Outbox.OutboxBell>().Ring(1);
        await world.Mails.WaitAsync(20);
        await Task.Delay(500, Ct);
        Assert.Equal(20, world.Mails.Caught.Select(m => m.Subject).Distinct().Count());
        Assert.Equal(20, world.Mails.Caught.Count);
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_sends_leaves_that_mail_uncertain_and_no_other()
    {
        await using var world = await MailCore.StartAsync();
        world.Mails.Holding = true;
        await QueueAsync(world, Plain("On its way"));
        using var worker = Worker(world);
        for (var i = 0; world.Mails.Held == 0; i++)
        {
            Assert.True(i < 1_200 && !worker.HasExited, "The worker does not send.");
            await Task.Delay(50, Ct);
        }

        worker.Kill(entireProcessTree: true);
        await worker.WaitForExitAsync(Ct);
        world.Mails.Holding = false;
        await QueueAsync(world, Plain("After"));
        await world.SendAsync();
        Assert.Equal(["SENDING 1", "SENT 1"], await StatesAsync(world));
        await world.ExecuteAsync("UPDATE outbox SET claimed_until = now() - interval '1 s' WHERE state = 'SENDING'");
        await world.SendAsync();
        Assert.Equal(["SENT 1", "UNCERTAIN 1"], await StatesAsync(world));
        Assert.Equal("After", Assert.Single(world.Mails.Caught).Subject);
    }

    /// <summary>The real program as a worker.</summary>
    private static Process Worker(MailCore world)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["DATABASE"] = world.Core.Database.App,
            ["ROLE"] = "worker",
            ["URLS"] = "http://127.0.0.1:0",
            ["SMTP"] = world.Mails.Url,
            ["EDGE_SECRET"] = CoreHost.EdgeSecret,
            ["IDENTITY_AUTHORITY"] = TokenIssuer.Authority,
            ["IDENTITY_AUDIENCE"] = TokenIssuer.Audience,
            ["IDENTITY_CLIENTS"] = TokenIssuer.Client,
        }) start.Environment["TESSERA_" + name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    [Fact]
    public async Task Whoever_stops_reminders_gets_none_and_still_gets_receipts()
    {
        await using var world = await MailCore.StartAsync();
        await world.KeyAsync(new DateOnly(2026, 12, 11));
        await world.RemindAsync();
        var link = Assert.Single(world.Mails.Caught).Header("List-Unsubscribe")!.Trim('<', '>');
        var token = link[(link.LastIndexOf('.') + 1)..];
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, await StopAsync(world, "allnet", token));

        await world.KeyAsync(new DateOnly(2026, 12, 12));
        world.Later(1);
        Assert.Equal(0, await world.RemindAsync());
        await QueueAsync(world, Plain("Receipt"), to: "Elena@brenta.example");
        await QueueAsync(world, Plain("Reminder"), to: "ELENA@brenta.example", leave: "https://tessera.example/unsubscribe/x");
        await world.SendAsync();
        Assert.Equal(["1 chiave da rinnovare entro l’11 dicembre 2026", "Receipt"], world.Mails.Caught.Select(m => m.Subject).Order());
        Assert.Equal(["ADDRESS_LEFT"], await world.LinesAsync("SELECT failure FROM outbox WHERE state = 'FAILED'"));
        Assert.Equal(0, (await world.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/messages?first=9")).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await world.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/messages?first=9&state=FAILED")).GetProperty("items").GetArrayLength());

        await world.AskAsync(Person.Elena, HttpMethod.Post, "/v1/reminders/save", new { digest = true, remindCustomers = false });
        world.Later(1);
        Assert.Equal(1, await world.RemindAsync());
    }

    [Fact]
    public async Task A_forged_token_stops_nothing_and_every_forgery_is_answered_alike()
    {
        await using var world = await MailCore.StartAsync();
        var tenant = (await world.Core.Services.GetRequiredService<Tenants>().FindAsync("allnet", Ct))!;
        var url = world.Core.Services.GetRequiredService<LeaveTokens>().UrlOf(tenant, "elena@brenta.example");
        var token = url[(url.LastIndexOf('.') + 1)..];
        var answers = new HashSet<string>();
        foreach (var forged in new[] { "", "x", token[..^1], token + "A", Flipped(token, 0), Flipped(token, 20), Flipped(token, token.Length - 2), new string('A', token.Length), new string('A', 5_000), "é" })
            answers.Add(await AnswerAsync(world, "allnet", forged));
        answers.Add(await AnswerAsync(world, "vcom", token));
        answers.Add(await AnswerAsync(world, "nowhere", token));
        Assert.StartsWith("NotFound", Assert.Single(answers), StringComparison.Ordinal);
        Assert.Empty(await world.LinesAsync("SELECT tenant_id::text FROM unsubscribed"));
        Assert.Equal(HttpStatusCode.OK, await StopAsync(world, "allnet", token));
        Assert.Equal(["1"], await world.LinesAsync("SELECT tenant_id::text FROM unsubscribed"));
    }

    private static string Flipped(string token, int at) => token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];

    private static async Task<HttpStatusCode> StopAsync(MailCore world, string slug, string token)
    {
        using var client = world.Core.As(null);
        return (await client.PostAsync($"/v1/{slug}/unsubscribe", new { token })).Status;
    }

    private static async Task<string> AnswerAsync(MailCore world, string slug, string token)
    {
        using var client = world.Core.As(null);
        var (status, body) = await client.PostAsync($"/v1/{slug}/unsubscribe", new { token });
        return $"{status} {Problems.WithoutReference(body)}";
    }

    private static MailContent Plain(string subject) => new(subject, "<p>Hello</p>", "Hello", "en");

    private static async Task<Guid> QueueAsync(MailCore world, MailContent content, string to = "info@rossi.example", string from = "Allnet.Italia", string? leave = null)
    {
        var id = Guid.CreateVersion7(world.Clock.Now);
        await world.Core.Services.GetRequiredService<TenantDb>().WriteAsync(1, [Mails.Enqueue(1, new OutgoingMail(id, id.ToString(), to, from, content, LeaveUrl: leave), world.Clock.Now)], Ct);
        return id;
    }

    private static Task<string[]> StatesAsync(MailCore world) => world.LinesAsync("SELECT state || ' ' || count(*) FROM outbox GROUP BY state ORDER BY 1");
}
