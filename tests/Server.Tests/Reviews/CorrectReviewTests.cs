using System.Net;
using System.Text.Json;
using Tessera.TestKit;

namespace Server.Tests.Reviews;

/// <summary>PP-5, PP-8: a published review stays as it was; what came late is weighed beside it and takes effect from its day.</summary>
public sealed class CorrectReviewTests
{
    private const string Original = "SELECT encode(hash, 'hex') || record::text || outcome || effect FROM review_result WHERE effect IS NOT NULL ORDER BY run_id, partner_id";

    /// <summary>
    /// The case no review weighs: points booked in November with a day of last September are over before the next window begins. They raise
    /// nobody at once, are seen beside the published result, and are weighed by correcting it.
    /// </summary>
    [Fact]
    public async Task Points_booked_late_into_the_first_half_of_a_window_restore_the_level_the_review_took()
    {
        await using var world = await ReviewCore.OpenAsync();
        await ReviewLifeTests.FatesAsync(world);
        await world.ExecuteAsync($"UPDATE membership SET login = 'elena@brenta.example', language = 'it' WHERE membership_id = '{Person.Elena.Id}'");
        var run = await world.PublishedAsync();
        var path = $"/v1/reviews/{run}/results/{SmallWorld.Brenta}";
        var before = await world.RowsAsync(Original);
        Assert.Equal(("NOTHING_CAME_LATE", 0), Late(await world.ReadAsync(Person.Giulia, path)));

        await BookAsync(world, SmallWorld.Brenta, 17_100, "2025-09-15");
        Assert.Equal("Silver", await LevelAsync(world, SmallWorld.Brenta));
        var next = await world.StartAsync(dry: true);
        await world.RunAsync(next);
        Assert.Equal(1_050, (await world.ReadAsync(Person.Giulia, $"/v1/reviews/{next}/results/{SmallWorld.Brenta}")).GetProperty("result").GetProperty("points").GetInt32());
        Assert.Equal(("", 17_100), Late(await world.ReadAsync(Person.Giulia, path)));

        var tried = await world.DoAsync(Person.Giulia, path + "/correct", new { reason = "The order of September was missing", dryRun = true });
        Assert.Equal(("LEVEL_RESTORED", "KEEPS", 20_000), (tried.Text("effect"), tried.Text("outcome"), tried.GetProperty("points").GetInt32()));
        Assert.Equal("", await world.RowsAsync("SELECT 1 FROM review_correction"));

        var corrected = await world.DoAsync(Person.Giulia, path + "/correct", new { reason = "The order of September was missing" });
        Assert.Equal((1, "2026-11-21", "Giulia", true), (corrected.GetProperty("n").GetInt32(), corrected.Text("on"), corrected.Text("by"), corrected.GetProperty("replay").GetProperty("same").GetBoolean()));
        Assert.Equal("Gold", await LevelAsync(world, SmallWorld.Brenta));
        Assert.Equal($"SILVER · GOLD · CORRECTION · 2026-11-21 · review-correction:{run}:1 · 20000", await world.RowsAsync("SELECT from_level, to_level, cause, on_day::text, reference, standing ->> 'points' FROM level_change ORDER BY n DESC LIMIT 1"));
        Assert.Equal("The order of September was missing", await world.RowsAsync("SELECT reason FROM audit_entry WHERE action = 'CorrectReview'"));
        Assert.Equal("elena@brenta.example · Il tuo livello Gold è di nuovo tuo", await world.RowsAsync("SELECT body ->> 'to', body ->> 'subject' FROM outbox WHERE dedupe LIKE 'review-correction:%'"));

        Assert.Equal(before, await world.RowsAsync(Original));
        Assert.Equal("NOTHING_CAME_LATE", await world.CodeAsync(Person.Giulia, path + "/correct", new { reason = "Again" }));
        var mine = await world.ReadAsync(Person.Elena, $"/v1/reviews/last/results/{SmallWorld.Brenta}");
        var shown = Assert.Single(mine.GetProperty("corrections").EnumerateArray());
        Assert.Equal(("DEMOTED", true), (mine.GetProperty("result").Text("outcome"), mine.GetProperty("replay").GetProperty("same").GetBoolean()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, true), (shown.GetProperty("reason").ValueKind, mine.GetProperty("late").ValueKind, shown.GetProperty("replay").GetProperty("same").GetBoolean()));
        Assert.Equal("2025-09-15", Assert.Single(shown.GetProperty("lines").EnumerateArray()).Text("countsOn"));
        Assert.Contains("Gold is restored", shown.Text("effectText"), StringComparison.Ordinal);
        await world.AssertWholeAsync(run);
    }

    [Fact]
    public async Task A_certificate_and_an_order_that_came_late_withdraw_a_notice_and_the_next_review_begins_afresh()
    {
        await using var world = await ReviewCore.OpenAsync();
        await ReviewLifeTests.FatesAsync(world);
        var run = await world.PublishedAsync();
        var path = $"/v1/reviews/{run}/results/{SmallWorld.Lagune}";
        await BookAsync(world, SmallWorld.Lagune, 990, "2025-10-01");
        Assert.Equal("NOTHING_CORRECTED", await world.CodeAsync(Person.Giulia, path + "/correct", new { reason = "Points alone are not enough" }));
        await world.ExecuteAsync($"INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, at, actor) VALUES (1, gen_random_uuid(), '{Person.Camille.Id}', 'basic', '2026-06-01', '2026-11-21T18:00Z', 'x')");
        var corrected = await world.DoAsync(Person.Marco, path + "/correct", new { reason = "Camille's exam was entered late" });
        Assert.Equal(("NOTICE_WITHDRAWN", 1, 1), (corrected.Text("effect"), corrected.GetProperty("lines").GetArrayLength(), corrected.GetProperty("certificates").GetArrayLength()));
        Assert.Equal("", await world.RowsAsync("SELECT 1 FROM level_notice"));
        Assert.Equal("Bronze", await LevelAsync(world, SmallWorld.Lagune));
        var again = await world.ReadAsync(Person.Camille, $"/v1/reviews/last/results/{SmallWorld.Lagune}");
        Assert.Equal(("NOTICE", true, true), (again.GetProperty("result").Text("outcome"), again.GetProperty("replay").GetProperty("same").GetBoolean(), again.GetProperty("corrections")[0].GetProperty("replay").GetProperty("same").GetBoolean()));
        await world.AssertWholeAsync(run);
    }

    [Fact]
    public async Task What_cannot_be_corrected_says_why_and_changes_nothing()
    {
        await using var world = await ReviewCore.OpenAsync();
        await ReviewLifeTests.FatesAsync(world);
        var dry = await world.StartAsync(dry: true);
        await world.RunAsync(dry);
        var run = await world.StartAsync();
        await world.RunAsync(run);
        var path = $"/v1/reviews/{run}/results/{SmallWorld.Brenta}/correct";
        Assert.Equal("REVIEW_NOT_PUBLISHED", await world.CodeAsync(Person.Giulia, path, new { reason = "x" }));
        Assert.Equal("REVIEW_DRY", await world.CodeAsync(Person.Giulia, $"/v1/reviews/{dry}/results/{SmallWorld.Brenta}/correct", new { reason = "x" }));
        await world.DoAsync(Person.Marco, $"/v1/reviews/{run}/approve", new { });
        await world.DoAsync(Person.Giulia, $"/v1/reviews/{run}/publish", new { });
        await world.RunAsync(run);
        await BookAsync(world, SmallWorld.Brenta, 17_100, "2025-09-15");
        Assert.Equal("REASON_REQUIRED", await world.CodeAsync(Person.Giulia, path, new { reason = " " }));
        Assert.Equal("CORRECTION_NEEDS_PERSON", await world.CodeAsync(Person.AllnetErp, path, new { reason = "x" }));
        await world.DoAsync(Person.Giulia, $"/v1/reviews/{run}/results/0b000000-0000-7000-8000-000000000099/correct", new { reason = "x" }, HttpStatusCode.NotFound);
        await world.ExecuteAsync($"INSERT INTO partner (tenant_id, partner_id, name, created_at, search) VALUES (1, '0b000000-0000-7000-8000-000000000098', 'Came later', now(), '')");
        await world.DoAsync(Person.Giulia, $"/v1/reviews/{run}/results/0b000000-0000-7000-8000-000000000098/correct", new { reason = "x" }, HttpStatusCode.NotFound);
        await world.DoAsync(Person.Elena, path, new { reason = "x" }, HttpStatusCode.Forbidden);
        await world.ExecuteAsync($"UPDATE partner SET level = 'Platinum' WHERE partner_id = '{SmallWorld.Brenta}'");
        Assert.Equal("CORRECTION_OVERTAKEN", await world.CodeAsync(Person.Giulia, path, new { reason = "x" }));
        Assert.Equal("0 · 0", await world.RowsAsync("SELECT (SELECT count(*) FROM review_correction), (SELECT count(*) FROM audit_entry WHERE action = 'CorrectReview')"));
        foreach (var table in new[] { "review_correction", "review_correction_line", "review_correction_certificate" })
            Assert.Equal("false", await world.RowsAsync($"SELECT has_table_privilege('tessera_app', '{table}', 'UPDATE, DELETE, TRUNCATE')::text"));
    }

    [Fact]
    public async Task However_many_correct_it_at_once_it_is_corrected_once()
    {
        await using var world = await ReviewCore.OpenAsync();
        await ReviewLifeTests.FatesAsync(world);
        var run = await world.PublishedAsync();
        await BookAsync(world, SmallWorld.Brenta, 17_100, "2025-09-15");
        using var giulia = world.As(Person.Giulia);
        using var marco = world.Another().As(Person.Marco);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? giulia : marco).PostAsync($"/v1/reviews/{run}/results/{SmallWorld.Brenta}/correct", new { reason = "Paid late" })));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal("NOTHING_CAME_LATE", a.Body.Text("code")));
        Assert.Equal("1 · 2", await world.RowsAsync($"SELECT (SELECT count(*) FROM review_correction), (SELECT count(*) FROM level_change WHERE partner_id = '{SmallWorld.Brenta}')"));
    }

    private static (string Code, int Points) Late(JsonElement record)
    {
        var late = record.GetProperty("late");
        return (late.GetProperty("allowed").GetBoolean() ? "" : late.GetProperty("refusal").Text("code"), late.GetProperty("points").GetInt32());
    }

    private static Task<JsonElement> BookAsync(ReviewCore world, Guid partner, int points, string on) => world.DoAsync(Person.Marco, $"/v1/partners/{partner}/points/correct", new { points, countsOn = on, reason = "Paid late" });

    private static Task<string> LevelAsync(ReviewCore world, Guid partner) => world.RowsAsync($"SELECT level FROM partner WHERE partner_id = '{partner}'");
}
