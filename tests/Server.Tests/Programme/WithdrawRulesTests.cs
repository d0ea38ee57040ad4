using System.Net;
using System.Text.Json;
using Server.Tests.Reviews;
using Tessera.TestKit;

namespace Server.Tests.Programme;

/// <summary>Announced level rules are taken back before they hold, by an operator, with a reason; what anything came of stays.</summary>
public sealed class WithdrawRulesTests
{
    private const string Announced = "levels-2027-01-01";
    private const string Books = "SELECT tenant_id, revision, md5(body::text) FROM rule_book ORDER BY tenant_id, revision";

    [Fact]
    public async Task Announced_rules_are_withdrawn_by_a_record_of_its_own_and_others_may_take_their_day()
    {
        await using var world = await ReviewCore.OpenAsync();
        await AnnounceAsync(world);
        var before = await world.RowsAsync(Books);
        Assert.Equal("2027-01-01", (await LevelAsync(world)).GetProperty("announced").Text("effectiveFrom"));

        var done = await world.DoAsync(Person.Marco, "/v1/level-rules/withdraw", new { version = Announced, reason = "Too early" });
        var version = done.GetProperty("versions")[0];
        Assert.Equal(("WITHDRAWN", "2026-11-21", "Marco", "Too early"), State(version));
        Assert.Equal(("IN_FORCE", JsonValueKind.Null), (done.GetProperty("versions")[1].Text("state"), done.GetProperty("versions")[1].GetProperty("until").ValueKind));
        Assert.Equal(("WITHDRAWN", "2026-11-21", "", ""), State((await world.ReadAsync(Person.Elena, "/v1/level-rules")).GetProperty("versions")[0]));
        Assert.Equal(JsonValueKind.Null, (await LevelAsync(world)).GetProperty("announced").ValueKind);
        Assert.Single((await world.RowsAsync(Books)).Split('\n').Except(before.Split('\n')));
        Assert.Empty(before.Split('\n').Except((await world.RowsAsync(Books)).Split('\n')));
        Assert.Equal($"{Announced} · Too early", await world.RowsAsync("SELECT object_label, reason FROM audit_entry WHERE action = 'WithdrawLevelRules'"));
        Assert.Equal("LEVEL_VERSION_WITHDRAWN", await world.CodeAsync(Person.Marco, "/v1/level-rules/withdraw", new { version = Announced, reason = "Again" }));

        await AnnounceAsync(world);
        Assert.Equal([$"{Announced}-2 ANNOUNCED", $"{Announced} WITHDRAWN", "levels-2026 IN_FORCE"],
            (await world.ReadAsync(Person.Giulia, "/v1/level-rules")).GetProperty("versions").EnumerateArray().Select(v => v.Text("version") + " " + v.Text("state")));
        await world.StartAsync(dry: true);
        Assert.Equal($"{Announced}-2", await world.RowsAsync("SELECT rules FROM review_run"));
    }

    [Fact]
    public async Task What_holds_what_was_weighed_and_what_is_not_theirs_is_withdrawn_by_nobody()
    {
        await using var world = await ReviewCore.OpenAsync();
        await AnnounceAsync(world);
        Task<string> Code(Person by, string version, string? reason = "Too early") => world.CodeAsync(by, "/v1/level-rules/withdraw", new { version, reason });
        var before = await world.RowsAsync(Books);
        Assert.Equal("LEVEL_VERSION_HOLDS", await Code(Person.Giulia, "levels-2026"));
        Assert.Equal("LEVEL_VERSION_UNKNOWN", await Code(Person.Giulia, "levels-2027"));
        Assert.Equal("LEVEL_VERSION_UNKNOWN", await Code(Person.Ingrid, Announced));
        Assert.Equal("REASON_REQUIRED", await Code(Person.Giulia, Announced, null));
        await world.DoAsync(Person.Elena, "/v1/level-rules/withdraw", new { version = Announced, reason = "x" }, HttpStatusCode.Forbidden);
        foreach (var body in new object[] { new { }, new { version = "", reason = "x" }, new { version = new string('l', 81), reason = "x" }, new { version = "levels\u202e", reason = "x" } })
            await world.DoAsync(Person.Giulia, "/v1/level-rules/withdraw", body, HttpStatusCode.BadRequest);

        var dry = await world.StartAsync(dry: true);
        await world.RunAsync(dry);
        var weighed = await world.DoAsync(Person.Giulia, "/v1/level-rules/withdraw", new { version = Announced, reason = "x" }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("LEVEL_VERSION_WEIGHED", "PP-6", "version"), (weighed.Text("code"), weighed.Text("rule"), weighed.GetProperty("fields")[0].Text("field")));
        await world.AssertWholeAsync(dry);
        world.Clock.Now = new DateTimeOffset(2026, 12, 31, 23, 0, 0, TimeSpan.Zero);
        Assert.Equal("LEVEL_VERSION_HOLDS", await Code(Person.Giulia, Announced));
        Assert.Equal(before, await world.RowsAsync(Books));
        Assert.Equal("", await world.RowsAsync("SELECT 1 FROM audit_entry WHERE action = 'WithdrawLevelRules'"));
        Assert.Equal("false", await world.RowsAsync("SELECT has_table_privilege('tessera_app', 'rule_book', 'UPDATE, DELETE, TRUNCATE')::text"));
    }

    /// <summary>A run begins by rules that stand, or the withdrawal is refused: never both.</summary>
    [Fact]
    public async Task A_run_that_begins_beside_the_withdrawal_is_not_weighed_by_what_is_withdrawn()
    {
        await using var world = await ReviewCore.OpenAsync();
        using var giulia = world.As(Person.Giulia);
        using var marco = world.Another().As(Person.Marco);
        for (var round = 1; round <= 5; round++)
        {
            await AnnounceAsync(world);
            var version = round == 1 ? Announced : $"{Announced}-{round}";
            var withdrawn = giulia.PostAsync("/v1/level-rules/withdraw", new { version, reason = "Too early" });
            var (started, run) = await marco.PostAsync("/v1/reviews/start", new { dry = true });
            Assert.Equal(HttpStatusCode.Accepted, started);
            var (status, answer) = await withdrawn;
            var by = await world.RowsAsync($"SELECT rules FROM review_run WHERE run_id = '{run.Text("id")}'");
            Assert.Equal(by == version ? "LEVEL_VERSION_WEIGHED" : "", status == HttpStatusCode.OK ? "" : answer.Text("code"));
            if (by == version) return;
            Assert.Equal("levels-2026", by);
            await world.RunAsync(Guid.Parse(run.Text("id")));
        }
    }

    private static async Task AnnounceAsync(ReviewCore world)
    {
        var version = (await world.ReadAsync(Person.Giulia, "/v1/level-rules")).GetProperty("draftVersion").GetInt32();
        var kept = await world.DoAsync(Person.Giulia, "/v1/level-rules/save", new { expectedVersion = version, effectiveFrom = "2027-01-01", rows = LevelRuleTests.Rows(), note = "More to come" });
        await world.DoAsync(Person.Giulia, "/v1/level-rules/publish", new { expectedVersion = kept.GetProperty("draftVersion").GetInt32() });
    }

    private static Task<JsonElement> LevelAsync(ReviewCore world) => world.ReadAsync(Person.Elena, $"/v1/partners/{SmallWorld.Brenta}/level");

    private static (string State, string On, string By, string Reason) State(JsonElement version)
    {
        var withdrawal = version.GetProperty("withdrawal");
        return (version.Text("state"), withdrawal.Text("on"), Or(withdrawal, "by"), Or(withdrawal, "reason"));
    }

    private static string Or(JsonElement of, string name) => of.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";
}
