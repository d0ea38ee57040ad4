using System.Net;
using System.Text.Json;
using Server.Tests.Quotes;
using Tessera.TestKit;

namespace Server.Tests.Programme;

/// <summary>Level rules are drafted, compared and published with a date; what they change is the next quote, never a sent one.</summary>
public sealed class LevelRuleTests(QuoteFixture fixture) : IClassFixture<QuoteFixture>
{
    [Fact]
    public async Task A_draft_is_kept_compared_published_and_prices_the_next_quote_but_not_a_sent_one()
    {
        var sent = await fixture.DoAsync(await fixture.QuoteAsync("PARTNER"), "send", new { email = "a@b.example" });
        var rows = Rows();
        rows[1] = rows[1] with { DiscountPercent = 22.5m, Benefits = ["Demo phones"] };
        var kept = await SaveAsync(await VersionAsync(), "2026-11-21", rows, note: "Bronze gets more");
        var draft = kept.GetProperty("draft");
        Assert.Empty(draft.GetProperty("problems").EnumerateArray());
        Assert.Equal(
            ["BRONZE DISCOUNT 20 → 22.5", "BRONZE BENEFIT  → Demo phones"],
            draft.GetProperty("changes").EnumerateArray().Select(c => $"{c.Text("level")} {c.Text("part")} {Or(c, "from")} → {Or(c, "to")}"));
        using var elena = fixture.Core.As(Person.Elena);
        Assert.Equal(JsonValueKind.Null, (await elena.ReadAsync("/v1/level-rules")).Body.GetProperty("draft").ValueKind);

        var published = await DoneAsync("publish", new { expectedVersion = kept.GetProperty("draftVersion").GetInt32() });
        Assert.Equal(JsonValueKind.Null, published.GetProperty("draft").ValueKind);
        var newest = published.GetProperty("versions")[0];
        Assert.Equal(("levels-2026-11-21", "IN_FORCE", "Bronze gets more", "PAST"), (newest.Text("version"), newest.Text("state"), newest.Text("note"), published.GetProperty("versions")[1].Text("state")));
        var next = await fixture.QuoteAsync("PARTNER");
        Assert.Equal(("20", "22.5"), (Percent(sent), Percent(next)));
        var (_, after) = await elena.ReadAsync("/v1/quotes/" + sent.Text("id"));
        Assert.Equal((sent.GetProperty("net").ToString(), "20"), (after.GetProperty("net").ToString(), Percent(after)));
        Assert.Equal(1, await fixture.CountAsync("SELECT count(*) FROM audit_entry WHERE action = 'PublishLevelRules' AND reason = 'Bronze gets more'"));

        // What is announced is seen by the partner, with what it means for it.
        rows[1] = rows[1] with { Points = 9_000, DiscountPercent = 10 };
        rows[2] = rows[2] with { Points = 12_000 };
        kept = await SaveAsync(published.GetProperty("draftVersion").GetInt32(), "2027-01-01", rows);
        published = await DoneAsync("publish", new { expectedVersion = kept.GetProperty("draftVersion").GetInt32() });
        Assert.Equal("ANNOUNCED", published.GetProperty("versions")[0].Text("state"));
        var (_, level) = await elena.ReadAsync($"/v1/partners/{SmallWorld.Brenta}/level");
        var announced = level.GetProperty("announced");
        Assert.Equal(("2027-01-01", 22.5m, 10m, 9_000L), (
            announced.Text("effectiveFrom"), announced.GetProperty("discountNow").GetDecimal(), announced.GetProperty("discountThen").GetDecimal(), announced.GetProperty("missing").GetInt64()));
        Assert.Contains("10%", announced.Text("text").Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("22.5", Percent(await fixture.QuoteAsync("PARTNER")));

        // Between versions that are there none is put, and none before today.
        foreach (var (day, code) in new[] { ("2026-12-15", "RULES_OVERLAP"), ("2027-01-01", "RULES_OVERLAP"), ("2026-11-20", "RULES_IN_THE_PAST") })
        {
            kept = await SaveAsync(await VersionAsync(), day, rows);
            await RefusedAsync(kept, code, "effectiveFrom");
        }
    }

    [Fact]
    public async Task Thresholds_that_fall_and_all_else_that_is_wrong_are_named_by_field_and_rule_and_nothing_is_published()
    {
        var rows = Rows();
        (rows[0], rows[2], rows[3]) = (rows[0] with { Points = 5 }, rows[2] with { Points = 900, DiscountPercent = 12 }, rows[3] with { DiscountPercent = 100, NfrKeys = 101, Certificates = [new("advanced", 0)] });
        rows.RemoveAt(4);
        rows.Add(new Row("platinum plus", "Gold", 60_000, 35, [], [], 1));
        var before = await fixture.CountAsync("SELECT count(*) FROM rule_book");
        var kept = await SaveAsync(await VersionAsync(), "2028-11-01", rows);
        Assert.Equal(
            [
                "rows[0].points LEVELS_START_AT_NOTHING", "rows[2].points THRESHOLD_MUST_RISE", "rows[2].discountPercent DISCOUNT_MUST_NOT_FALL", "rows[3].discountPercent DISCOUNT_OUT_OF_RANGE",
                "rows[3].certificates CERTIFICATE_NEED_INVALID", "rows[3].nfrKeys NFR_KEYS_OUT_OF_RANGE", "rows[4].code LEVEL_CODE_INVALID", "rows[4].name LEVEL_TWICE", "rows[4].discountPercent DISCOUNT_MUST_NOT_FALL",
            ],
            kept.GetProperty("draft").GetProperty("problems").EnumerateArray().Select(p => p.Text("field") + " " + p.Text("code")));
        await RefusedAsync(kept, "LEVELS_START_AT_NOTHING", "rows[0].points");
        Assert.Equal(before, await fixture.CountAsync("SELECT count(*) FROM rule_book"));

        rows = Rows();
        rows.RemoveAt(1);
        kept = await SaveAsync(await VersionAsync(), "2028-11-01", rows);
        await RefusedAsync(kept, "LEVEL_STILL_HELD", "rows");
        kept = await SaveAsync(await VersionAsync(), "2028-11-01", []);
        await RefusedAsync(kept, "LEVELS_MISSING", "rows");
        await DoneAsync("discard", new { expectedVersion = await VersionAsync() });
        using var giulia = fixture.Core.As(Person.Giulia);
        var (status, problem) = await giulia.PostAsync("/v1/level-rules/publish", new { expectedVersion = await VersionAsync() });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "LEVEL_DRAFT_MISSING"), (status, problem.Text("code")));
    }

    [Fact]
    public async Task Of_two_editors_the_later_one_is_told_and_overwrites_nothing()
    {
        var version = await VersionAsync();
        using var giulia = fixture.Core.As(Person.Giulia);
        using var marco = fixture.Core.As(Person.Marco);
        var answers = await Task.WhenAll(new[] { giulia, marco, giulia, marco }.Select(c => c.PostAsync("/v1/level-rules/save", new { expectedVersion = version, effectiveFrom = "2028-11-01", rows = Rows() })));
        Assert.Equal(1, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal((HttpStatusCode.Conflict, "VERSION_CONFLICT"), (a.Status, a.Body.Text("code"))));
        foreach (var verb in new[] { "publish", "discard" })
            Assert.Equal(HttpStatusCode.Conflict, (await marco.PostAsync("/v1/level-rules/" + verb, new { expectedVersion = version })).Status);
        Assert.Equal(version + 1, await VersionAsync());
    }

    [Theory]
    [InlineData("{\"expectedVersion\":0,\"effectiveFrom\":\"2027-13-01\",\"rows\":[]}")]
    [InlineData("{\"expectedVersion\":0,\"effectiveFrom\":\"2028-11-01\",\"rows\":[null]}")]
    [InlineData("{\"expectedVersion\":0,\"effectiveFrom\":\"2028-11-01\",\"rows\":[{\"code\":\"A\",\"name\":\"A\\u202e\",\"points\":0,\"discountPercent\":0,\"certificates\":[],\"benefits\":[]}]}")]
    [InlineData("{\"expectedVersion\":0,\"effectiveFrom\":\"2028-11-01\",\"rows\":[{\"code\":\"A\",\"name\":\"A\",\"points\":-1,\"discountPercent\":0,\"certificates\":[],\"benefits\":[]}]}")]
    [InlineData("{\"expectedVersion\":0,\"effectiveFrom\":\"2028-11-01\",\"rows\":[{\"code\":\"A\",\"name\":\"A\",\"points\":1e30,\"discountPercent\":0,\"certificates\":[null],\"benefits\":[null]}]}")]
    [InlineData("{\"expectedVersion\":0,\"effectiveFrom\":\"2028-11-01\",\"rows\":[{\"code\":\"A\",\"name\":\"A\",\"points\":0,\"discountPercent\":0,\"certificates\":[null],\"benefits\":[]}]}")]
    [InlineData("{}")]
    public async Task What_cannot_be_kept_is_refused_and_leaves_no_trace(string body)
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        var before = await VersionAsync();
        using var content = new StringContent(body, null, "application/json");
        using var answer = await giulia.PostAsync("/v1/level-rules/save", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, await VersionAsync());
    }

    internal sealed record Need(string Path, int People);

    internal sealed record Row(string Code, string Name, long Points, decimal DiscountPercent, IReadOnlyList<Need> Certificates, IReadOnlyList<string> Benefits, int NfrKeys);

    /// <summary>As the shipped rules have them.</summary>
    internal static List<Row> Rows() =>
    [
        new("AFFILIATE", "Affiliate", 0, 0, [], [], 1), new("BRONZE", "Bronze", 1_000, 20, [new("basic", 1)], [], 1), new("SILVER", "Silver", 5_000, 25, [new("intermediate", 1)], [], 1),
        new("GOLD", "Gold", 20_000, 30, [new("advanced", 1)], [], 1), new("PLATINUM", "Platinum", 50_000, 35, [new("advanced", 2)], [], 1),
    ];

    private static string Or(JsonElement change, string name) => change.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Percent(JsonElement quote) =>
        quote.GetProperty("lines")[0].GetProperty("steps").EnumerateArray().Single(s => s.Text("kind") == "LEVEL_DISCOUNT").GetProperty("facts").Text("percent");

    private async Task<int> VersionAsync()
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        return (await giulia.ReadAsync("/v1/level-rules")).Body.GetProperty("draftVersion").GetInt32();
    }

    private Task<JsonElement> SaveAsync(int expected, string from, List<Row> rows, string? note = null) => DoneAsync("save", new { expectedVersion = expected, effectiveFrom = from, rows, note });

    private async Task<JsonElement> DoneAsync(string verb, object body)
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        var (status, answer) = await giulia.PostAsync("/v1/level-rules/" + verb, body);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return answer;
    }

    private async Task RefusedAsync(JsonElement kept, string code, string field)
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        var (status, problem) = await giulia.PostAsync("/v1/level-rules/publish", new { expectedVersion = kept.GetProperty("draftVersion").GetInt32() });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, code, field), (status, problem.Text("code"), problem.GetProperty("fields")[0].Text("field")));
        Assert.False(string.IsNullOrEmpty(problem.Text("rule")));
        Assert.DoesNotContain("{", problem.Text("title") + problem.Text("detail"), StringComparison.Ordinal);
    }
}
