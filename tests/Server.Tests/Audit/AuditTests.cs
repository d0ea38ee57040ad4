using System.Net;
using Server.Tests.Keys;
using Tessera.TestKit;

namespace Server.Tests.Audit;

public sealed class AuditTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    [Fact]
    public async Task The_audit_is_walked_newest_first_exactly_once_and_narrowed_by_who_what_and_when()
    {
        await SomeAsync();
        using var client = fixture.Core.As(Person.Giulia);
        var seen = new List<string>();
        string? after = null;
        do
        {
            var (status, page) = await client.ReadAsync("/v1/audit?first=3" + (after is null ? "" : "&after=" + after));
            Assert.True(status == HttpStatusCode.OK, page.ToString());
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(a => a.Text("id")));
            after = page.GetProperty("hasNextPage").GetBoolean() ? page.Text("endCursor") : null;
        }
        while (after is not null);
        Assert.Equal(seen.Order(StringComparer.Ordinal).Reverse(), seen);
        Assert.Equal(seen.Count, seen.Distinct().Count());

        foreach (var (filter, expected) in new[]
        {
            ("actor=davi", 3), ("actor=DAVIDE", 3), ("actor=nobody", 0), ("action=RegisterCustomer&actor=davide", 2), ("action=EditCustomer&actor=davide", 1), ("action=Nothing", 0),
            ("from=2026-11-21&actor=davide", 3), ("from=2026-11-22", 0), ("to=2026-11-20", 0), ("from=2026-11-21&to=2026-11-21&actor=davide", 3), ($"objectId={SmallWorld.Rossi}", 1), ($"objectId={Guid.Empty}", 0),
        })
        {
            var (status, page) = await client.ReadAsync("/v1/audit?first=100&" + filter);
            Assert.True(status == HttpStatusCode.OK, page.ToString());
            Assert.True(expected == page.GetProperty("items").GetArrayLength(), filter + page);
            Assert.Equal(expected, page.GetProperty("total").GetProperty("count").GetInt32());
        }

        var (_, one) = await client.ReadAsync("/v1/audit/" + seen[0]);
        Assert.Equal(seen[0], one.Text("id"));
    }

    [Fact]
    public async Task Only_operators_read_it_and_only_their_own_tenants()
    {
        await SomeAsync();
        using var giulia = fixture.Core.As(Person.Giulia);
        var (_, page) = await giulia.ReadAsync("/v1/audit?first=1");
        var id = page.GetProperty("items")[0].Text("id");
        using var elena = fixture.Core.As(Person.Elena);
        foreach (var path in new[] { "/v1/audit?first=1", "/v1/audit/" + id, "/v1/audit.csv" }) Assert.Equal(HttpStatusCode.Forbidden, (await elena.GetAsync(path)).StatusCode);
        using var ingrid = fixture.Core.As(Person.Ingrid);
        var (_, theirs) = await ingrid.ReadAsync("/v1/audit/" + id);
        var (status, nobodys) = await ingrid.ReadAsync("/v1/audit/" + Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(Problems.WithoutReference(nobodys), Problems.WithoutReference(theirs));
        Assert.DoesNotContain("Davide", await ingrid.GetStringAsync("/v1/audit?first=100"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-11-22&to=2026-11-21", "to")]
    [InlineData("objectId=key_1", "objectId")]
    [InlineData("actor=%00", "actor")]
    public async Task A_bad_filter_is_named(string query, string field)
    {
        using var client = fixture.Core.As(Person.Giulia);
        var (status, problem) = await client.ReadAsync("/v1/audit?first=5&" + query);
        Assert.Equal((HttpStatusCode.BadRequest, field), (status, problem.GetProperty("fields")[0].Text("field")));
    }

    [Fact]
    public async Task The_exported_audit_is_the_filtered_list_without_formulas()
    {
        await SomeAsync();
        using var client = fixture.Core.As(Person.Giulia);
        var csv = await client.GetStringAsync("/v1/audit.csv?actor=davide");
        Assert.Equal(3, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1);
        Assert.Contains("\"'=HYPERLINK", csv, StringComparison.Ordinal);
    }

    private async Task SomeAsync()
    {
        using var davide = fixture.Core.As(Person.Davide);
        await davide.PostAsync("/v1/customers/register", new { name = "Prima", country = "IT" }, "audit-1");
        await davide.PostAsync("/v1/customers/register", new { name = "=HYPERLINK(1)", country = "IT" }, "audit-2");
        await davide.PostAsync($"/v1/customers/{SmallWorld.Rossi}/edit", new { city = "Verona" }, "audit-3");
    }
}
