using System.Net;
using CsvHelper;
using Tessera.Server.Modules.Demo;
using Tessera.TestKit;

namespace Server.Tests.ExportKeys;

/// <summary>The list of keys as a file: the same rows in the same order as the list, for the same reader.</summary>
public sealed class ExportKeysTests(ExportKeysTests.Seeded seeded) : IClassFixture<ExportKeysTests.Seeded>
{
    [Theory]
    [InlineData("")]
    [InlineData("sort=-USAGE")]
    [InlineData("sort=CUSTOMER&status=FALLBACK,MAINTENANCE_LAPSED")]
    [InlineData("sort=-ISSUED&kind=PERPETUAL")]
    [InlineData("over=true&sort=NUMBER")]
    [InlineData("expiresFrom=2026-11-21&expiresTo=2026-12-31&sort=-SIZE")]
    [InlineData("q=padova&sort=EXPIRY")]
    [InlineData("trial=true&status=CLOSED")]
    public async Task It_holds_what_the_list_holds_in_its_order(string query)
    {
        foreach (var person in new[] { Person.Giulia, Person.Elena, Person.Ola })
        {
            using var client = seeded.Core.As(person);
            var listed = new List<string>();
            string? after = null;
            do
            {
                var (_, page) = await client.ReadAsync($"/v1/keys?first=100&{query}" + (after is null ? "" : "&after=" + after));
                listed.AddRange(page.GetProperty("items").EnumerateArray().Select(k => $"{k.Text("number")} {k.Text("status")} {k.Text("lastDay")} {k.GetProperty("customer").Text("name")}"));
                after = page.GetProperty("hasNextPage").GetBoolean() ? page.Text("endCursor") : null;
            }
            while (after is not null);
            var exported = await RowsAsync(client, query);
            Assert.Equal(listed, exported.Select(r => $"{r["number"]} {r["status"]} {r["lastDay"]} {r["customer"]}"));
        }
    }

    [Fact]
    public async Task A_partners_file_holds_only_its_own_and_says_so_for_every_key()
    {
        using var elena = seeded.Core.As(Person.Elena);
        var rows = await RowsAsync(elena, "");
        Assert.Equal(220, rows.Count);
        Assert.All(rows, r => Assert.Equal("Brenta Telefonia Srl", r["partner"]));
        var lapsed = rows.Single(r => r["id"] == DemoKeys.LapsedPerpetual.ToString());
        Assert.Equal(("PERPETUAL", "MAINTENANCE_LAPSED", "true"), (lapsed["kind"], lapsed["status"], lapsed["support"]));
        Assert.Empty(await RowsAsync(elena, "customerId=" + DemoIds.Customer("C-5001")));
    }

    [Theory]
    [InlineData("sort=COLOUR", "INVALID_SORT")]
    [InlineData("colour=red", "INVALID_INPUT")]
    [InlineData("status=SLEEPING", "INVALID_INPUT")]
    public async Task A_wrong_question_is_a_problem_not_a_file(string query, string code)
    {
        using var client = seeded.Core.As(Person.Giulia);
        var (status, problem) = await client.ReadAsync("/v1/keys.csv?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, code), (status, problem.Text("code")));
    }

    private static async Task<List<Dictionary<string, string>>> RowsAsync(HttpClient client, string query)
    {
        using var answer = await client.GetAsync("/v1/keys.csv?" + query);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        await using var csv = CsvReader.Create(await answer.Content.ReadAsStreamAsync(), new CsvReaderOptions(), leaveOpen: false);
        await csv.ReadHeaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<Dictionary<string, string>>();
        while (await csv.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(csv.Headers.Select((h, i) => (h, csv.GetString(i))).ToDictionary());
        return rows;
    }

    /// <summary>A core over the demonstration world; these tests only read.</summary>
    public sealed class Seeded : IAsyncLifetime
    {
        internal CoreHost Core { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Core = new CoreHost(await SeededServer.CopyAsync(), TestClock.OnDemoDay());

        public ValueTask DisposeAsync() => Core.DisposeAsync();
    }
}
