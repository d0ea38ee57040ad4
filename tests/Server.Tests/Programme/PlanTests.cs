using System.Net;
using System.Text.Json;
using Server.Tests.Payments;
using Tessera.TestKit;

namespace Server.Tests.Programme;

/// <summary>PP-9: the fewest renewals that reach the next level, and what chosen ones would come to; nothing of it is kept.</summary>
public sealed class PlanTests(PayWorld world) : IClassFixture<PayWorld>
{
    [Fact]
    public async Task The_fewest_keys_that_reach_the_next_level_are_chosen_and_reach_it()
    {
        for (var i = 0; i < 3; i++) await world.IssueAsync();
        var large = await world.IssueAsync(size: 128);
        await CorrectAsync(4_900);
        var plan = await PlanAsync("suggest=true");
        var goal = plan.GetProperty("goal");
        Assert.Equal(("SILVER", 100L), (goal.Text("code"), goal.GetProperty("points").GetInt64()));
        var chosen = Assert.Single(Keys(plan), k => k.GetProperty("chosen").GetBoolean());
        Assert.True(chosen.GetProperty("points").GetInt64() >= 100);
        Assert.Equal(["intermediate"], plan.GetProperty("certify").EnumerateArray().Select(p => p.GetString()));
        Assert.True(plan.GetProperty("reaches").GetBoolean());
        var step = Assert.Single(plan.GetProperty("steps").EnumerateArray());
        Assert.Equal(("SILVER", "2026-11-21"), (step.Text("level"), step.Text("on")));
        Assert.Equal("KEEPS", plan.GetProperty("review").Text("outcome"));

        var alone = await PlanAsync($"keys={large}");
        Assert.Equal((false, 0), (alone.GetProperty("reaches").GetBoolean(), alone.GetProperty("steps").GetArrayLength()));
        var later = await PlanAsync($"keys={large}&certify=intermediate&on=2026-12-15");
        Assert.Equal("2026-12-15", Assert.Single(later.GetProperty("steps").EnumerateArray()).Text("on"));
        var none = await PlanAsync("certify=intermediate");
        Assert.Equal((0L, false), (none.GetProperty("earned").GetInt64(), none.GetProperty("reaches").GetBoolean()));
        var price = Keys(plan).Single(k => k.Text("id") == large.ToString());
        Assert.Equal(price.GetProperty("net").GetProperty("minor").GetInt64() / 100, price.GetProperty("points").GetInt64());
    }

    [Fact]
    public async Task A_plan_is_what_paying_it_comes_to()
    {
        var keys = new[] { await world.IssueAsync(size: 32), await world.IssueAsync(size: 64) };
        var before = (await PlanAsync("suggest=false")).GetProperty("points").GetInt64();
        var plan = await PlanAsync($"keys={keys[0]},{keys[1]}");
        var quote = await world.QuoteAsync(keys, payer: Tessera.Domain.Orders.Payer.Partner);
        await world.HearAsync(world.Stripe.Pay(await world.OpenAsync(quote)));
        var after = (await PlanAsync("suggest=false")).GetProperty("points").GetInt64();
        Assert.InRange(after - before - plan.GetProperty("earned").GetInt64(), 0, keys.Length - 1);
        Assert.DoesNotContain(keys[0].ToString(), Keys(await PlanAsync("suggest=true")).Select(k => k.Text("id")));
    }

    [Fact]
    public async Task Asking_writes_nothing()
    {
        await world.IssueAsync();
        var tables = await TableReads.DuringAsync(world.Core, async () =>
        {
            await PlanAsync("suggest=true");
            await PlanAsync("certify=intermediate&on=2026-12-15");
        });
        Assert.Empty(tables.Values.Where(t => t.RowsWritten > 0).Select(t => t.Table));
    }

    [Theory]
    [InlineData("keys=x", "keys")]
    [InlineData("on=2026-11-20", "on")]
    [InlineData("on=2028-01-01", "on")]
    [InlineData("certify=karate", "certify")]
    [InlineData("suggest=true&certify=basic", "suggest")]
    [InlineData("suggest=maybe", "suggest")]
    [InlineData("years=2", "years")]
    public async Task What_cannot_be_planned_is_said_by_field(string query, string field)
    {
        using var elena = world.Core.As(Person.Elena);
        var (status, problem) = await elena.ReadAsync($"/v1/partners/{SmallWorld.Brenta}/plan?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, field), (status, problem.GetProperty("fields")[0].Text("field")));
    }

    [Fact]
    public async Task A_partner_plans_with_its_own_keys_alone()
    {
        var key = await world.IssueAsync();
        using var camille = world.Core.As(Person.Camille);
        Assert.Equal(HttpStatusCode.NotFound, (await camille.ReadAsync($"/v1/partners/{SmallWorld.Brenta}/plan?suggest=true")).Status);
        var (_, own) = await camille.ReadAsync($"/v1/partners/{SmallWorld.Lagune}/plan?keys={key}");
        Assert.Equal((0, 0L), (own.GetProperty("keys").GetArrayLength(), own.GetProperty("earned").GetInt64()));
    }

    private static JsonElement.ArrayEnumerator Keys(JsonElement plan) => plan.GetProperty("keys").EnumerateArray();

    private async Task<JsonElement> PlanAsync(string query)
    {
        using var elena = world.Core.As(Person.Elena);
        var (status, plan) = await elena.ReadAsync($"/v1/partners/{SmallWorld.Brenta}/plan?{query}");
        Assert.True(status == HttpStatusCode.OK, plan.ToString());
        return plan;
    }

    /// <summary>To so many points that count today.</summary>
    private async Task CorrectAsync(long to)
    {
        using var giulia = world.Core.As(Person.Giulia);
        var points = to - (await PlanAsync("suggest=false")).GetProperty("points").GetInt64();
        if (points != 0) Assert.Equal(HttpStatusCode.OK, (await giulia.PostAsync($"/v1/partners/{SmallWorld.Brenta}/points/correct", new { points, reason = "For the test" })).Status);
    }
}
