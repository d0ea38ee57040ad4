using System.Net;
using System.Text.Json;
using Tessera.TestKit;

namespace Server.Tests.Quotes;

/// <summary>What becomes of a quote on our side: versions, mails, links, withdrawal; who is told, what is written down.</summary>
public sealed class QuoteLifeTests(QuoteFixture fixture) : IClassFixture<QuoteFixture>
{
    [Fact]
    public async Task A_revision_is_a_version_with_a_difference_and_the_one_before_stays_readable()
    {
        var (first, second) = (await fixture.KeyAsync(), await fixture.KeyAsync(new { size = 32 }));
        var quote = await fixture.QuoteAsync("CUSTOMER", null, first);
        var dry = await fixture.DoAsync(quote, "revise", new { lines = new[] { new { keyId = first.Text("id"), years = 3 }, new { keyId = second.Text("id"), years = 1 } }, poNumber = "PO-2", dryRun = true });
        Assert.Equal(1, (await fixture.ReadAsync(quote)).GetProperty("version").GetInt32());
        var revised = await fixture.DoAsync(quote, "revise", new { lines = new[] { new { keyId = first.Text("id"), years = 3 }, new { keyId = second.Text("id"), years = 1 } }, poNumber = "PO-2" });
        Assert.Equal((2, 2, "DRAFT"), (revised.GetProperty("version").GetInt32(), revised.GetProperty("lines").GetArrayLength(), revised.Text("state")));
        Assert.Equal(dry.GetProperty("gross").GetRawText(), revised.GetProperty("gross").GetRawText());
        Assert.Equal(revised.ToString(), (await fixture.ReadAsync(quote)).ToString());

        using var davide = fixture.Core.As(Person.Davide);
        var (_, versions) = await davide.ReadAsync($"/v1/quotes/{quote.Text("id")}/versions");
        Assert.Equal([2, 1], versions.EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));
        var changes = versions[0].GetProperty("changes").EnumerateArray().Select(c => c.Text("path")).ToArray();
        Assert.Contains(changes, c => c.Contains("poNumber", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(versions[1].GetProperty("changes").EnumerateArray());
        Assert.Equal(quote.GetProperty("gross").GetProperty("minor").GetInt64(), versions[1].GetProperty("document").GetProperty("grossMinor").GetInt64());

        // The list of a key's quotes follows the newest version.
        await fixture.DoAsync(quote, "revise", new { lines = new[] { new { keyId = second.Text("id"), years = 1 } } });
        var (_, ofFirst) = await davide.ReadAsync("/v1/quotes?first=5&keyId=" + first.Text("id"));
        var (_, ofSecond) = await davide.ReadAsync("/v1/quotes?first=5&keyId=" + second.Text("id"));
        Assert.Equal((0, 1), (ofFirst.GetProperty("items").GetArrayLength(), ofSecond.GetProperty("items").GetArrayLength()));
    }

    [Fact]
    public async Task A_quote_that_moved_on_is_not_written_over()
    {
        var quote = await fixture.QuoteAsync();
        var lines = new[] { new { keyId = quote.GetProperty("lines")[0].Text("keyId"), years = 2 } };
        await fixture.DoAsync(quote, "revise", new { lines, expectedVersion = 1 });
        using var davide = fixture.Core.As(Person.Davide);
        var (status, problem) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/revise", new { lines, expectedVersion = 1 });
        Assert.Equal((HttpStatusCode.Conflict, "VERSION_CONFLICT", "2"), (status, problem.Text("code"), problem.GetProperty("facts").Text("version")));
    }

    [Fact]
    public async Task Ten_revisions_at_once_are_versions_one_after_the_other_or_told_to_ask_again()
    {
        var quote = await fixture.QuoteAsync();
        var key = quote.GetProperty("lines")[0].Text("keyId");
        using var davide = fixture.Core.As(Person.Davide);
        var answers = await Task.WhenAll(Enumerable.Range(1, 10).Select(years => davide.PostAsync($"/v1/quotes/{quote.Text("id")}/revise", new { lines = new[] { new { keyId = key, years } } })));
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, a.Body.ToString()));
        var taken = answers.Count(a => a.Status == HttpStatusCode.OK);
        Assert.True(taken > 0);
        var now = await fixture.ReadAsync(quote);
        Assert.Equal((taken + 1, taken + 1), (now.GetProperty("version").GetInt32(), now.GetProperty("events").GetArrayLength()));
        Assert.Equal(taken + 1, await fixture.CountAsync($"SELECT count(*) FROM quote_version WHERE quote_id = '{quote.Text("id")}'"));
    }

    [Fact]
    public async Task Sending_says_what_was_previewed_and_keeps_no_token()
    {
        var quote = await fixture.QuoteAsync();
        using var davide = fixture.Core.As(Person.Davide);
        var (previewed, preview) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/preview", new { language = "fr", message = "Bonjour,\nvoici le devis." });
        Assert.True(previewed == HttpStatusCode.OK, preview.ToString());
        Assert.Equal(("info@rossi.example", "fr"), (preview.Text("to"), preview.Text("language")));
        Assert.Contains("voici le devis.", preview.Text("text"), StringComparison.Ordinal);
        Assert.Equal(0, await fixture.CountAsync($"SELECT count(*) FROM outbox WHERE dedupe LIKE 'quote:{quote.Text("id")}%'"));

        var sent = await fixture.DoAsync(quote, "send", new { email = "acquisti@rossi.example", language = "fr" });
        Assert.Equal(("SENT", "acquisti@rossi.example", "fr"), (sent.Text("state"), sent.Text("email"), sent.Text("language")));
        Assert.Equal(sent.ToString(), (await fixture.ReadAsync(quote)).ToString());
        Assert.Equal("Sent to acquisti@rossi.example.", sent.GetProperty("events")[1].Text("text"));
        await fixture.DoAsync(quote, "send", new { });
        Assert.Equal(2, await fixture.CountAsync($"SELECT count(*) FROM outbox WHERE kind = 'mail' AND dedupe LIKE 'quote:{quote.Text("id")}%'"));
        Assert.Equal(1, await fixture.CountAsync($"SELECT count(*) FROM pay_link WHERE quote_id = '{quote.Text("id")}'"));

        var link = await fixture.DoAsync(quote, "link", new { });
        var token = link.Text("url")[(link.Text("url").LastIndexOf('.') + 1)..];
        Assert.Equal(43, token.Length);
        foreach (var table in await TablesAsync()) Assert.True(await fixture.CountAsync($"SELECT count(*) FROM {table} t WHERE t::text LIKE '%{token}%'") == 0, table);
    }

    [Theory]
    [InlineData("""{"email":"a@b.example\nBcc: c@d.example"}""", "email")]
    [InlineData("""{"email":"Rossi <a@b.example>"}""", "email")]
    [InlineData("""{"email":"nobody"}""", "email")]
    [InlineData("""{"email":"a@b.example","language":"xx"}""", "language")]
    [InlineData("""{"email":"a@b.example","message":"a\u202Eb"}""", "message")]
    [InlineData("""{"email":"a@b.example","gross":1}""", "gross")]
    public async Task Bad_words_for_a_mail_are_named(string json, string field)
    {
        var quote = await fixture.QuoteAsync();
        using var davide = fixture.Core.As(Person.Davide);
        foreach (var verb in new[] { "send", "preview" })
        {
            using var answer = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/{verb}", new StringContent(json, null, "application/json"));
            var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, QuoteFixture.Problem(problem).Field));
        }

        Assert.Equal("DRAFT", (await fixture.ReadAsync(quote)).Text("state"));
    }

    [Fact]
    public async Task A_quote_without_an_address_cannot_be_sent_and_says_so()
    {
        var quote = await fixture.QuoteAsync("PARTNER");
        using var davide = fixture.Core.As(Person.Davide);
        var (status, problem) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/send", new { });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "EMAIL_MISSING"), (status, problem.Text("code")));
    }

    /// <summary>OM-8 before the money: whoever sends or accepts a quote is told that a key moved on since.</summary>
    [Fact]
    public async Task What_was_renewed_elsewhere_is_no_longer_sent()
    {
        var key = await fixture.KeyAsync();
        var quote = await fixture.QuoteAsync("CUSTOMER", null, key);
        using (var giulia = fixture.Core.As(Person.Giulia)) await giulia.PostAsync($"/v1/keys/{key.Text("id")}/renew", new { years = 1 });
        using var davide = fixture.Core.As(Person.Davide);
        var (status, problem) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/send", new { });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, ("QUOTE_OUTDATED", "lines[0].keyId")), (status, QuoteFixture.Problem(problem)));
        Assert.Contains((await fixture.ReadAsync(quote)).GetProperty("lines")[0].GetProperty("warnings").EnumerateArray(), w => w.Text("code") == "QUOTE_OUTDATED");
        var revised = await fixture.DoAsync(quote, "revise", new { lines = new[] { new { keyId = key.Text("id"), years = 1 } } });
        Assert.DoesNotContain(revised.GetProperty("lines")[0].GetProperty("warnings").EnumerateArray(), w => w.Text("code") == "QUOTE_OUTDATED");
        await fixture.DoAsync(quote, "send", new { });
    }

    [Fact]
    public async Task A_link_is_made_once_read_again_and_taken_back()
    {
        var quote = await fixture.QuoteAsync();
        using var davide = fixture.Core.As(Person.Davide);
        var links = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => davide.PostAsync($"/v1/quotes/{quote.Text("id")}/link", new { })));
        Assert.All(links, l => Assert.True(l.Status == HttpStatusCode.OK, l.Body.ToString()));
        Assert.Single(links.Select(l => l.Body.Text("url")).Distinct());
        Assert.StartsWith("http://localhost:8080/pay/allnet.", links[0].Body.Text("url"), StringComparison.Ordinal);
        Assert.Equal(1, await fixture.CountAsync($"SELECT count(*) FROM audit_entry WHERE action = 'ReadPayLink' AND object_id = '{quote.Text("id")}'"));
        var revoked = await fixture.DoAsync(quote, "revoke-link", new { });
        Assert.Equal(JsonValueKind.Null, revoked.GetProperty("linkExpiresAt").ValueKind);
        Assert.NotEqual(links[0].Body.Text("url"), (await fixture.DoAsync(quote, "link", new { })).Text("url"));
    }

    [Fact]
    public async Task A_withdrawn_quote_is_over_and_needs_a_reason()
    {
        var quote = await fixture.QuoteAsync();
        using var davide = fixture.Core.As(Person.Davide);
        var (silent, problem) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/void", new { reason = "  " });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "REASON_REQUIRED"), (silent, problem.Text("code")));
        var gone = await fixture.DoAsync(quote, "void", new { reason = "Cliente passato ad altri" });
        Assert.Equal(("VOID", "Cliente passato ad altri"), (gone.Text("state"), gone.Text("reason")));
        foreach (var (verb, body) in new[] { ("send", (object)new { email = "a@b.example" }), ("revise", new { lines = new[] { new { keyId = quote.GetProperty("lines")[0].Text("keyId"), years = 1 } } }), ("link", new { }) })
        {
            var (status, refused) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/{verb}", body);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "QUOTE_VOID"), (status, refused.Text("code")));
        }

        Assert.Equal(1, await fixture.CountAsync($"SELECT count(*) FROM audit_entry WHERE action = 'VoidQuote' AND object_id = '{quote.Text("id")}' AND reason = 'Cliente passato ad altri' AND actor = 'Davide'"));
    }

    /// <summary>Support looks, purchase and sales deal; another partner's people see nothing.</summary>
    [Fact]
    public async Task Each_role_does_its_part()
    {
        var quote = await fixture.QuoteAsync("PARTNER");
        foreach (var (person, deals) in new[] { (Person.Elena, true), (Person.Davide, true), (Person.Paolo, true), (Person.Sara, false) })
        {
            using var client = fixture.Core.As(person);
            var (read, body) = await client.ReadAsync($"/v1/quotes/{quote.Text("id")}");
            var (link, _) = await client.PostAsync($"/v1/quotes/{quote.Text("id")}/link", new { });
            Assert.Equal((HttpStatusCode.OK, deals ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (read, link));
            var actions = body.GetProperty("actions").EnumerateArray().Select(a => a.Text("name")).ToArray();
            Assert.Equal(deals, actions.Contains("SendQuote"));
        }

        using var camille = fixture.Core.As(Person.Camille);
        var (foreign, theirs) = await camille.ReadAsync($"/v1/quotes/{quote.Text("id")}");
        var (never, nothing) = await camille.ReadAsync($"/v1/quotes/{Guid.CreateVersion7()}");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign, never));
        Assert.Equal(Problems.WithoutReference(nothing), Problems.WithoutReference(theirs));
    }

    private async Task<List<string>> TablesAsync()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(fixture.Core.Database.Superuser);
        await using var command = source.CreateCommand("SELECT quote_ident(relname) FROM pg_stat_user_tables WHERE schemaname = 'public'");
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }
}
