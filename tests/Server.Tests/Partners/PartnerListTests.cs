using System.Net;
using Npgsql;
using Server.Tests.Keys;
using Tessera.TestKit;

namespace Server.Tests.Partners;

/// <summary>The list of partners as operators filter and order it, as a file too; and what they note.</summary>
public sealed class PartnerListTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    private const string Brenta = "Brenta Telefonia Srl";
    private const string Lagune = "Lagune Voix SARL";
    private const string Colli = "Studio Colli";

    [Fact]
    public async Task Partners_are_filtered_ordered_and_paged_by_what_they_sold_and_look_after()
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        await fixture.IssueAsync(new { partnerId = SmallWorld.Colli });
        foreach (var (partner, points) in new[] { (SmallWorld.Brenta, 700), (SmallWorld.Lagune, 300) })
            Assert.Equal(HttpStatusCode.OK, (await giulia.PostAsync($"/v1/partners/{partner}/points/correct", new { points, reason = "For the test" })).Status);

        foreach (var (query, names) in new (string, string[])[]
                 {
                     ("sort=-POINTS", [Brenta, Lagune, Colli]), ("sort=POINTS", [Colli, Lagune, Brenta]), ("sort=-KEYS", [Colli, Brenta, Lagune]), ("sort=-NAME", [Colli, Lagune, Brenta]),
                     ("country=FR", [Lagune]), ("country=fr,IT&sort=-NAME", [Colli, Lagune, Brenta]), ("level=BRONZE", [Brenta, Lagune, Colli]), ("level=Gold", []), ("state=ACTIVE&sort=-POINTS", [Brenta, Lagune, Colli]), ("state=SUSPENDED", []), ("search=studio&country=IT", [Colli]),
                 })
        {
            Assert.Equal(names, await NamesAsync(giulia, query + "&first=100"));
            Assert.Equal(names, await PagedAsync(giulia, query));
        }

        var (_, page) = await giulia.ReadAsync("/v1/partners?first=5&standing=true&sort=-POINTS");
        var brenta = page.GetProperty("items")[0];
        Assert.Equal((700L, "NOTICE"), (brenta.GetProperty("points").GetInt64(), brenta.Text("outlook")));
        var (_, one) = await giulia.ReadAsync("/v1/partners/" + SmallWorld.Brenta);
        Assert.Equal((4, 700L, "NOTICE"), (one.GetProperty("people").GetInt32(), one.GetProperty("points").GetInt64(), one.Text("outlook")));

        using var answer = await giulia.GetAsync("/v1/partners.csv?country=IT&sort=-POINTS");
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains("\"Brenta Telefonia Srl\"", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("\"ACTIVE\",\"700\",\"NOTICE\",\"0\"", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sort=SIZE", "sort")]
    [InlineData("country=ITA", "country")]
    [InlineData("state=GONE", "state")]
    [InlineData("standing=perhaps", "standing")]
    public async Task What_no_list_knows_is_said_by_name(string query, string field)
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        var (status, problem) = await giulia.ReadAsync("/v1/partners?first=5&" + query);
        Assert.Equal((HttpStatusCode.BadRequest, field), (status, problem.GetProperty("fields")[0].Text("field")));
    }

    [Fact]
    public async Task Levels_have_their_order_and_suspended_partners_are_found()
    {
        using var ingrid = fixture.Core.As(Person.Ingrid);
        await ExecuteAsync($"UPDATE partner SET level = CASE WHEN partner_id = '{SmallWorld.Colli}' THEN 'Gold' ELSE 'Silver' END WHERE partner_id IN ('{SmallWorld.Colli}', '{SmallWorld.Lagune}')");
        using var giulia = fixture.Core.As(Person.Giulia);
        foreach (var (query, names) in new (string, string[])[] { ("sort=LEVEL", [Brenta, Lagune, Colli]), ("sort=-LEVEL", [Colli, Lagune, Brenta]) })
            Assert.Equal(names, await PagedAsync(giulia, query));
        Assert.Equal(HttpStatusCode.OK, (await giulia.PostAsync($"/v1/partners/{SmallWorld.Lagune}/suspend", new { reason = "For the test" })).Status);
        Assert.Equal([Lagune], await PagedAsync(giulia, "state=SUSPENDED"));
        Assert.Equal([Brenta, Colli], await PagedAsync(giulia, "state=ACTIVE"));
        Assert.Empty(await NamesAsync(ingrid, "state=SUSPENDED&first=5"));
        var (_, page) = await giulia.ReadAsync("/v1/partners?first=5&state=SUSPENDED");
        Assert.True(page.GetProperty("items")[0].GetProperty("suspended").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await giulia.PostAsync($"/v1/partners/{SmallWorld.Lagune}/resume", new { reason = "For the test" })).Status);
        await ExecuteAsync("UPDATE partner SET level = 'Bronze' WHERE level IN ('Gold', 'Silver')");
    }

    [Fact]
    public async Task A_cursor_of_one_order_is_none_of_another()
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        var (_, first) = await giulia.ReadAsync("/v1/partners?first=1&sort=-NAME");
        Assert.Equal(HttpStatusCode.BadRequest, (await giulia.ReadAsync("/v1/partners?first=1&sort=POINTS&after=" + first.Text("endCursor"))).Status);
    }

    [Fact]
    public async Task Notes_are_operators_own_newest_first_and_stay_as_they_were_written()
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        var path = $"/v1/partners/{SmallWorld.Lagune}/notes";
        foreach (var text in new[] { "Wants to become Silver", " Called on Monday " })
        {
            fixture.Core.Clock.Now += TimeSpan.FromSeconds(1);
            Assert.Equal(HttpStatusCode.OK, (await giulia.PostAsync(path + "/add", new { text })).Status);
        }

        var (_, page) = await giulia.ReadAsync(path + "?first=1");
        Assert.Equal(("Called on Monday", "Giulia", true), (page.GetProperty("items")[0].Text("text"), page.GetProperty("items")[0].Text("actor"), page.GetProperty("hasNextPage").GetBoolean()));
        var (_, rest) = await giulia.ReadAsync(path + "?first=5&after=" + page.Text("endCursor"));
        Assert.Equal("Wants to become Silver", Assert.Single(rest.GetProperty("items").EnumerateArray()).Text("text"));
        foreach (var text in new[] { " ", "two\nlines", new string('x', 2_001) })
            Assert.Equal(HttpStatusCode.BadRequest, (await giulia.PostAsync(path + "/add", new { text })).Status);
        using var camille = fixture.Core.As(Person.Camille);
        Assert.Equal(HttpStatusCode.Forbidden, (await camille.ReadAsync(path + "?first=5")).Status);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(fixture.Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string[]> NamesAsync(HttpClient client, string query)
    {
        var (status, page) = await client.ReadAsync("/v1/partners?" + query);
        Assert.True(status == HttpStatusCode.OK, query + page);
        return [.. page.GetProperty("items").EnumerateArray().Select(p => p.Text("name"))];
    }

    private static async Task<string[]> PagedAsync(HttpClient client, string query)
    {
        var names = new List<string>();
        var after = "";
        do
        {
            var (status, page) = await client.ReadAsync($"/v1/partners?{query}&first=1{after}");
            Assert.True(status == HttpStatusCode.OK, page.ToString());
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(p => p.Text("name")));
            after = page.GetProperty("hasNextPage").GetBoolean() ? "&after=" + page.Text("endCursor") : "";
        }
        while (after.Length > 0);
        return [.. names];
    }
}
