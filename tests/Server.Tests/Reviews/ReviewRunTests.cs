using Microsoft.Extensions.DependencyInjection;
using Tessera.Server.Modules.Programme.Reviews.Runs;
using Tessera.TestKit;

namespace Server.Tests.Reviews;

/// <summary>PROOFS.md F17, F19: killed, stopped, frozen, raced, and with life going on beside it, a review comes to what it would have.</summary>
public sealed class ReviewRunTests
{
    private const int Partners = 1_200;
    private const int Keys = 11_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>At each boundary of each phase the worker's connections are cut, so that nothing it holds is committed; another process goes on.</summary>
    [Fact]
    public async Task Killed_at_every_checkpoint_it_goes_on_elsewhere_and_counts_nothing_twice()
    {
        await using var world = await CrowdedAsync();
        var run = await world.StartAsync();
        var deaths = await LiveAndDieAsync(world, run);
        Assert.True(deaths >= 6, $"died {deaths} times");
        Assert.Equal("COMPARED", (await world.ReadAsync(Person.Giulia, $"/v1/reviews/{run}")).Text("state"));
        await world.DoAsync(Person.Marco, $"/v1/reviews/{run}/approve", new { });
        await world.DoAsync(Person.Marco, $"/v1/reviews/{run}/publish", new { });
        deaths = await LiveAndDieAsync(world, run);
        Assert.True(deaths >= 2, $"died {deaths} times while publishing");
        await AssertPublishedAsync(world, run);
    }

    [Fact]
    public async Task Four_workers_at_once_do_it_once()
    {
        await using var world = await CrowdedAsync();
        var run = await world.StartAsync();
        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.Runner.RunAsync(1, run, Ct), Ct)));
        Assert.Single(ran, r => r);
        await world.AssertWholeAsync(run);
    }

    [Fact]
    public async Task A_frozen_worker_that_wakes_after_another_took_over_writes_nothing()
    {
        await using var world = await CrowdedAsync();
        var run = await world.StartAsync();
        using var frozen = new ManualResetEventSlim();
        using var woken = new ManualResetEventSlim();
        var first = Task.Run(
            () => world.RunUntilAsync(world.Core, run, c => c.State == "WEIGHING" && c.Version > 0, () =>
            {
                if (frozen.IsSet) return;
                frozen.Set();
                woken.Wait(TimeSpan.FromSeconds(60));
            }), Ct);
        Assert.True(frozen.Wait(TimeSpan.FromSeconds(60), Ct));
        Assert.False(await world.Runner.RunAsync(1, run, Ct));
        await world.ForgetLeaseAsync(run);
        Assert.True(await world.Another().Services.GetRequiredService<ReviewRunner>().RunAsync(1, run, Ct));
        woken.Set();
        await first;
        await world.AssertWholeAsync(run);
    }

    [Fact]
    public async Task Stopped_and_resumed_it_is_the_same_review()
    {
        await using var world = await CrowdedAsync();
        var run = await world.StartAsync();
        await world.RunUntilAsync(world.Core, run, c => c.State == "WEIGHING" && c.Version == 500, () => world.DoAsync(Person.Giulia, $"/v1/reviews/{run}/stop", new { }).GetAwaiter().GetResult());
        var stopped = await world.ReadAsync(Person.Giulia, $"/v1/reviews/{run}");
        Assert.Equal(("STOPPED", "WEIGHING", 500), (stopped.Text("state"), stopped.Text("stoppedIn"), stopped.GetProperty("done").GetInt32()));
        Assert.Equal("REVIEW_NOT_RUNNING", await world.CodeAsync(Person.Giulia, $"/v1/reviews/{run}/stop", new { }));
        Assert.Equal("REVIEW_NOT_COMPARED", await world.CodeAsync(Person.Marco, $"/v1/reviews/{run}/approve", new { }));
        Assert.Equal("500", await world.RowsAsync("SELECT count(*) FROM review_result"));
        Assert.Equal("WEIGHING", (await world.DoAsync(Person.Giulia, $"/v1/reviews/{run}/resume", new { })).Text("state"));
        Assert.Equal("COMPARED", (await world.RunAsync(run)).Text("state"));
        await world.AssertWholeAsync(run);
    }

    /// <summary>F19, PP-4: what is sold after the snapshot is the next review's, and a level that was reached again is not taken.</summary>
    [Fact]
    public async Task What_happens_after_the_snapshot_changes_nothing_that_was_weighed_and_is_not_lost()
    {
        await using var world = await ReviewCore.OpenAsync();
        await world.ExecuteAsync($"""
            UPDATE partner SET level = 'Silver' WHERE partner_id IN ('{SmallWorld.Brenta}', '{SmallWorld.Lagune}');
            INSERT INTO review_run (tenant_id, run_id, on_day, dry, state, window_from, window_to, rules, rule_revision, approvals_needed, started_at, started_by, phase_started_at)
              VALUES (1, '0e000000-0000-7000-8000-000000000001', '2026-01-01', true, 'COMPARED', '2025-01-01', '2025-12-31', 'x', 1, 1, now(), 'test', now());
            INSERT INTO level_notice SELECT 1, partner_id, 'SILVER', '2026-01-05', '2026-03-06', '0e000000-0000-7000-8000-000000000001' FROM partner WHERE level = 'Silver';
            INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, at, actor) VALUES (1, gen_random_uuid(), '{Person.Davide.Id}', 'intermediate', '2025-01-01', now(), 'x'), (1, gen_random_uuid(), '{Person.Camille.Id}', 'advanced', '2025-01-01', now(), 'x');
            """);
        var run = await world.StartAsync();
        await world.RunUntilAsync(world.Core, run, c => c.State == "WEIGHING" && c.Version == 0, () =>
        {
            Sell(world, SmallWorld.Brenta, 6_000, "2026-06-30");
            Sell(world, SmallWorld.Lagune, 25_000, "2026-11-20");
        });
        foreach (var partner in new[] { SmallWorld.Brenta, SmallWorld.Lagune })
        {
            var record = await world.ReadAsync(Person.Giulia, $"/v1/reviews/{run}/results/{partner}");
            Assert.Equal(("DEMOTED", 0, 0), (record.GetProperty("result").Text("outcome"), record.GetProperty("result").GetProperty("points").GetInt32(), record.GetProperty("lines").GetInt32()));
        }

        await world.DoAsync(Person.Marco, $"/v1/reviews/{run}/approve", new { });
        await world.DoAsync(Person.Marco, $"/v1/reviews/{run}/publish", new { });
        await world.RunAsync(run);
        Assert.Equal("Silver · OVERTAKEN\nGold · OVERTAKEN", await world.RowsAsync($"SELECT p.level, r.effect FROM partner p JOIN review_result r USING (tenant_id, partner_id) WHERE partner_id IN ('{SmallWorld.Brenta}', '{SmallWorld.Lagune}') ORDER BY partner_id"));
        Assert.Equal("", await world.RowsAsync("SELECT 1 FROM level_change WHERE cause = 'REVIEW'"));
        var next = await world.StartAsync(dry: true);
        await world.RunAsync(next);
        Assert.Equal(6_000, (await world.ReadAsync(Person.Giulia, $"/v1/reviews/{next}/results/{SmallWorld.Brenta}")).GetProperty("result").GetProperty("points").GetInt32());
        await world.AssertWholeAsync(run);
    }

    private static void Sell(ReviewCore world, Guid partner, int points, string on) =>
        world.DoAsync(Person.Giulia, $"/v1/partners/{partner}/points/correct", new { points, countsOn = on, reason = "Paid late" }).GetAwaiter().GetResult();

    private static async Task<ReviewCore> CrowdedAsync()
    {
        var world = await ReviewCore.OpenAsync();
        await world.DoAsync(Person.Giulia, "/v1/keys/issue", new { customerId = SmallWorld.Rossi, partnerId = SmallWorld.Brenta, kind = "ANNUAL", edition = "PROFESSIONAL", size = 16 });
        await world.CrowdAsync(Partners, Keys);
        return world;
    }

    /// <summary>Each worker dies at the first new place it tells of, until there is no new one.</summary>
    private static async Task<int> LiveAndDieAsync(ReviewCore world, Guid run)
    {
        var seen = new HashSet<(string?, int)>();
        for (var deaths = 0; ; deaths++)
        {
            var died = false;
            var host = deaths % 2 == 0 ? world.Core : world.Another();
            await world.RunUntilAsync(host, run, c => c.State is not ("COMPARED" or "PUBLISHED") && seen.Add((c.State, c.Version)), () =>
            {
                if (died) return;
                died = true;
                world.KillWorkers();
            });
            if (!died) return deaths;
            await world.ForgetLeaseAsync(run);
        }
    }

    private static async Task AssertPublishedAsync(ReviewCore world, Guid run)
    {
        Assert.Equal("PUBLISHED", (await world.ReadAsync(Person.Giulia, $"/v1/reviews/{run}")).Text("state"));
        await world.AssertWholeAsync(run);
        Assert.Equal($"{Partners + 3}", await world.RowsAsync($"SELECT count(*) FROM review_result WHERE run_id = '{run}' AND effect IS NOT NULL"));
        Assert.Equal($"{Keys + 1}", await world.RowsAsync($"SELECT count(*) FROM review_key WHERE run_id = '{run}'"));
        Assert.Equal(
            await world.RowsAsync($"SELECT count(*) FROM review_result WHERE run_id = '{run}' AND outcome = 'NOTICE'"),
            await world.RowsAsync($"SELECT count(*) FROM level_notice WHERE run_id = '{run}'"));
        Assert.Equal("", await world.RowsAsync("SELECT dedupe FROM outbox WHERE dedupe LIKE 'review:%' GROUP BY dedupe HAVING count(*) > 1"));
    }
}
