using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Server.Modules.Programme.Reviews.Commands;
using Tessera.TestKit;

namespace Server.Tests.Reviews;

/// <summary>PROOFS.md F18: who starts a review, when, and that there is one.</summary>
public sealed class ReviewStartTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_start_it_at_once_there_is_one()
    {
        await using var world = await ReviewCore.OpenAsync();
        var other = world.Another();
        using var giulia = world.As(Person.Giulia);
        using var marco = other.As(Person.Marco);
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? giulia : marco).PostAsync("/v1/reviews/start", new { })));
        Assert.Single(asked, a => a.Status == HttpStatusCode.Accepted);
        Assert.All(asked.Where(a => a.Status != HttpStatusCode.Accepted), a => Assert.Equal("REVIEW_EXISTS", a.Body.Text("code")));
        Assert.Equal("1", await world.RowsAsync("SELECT count(*) FROM review_run"));
        Assert.Equal("1", await world.RowsAsync("SELECT count(*) FROM audit_entry WHERE action = 'StartReview'"));
    }

    [Fact]
    public async Task The_clock_starts_it_on_the_day_in_the_programmes_own_zone_once_whatever_fires_beside_it()
    {
        await using var world = await ReviewCore.OpenAsync();
        var openings = new[] { world.Core, world.Another(), world.Another() }.Select(host => host.Services.GetRequiredService<ReviewOpening>()).ToArray();
        world.Clock.Now = new DateTimeOffset(2026, 12, 31, 22, 59, 0, TimeSpan.Zero);
        await openings[0].ByTheClockAsync(Ct);
        Assert.Equal("0", await world.RowsAsync("SELECT count(*) FROM review_run"));
        world.Clock.Now = new DateTimeOffset(2026, 12, 31, 23, 5, 0, TimeSpan.Zero);
        await Task.WhenAll(openings.Select(opening => opening.ByTheClockAsync(Ct)));
        await openings[1].ByTheClockAsync(Ct);
        Assert.Equal("1 · 2027-01-01 · Allnet.Italia · \n2 · 2027-01-01 · Vcom AS · ", await world.RowsAsync("SELECT tenant_id, on_day::text, started_by, starter_id FROM review_run ORDER BY 1"));
        Assert.Equal("REVIEW_EXISTS", await world.CodeAsync(Person.Giulia, "/v1/reviews/start", new { }));

        var run = Guid.Parse(await world.RowsAsync("SELECT run_id FROM review_run WHERE tenant_id = 1"));
        await world.RunAsync(run);
        await world.DoAsync(Person.Giulia, $"/v1/reviews/{run}/cancel", new { reason = "Wrong rules" });
        await openings[2].ByTheClockAsync(Ct);
        Assert.Equal("CANCELLED", await world.RowsAsync("SELECT state FROM review_run WHERE tenant_id = 1"));
        await world.DoAsync(Person.Giulia, "/v1/reviews/start", new { }, HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_missed_day_is_caught_up_for_two_weeks_and_no_longer()
    {
        await using var world = await ReviewCore.OpenAsync();
        var opening = world.Core.Services.GetRequiredService<ReviewOpening>();
        world.Clock.Now = new DateTimeOffset(2027, 1, 16, 12, 0, 0, TimeSpan.Zero);
        await opening.ByTheClockAsync(Ct);
        Assert.Equal("0", await world.RowsAsync("SELECT count(*) FROM review_run"));
        world.Clock.Now = new DateTimeOffset(2027, 1, 15, 12, 0, 0, TimeSpan.Zero);
        await opening.ByTheClockAsync(Ct);
        Assert.Equal("2", await world.RowsAsync("SELECT count(*) FROM review_run"));
    }

    [Theory]
    [InlineData(false, "2027-01-01")]
    [InlineData(false, "2026-01-01")]
    [InlineData(false, "2026-07-02")]
    [InlineData(true, "2027-07-01")]
    [InlineData(true, "2022-07-01")]
    [InlineData(true, "2026-11-21")]
    public async Task A_day_that_is_no_review_of_that_kind_is_refused_by_field(bool dry, string on)
    {
        await using var world = await ReviewCore.OpenAsync();
        var problem = await world.DoAsync(Person.Giulia, "/v1/reviews/start", new { dry, on }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("REVIEW_DAY", "on", "PP-5"), (problem.Text("code"), problem.GetProperty("fields")[0].Text("field"), problem.Text("rule")));
        Assert.Equal("0", await world.RowsAsync("SELECT count(*) FROM review_run"));
    }

    [Fact]
    public async Task Two_runs_do_not_move_at_once_and_a_stopped_one_waits_for_the_other()
    {
        await using var world = await ReviewCore.OpenAsync();
        var first = await world.StartAsync();
        Assert.Equal("REVIEW_RUNNING", await world.CodeAsync(Person.Giulia, "/v1/reviews/start", new { dry = true }));
        Assert.Equal("REVIEW_RUNNING", await world.CodeAsync(Person.Giulia, $"/v1/reviews/{first}/cancel", new { reason = "x" }));
        Assert.Equal("STOPPED", (await world.DoAsync(Person.Giulia, $"/v1/reviews/{first}/stop", new { })).Text("state"));
        var dry = await world.StartAsync(dry: true);
        Assert.Equal("REVIEW_RUNNING", await world.CodeAsync(Person.Giulia, $"/v1/reviews/{first}/resume", new { }));
        await world.RunAsync(dry);
        Assert.Equal("SNAPSHOT", (await world.DoAsync(Person.Giulia, $"/v1/reviews/{first}/resume", new { })).Text("state"));
        Assert.Equal("COMPARED", (await world.RunAsync(first)).Text("state"));
    }

    [Fact]
    public async Task What_is_published_cannot_be_given_up_resumed_or_published_again()
    {
        await using var world = await ReviewCore.OpenAsync();
        var run = await world.PublishedAsync();
        Assert.Equal("REVIEW_PUBLISHED", await world.CodeAsync(Person.Giulia, $"/v1/reviews/{run}/cancel", new { reason = "x" }));
        Assert.Equal("REVIEW_PUBLISHED", await world.CodeAsync(Person.Giulia, $"/v1/reviews/{run}/publish", new { }));
        Assert.Equal("REVIEW_NOT_STOPPED", await world.CodeAsync(Person.Giulia, $"/v1/reviews/{run}/resume", new { }));
        Assert.False(await world.Runner.RunAsync(1, run, Ct));
        foreach (var table in new[] { "review_partner", "review_line", "review_certificate", "review_key", "review_approval" })
            Assert.Equal("f", await world.RowsAsync($"SELECT has_table_privilege('tessera_app', '{table}', 'UPDATE, DELETE, TRUNCATE')::text").ContinueWith(t => t.Result[..1], Ct));
        Assert.Equal("false", await world.RowsAsync("SELECT (has_column_privilege('tessera_app', 'review_result', 'record', 'UPDATE') OR has_table_privilege('tessera_app', 'review_result', 'DELETE'))::text"));
    }
}
