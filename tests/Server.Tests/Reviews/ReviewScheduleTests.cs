using System.Globalization;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Tessera.Server.Modules.Programme.Reviews.Commands;
using Tessera.TestKit;

namespace Server.Tests.Reviews;

/// <summary>
/// PROOFS.md F20: what the schedule missed while every process was down is done once when they are back. The schedule and its store are the
/// real ones and go by the real time; only the day of the review is ours.
/// </summary>
public sealed class ReviewScheduleTests
{
    private const string Job = "StartReviews";
    private const string Fires = $"SELECT next_fire_time FROM quartz.qrtz_triggers WHERE trigger_name = '{Job}'";
    private static readonly TestClock NewYear = new(new DateTimeOffset(2027, 1, 1, 0, 50, 0, TimeSpan.Zero));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_review_that_was_due_while_all_were_down_for_an_hour_is_started_once_when_several_come_back_together()
    {
        await using var world = await ReviewCore.OpenAsync();
        var missed = await DownForAnHourAsync(world);
        await using var back = await BackAsync(world, processes: 3, NewYear);
        Assert.Equal("2", await UntilAsync(world, "SELECT count(*) FROM review_run WHERE state = 'COMPARED'", "2"));
        Assert.Equal(
            "1 · 2027-01-01 · Allnet.Italia\n2 · 2027-01-01 · Vcom AS", await world.RowsAsync("SELECT tenant_id, on_day::text, started_by FROM review_run ORDER BY 1"));
        Assert.Equal("2", await world.RowsAsync("SELECT count(*) FROM audit_entry WHERE action = 'StartReview'"));
        Assert.True(Ticks(await world.RowsAsync(Fires)) > missed + TimeSpan.FromHours(1).Ticks, "the next time is in the past");
    }

    /// <summary>The negative control: a process that begins its schedule anew forgets what was due, and the test above would have failed.</summary>
    [Fact]
    public async Task A_schedule_that_begins_anew_with_its_process_forgets_what_was_due()
    {
        await using var world = await ReviewCore.OpenAsync();
        await DownForAnHourAsync(world);
        await FarFromAnyTimeAsync();
        await using var back = await BackAsync(world, processes: 2, NewYear, forgets: true);
        Assert.Equal("9", await UntilAsync(world, "SELECT count(*) FROM quartz.qrtz_triggers WHERE prev_fire_time > 0 AND trigger_type = 'SIMPLE'", "9"));
        await Task.Delay(TimeSpan.FromSeconds(3), Ct);
        Assert.Equal("0", await world.RowsAsync("SELECT count(*) FROM review_run"));
    }

    /// <summary>A process has made its schedule and is gone; the review's time was an hour ago, and nobody was there.</summary>
    private static async Task<long> DownForAnHourAsync(ReviewCore world)
    {
        await using (await BackAsync(world, processes: 1, world.Clock)) await UntilAsync(world, $"SELECT count(*) FROM ({Fires}) AS made", "1");
        await world.ExecuteAsync($"""
            UPDATE quartz.qrtz_triggers SET start_time = next_fire_time - {TimeSpan.FromHours(3).Ticks}, prev_fire_time = next_fire_time - {TimeSpan.FromHours(2).Ticks}, next_fire_time = next_fire_time - {TimeSpan.FromMinutes(90).Ticks}, misfire_orig_fire_time = NULL
              WHERE trigger_name = '{Job}';
            DELETE FROM quartz.qrtz_scheduler_state
            """);
        Assert.Equal("0", await world.RowsAsync("SELECT count(*) FROM review_run"));
        return Ticks(await world.RowsAsync(Fires));
    }

    /// <param name="day">When the review's job believes it runs.</param>
    /// <param name="forgets">As the schedule is by itself: whoever starts replaces every trigger by one that begins now.</param>
    private static async Task<Processes> BackAsync(ReviewCore world, int processes, TestClock day, bool forgets = false)
    {
        var hosts = Enumerable.Range(0, processes).Select(_ => new CoreHost(world.Core.Database, world.Clock, new Dictionary<string, string> { ["ROLE"] = "all" })).ToArray();
        await Task.WhenAll(hosts.Select(host => Task.Run(() => host.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton(s => ActivatorUtilities.CreateInstance<ReviewOpening>(s, day));
            if (forgets) services.PostConfigure<QuartzOptions>(o => o.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = false);
        })).Services, Ct)));
        return new Processes(hosts);
    }

    private static async Task<string> UntilAsync(ReviewCore world, string sql, string expected)
    {
        var rows = "";
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until && (rows = await world.RowsAsync(sql)) != expected;) await Task.Delay(100, Ct);
        return rows;
    }

    /// <summary>Its regular times are five and thirty-five minutes past the hour.</summary>
    private static async Task FarFromAnyTimeAsync()
    {
        while (DateTime.UtcNow.TimeOfDay.TotalMinutes % 30 is > 3 and < 6) await Task.Delay(1_000, Ct);
    }

    private static long Ticks(string row) => long.Parse(row, CultureInfo.InvariantCulture);

    private sealed class Processes(WebApplicationFactory<Program>[] all) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var one in all) await one.DisposeAsync();
        }
    }
}
