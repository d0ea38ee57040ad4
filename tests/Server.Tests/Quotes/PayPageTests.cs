using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tessera.TestKit;

namespace Server.Tests.Quotes;

/// <summary>The page behind the link: who gets in, what it shows, what it changes (F32).</summary>
public sealed class PayPageTests(QuoteFixture fixture) : IClassFixture<QuoteFixture>
{
    [Fact]
    public async Task The_link_opens_the_quote_in_its_language_without_the_partner_s_side_of_it()
    {
        var key = await fixture.KeyAsync();
        var quote = await fixture.QuoteAsync("CUSTOMER", null, key);
        await fixture.DoAsync(quote, "send", new { language = "it" });
        var token = await TokenAsync(quote);
        var (status, page) = await AskAsync(token);
        Assert.True(status == HttpStatusCode.OK, page.ToString());
        Assert.Equal(("VALID", quote.Text("number"), "it", "Officine Rossi Srl"), (page.Text("state"), page.Text("quoteNumber"), page.Text("language"), page.Text("customerName")));
        Assert.Equal(quote.GetProperty("gross").GetRawText(), page.GetProperty("gross").GetRawText());
        Assert.Equal("i•••@rossi.example", page.Text("maskedEmail"));
        var line = page.GetProperty("lines")[0];
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (line.GetProperty("partnerNet").ValueKind, line.GetProperty("margin").ValueKind));
        Assert.DoesNotContain(key.Text("number"), page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("info@rossi.example", page.ToString(), StringComparison.Ordinal);
        Assert.Contains("Prezzo di listino", line.GetProperty("steps")[0].Text("text"), StringComparison.Ordinal);
        var (_, french) = await AskAsync(token, language: "fr");
        Assert.Equal("fr", french.Text("language"));
    }

    [Fact]
    public async Task Looking_changes_nothing_and_seeing_is_told_once()
    {
        var quote = await fixture.QuoteAsync();
        await fixture.DoAsync(quote, "send", new { });
        var token = await TokenAsync(quote);
        var tables = await TableReads.DuringAsync(fixture.Core, async () => await AskAsync(token));
        Assert.All(tables.Values, t => Assert.True(t.RowsWritten == 0, t.ToString()));
        Assert.Equal("SENT", (await fixture.ReadAsync(quote)).Text("state"));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AskAsync(token, "seen", new { })));
        var seen = await fixture.ReadAsync(quote);
        Assert.Equal(("VIEWED", 1), (seen.Text("state"), seen.GetProperty("events").EnumerateArray().Count(e => e.Text("name") == "quote.viewed.v1")));
    }

    [Fact]
    public async Task What_opens_nothing_is_answered_alike_whatever_it_is()
    {
        var (quote, other) = (await fixture.QuoteAsync(), await fixture.QuoteAsync());
        var (token, revoked) = (await TokenAsync(quote), await TokenAsync(other));
        await fixture.DoAsync(other, "revoke-link", new { });
        var guessed = System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        var near = (token[0] == 'A' ? 'B' : 'A') + token[1..];
        var answers = new HashSet<string>();
        foreach (var (tenant, value) in new (string, string?)[] { ("allnet", guessed), ("allnet", near), ("allnet", revoked), ("vcom", token), ("nowhere", token), ("allnet", ""), ("allnet", null), ("allnet", token + "A"), ("allnet", token[..42] + "!"), ("allnet", "'; DROP TABLE quote; --") })
        {
            foreach (var (verb, body) in new (string, object?)[] { ("", null), ("/state", null), ("/seen", new { }), ("/accept", new { name = "X", version = 1 }), ("/decline", new { reason = "no" }), ("/resend", new { }) })
            {
                var (status, problem) = await AskAsync(value, verb.TrimStart('/'), body, tenant: tenant);
                Assert.True(status == HttpStatusCode.NotFound, $"{tenant} {value} {verb}: {status} {problem}");
                answers.Add(Problems.WithoutReference(problem));
            }
        }

        Assert.Equal("PAY_LINK_UNKNOWN", JsonDocument.Parse(Assert.Single(answers)).RootElement.Text("code"));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(token)).Status);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_per_address_and_the_edge_may_name_the_visitor()
    {
        await using var core = new CoreHost(fixture.Core.Database, fixture.Core.Clock, new Dictionary<string, string> { ["LIMIT_UNKNOWN_KEYS"] = "1" });
        async Task<HttpStatusCode> GuessAsync(string? visitor, string secret)
        {
            using var client = core.As(null);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/allnet/pay");
            request.Headers.Add("Tessera-Pay-Token", new string('A', 43));
            if (visitor is not null) request.Headers.Add("X-Forwarded-For", visitor);
            request.Headers.Add("Tessera-Edge-Secret", secret);
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }

        var tries = new List<HttpStatusCode>();
        for (var i = 0; i < 30; i++) tries.Add(await GuessAsync("198.51.100.7", CoreHost.EdgeSecret));
        Assert.Contains(HttpStatusCode.TooManyRequests, tries);
        Assert.Equal(HttpStatusCode.NotFound, await GuessAsync("198.51.100.8", CoreHost.EdgeSecret));
        var spoofed = new List<HttpStatusCode>();
        for (var i = 0; i < 30; i++) spoofed.Add(await GuessAsync($"198.51.100.{i + 20}", "not-the-edge"));
        Assert.Contains(HttpStatusCode.TooManyRequests, spoofed);
    }

    [Fact]
    public async Task Declining_takes_a_reason_and_ends_it()
    {
        var quote = await fixture.QuoteAsync();
        await fixture.DoAsync(quote, "send", new { });
        var token = await TokenAsync(quote);
        var (silent, problem) = await AskAsync(token, "decline", new { reason = " " });
        Assert.Equal((HttpStatusCode.BadRequest, "reason"), (silent, QuoteFixture.Problem(problem).Field));
        var (status, _) = await AskAsync(token, "decline", new { reason = "Cambiamo centralino" });
        Assert.Equal(HttpStatusCode.OK, status);
        var declined = await fixture.ReadAsync(quote);
        Assert.Equal(("DECLINED", "Cambiamo centralino"), (declined.Text("state"), declined.Text("reason")));
        var (_, page) = await AskAsync(token);
        Assert.Equal("DECLINED", page.Text("state"));
        var (late, refused) = await AskAsync(token, "accept", new { name = "Anna Rossi", version = 1 });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "QUOTE_DECLINED"), (late, refused.Text("code")));
        Assert.Equal(1, await fixture.CountAsync($"SELECT count(*) FROM audit_entry WHERE action = 'DeclinePayPage' AND object_id = '{quote.Text("id")}' AND actor_id IS NULL AND actor = 'Officine Rossi Srl'"));
    }

    /// <summary>OM-5: an offer whose validity passed is shown, not taken; a new one goes to the same address only.</summary>
    [Fact]
    public async Task An_expired_offer_is_made_anew_for_the_same_address()
    {
        var quote = await fixture.QuoteAsync();
        await fixture.DoAsync(quote, "send", new { email = "acquisti@rossi.example" });
        var token = await TokenAsync(quote);
        var then = fixture.Core.Clock.Now;
        try
        {
            fixture.Core.Clock.Now = then.AddDays(31);
            var (_, page) = await AskAsync(token);
            Assert.Equal(("EXPIRED", 1, "a•••@rossi.example"), (page.Text("state"), page.GetProperty("lines").GetArrayLength(), page.Text("maskedEmail")));
            var (no, refused) = await AskAsync(token, "accept", new { name = "Anna Rossi", version = 1 });
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "QUOTE_EXPIRED"), (no, refused.Text("code")));
            var (status, answer) = await AskAsync(token, "resend", new { });
            Assert.True(status == HttpStatusCode.OK, answer.ToString());
            Assert.Equal("a•••@rossi.example", answer.Text("maskedEmail"));
            for (var i = 0; i < 5; i++) await AskAsync(token, "resend", new { });
            var anew = await fixture.ReadAsync(quote);
            Assert.Equal((2, "SENT", "2027-01-21"), (anew.GetProperty("version").GetInt32(), anew.Text("state"), anew.Text("validUntil")));
            Assert.Equal(1, await fixture.CountAsync($"SELECT count(*) FROM outbox WHERE dedupe LIKE 'quote:{quote.Text("id")}:again:%'"));
            Assert.Equal("VALID", (await AskAsync(token)).Body.Text("state"));
        }
        finally
        {
            fixture.Core.Clock.Now = then;
        }
    }

    [Fact]
    public async Task A_link_that_has_ended_tells_only_where_a_new_one_would_go()
    {
        var quote = await fixture.QuoteAsync();
        await fixture.DoAsync(quote, "send", new { });
        var token = await TokenAsync(quote);
        var then = fixture.Core.Clock.Now;
        try
        {
            fixture.Core.Clock.Now = then.AddDays(91);
            var (status, page) = await AskAsync(token);
            Assert.Equal((HttpStatusCode.OK, "EXPIRED", 0), (status, page.Text("state"), page.GetProperty("lines").GetArrayLength()));
            Assert.DoesNotContain("Rossi", page.ToString().Replace("rossi.example", "", StringComparison.Ordinal), StringComparison.Ordinal);
            var (no, _) = await AskAsync(token, "accept", new { name = "Anna Rossi", version = 1 });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, no);
            var (sent, _) = await AskAsync(token, "resend", new { });
            Assert.Equal(HttpStatusCode.OK, sent);
            Assert.Equal("EXPIRED", (await AskAsync(token)).Body.Text("state"));
            Assert.Equal("VALID", (await AskAsync(await TokenAsync(quote))).Body.Text("state"));
        }
        finally
        {
            fixture.Core.Clock.Now = then;
        }
    }

    [Fact]
    public async Task A_revised_quote_shows_its_new_version_under_the_old_link()
    {
        var quote = await fixture.QuoteAsync();
        await fixture.DoAsync(quote, "send", new { });
        var token = await TokenAsync(quote);
        await fixture.DoAsync(quote, "revise", new { lines = new[] { new { keyId = quote.GetProperty("lines")[0].Text("keyId"), years = 2 } } });
        var (_, page) = await AskAsync(token);
        Assert.Equal(("VALID", 2), (page.Text("state"), page.GetProperty("version").GetInt32()));
        var (status, problem) = await AskAsync(token, "accept", new { name = "Anna Rossi", version = 1 });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "QUOTE_SUPERSEDED"), (status, problem.Text("code")));
    }

    [Fact]
    public async Task What_is_over_its_maximum_is_read_ticked_and_kept_on_the_key_by_name()
    {
        var key = await fixture.OverAsync();
        var quote = await fixture.QuoteAsync("CUSTOMER", null, key);
        await fixture.DoAsync(quote, "send", new { });
        var token = await TokenAsync(quote);
        var (_, page) = await AskAsync(token);
        var needs = Assert.Single(page.GetProperty("needsAcknowledgement").EnumerateArray());
        Assert.Equal((60, key.Text("id")), (needs.GetProperty("counted").GetInt32(), needs.Text("keyId")));
        var (no, refused) = await AskAsync(token, "accept", new { name = "Anna Rossi", version = 1 });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ACKNOWLEDGEMENT_REQUIRED"), (no, refused.Text("code")));
        Assert.Equal("SENT", (await fixture.ReadAsync(quote)).Text("state"));
        await AskAsync(token, "accept", new { name = "Anna Rossi", version = 1, acknowledge = new[] { key.Text("id") } });
        await AskAsync(token, "accept", new { name = "Anna Rossi", version = 1, acknowledge = new[] { key.Text("id") } });
        using var davide = fixture.Core.As(Person.Davide);
        var (_, now) = await davide.ReadAsync($"/v1/keys/{key.Text("id")}");
        var kept = Assert.Single(now.GetProperty("acknowledgements").EnumerateArray());
        Assert.Equal(("Anna Rossi", 60), (kept.Text("name"), kept.GetProperty("counted").GetInt32()));
        var accepted = await fixture.ReadAsync(quote);
        Assert.Equal(("ACCEPTED", "Anna Rossi", "GIVEN"), (accepted.Text("state"), accepted.Text("acceptedName"), accepted.GetProperty("lines")[0].Text("acknowledgement")));
    }

    [Theory]
    [InlineData("""{"version":1}""", "name")]
    [InlineData("""{"name":"a\nb","version":1}""", "name")]
    [InlineData("""{"name":"Anna"}""", "version")]
    [InlineData("""{"name":"Anna","version":1,"gross":{"minor":1}}""", "gross")]
    [InlineData("""{"name":"Anna","version":1,"returnTo":"https://evil.example/pay"}""", "returnTo")]
    [InlineData("""{"name":"Anna","version":1,"acknowledge":["x"]}""", "acknowledge[0]")]
    public async Task Bad_input_is_named(string json, string field)
    {
        var token = await TokenAsync(await fixture.QuoteAsync());
        using var client = fixture.Core.As(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/allnet/pay/accept") { Content = new StringContent(json, null, "application/json") };
        request.Headers.Add("Tessera-Pay-Token", token);
        using var answer = await client.SendAsync(request);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, problem.ToString());
        Assert.Equal(field, QuoteFixture.Problem(problem).Field);
    }

    /// <summary>A canary: everything any part of the core logs, at any level.</summary>
    [Fact]
    public async Task A_link_s_token_stands_in_no_log()
    {
        var log = new Log();
        await using var host = fixture.Core.WithWebHostBuilder(b => b.ConfigureTestServices(s => s.AddSingleton<ILoggerProvider>(log).Configure<LoggerFilterOptions>(o =>
        {
            o.Rules.Clear();
            o.MinLevel = LogLevel.Trace;
            o.Rules.Add(new LoggerFilterRule("Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider", null, LogLevel.None, null));
        })));
        var quote = await fixture.QuoteAsync();
        await fixture.DoAsync(quote, "send", new { });
        var token = await TokenAsync(quote);
        using var client = host.CreateClient();
        foreach (var (verb, body) in new (string, object?)[] { ("", null), ("/seen", new { }), ("/accept", new { name = "Anna", version = 1 }), ("/accept", new { }), ("/resend", new { }), ("/decline", new { reason = "no" }), ("/nowhere", new { }) })
        {
            using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, "/v1/allnet/pay" + verb) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("Tessera-Pay-Token", token);
            using var answer = await client.SendAsync(request);
            Assert.True((int)answer.StatusCode < 500 || answer.StatusCode == HttpStatusCode.ServiceUnavailable, verb + answer.StatusCode);
        }

        Assert.Contains(log.Lines, l => l.Contains("/v1/allnet/pay", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, l => l.Contains(token, StringComparison.Ordinal));
    }

    private async Task<string> TokenAsync(JsonElement quote)
    {
        var url = (await fixture.DoAsync(quote, "link", new { })).Text("url");
        return url[(url.LastIndexOf('.') + 1)..];
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string? token, string verb = "", object? body = null, string? language = null, string tenant = "allnet")
    {
        using var client = fixture.Core.As(null);
        client.DefaultRequestHeaders.AcceptLanguage.Clear();
        if (language is not null) client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, $"/v1/{tenant}/pay{(verb.Length > 0 ? "/" + verb : "")}") { Content = body is null ? null : JsonContent.Create(body) };
        if (token is not null) request.Headers.TryAddWithoutValidation("Tessera-Pay-Token", token);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private sealed class Log : ILoggerProvider, ILogger
    {
        public System.Collections.Concurrent.ConcurrentBag<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Add(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
