using System.Net;
using System.Text.Json;
using Npgsql;
using Server.Tests.Quotes;
using Tessera.TestKit;

namespace Server.Tests.Programme;

/// <summary>A draft of the level rules tried on the past: for operators, by the rules of the time, without a trace.</summary>
public sealed class BackTestTests(QuoteFixture fixture) : IClassFixture<QuoteFixture>
{
    [Fact]
    public async Task A_draft_is_tried_on_the_past_half_years_as_table_and_file_and_leaves_no_trace()
    {
        await PastAsync();
        await SaveAsync(LevelRuleTests.Rows());
        var same = await TriedAsync();
        Assert.Equal((0, 4), (same.GetProperty("cost").GetProperty("minor").GetInt64(), same.GetProperty("halfYears").GetArrayLength()));
        Assert.All(same.GetProperty("halfYears").EnumerateArray(), half => Assert.Equal((0, 0, 0), (N(half, "higher"), N(half, "lower"), half.GetProperty("moves").GetArrayLength())));

        var rows = LevelRuleTests.Rows();
        rows[2] = rows[2] with { Points = 3_000 };
        await SaveAsync(rows);
        var before = await fixture.CountAsync("SELECT count(*) FROM audit_entry");
        var tried = await TriedAsync();
        Assert.Equal(["2025-01-01", "2025-07-01", "2026-01-01", "2026-07-01"], tried.GetProperty("halfYears").EnumerateArray().Select(half => half.Text("on")));
        Assert.Equal(("2026-11-21", "2024-07-01"), (tried.Text("today"), tried.Text("begins")));
        var year = tried.GetProperty("halfYears")[1];
        Assert.Equal(("2025-12-31", 1, 0), (year.Text("through"), N(year, "higher"), N(year, "lower")));
        var move = Assert.Single(year.GetProperty("moves").EnumerateArray());
        Assert.Equal(
            ("Lagune Voix SARL", "Bronze", "Silver", "HIGHER", 40_000, 2_500, "EUR"),
            (move.Text("partnerName"), move.Text("then"), move.Text("draft"), move.Text("move"), Minor(move, "turnover"), Minor(move, "cost"), move.GetProperty("cost").Text("currency")));
        Assert.Equal(5_000 + 2_500, Minor(tried, "cost"));
        Assert.Equal(before, await fixture.CountAsync("SELECT count(*) FROM audit_entry"));
        Assert.Equal(0, await fixture.CountAsync($"SELECT count(*) FROM level_change WHERE partner_id = '{SmallWorld.Lagune}'"));

        using var giulia = fixture.Core.As(Person.Giulia);
        var csv = (await giulia.GetStringAsync("/v1/level-rules/back-test.csv")).Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\"review\",\"through\",\"partner\",\"levelThen\",\"levelDraft\",\"move\",\"turnover\",\"cost\",\"currency\",\"id\"", csv[0]);
        Assert.Contains($"\"2025-07-01\",\"2025-12-31\",\"Lagune Voix SARL\",\"Bronze\",\"Silver\",\"HIGHER\",\"400\",\"25.00\",\"EUR\",\"{SmallWorld.Lagune}\"", csv);
        Assert.Contains($"\"2025-01-01\",\"2025-06-30\",\"Lagune Voix SARL\",\"Affiliate\",\"Affiliate\",\"SAME\",\"4000\",\"50.00\",\"EUR\",\"{SmallWorld.Lagune}\"", csv);
    }

    [Fact]
    public async Task A_draft_that_is_missing_or_has_no_levels_worth_the_name_is_refused_by_field_and_rule()
    {
        await SaveAsync(LevelRuleTests.Rows());
        using var giulia = fixture.Core.As(Person.Giulia);
        Assert.Equal(HttpStatusCode.OK, (await giulia.PostAsync("/v1/level-rules/discard", new { expectedVersion = await VersionAsync() })).Status);
        foreach (var path in new[] { "/v1/level-rules/back-test", "/v1/level-rules/back-test.csv" })
        {
            var (status, problem) = await giulia.ReadAsync(path);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "LEVEL_DRAFT_MISSING"), (status, problem.Text("code")));
        }

        var rows = LevelRuleTests.Rows();
        rows[2] = rows[2] with { Points = 900 };
        await SaveAsync(rows);
        var (refused, why) = await giulia.ReadAsync("/v1/level-rules/back-test");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "THRESHOLD_MUST_RISE", "PP-6", "rows[2].points"), (refused, why.Text("code"), why.Text("rule"), why.GetProperty("fields")[0].Text("field")));
        Assert.Equal(HttpStatusCode.BadRequest, (await giulia.ReadAsync("/v1/level-rules/back-test.csv?colour=red")).Status);
    }

    [Fact]
    public async Task Partners_do_not_see_it_and_another_programme_sees_only_its_own()
    {
        await PastAsync();
        await SaveAsync(LevelRuleTests.Rows());
        using var elena = fixture.Core.As(Person.Elena);
        using var ingrid = fixture.Core.As(Person.Ingrid);
        Assert.Equal(HttpStatusCode.Forbidden, (await elena.ReadAsync("/v1/level-rules/back-test")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await elena.ReadAsync("/v1/level-rules/back-test.csv")).Status);
        Assert.Equal("LEVEL_DRAFT_MISSING", (await ingrid.ReadAsync("/v1/level-rules/back-test")).Body.Text("code"));
    }

    /// <summary>Lagune, certified for Silver, sells next to nothing in 2024 and loses Bronze, then 3 200, 800 and 400.</summary>
    private async Task PastAsync() => await ExecuteAsync($"""
        INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, at, actor)
        SELECT 1, gen_random_uuid(), m.membership_id, p, '2020-01-01', now(), 'test' FROM membership m, unnest(ARRAY['basic', 'intermediate']) p WHERE m.partner_id = '{SmallWorld.Lagune}' AND m.role = 'OWNER'
        ON CONFLICT DO NOTHING;
        INSERT INTO point_line (tenant_id, line_id, partner_id, reference, cause, counts_on, points, facts, at, actor)
        SELECT 1, gen_random_uuid(), '{SmallWorld.Lagune}', 'turnover:past-' || d, 'TURNOVER', d, points, jsonb_build_object('net', points * 100 || ' EUR', 'note', 'x'), now(), 'test'
        FROM (VALUES (date '2024-06-01', 1), (date '2025-03-01', 3200), (date '2025-04-01', 800), (date '2025-09-01', 400)) AS t (d, points)
        ON CONFLICT (tenant_id, reference) DO NOTHING
        """);

    private static int N(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static long Minor(JsonElement of, string name) => of.GetProperty(name).GetProperty("minor").GetInt64();

    private async Task<JsonElement> TriedAsync()
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        var (status, tried) = await giulia.ReadAsync("/v1/level-rules/back-test");
        Assert.True(status == HttpStatusCode.OK, tried.ToString());
        return tried;
    }

    private async Task SaveAsync(IReadOnlyList<LevelRuleTests.Row> rows)
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        var (status, kept) = await giulia.PostAsync("/v1/level-rules/save", new { expectedVersion = await VersionAsync(), effectiveFrom = "2028-11-01", rows });
        Assert.True(status == HttpStatusCode.OK, kept.ToString());
    }

    private async Task<int> VersionAsync()
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        return (await giulia.ReadAsync("/v1/level-rules")).Body.GetProperty("draftVersion").GetInt32();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(fixture.Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
