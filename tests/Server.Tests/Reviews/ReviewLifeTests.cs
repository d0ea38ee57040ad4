using System.Net;
using System.Text.Json;
using Tessera.TestKit;

namespace Server.Tests.Reviews;

/// <summary>PP-5, PP-7, PP-8: a review from its start to the mails, and what of it everybody can read again.</summary>
public sealed class ReviewLifeTests
{
    [Fact]
    public async Task What_was_weighed_takes_effect_when_it_is_published_and_is_explained_line_by_line()
    {
        await using var world = await ReviewCore.OpenAsync();
        await FatesAsync(world);
        using var issuing = world.As(Person.Giulia);
        var (_, key) = await issuing.PostAsync("/v1/keys/issue", new { customerId = SmallWorld.Rossi, partnerId = SmallWorld.Brenta, kind = "ANNUAL", edition = "PROFESSIONAL", size = 16, startsOn = "2026-01-10" });

        var run = await world.StartAsync();
        var compared = await world.RunAsync(run);
        Assert.Equal(("COMPARED", 1, 1, 0, 1), (compared.Text("state"), Count(compared, "demoted"), Count(compared, "notice"), Count(compared, "inGrace"), Count(compared, "keeps")));
        Assert.Equal("Gold", await world.RowsAsync($"SELECT level FROM partner WHERE partner_id = '{SmallWorld.Brenta}'"));
        Assert.Equal("REVIEW_OWN_START", await world.CodeAsync(Person.Giulia, $"/v1/reviews/{run}/approve", new { }));
        Assert.Equal("REVIEW_NEEDS_PERSON", await world.CodeAsync(Person.AllnetErp, $"/v1/reviews/{run}/approve", new { }));
        Assert.Equal("REVIEW_NOT_APPROVED", await world.CodeAsync(Person.Marco, $"/v1/reviews/{run}/publish", new { }));
        await world.ReadAsync(Person.Elena, $"/v1/reviews/{run}/results/{SmallWorld.Brenta}", HttpStatusCode.NotFound);

        Assert.Equal("APPROVED", (await world.DoAsync(Person.Marco, $"/v1/reviews/{run}/approve", new { })).Text("state"));
        Assert.Equal("REVIEW_ALREADY_APPROVED", await world.CodeAsync(Person.Marco, $"/v1/reviews/{run}/approve", new { }));
        await world.DoAsync(Person.Giulia, $"/v1/reviews/{run}/publish", new { });
        Assert.Equal("PUBLISHED", (await world.RunAsync(run)).Text("state"));

        Assert.Equal("Silver", await world.RowsAsync($"SELECT level FROM partner WHERE partner_id = '{SmallWorld.Brenta}'"));
        Assert.Equal("GOLD · SILVER · REVIEW · 2026-11-21", await world.RowsAsync($"SELECT from_level, to_level, cause, on_day::text FROM level_change WHERE partner_id = '{SmallWorld.Brenta}'"));
        Assert.Equal("BRONZE · 2026-11-21 · 2027-01-20", await world.RowsAsync("SELECT level, given_on::text, grace_until::text FROM level_notice"));
        Assert.Equal("LowerPartner", await world.RowsAsync("SELECT action FROM audit_entry WHERE action = 'LowerPartner'"));

        var explained = await world.ReadAsync(Person.Elena, $"/v1/reviews/last/results/{SmallWorld.Brenta}");
        Assert.Equal((true, "DEMOTED", "Gold", "Silver", 2), (explained.GetProperty("replay").GetProperty("same").GetBoolean(), Result(explained).Text("outcome"), Result(explained).Text("levelBefore"), Result(explained).Text("levelAfter"), explained.GetProperty("lines").GetInt32()));
        Assert.Contains("one level down, to Silver", Result(explained).Text("text"), StringComparison.Ordinal);
        Assert.Equal(17_100, explained.GetProperty("flips")[0].GetProperty("points").GetInt64());
        var lines = await world.ReadAsync(Person.Elena, $"/v1/reviews/last/results/{SmallWorld.Brenta}/lines?first=1");
        Assert.Equal(("2026-06-30", 2, true), (lines.GetProperty("items")[0].Text("countsOn"), lines.GetProperty("total").GetProperty("count").GetInt32(), lines.GetProperty("hasNextPage").GetBoolean()));
        var rest = await world.ReadAsync(Person.Elena, $"/v1/reviews/last/results/{SmallWorld.Brenta}/lines?first=1&after={lines.Text("endCursor")}");
        Assert.Equal("2025-07-01", rest.GetProperty("items")[0].Text("countsOn"));
        await world.ReadAsync(Person.Camille, $"/v1/reviews/last/results/{SmallWorld.Brenta}", HttpStatusCode.NotFound);

        var records = await world.ReadAsync(Person.Elena, $"/v1/keys/{key.Text("id")}/reviews");
        Assert.Equal(("2026-07-01", "Gold", "ACTIVE", "NOT_REPORTED", 0), (records[0].Text("on"), records[0].Text("level"), records[0].Text("status"), records[0].Text("compliance"), records[0].GetProperty("points").GetInt32()));
        await world.ReadAsync(Person.Camille, $"/v1/keys/{key.Text("id")}/reviews", HttpStatusCode.NotFound);
        await world.AssertWholeAsync(run);
    }

    [Fact]
    public async Task Owners_are_written_to_in_their_language_once()
    {
        await using var world = await ReviewCore.OpenAsync();
        await FatesAsync(world);
        await world.ExecuteAsync($"UPDATE membership SET login = 'camille@lagune.example', language = 'fr' WHERE membership_id = '{Person.Camille.Id}'; UPDATE membership SET login = 'elena@brenta.example', language = NULL WHERE membership_id = '{Person.Elena.Id}'; UPDATE partner SET language = 'it' WHERE partner_id = '{SmallWorld.Brenta}'");
        await world.PublishedAsync();
        Assert.Equal(
            "camille@lagune.example · fr · Votre niveau Bronze : avis de la revue du 1 juillet 2026\nelena@brenta.example · it · Il tuo livello ora è Silver",
            (await world.RowsAsync("SELECT body ->> 'to', body ->> 'language', body ->> 'subject' FROM outbox WHERE dedupe LIKE 'review:%' ORDER BY 1")).Replace("1er juillet", "1 juillet", StringComparison.Ordinal));
        Assert.Contains("/programme?review=last", await world.RowsAsync("SELECT body ->> 'text' FROM outbox WHERE dedupe LIKE 'review:%' LIMIT 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_leaves_the_partner_alone_and_is_granted_before_anybody_approved()
    {
        await using var world = await ReviewCore.OpenAsync();
        await FatesAsync(world);
        var run = await world.StartAsync();
        await world.RunAsync(run);
        var path = $"/v1/reviews/{run}/results/{SmallWorld.Brenta}/exempt";
        Assert.Equal("REASON_REQUIRED", await world.CodeAsync(Person.Giulia, path, new { reason = " " }));
        Assert.Equal(1, Count(await world.DoAsync(Person.Giulia, path, new { reason = "Their office burnt down" }), "exempted"));
        Assert.Equal("REVIEW_EXEMPTED", await world.CodeAsync(Person.Marco, path, new { reason = "Again" }));
        await world.DoAsync(Person.Marco, $"/v1/reviews/{run}/approve", new { });
        Assert.Equal("REVIEW_ALREADY_APPROVED", await world.CodeAsync(Person.Giulia, $"/v1/reviews/{run}/results/{SmallWorld.Lagune}/exempt", new { reason = "Late" }));
        await world.DoAsync(Person.Marco, $"/v1/reviews/{run}/publish", new { });
        await world.RunAsync(run);
        Assert.Equal("Gold", await world.RowsAsync($"SELECT level FROM partner WHERE partner_id = '{SmallWorld.Brenta}'"));
        Assert.Equal("GOLD", await world.RowsAsync($"SELECT level FROM level_notice WHERE partner_id = '{SmallWorld.Brenta}'"));
        var mine = await world.ReadAsync(Person.Elena, $"/v1/reviews/last/results/{SmallWorld.Brenta}");
        Assert.Equal(("EXEMPTED", JsonValueKind.Null), (Result(mine).Text("effect"), Result(mine).GetProperty("exemption").ValueKind));
        await world.AssertWholeAsync(run);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_that_anybody_feels()
    {
        await using var world = await ReviewCore.OpenAsync();
        await FatesAsync(world);
        var before = await FeltAsync(world);
        var run = await world.StartAsync(dry: true);
        var view = await world.RunAsync(run);
        Assert.Equal(("COMPARED", "2027-01-01", true), (view.Text("state"), view.Text("on"), view.GetProperty("dry").GetBoolean()));
        foreach (var verb in new[] { "approve", "publish" }) Assert.Equal("REVIEW_DRY", await world.CodeAsync(Person.Marco, $"/v1/reviews/{run}/{verb}", new { }));
        Assert.Equal(before, await FeltAsync(world));
        await world.ReadAsync(Person.Elena, $"/v1/reviews/{run}/results/{SmallWorld.Brenta}", HttpStatusCode.NotFound);
        await world.AssertWholeAsync(run);
    }

    [Fact]
    public async Task Where_the_tenant_asks_for_two_one_approval_is_not_enough()
    {
        await using var world = await ReviewCore.OpenAsync();
        await world.ExecuteAsync("""
            INSERT INTO rule_book (tenant_id, revision, body, published_at, published_by)
              SELECT 1, 2, jsonb_set(body, '{switches}', (SELECT jsonb_agg(CASE WHEN s ->> 'code' = 'TWO_APPROVE_REVIEWS' THEN jsonb_set(s, '{on}', 'true') ELSE s END) FROM jsonb_array_elements(body -> 'switches') AS s)), now(), 'test' FROM rule_book WHERE tenant_id = 1;
            INSERT INTO membership (tenant_id, membership_id, directory_id, object_id, name, login, role, created_at)
              SELECT 1, gen_random_uuid(), directory_id, '0a000000-0000-4000-8000-000000000077', 'Rita', 'rita', 'OPERATOR', now() FROM membership WHERE name = 'Giulia'
            """);
        world.Clock.Now += TimeSpan.FromMinutes(5);
        var run = Guid.Parse((await world.DoAsync(Person.Marco, "/v1/reviews/start", new { }, HttpStatusCode.Accepted)).Text("id"));
        Assert.Equal(2, (await world.RunAsync(run)).GetProperty("approvalsNeeded").GetInt32());
        Assert.Equal("COMPARED", (await world.DoAsync(Person.Giulia, $"/v1/reviews/{run}/approve", new { })).Text("state"));
        Assert.Equal("REVIEW_APPROVED_TWICE", await world.CodeAsync(Person.Giulia, $"/v1/reviews/{run}/approve", new { }));
        var rita = Person.Giulia with { Id = Guid.Parse("0a000000-0000-4000-8000-000000000077") };
        Assert.Equal("APPROVED", (await world.DoAsync(rita, $"/v1/reviews/{run}/approve", new { })).Text("state"));
    }

    [Fact]
    public async Task The_comparison_is_read_by_outcome_and_as_a_file()
    {
        await using var world = await ReviewCore.OpenAsync();
        await FatesAsync(world);
        var run = await world.StartAsync();
        await world.RunAsync(run);
        var lost = await world.ReadAsync(Person.Giulia, $"/v1/reviews/{run}/results?first=10&outcome=DEMOTED");
        Assert.Equal(("Brenta Telefonia Srl", -17_100, "LOSES_LEVEL"), (lost.GetProperty("items")[0].Text("partnerName"), lost.GetProperty("items")[0].GetProperty("margin").GetInt64(), lost.GetProperty("items")[0].GetProperty("marks")[0].Text("mark")));
        Assert.Equal(1, (await world.ReadAsync(Person.Giulia, $"/v1/reviews/{run}/results?first=10&marked=true")).GetProperty("items").GetArrayLength());
        await world.ReadAsync(Person.Giulia, $"/v1/reviews/{run}/results?first=10&outcome=LOST", HttpStatusCode.BadRequest);
        using var client = world.As(Person.Giulia);
        var csv = await client.GetStringAsync(new Uri($"/v1/reviews/{run}/results.csv", UriKind.Relative));
        Assert.Equal(4, csv.TrimEnd().Split('\n').Length);
        Assert.Contains("\"Brenta Telefonia Srl\",\"Gold\",\"Silver\",\"DEMOTED\",\"2900\",\"20000\"", csv, StringComparison.Ordinal);
    }

    /// <summary>Brenta is Gold and its grace has ended, Lagune is below Bronze for the first time, Colli has what Bronze asks for.</summary>
    internal static Task FatesAsync(ReviewCore world) => world.ExecuteAsync($"""
        UPDATE partner SET level = 'Gold' WHERE partner_id = '{SmallWorld.Brenta}';
        INSERT INTO review_run (tenant_id, run_id, on_day, dry, state, window_from, window_to, rules, rule_revision, approvals_needed, started_at, started_by, phase_started_at)
          VALUES (1, '0e000000-0000-7000-8000-000000000001', '2026-01-01', true, 'COMPARED', '2025-01-01', '2025-12-31', 'x', 1, 1, now(), 'test', now());
        INSERT INTO level_notice VALUES (1, '{SmallWorld.Brenta}', 'GOLD', '2026-01-05', '2026-03-06', '0e000000-0000-7000-8000-000000000001');
        INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, until_day, at, actor)
          VALUES (1, gen_random_uuid(), '{Person.Davide.Id}', 'advanced', '2025-01-01', NULL, now(), 'x'), (1, gen_random_uuid(), '{Person.Anna.Id}', 'basic', '2025-01-01', NULL, now(), 'x');
        INSERT INTO point_line (tenant_id, line_id, partner_id, reference, cause, counts_on, points, facts, at, actor)
          SELECT 1, gen_random_uuid(), p::uuid, 'turnover:' || p || d, 'TURNOVER', d::date, points, jsonb_build_object('net', '100 EUR', 'note', 'x'), now(), 'test'
          FROM (VALUES ('{SmallWorld.Brenta}', '2025-06-30', 50000), ('{SmallWorld.Brenta}', '2025-07-01', 1900), ('{SmallWorld.Brenta}', '2026-06-30', 1000), ('{SmallWorld.Brenta}', '2026-07-01', 50),
            ('{SmallWorld.Lagune}', '2026-01-01', 10), ('{SmallWorld.Colli}', '2026-02-01', 5000)) AS l (p, d, points);
        """);

    /// <summary>Everything a review could change.</summary>
    private static async Task<string> FeltAsync(ReviewCore world) => await world.RowsAsync("""
        SELECT (SELECT string_agg(partner_id || coalesce(level, ''), ',' ORDER BY partner_id) FROM partner), (SELECT count(*) FROM level_change), (SELECT string_agg(n::text, ',') FROM level_notice n), (SELECT count(*) FROM outbox),
          (SELECT count(*) FROM review_key), (SELECT count(*) FROM point_line)
        """);

    private static int Count(JsonElement view, string name) => view.GetProperty("counts").GetProperty(name).GetInt32();

    private static JsonElement Result(JsonElement record) => record.GetProperty("result");
}
