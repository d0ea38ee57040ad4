using System.Net;
using Npgsql;
using Tessera.TestKit;

namespace Server.Tests.Keys;

public sealed class KeyCommandTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    private HttpClient Giulia => fixture.Core.As(Person.Giulia);

    [Fact]
    public async Task A_key_is_issued_and_knows_its_future()
    {
        var key = await fixture.IssueAsync(new { startsOn = "2026-11-21" });
        Assert.Equal("ACTIVE", key.Text("status"));
        Assert.Equal("2027-11-20", key.Text("lastDay"));
        Assert.Equal("FALLBACK", key.Text("nextStatus"));
        var phases = key.GetProperty("timeline").EnumerateArray().Where(p => !p.GetProperty("provisional").GetBoolean()).ToArray();
        Assert.Equal("2027-11-21", phases[^1].Text("from"));
        Assert.Contains(phases[^1].GetProperty("causes").EnumerateArray(), c => c.Text("rule") == "KL-2");
    }

    [Fact]
    public async Task Renewing_early_loses_no_day_and_the_same_payment_twice_renews_once()
    {
        var key = await fixture.IssueAsync(new { startsOn = "2026-11-21" });
        using var client = Giulia;
        var path = $"/v1/keys/{key.Text("id")}/renew";
        var (first, renewed) = await client.PostAsync(path, new { years = 1 }, "payment-1");
        var (again, replayed) = await client.PostAsync(path, new { years = 1 }, "payment-1");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first, again));
        Assert.Equal("2028-11-19", renewed.Text("lastDay"));
        Assert.Equal(renewed.ToString(), replayed.ToString());
        Assert.Equal(2, renewed.GetProperty("version").GetInt32());
        var (_, now) = await client.ReadAsync($"/v1/keys/{key.Text("id")}");
        Assert.Equal(2, now.GetProperty("version").GetInt32());
        var (reused, problem) = await client.PostAsync(path, new { years = 2 }, "payment-1");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED"), (reused, problem.Text("code")));
    }

    [Fact]
    public async Task A_dry_run_gives_the_answer_and_keeps_nothing()
    {
        var key = await fixture.IssueAsync();
        using var client = Giulia;
        var (status, would) = await client.PostAsync($"/v1/keys/{key.Text("id")}/renew", new { years = 3, dryRun = true });
        var (_, now) = await client.ReadAsync($"/v1/keys/{key.Text("id")}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(now.Text("lastDay"), would.Text("lastDay"));
        Assert.Equal(1, now.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Only_annual_keys_renew_and_only_perpetual_ones_take_maintenance()
    {
        var annual = await fixture.IssueAsync();
        var perpetual = await fixture.IssueAsync(new { kind = "PERPETUAL" });
        using var client = Giulia;
        var (_, no) = await client.PostAsync($"/v1/keys/{perpetual.Text("id")}/renew", new { years = 1 });
        var (_, neither) = await client.PostAsync($"/v1/keys/{annual.Text("id")}/renew-maintenance", new { years = 1 });
        Assert.Equal(("RENEW_ONLY_FOR_ANNUAL", "KL-12"), (no.Text("code"), no.Text("rule")));
        Assert.Equal("MAINTENANCE_ONLY_FOR_PERPETUAL", neither.Text("code"));
    }

    [Fact]
    public async Task What_cannot_be_done_now_says_why_and_what_leads_on_in_the_readers_language()
    {
        var key = await fixture.IssueAsync(new { kind = "PERPETUAL" });
        foreach (var language in Tessera.Domain.Explain.Texts.Languages)
        {
            using var client = fixture.Core.As(Person.Giulia, language);
            var (_, view) = await client.ReadAsync($"/v1/keys/{key.Text("id")}");
            var refused = view.GetProperty("actions").EnumerateArray().Where(a => !a.GetProperty("allowed").GetBoolean()).Select(a => a.GetProperty("refusal")).ToArray();
            Assert.NotEmpty(refused);
            Assert.All(refused, r => Assert.Equal(
                (true, true), (r.Text("message").Length > 0, Tessera.Domain.Explain.Texts.Of(language).Find($"refusal.{r.Text("code")}.do") is { } remedy && r.Text("remedy").Length >= remedy.Split('{')[0].Length && r.Text("remedy").StartsWith(remedy.Split('{')[0], StringComparison.Ordinal))));
        }
    }

    [Fact]
    public async Task A_reader_who_looked_at_an_older_version_is_told()
    {
        var key = await fixture.IssueAsync();
        using var client = Giulia;
        var path = $"/v1/keys/{key.Text("id")}/renew";
        await client.PostAsync(path, new { years = 1 });
        var (status, problem) = await client.PostAsync(path, new { years = 1, expectedVersion = 1 });
        Assert.Equal((HttpStatusCode.Conflict, "VERSION_CONFLICT"), (status, problem.Text("code")));
        Assert.Equal("2", problem.GetProperty("facts").Text("version"));
    }

    [Fact]
    public async Task Twenty_renewals_at_once_with_one_name_are_one_renewal_and_with_twenty_names_are_all_there_or_refused()
    {
        var key = await fixture.IssueAsync();
        using var client = Giulia;
        var path = $"/v1/keys/{key.Text("id")}/renew";
        var same = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostAsync(path, new { years = 1 }, "one-name")));
        Assert.All(same, a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, a.Body.ToString()));
        var (_, once) = await client.ReadAsync($"/v1/keys/{key.Text("id")}");
        Assert.Equal(2, once.GetProperty("version").GetInt32());

        var names = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => client.PostAsync(path, new { years = 1 }, "name-" + i)));
        var accepted = names.Count(a => a.Status == HttpStatusCode.OK);
        var (_, after) = await client.ReadAsync($"/v1/keys/{key.Text("id")}");
        Assert.True(accepted >= 1);
        Assert.Equal(2 + accepted, after.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Every_accepted_write_has_one_audit_row_and_a_refused_one_has_none()
    {
        var key = await fixture.IssueAsync();
        using var client = Giulia;
        await client.PostAsync($"/v1/keys/{key.Text("id")}/renew", new { years = 1 });
        await client.PostAsync($"/v1/keys/{key.Text("id")}/renew", new { years = 99 });
        await using var source = NpgsqlDataSource.Create(fixture.Core.Database.Superuser);
        await using var command = source.CreateCommand("SELECT string_agg(action, ',' ORDER BY action) FROM audit_entry WHERE object_id = $1");
        command.Parameters.AddWithValue(Guid.Parse(key.Text("id")));
        Assert.Equal("IssueKey,RenewKey", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_transfer_needs_both_sides()
    {
        var key = await fixture.IssueAsync();
        var id = key.Text("id");
        using var elena = fixture.Core.As(Person.Elena);
        using var camille = fixture.Core.As(Person.Camille);
        Assert.Equal(HttpStatusCode.NotFound, (await camille.ReadAsync($"/v1/keys/{id}")).Status);
        var (proposed, waiting) = await elena.PostAsync($"/v1/keys/{id}/propose-transfer", new { toPartnerVatId = SmallWorld.LaguneVatId, reason = "Customer moves to Nice" });
        Assert.True(proposed == HttpStatusCode.OK, waiting.ToString());
        Assert.Equal("Lagune Voix SARL", waiting.GetProperty("transfer").GetProperty("toPartner").Text("name"));
        var (seen, offered) = await camille.ReadAsync($"/v1/keys/{id}");
        Assert.True(seen == HttpStatusCode.OK && offered.GetProperty("transfer").GetProperty("yours").GetBoolean());
        var (own, refused) = await elena.PostAsync($"/v1/keys/{id}/accept-transfer", new { });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "TRANSFER_NOT_YOURS"), (own, refused.Text("code")));
        var (accepted, moved) = await camille.PostAsync($"/v1/keys/{id}/accept-transfer", new { });
        Assert.True(accepted == HttpStatusCode.OK, moved.ToString());
        Assert.Equal("Lagune Voix SARL", moved.GetProperty("partner").Text("name"));
        Assert.Equal(HttpStatusCode.NotFound, (await elena.ReadAsync($"/v1/keys/{id}")).Status);
    }

    [Fact]
    public async Task A_reissued_key_keeps_its_term_and_its_old_number_opens_nothing()
    {
        var key = await fixture.IssueAsync();
        using var client = Giulia;
        using var device = fixture.Core.As(null);
        var (_, fresh) = await client.PostAsync($"/v1/keys/{key.Text("id")}/reissue", new { reason = "Found in a forum" });
        Assert.NotEqual(key.Text("number"), fresh.Text("number"));
        Assert.Equal(key.Text("lastDay"), fresh.Text("lastDay"));
        Assert.Equal(HttpStatusCode.NotFound, (await device.PostAsync("/v1/allnet/validate", new { key = key.Text("number") })).Status);
        Assert.Equal(HttpStatusCode.OK, (await device.PostAsync("/v1/allnet/validate", new { key = fresh.Text("number") })).Status);
    }

    [Fact]
    public async Task A_lapsed_perpetual_key_is_traded_in_for_an_annual_one_and_both_know_of_each_other()
    {
        var old = await fixture.IssueAsync(new { kind = "PERPETUAL", startsOn = "2024-01-01" });
        using var client = Giulia;
        var (lapsed, no) = await client.PostAsync($"/v1/keys/{old.Text("id")}/renew-maintenance", new { years = 1 });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "MAINTENANCE_WINDOW_CLOSED"), (lapsed, no.Text("code")));
        var (status, fresh) = await client.PostAsync($"/v1/keys/{old.Text("id")}/trade-in", new { edition = "PROFESSIONAL", size = 16, years = 1, price = new { minor = 50_000, currency = "EUR" } });
        Assert.True(status == HttpStatusCode.OK, fresh.ToString());
        Assert.Equal(old.Text("id"), fresh.GetProperty("replaces").Text("id"));
        var (_, gone) = await client.ReadAsync($"/v1/keys/{old.Text("id")}");
        Assert.Equal(("CLOSED", fresh.Text("id")), (gone.Text("status"), gone.GetProperty("replacedBy").Text("id")));
    }

    [Theory]
    [InlineData("{\"years\":-1}", "YEARS_OUT_OF_RANGE")]
    [InlineData("{\"years\":2147483647}", "YEARS_OUT_OF_RANGE")]
    [InlineData("{\"years\":1,\"paidOn\":\"9999-12-31\"}", "DATE_OUT_OF_RANGE")]
    [InlineData("{\"years\":1,\"paidOn\":\"0001-01-01\"}", "DATE_OUT_OF_RANGE")]
    [InlineData("{\"years\":1e308}", "INVALID_INPUT")]
    [InlineData("{\"years\":\"1\"}", "INVALID_INPUT")]
    [InlineData("{\"years\":1,\"unknown\":true}", "INVALID_INPUT")]
    [InlineData("{\"years\":1,\"paidOn\":\"2026-02-30\"}", "INVALID_INPUT")]
    [InlineData("[]", "INVALID_INPUT")]
    [InlineData("null", "INVALID_INPUT")]
    [InlineData("", "INVALID_INPUT")]
    [InlineData("{\"years\":", "INVALID_INPUT")]
    public async Task Bad_input_is_named_and_changes_nothing(string body, string code)
    {
        var key = await fixture.IssueAsync();
        using var client = Giulia;
        var answer = await client.PostAsync($"/v1/keys/{key.Text("id")}/renew", new StringContent(body, null, "application/json"));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode is 400 or 422, text);
        Assert.Contains(code, text, StringComparison.Ordinal);
        var (_, now) = await client.ReadAsync($"/v1/keys/{key.Text("id")}");
        Assert.Equal(1, now.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_write_without_idempotency_key_and_a_body_of_ten_megabytes_are_refused()
    {
        var key = await fixture.IssueAsync();
        using var client = Giulia;
        var (missing, problem) = await client.PostAsync($"/v1/keys/{key.Text("id")}/renew", new { years = 1 }, "none");
        Assert.Equal((HttpStatusCode.BadRequest, "IDEMPOTENCY_KEY_REQUIRED"), (missing, problem.Text("code")));
        var big = await client.PostAsync($"/v1/keys/{key.Text("id")}/renew", new StringContent("{\"years\":1," + new string(' ', 10_000_000) + "}", null, "application/json"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, big.StatusCode);
    }
}
