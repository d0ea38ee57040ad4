using System.Net;
using System.Text.Json;
using Npgsql;
using Server.Tests.Keys;
using Tessera.TestKit;

namespace Server.Tests.Home;

public sealed class HomeTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    [Fact]
    public async Task Home_names_what_needs_the_reader_with_money_per_currency_and_a_filter_that_lists_it()
    {
        await fixture.IssueAsync(new { partnerId = SmallWorld.Lagune, startsOn = "2025-11-26" });
        await fixture.IssueAsync(new { partnerId = SmallWorld.Lagune, startsOn = "2025-12-10" });
        await fixture.IssueAsync(new { partnerId = SmallWorld.Lagune, startsOn = "2025-01-10" });
        await fixture.IssueAsync(new { partnerId = SmallWorld.Lagune, startsOn = "2025-11-10", kind = "PERPETUAL", size = 16 });
        var over = await fixture.IssueAsync(new { partnerId = SmallWorld.Lagune, startsOn = "2026-06-20", size = 4 });
        using var giulia = fixture.Core.As(Person.Giulia);
        await giulia.PostAsync($"/v1/keys/{over.Text("id")}/report-usage", new { usersAndExtensions = 99 });

        using var camille = fixture.Core.As(Person.Camille);
        var (status, home) = await camille.ReadAsync("/v1/home");
        Assert.True(status == HttpStatusCode.OK, home.ToString());
        var attention = home.GetProperty("attention").EnumerateArray().ToDictionary(a => a.Text("kind"));
        Assert.Equal(5, home.GetProperty("keys").GetInt32());
        Assert.Equal(1, home.GetProperty("customers").GetInt32());
        foreach (var (kind, count) in new[] { ("EXPIRING_7", 1), ("EXPIRING_30", 2), ("EXPIRING_60", 2), ("EXPIRING_90", 2), ("FALLBACK", 1), ("MAINTENANCE_WINDOW", 1), ("OVER_LIMIT", 1) })
        {
            Assert.True(attention.ContainsKey(kind), kind + " " + home);
            Assert.Equal(count, attention[kind].GetProperty("count").GetInt32());
            var (_, list) = await camille.ReadAsync("/v1/keys?first=100&" + Query(attention[kind].GetProperty("filter")));
            Assert.Equal(count, list.GetProperty("items").GetArrayLength());
            var minor = list.GetProperty("items").EnumerateArray().Where(k => k.GetProperty("renewalPrice").ValueKind != JsonValueKind.Null).Sum(k => k.GetProperty("renewalPrice").GetProperty("minor").GetInt64());
            Assert.Equal(minor, attention[kind].GetProperty("atStake").EnumerateArray().Sum(m => m.GetProperty("minor").GetInt64()));
            Assert.All(attention[kind].GetProperty("atStake").EnumerateArray(), m => Assert.Equal("EUR", m.Text("currency")));
        }

        using var anna = fixture.Core.As(Person.Anna);
        var (_, calm) = await anna.ReadAsync("/v1/home");
        Assert.Equal(0, calm.GetProperty("attention").GetArrayLength());
        Assert.Equal(["2026-11-25", "2026-12-09", "2027-06-19"], home.GetProperty("heat").EnumerateArray().Select(d => d.Text("day")));
    }

    [Fact]
    public async Task A_proposed_transfer_waits_for_the_partner_it_is_offered_to()
    {
        var key = await fixture.IssueAsync(new { partnerId = SmallWorld.Brenta });
        using var elena = fixture.Core.As(Person.Elena);
        var (proposed, answer) = await elena.PostAsync($"/v1/keys/{key.Text("id")}/propose-transfer", new { toPartnerVatId = "IT01234567897" });
        Assert.True(proposed == HttpStatusCode.OK, answer.ToString());
        using var anna = fixture.Core.As(Person.Anna);
        var (_, home) = await anna.ReadAsync("/v1/home");
        var waiting = Assert.Single(home.GetProperty("attention").EnumerateArray(), a => a.Text("kind") == "TRANSFER_WAITING");
        Assert.Equal(key.Text("id"), waiting.GetProperty("filter").GetProperty("ids")[0].GetString());
        Assert.Equal(HttpStatusCode.OK, (await anna.PostAsync($"/v1/keys/{key.Text("id")}/decline-transfer", new { reason = "No, grazie" })).Status);
    }

    [Fact]
    public async Task The_calendar_counts_days_within_the_readers_own_keys()
    {
        await fixture.IssueAsync(new { partnerId = SmallWorld.Brenta, startsOn = "2026-03-02" });
        await fixture.IssueAsync(new { partnerId = SmallWorld.Brenta, startsOn = "2026-03-02" });
        using var elena = fixture.Core.As(Person.Elena);
        using var giulia = fixture.Core.As(Person.Giulia);
        using var anna = fixture.Core.As(Person.Anna);
        var (_, hers) = await elena.ReadAsync("/v1/expiry?from=2027-03-01&to=2027-03-01");
        var (_, all) = await giulia.ReadAsync($"/v1/expiry?from=2027-03-01&to=2027-03-01&partnerId={SmallWorld.Brenta}");
        var (_, none) = await anna.ReadAsync("/v1/expiry?from=2027-03-01&to=2027-03-01");
        Assert.Equal(2, Assert.Single(hers.EnumerateArray()).GetProperty("keys").GetInt32());
        Assert.Equal(hers.ToString(), all.ToString());
        Assert.Equal(0, none.GetArrayLength());
        var (foreign, theirs) = await elena.ReadAsync($"/v1/expiry?from=2027-03-01&to=2027-03-01&partnerId={SmallWorld.Lagune}");
        var (_, nobodys) = await elena.ReadAsync($"/v1/expiry?from=2027-03-01&to=2027-03-01&partnerId={Guid.CreateVersion7()}");
        Assert.Equal(HttpStatusCode.NotFound, foreign);
        Assert.Equal(Problems.WithoutReference(nobodys), Problems.WithoutReference(theirs));
    }

    [Theory]
    [InlineData("", "from")]
    [InlineData("from=2026-01-01", "to")]
    [InlineData("from=2026-01-02&to=2026-01-01", "to")]
    [InlineData("from=2026-01-01&to=2029-01-01", "to")]
    [InlineData("from=0001-01-01&to=0001-01-02", "from")]
    [InlineData("from=2026-02-30&to=2026-03-01", "from")]
    [InlineData("from=2026-01-01&to=2026-01-01T00:00", "to")]
    public async Task A_range_beyond_sense_is_named(string query, string field)
    {
        using var client = fixture.Core.As(Person.Giulia);
        var (status, problem) = await client.ReadAsync("/v1/expiry?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, field), (status, problem.GetProperty("fields")[0].Text("field")));
    }

    [Fact]
    public async Task Maintained_totals_equal_a_count_of_the_rows()
    {
        await fixture.IssueAsync(new { partnerId = SmallWorld.Colli, startsOn = "2026-11-01" });
        await using var source = NpgsqlDataSource.Create(fixture.Core.Database.Superuser);
        foreach (var difference in new[]
        {
            "SELECT s.scope_id FROM scope_total s WHERE s.scope_id <> '00000000-0000-0000-0000-000000000000' AND s.keys <> (SELECT count(*) FROM licence_key k WHERE k.tenant_id = s.tenant_id AND k.partner_id = s.scope_id AND closes_on IS NULL)",
            "SELECT s.tenant_id FROM scope_total s WHERE s.scope_id = '00000000-0000-0000-0000-000000000000' AND (s.keys, s.customers) <> ((SELECT count(*) FROM licence_key k WHERE k.tenant_id = s.tenant_id AND closes_on IS NULL), (SELECT count(*) FROM customer c WHERE c.tenant_id = s.tenant_id))",
            "SELECT s.scope_id FROM scope_total s WHERE s.scope_id <> '00000000-0000-0000-0000-000000000000' AND s.customers <> (SELECT count(*) FROM customer c WHERE c.tenant_id = s.tenant_id AND (c.partner_id = s.scope_id OR EXISTS (SELECT FROM licence_key k WHERE k.tenant_id = c.tenant_id AND k.customer_id = c.customer_id AND k.partner_id = s.scope_id)))",
            "SELECT c.customer_id FROM customer_in_care c WHERE c.keys <> (SELECT count(*) FROM licence_key k WHERE k.tenant_id = c.tenant_id AND k.customer_id = c.customer_id AND k.partner_id = c.partner_id)",
        })
        {
            await using var command = source.CreateCommand(difference);
            Assert.Null(await command.ExecuteScalarAsync());
        }
    }

    private static string Query(JsonElement filter) => string.Join('&', filter.EnumerateObject().Select(p =>
        p.Name + "=" + (p.Value.ValueKind == JsonValueKind.Array ? string.Join(',', p.Value.EnumerateArray().Select(v => v.ToString())) : p.Value.ValueKind is JsonValueKind.True ? "true" : p.Value.ToString())));
}
