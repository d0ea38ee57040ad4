using System.Net;
using System.Text.Json;
using Tessera.TestKit;

namespace Server.Tests.Keys;

public sealed class ListKeysTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    [Theory]
    [InlineData("EXPIRY")]
    [InlineData("-EXPIRY")]
    [InlineData("NUMBER")]
    [InlineData("-NUMBER")]
    [InlineData("CUSTOMER")]
    [InlineData("SIZE")]
    [InlineData("-SIZE")]
    [InlineData("USAGE")]
    [InlineData("-USAGE")]
    [InlineData("ISSUED")]
    [InlineData("-ISSUED")]
    public async Task Every_order_walks_every_key_exactly_once(string sort)
    {
        await SomeKeysAsync();
        using var client = fixture.Core.As(Person.Giulia);
        var seen = new List<string>();
        string? after = null;
        do
        {
            var (status, page) = await client.ReadAsync($"/v1/keys?first=4&sort={sort}" + (after is null ? "" : "&after=" + after));
            Assert.True(status == HttpStatusCode.OK, page.ToString());
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(k => k.Text("id")));
            after = page.GetProperty("hasNextPage").GetBoolean() ? page.Text("endCursor") : null;
        }
        while (after is not null);

        var (_, all) = await client.ReadAsync("/v1/keys?first=1");
        Assert.Equal(all.GetProperty("total").GetProperty("count").GetInt32(), seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_reader_may_ask_for_some_fields_only()
    {
        await SomeKeysAsync();
        using var client = fixture.Core.As(Person.Giulia);
        var (_, whole) = await client.ReadAsync("/v1/keys?first=3");
        var (status, page) = await client.ReadAsync("/v1/keys?first=3&count=false&fields=id,effective,customer.name,number");
        Assert.True(status == HttpStatusCode.OK, page.ToString());
        Assert.False(page.TryGetProperty("total", out _));
        foreach (var (some, all) in page.GetProperty("items").EnumerateArray().Zip(whole.GetProperty("items").EnumerateArray()))
        {
            Assert.Equal(["id", "number", "effective", "customer"], some.EnumerateObject().Select(p => p.Name));
            Assert.Equal(["name"], some.GetProperty("customer").EnumerateObject().Select(p => p.Name));
            Assert.Equal(all.GetProperty("customer").Text("name"), some.GetProperty("customer").Text("name"));
            Assert.Equal(all.GetProperty("effective").ToString(), some.GetProperty("effective").ToString());
            Assert.Equal(all.Text("id"), some.Text("id"));
        }

        foreach (var wrong in new[] { "fields=secret", "fields=id,,number", "fields=customer.number", "fields=" + new string('x', 2_000) })
        {
            var (refused, problem) = await client.ReadAsync("/v1/keys?first=3&" + wrong);
            Assert.Equal(HttpStatusCode.BadRequest, refused);
            Assert.Contains("fields", problem.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Filters_narrow_and_the_list_agrees_with_the_detail()
    {
        await SomeKeysAsync();
        using var client = fixture.Core.As(Person.Giulia);
        foreach (var (filter, holds) in new (string, Func<JsonElement, bool>)[]
        {
            ("status=ACTIVE", k => k.Text("status") == "ACTIVE"), ("status=FALLBACK", k => k.Text("status") == "FALLBACK"), ("status=MAINTENANCE_LAPSED", k => k.Text("status") == "MAINTENANCE_LAPSED"),
            ("status=NOT_STARTED", k => k.Text("status") == "NOT_STARTED"), ("edition=ENTERPRISE", k => k.Text("edition") == "ENTERPRISE"), ("kind=PERPETUAL", k => k.Text("kind") == "PERPETUAL"),
            ("size=8,16", k => k.GetProperty("size").GetInt32() is 8 or 16), ("expiresTo=2026-12-31", k => string.CompareOrdinal(k.Text("lastDay"), "2026-12-31") <= 0), ("q=rossi", _ => true),
        })
        {
            var (status, page) = await client.ReadAsync("/v1/keys?first=100&" + filter);
            Assert.True(status == HttpStatusCode.OK, page.ToString());
            var items = page.GetProperty("items").EnumerateArray().ToArray();
            Assert.True(items.Length > 0, filter);
            Assert.All(items, k => Assert.True(holds(k), filter + ": " + k));
            foreach (var item in items.Take(3))
            {
                var (_, detail) = await client.ReadAsync("/v1/keys/" + item.Text("id"));
                foreach (var field in item.EnumerateObject()) Assert.True(JsonElement.DeepEquals(field.Value, detail.GetProperty(field.Name)), field.Name + ": " + field.Value + " / " + detail.GetProperty(field.Name));
            }
        }
    }

    [Theory]
    [InlineData("sort=COLOUR", "INVALID_SORT")]
    [InlineData("status=HAPPY", "INVALID_INPUT")]
    [InlineData("colour=red", "INVALID_INPUT")]
    [InlineData("size=-4", "INVALID_INPUT")]
    [InlineData("size=99999999999", "INVALID_INPUT")]
    [InlineData("expiresFrom=9999-99-99", "INVALID_INPUT")]
    [InlineData("after=bm90aGluZw", "INVALID_CURSOR")]
    [InlineData("ids=1;DROP", "INVALID_INPUT")]
    public async Task Unknown_filters_orders_and_cursors_are_named(string query, string code)
    {
        using var client = fixture.Core.As(Person.Giulia);
        var (status, problem) = await client.ReadAsync("/v1/keys?first=5&" + query);
        Assert.Equal((HttpStatusCode.BadRequest, code), (status, problem.Text("code")));
    }

    [Fact]
    public async Task A_cursor_of_another_tenant_or_another_order_is_refused()
    {
        await SomeKeysAsync();
        using var allnet = fixture.Core.As(Person.Giulia);
        using var vcom = fixture.Core.As(Person.Ingrid);
        var (_, page) = await allnet.ReadAsync("/v1/keys?first=2");
        var (foreign, problem) = await vcom.ReadAsync("/v1/keys?first=2&after=" + page.Text("endCursor"));
        var (other, second) = await allnet.ReadAsync("/v1/keys?first=2&sort=SIZE&after=" + page.Text("endCursor"));
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_CURSOR"), (foreign, problem.Text("code")));
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_CURSOR"), (other, second.Text("code")));
    }

    [Fact]
    public async Task Partners_see_their_own_keys_only_and_pasted_numbers_are_sorted_into_theirs_and_not()
    {
        var brenta = await fixture.IssueAsync();
        var lagune = await fixture.IssueAsync(new { partnerId = SmallWorld.Lagune });
        var norwegian = await fixture.IssueAsync(null, Person.Ingrid);
        using var camille = fixture.Core.As(Person.Camille);
        var (_, list) = await camille.ReadAsync("/v1/keys?first=100");
        Assert.All(list.GetProperty("items").EnumerateArray(), k => Assert.Equal("Lagune Voix SARL", k.GetProperty("partner").Text("name")));
        var (_, matches) = await camille.PostAsync("/v1/keys/match", new { numbers = new[] { lagune.Text("number").ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), brenta.Text("number"), norwegian.Text("number"), "not a key", lagune.Text("number") } });
        Assert.Equal([lagune.Text("id")], matches.GetProperty("matched").EnumerateArray().Select(k => k.Text("id")));
        Assert.Equal(2, matches.GetProperty("unknown").GetArrayLength());
        Assert.Equal(["not a key"], matches.GetProperty("malformed").EnumerateArray().Select(k => k.GetString()));
        Assert.Equal(1, matches.GetProperty("duplicates").GetArrayLength());
    }

    private async Task SomeKeysAsync()
    {
        using var client = fixture.Core.As(Person.Giulia);
        var (_, page) = await client.ReadAsync("/v1/keys?first=1");
        if (page.GetProperty("total").GetProperty("count").GetInt32() >= 12) return;
        foreach (var start in new[] { "2026-11-21", "2025-12-10", "2024-05-01", "2027-02-01" })
        {
            await fixture.IssueAsync(new { startsOn = start });
            await fixture.IssueAsync(new { startsOn = start, edition = "ENTERPRISE", size = 8 });
            await fixture.IssueAsync(new { startsOn = start, kind = "PERPETUAL", size = 64 });
        }
    }
}
