using System.Globalization;
using System.Net;
using CsvHelper;
using Npgsql;
using Server.Tests.Keys;
using Tessera.TestKit;

namespace Server.Tests.Customers;

public sealed class ListCustomersTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    private static readonly string[] Names = ["=1+1", "+39 045", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=quoted", "''=twice", "'s-Hertogenbosch", "＝full", "a,b", "a\"b", "émile", "Zoë", "alfa", "Beta", "ﬁ", "شركة"];

    [Fact]
    public async Task Paging_walks_every_customer_exactly_once_in_the_order_people_expect()
    {
        await SomeAsync();
        using var client = fixture.Core.As(Person.Giulia);
        foreach (var filter in new[] { "", "&partnerId=" + SmallWorld.Brenta, "&search=riga" })
        {
            var seen = new List<(string Id, string Name)>();
            string? after = null;
            int total;
            do
            {
                var (status, page) = await client.ReadAsync($"/v1/customers?first=7{filter}" + (after is null ? "" : "&after=" + after));
                Assert.True(status == HttpStatusCode.OK, page.ToString());
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(c => (c.Text("id"), c.Text("name"))));
                after = page.GetProperty("hasNextPage").GetBoolean() ? page.Text("endCursor") : null;
                total = page.GetProperty("total").GetProperty("count").GetInt32();
            }
            while (after is not null);
            Assert.Equal(total, seen.Count);
            Assert.Equal(seen.Count, seen.Distinct().Count());
            if (filter.Length == 0) Assert.Equal(["alfa", "Beta", "émile", "Zoë"], seen.Select(s => s.Name).Where(n => n is "alfa" or "Beta" or "émile" or "Zoë"));
        }
    }

    [Theory]
    [InlineData("", "first")]
    [InlineData("first=0", "first")]
    [InlineData("first=101", "first")]
    [InlineData("first=1e3", "first")]
    [InlineData("first=-1", "first")]
    [InlineData("first=5&first=6", "first")]
    [InlineData("first=5&partnerId=x", "partnerId")]
    [InlineData("first=5&sort=NAME", "sort")]
    [InlineData("first=5&search=%00", "search")]
    [InlineData("first=5&after=AAAA", "after")]
    [InlineData("first=5&after=%27%20OR%201=1", "after")]
    public async Task A_bad_query_is_named(string query, string field)
    {
        using var client = fixture.Core.As(Person.Giulia);
        var (status, problem) = await client.ReadAsync("/v1/customers?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, field), (status, problem.GetProperty("fields")[0].Text("field")));
    }

    [Fact]
    public async Task A_cursor_serves_its_own_list_and_tenant_only()
    {
        await SomeAsync();
        using var client = fixture.Core.As(Person.Giulia);
        using var vcom = fixture.Core.As(Person.Ingrid);
        var (_, page) = await client.ReadAsync("/v1/customers?first=2&cursors=true");
        var cursor = page.Text("endCursor");
        Assert.Equal(cursor, page.GetProperty("cursors")[1].GetString());
        var tampered = cursor[..^1] + (cursor[^1] == 'A' ? 'B' : 'A');
        foreach (var (who, path) in new[] { (vcom, "/v1/customers?first=2&after=" + cursor), (client, "/v1/partners?first=2&after=" + cursor), (client, "/v1/audit?first=2&after=" + cursor), (client, "/v1/customers?first=2&after=" + tampered) })
        {
            var (status, problem) = await who.ReadAsync(path);
            Assert.Equal((HttpStatusCode.BadRequest, "INVALID_CURSOR"), (status, problem.Text("code")));
        }
    }

    [Fact]
    public async Task A_partner_asking_for_another_gets_what_an_unknown_one_gets()
    {
        using var elena = fixture.Core.As(Person.Elena);
        var (status, theirs) = await elena.ReadAsync($"/v1/customers?first=5&partnerId={SmallWorld.Lagune}");
        var (_, nobodys) = await elena.ReadAsync($"/v1/customers?first=5&partnerId={Guid.CreateVersion7()}");
        using var giulia = fixture.Core.As(Person.Giulia);
        var (foreign, _) = await giulia.ReadAsync($"/v1/customers?first=5&partnerId={SmallWorld.Fjord}");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (status, foreign));
        Assert.Equal(Problems.WithoutReference(nobodys), Problems.WithoutReference(theirs));
    }

    [Theory]
    [InlineData("' OR 1=1 --")]
    [InlineData("a:*b & !c | (d")]
    [InlineData("\\' \\\\ \"")]
    [InlineData("🏢")]
    [InlineData("%")]
    [InlineData("a b c d e f g h i j k l m n o p q r s t u v w x y z")]
    public async Task Whatever_is_searched_for_is_words(string text)
    {
        using var client = fixture.Core.As(Person.Giulia);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/v1/customers?first=5&search=%ED%A0%80")).Status);
        foreach (var path in new[] { "/v1/customers?first=5&search=", "/v1/partners?first=5&search=", "/v1/search?q=", "/v1/audit?first=5&actor=", "/v1/audit?first=5&action=" })
            Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync(path + Uri.EscapeDataString(text))).Status);
    }

    [Fact]
    public async Task The_exported_file_holds_every_row_and_no_formula()
    {
        await SomeAsync();
        using var client = fixture.Core.As(Person.Giulia);
        using var answer = await client.GetAsync("/v1/customers.csv");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        using var reader = CsvReader.Create(new MemoryStream(bytes));
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString("name"));
        Assert.All(rows, cell => Assert.DoesNotContain(cell[0], "=+-@\t\r\n\0＝＋－＠"));
        foreach (var name in Names) Assert.Contains(name, rows.Select(Tessera.Server.Http.CsvWriter.Plain));
        var (_, list) = await client.ReadAsync("/v1/customers?first=1");
        Assert.Equal(list.GetProperty("total").GetProperty("count").GetInt32(), rows.Count);

        using var camille = fixture.Core.As(Person.Camille);
        Assert.DoesNotContain("Officine Rossi", await camille.GetStringAsync("/v1/customers.csv"), StringComparison.Ordinal);
        Assert.Contains("Officine Rossi", await client.GetStringAsync("/v1/customers.csv?search=rossi"), StringComparison.Ordinal);
    }

    private async Task SomeAsync()
    {
        await using var source = NpgsqlDataSource.Create(fixture.Core.Database.Superuser);
        await using var command = source.CreateCommand("SELECT count(*) FROM customer WHERE tenant_id = 1");
        if (await command.ExecuteScalarAsync() is > 30L) return;
        foreach (var name in Names) await SmallWorld.CustomerAsync(source, 1, Guid.CreateVersion7(), null, name, "x@y.example", "IT");
        for (var i = 0; i < 30; i++)
            await SmallWorld.CustomerAsync(source, 1, Guid.CreateVersion7(), i % 2 == 0 ? SmallWorld.Brenta : SmallWorld.Lagune, "Riga " + (i % 5).ToString(CultureInfo.InvariantCulture), "x@y.example", "IT");
    }
}
