using System.Net;
using Tessera.TestKit;

namespace Server.Tests.Quotes;

/// <summary>Lists, searches, pages, files; and what a list costs.</summary>
public sealed class ListQuotesTests(QuoteFixture fixture) : IClassFixture<QuoteFixture>
{
    [Fact]
    public async Task Pages_are_whole_and_newest_first_and_a_partner_sees_its_own()
    {
        var mine = new List<string>();
        for (var i = 0; i < 7; i++) mine.Add((await fixture.QuoteAsync()).Text("id"));
        var lagunes = await fixture.QuoteAsync("PARTNER", Person.Hugo, await fixture.KeyAsync(new { partnerId = SmallWorld.Lagune }));
        using var davide = fixture.Core.As(Person.Davide);
        var seen = new List<string>();
        string? after = null;
        do
        {
            var (_, page) = await davide.ReadAsync("/v1/quotes?first=3" + (after is null ? "" : "&after=" + after));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(q => q.Text("id")));
            after = page.GetProperty("hasNextPage").GetBoolean() ? page.Text("endCursor") : null;
        }
        while (after is not null);
        Assert.Equal(mine.AsEnumerable().Reverse(), seen.Where(mine.Contains));
        Assert.Equal(seen.Distinct(), seen);
        Assert.DoesNotContain(lagunes.Text("id"), seen);
        using var giulia = fixture.Core.As(Person.Giulia);
        var (_, all) = await giulia.ReadAsync("/v1/quotes?first=100&partnerId=" + SmallWorld.Lagune);
        Assert.Contains(all.GetProperty("items").EnumerateArray(), q => q.Text("id") == lagunes.Text("id") && q.GetProperty("partner").Text("name") == "Lagune Voix SARL");
        using var ingrid = fixture.Core.As(Person.Ingrid);
        var (_, none) = await ingrid.ReadAsync("/v1/quotes?first=100");
        Assert.Empty(none.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Filters_narrow_and_words_find()
    {
        var key = await fixture.KeyAsync();
        using var davide = fixture.Core.As(Person.Davide);
        var (_, made) = await davide.PostAsync("/v1/quotes/create", new { payer = "CUSTOMER", lines = new[] { new { keyId = key.Text("id"), years = 3 } }, poNumber = "Ordine Città 77/B", email = "acquisti@rossi.example" });
        async Task<string[]> FoundAsync(string query) => [.. (await davide.ReadAsync("/v1/quotes?first=100&" + query)).Body.GetProperty("items").EnumerateArray().Select(q => q.Text("id"))];
        foreach (var query in new[] { "keyId=" + key.Text("id"), "search=" + Uri.EscapeDataString("citta 77"), "search=" + made.Text("number"), "search=acquisti@rossi.example", "search=officine%20rossi&state=DRAFT", "customerId=" + SmallWorld.Rossi, "validTo=2026-12-21", "state=DRAFT,SENT" })
            Assert.True((await FoundAsync(query)).Contains(made.Text("id")), query);
        foreach (var query in new[] { "keyId=" + Guid.CreateVersion7(), "search=nessuno", "state=PAID", "state=EXPIRED", "customerId=" + SmallWorld.Havn, "validTo=2026-12-20" })
            Assert.False((await FoundAsync(query)).Contains(made.Text("id")), query);
        Assert.Equal([made.Text("id")], await FoundAsync("keyId=" + key.Text("id")));
        var (bad, problem) = await davide.ReadAsync("/v1/quotes?first=5&state=NEVER&validTo=soon");
        Assert.Equal((HttpStatusCode.BadRequest, 2), (bad, problem.GetProperty("fields").GetArrayLength()));
    }

    [Fact]
    public async Task What_nobody_answered_in_time_is_expired_by_the_day_alone()
    {
        var quote = await fixture.QuoteAsync();
        var then = fixture.Core.Clock.Now;
        try
        {
            fixture.Core.Clock.Now = then.AddDays(31);
            using var davide = fixture.Core.As(Person.Davide);
            Assert.Equal("EXPIRED", (await fixture.ReadAsync(quote)).Text("state"));
            var (_, expired) = await davide.ReadAsync("/v1/quotes?first=100&state=EXPIRED");
            var (_, drafts) = await davide.ReadAsync("/v1/quotes?first=100&state=DRAFT");
            Assert.Contains(expired.GetProperty("items").EnumerateArray(), q => q.Text("id") == quote.Text("id") && q.Text("state") == "EXPIRED");
            Assert.DoesNotContain(drafts.GetProperty("items").EnumerateArray(), q => q.Text("id") == quote.Text("id"));
            var actions = (await fixture.ReadAsync(quote)).GetProperty("actions").EnumerateArray().ToDictionary(a => a.Text("name"), a => a.GetProperty("allowed").GetBoolean());
            Assert.Equal((false, true), (actions["SendQuote"], actions["ReviseQuote"]));
        }
        finally
        {
            fixture.Core.Clock.Now = then;
        }
    }

    [Fact]
    public async Task The_file_holds_what_the_list_holds_and_no_formula()
    {
        var key = await fixture.KeyAsync();
        using var davide = fixture.Core.As(Person.Davide);
        await davide.PostAsync("/v1/quotes/create", new { payer = "CUSTOMER", lines = new[] { new { keyId = key.Text("id"), years = 1 } }, poNumber = "=cmd|' /C calc'!A0" });
        var csv = await davide.GetStringAsync("/v1/quotes.csv");
        Assert.StartsWith("\"number\",\"version\",\"state\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"'=cmd|' /C calc'!A0\"", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Text("number"), csv, StringComparison.Ordinal);
    }
}
