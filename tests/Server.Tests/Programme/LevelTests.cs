using System.Net;
using System.Text.Json;
using Server.Tests.Payments;
using Tessera.Domain.Orders;
using Tessera.TestKit;

namespace Server.Tests.Programme;

/// <summary>PP-4: a level is taken on with the payment that reaches it, once, and prices the next quote.</summary>
public sealed class LevelTests(PayWorld world) : IClassFixture<PayWorld>
{
    private HttpClient Giulia => world.Core.As(Person.Giulia);

    [Fact]
    public async Task The_order_that_reaches_a_level_brings_it_at_once_and_the_next_quote_has_its_discount()
    {
        await CertifyAsync(Person.Davide, "intermediate");
        var sent = await world.QuoteAsync([await world.IssueAsync()], payer: Payer.Partner);
        var reaching = await world.QuoteAsync([await world.IssueAsync(size: 32), await world.IssueAsync(size: 32)], payer: Payer.Partner);
        var earned = reaching.Document.NetMinor / 100;
        var before = await PointsAsync(SmallWorld.Brenta);
        await CorrectAsync(SmallWorld.Brenta, 5_000 - before - earned);
        var view = await LevelAsync(SmallWorld.Brenta, Person.Elena);
        Assert.Equal(("Bronze", 5_000 - earned, earned), (view.Text("level"), Standing(view).GetProperty("points").GetInt64(), Silver(view).GetProperty("points").GetProperty("missing").GetInt64()));

        await world.HearAsync(world.Stripe.Pay(await world.OpenAsync(reaching)));
        view = await LevelAsync(SmallWorld.Brenta, Person.Elena);
        Assert.Equal(("Silver", "SILVER", "GOLD"), (view.Text("level"), Standing(view).Text("held"), Standing(view).Text("next")));
        var change = view.GetProperty("history")[0];
        Assert.Equal(("BRONZE", "SILVER", "PROMOTION", "2026-11-21", 5_000), (change.Text("from"), change.Text("level"), change.Text("cause"), change.Text("on"), change.GetProperty("points").GetInt64()));
        Assert.Equal(1, await world.CountAsync("audit_entry WHERE action = 'PromotePartner' AND object_id = $1", SmallWorld.Brenta));

        var next = await world.QuoteAsync([await world.IssueAsync()], payer: Payer.Partner);
        Assert.Equal(("20", "25"), (Percent(sent), Percent(next)));
        Assert.Equal(sent.Document.NetMinor, (await world.ScalarAsync("SELECT net_minor FROM quote WHERE quote_id = $1", sent.Id)));
        await world.HearAsync(world.Stripe.Pay(await world.OpenAsync(sent)));
        await world.HoldsAsync();

        await CorrectAsync(SmallWorld.Brenta, -5_000);
        view = await LevelAsync(SmallWorld.Brenta, Person.Elena);
        Assert.Equal(("Silver", false), (view.Text("level"), Silver(view).GetProperty("met").GetBoolean()));
        var review = view.GetProperty("nextReview");
        Assert.Equal(("2027-01-01", "2026-12-31", "NOTICE"), (review.Text("on"), review.Text("lastDay"), review.Text("outcome")));
        Assert.Contains("60 days of grace", review.Text("text"), StringComparison.Ordinal);
        Assert.Equal(Silver(view).GetProperty("points").GetProperty("missing").GetInt64(), review.GetProperty("flips")[0].GetProperty("points").GetInt64());
        await world.HoldsAsync();
    }

    [Fact]
    public async Task Ten_corrections_at_once_reach_a_level_once_and_none_is_lost()
    {
        await CertifyAsync(Person.Hugo, "intermediate");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CorrectAsync(SmallWorld.Lagune, 500)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal("SILVER · PROMOTION", await world.RowsAsync("SELECT to_level, cause FROM level_change WHERE partner_id = $1", SmallWorld.Lagune));
        Assert.Equal(5_000, await PointsAsync(SmallWorld.Lagune));
        Assert.Single(answers, a => a.Body.GetProperty("history").GetArrayLength() == 1 && Standing(a.Body).GetProperty("points").GetInt64() == 5_000);
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_dry_correction_shows_what_it_would_do_and_keeps_nothing()
    {
        await CertifyAsync(Person.Anna, "advanced");
        using var client = Giulia;
        var (status, dry) = await client.PostAsync($"/v1/partners/{SmallWorld.Colli}/points/correct", new { points = 20_000, reason = "What if", dryRun = true });
        Assert.Equal((HttpStatusCode.OK, "Gold"), (status, dry.Text("level")));
        Assert.Equal("Bronze", (await LevelAsync(SmallWorld.Colli, Person.Anna)).Text("level"));
        Assert.Equal(0, await world.CountAsync("point_line WHERE partner_id = $1", SmallWorld.Colli));
    }

    [Fact]
    public async Task A_correction_is_written_once_per_idempotency_key_and_stands_in_the_audit_with_its_reason()
    {
        using var client = Giulia;
        var path = $"/v1/partners/{SmallWorld.Brenta}/points/correct";
        var before = await PointsAsync(SmallWorld.Brenta);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(path, new { points = 3, reason = " Event sponsored " }, "correct-once-7777")).Status);
        Assert.Equal(before + 3, await PointsAsync(SmallWorld.Brenta));
        Assert.Equal("Event sponsored", await world.TextAsync("SELECT reason FROM audit_entry WHERE action = 'CorrectPoints' AND object_id = $1 AND reason LIKE 'Event%'", SmallWorld.Brenta));
    }

    [Theory]
    [InlineData("{\"points\":0,\"reason\":\"x\"}", 422, "POINTS_OUT_OF_RANGE")]
    [InlineData("{\"points\":10000001,\"reason\":\"x\"}", 422, "POINTS_OUT_OF_RANGE")]
    [InlineData("{\"points\":5,\"reason\":\"  \"}", 422, "REASON_REQUIRED")]
    [InlineData("{\"points\":5}", 422, "REASON_REQUIRED")]
    [InlineData("{\"points\":5,\"reason\":\"x\",\"countsOn\":\"2026-11-22\"}", 422, "DATE_OUT_OF_RANGE")]
    [InlineData("{\"points\":1e30,\"reason\":\"x\"}", 400, "INVALID_INPUT")]
    [InlineData("{\"points\":5.5,\"reason\":\"x\"}", 400, "INVALID_INPUT")]
    [InlineData("{\"reason\":\"x\"}", 400, "INVALID_INPUT")]
    public async Task What_is_no_correction_is_refused_by_field_and_keeps_nothing(string body, int status, string code)
    {
        using var client = Giulia;
        var before = await world.CountAsync("point_line");
        using var content = new StringContent(body, null, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/partners/{SmallWorld.Brenta}/points/correct") { Content = content, Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() } } };
        using var answer = await client.SendAsync(request);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((status, code), ((int)answer.StatusCode, problem.Text("code")));
        Assert.Equal(before, await world.CountAsync("point_line"));
    }

    [Fact]
    public async Task A_partner_sees_its_own_level_alone_and_a_certificate_leaves_with_its_person()
    {
        using var camille = world.Core.As(Person.Camille);
        Assert.Equal(HttpStatusCode.NotFound, (await camille.ReadAsync($"/v1/partners/{SmallWorld.Brenta}/level")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await camille.ReadAsync($"/v1/partners/{SmallWorld.Brenta}/points?first=5")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await camille.ReadAsync("/v1/partners/x/level")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await camille.PostAsync($"/v1/partners/{SmallWorld.Lagune}/points/correct", new { points = 5, reason = "mine" })).Status);
        await CertifyAsync(Person.Paolo, "basic");
        Assert.Contains("basic", Paths(await LevelAsync(SmallWorld.Brenta, Person.Sara)));
        await world.ScalarAsync("UPDATE membership SET disabled_at = now() WHERE object_id = $1", Person.Paolo.Id);
        Assert.DoesNotContain("basic", Paths(await LevelAsync(SmallWorld.Brenta, Person.Sara)));

        static IEnumerable<string> Paths(JsonElement view) => view.GetProperty("certificates").EnumerateArray().Select(c => c.Text("path"));
    }

    private static JsonElement Standing(JsonElement view) => view.GetProperty("standing");

    private static JsonElement Silver(JsonElement view) => Standing(view).GetProperty("levels").EnumerateArray().Single(l => l.Text("code") == "SILVER");

    private static string Percent(TestQuote quote) => quote.Document.Lines[0].Steps.Single(s => s.Kind == PriceStepKind.LevelDiscount).Facts["percent"];

    private Task<(HttpStatusCode Status, JsonElement Body)> CorrectAsync(Guid partner, long points)
    {
        var client = Giulia;
        return client.PostAsync($"/v1/partners/{partner}/points/correct", new { points, reason = "For the test" });
    }

    private async Task<JsonElement> LevelAsync(Guid partner, Person reader)
    {
        using var client = world.Core.As(reader);
        var (status, view) = await client.ReadAsync($"/v1/partners/{partner}/level");
        Assert.True(status == HttpStatusCode.OK, view.ToString());
        return view;
    }

    private async Task<long> PointsAsync(Guid partner) => Convert.ToInt64(
        await world.ScalarAsync("SELECT coalesce(sum(points), 0)::bigint FROM point_line WHERE partner_id = $1", partner), System.Globalization.CultureInfo.InvariantCulture);

    private Task<object?> CertifyAsync(Person person, string path) => world.ScalarAsync(
        "INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, until_day, at, actor) SELECT 1, gen_random_uuid(), membership_id, $2, '2026-01-01', '2027-12-31', now(), 'test' FROM membership WHERE tenant_id = 1 AND object_id = $1",
        person.Id, path);
}
