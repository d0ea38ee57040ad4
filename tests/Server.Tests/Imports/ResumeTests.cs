using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tessera.Platform.Events;
using Tessera.Server.Modules.Imports.Runs;
using Tessera.TestKit;

namespace Server.Tests.Imports;

/// <summary>Stopped, killed, frozen, raced: an import goes on exactly where it was and counts nothing twice (PROOFS.md F17, F18, I8).</summary>
public sealed class ImportsResumeTests(WorkerlessCore core) : IClassFixture<WorkerlessCore>
{
    private const int Rows = 3_500;
    private static int _number;

    private ImportRunner Runner => core.Core.Services.GetRequiredService<ImportRunner>();

    private ChangeFeed Feed => core.Core.Services.GetRequiredService<ChangeFeed>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1_000)]
    [InlineData(3_000)]
    [InlineData(3_500)]
    public async Task A_stopped_import_resumes_where_it_stopped(int stopAfter)
    {
        using var client = core.Core.As(Person.Giulia);
        var (id, prefix) = await CheckedAsync(client);
        await CommittingAsync(client, id);
        using (Feed.Subscribe(c => When(c, id, stopAfter, () => Execute($"UPDATE import_run SET stop_asked = true WHERE import_id = '{id}'"))))
            await Runner.RunAsync(1, id, Ct);
        var (_, stopped) = await client.ReadAsync("/v1/imports/" + id);
        if (stopAfter < Rows)
        {
            Assert.Equal(("STOPPED", stopAfter), (stopped.Text("state"), stopped.GetProperty("done").GetInt32()));
            Assert.Equal(stopAfter - stopAfter / 100, await core.CountAsync($"SELECT count(*) FROM customer WHERE reference LIKE '{prefix}%'"));
            Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/imports/{id}/resume", new { })).Status);
            await Runner.RunAsync(1, id, Ct);
        }

        await AssertWholeAsync(client, id, prefix);
    }

    [Fact]
    public async Task A_frozen_worker_that_wakes_after_another_took_over_writes_nothing()
    {
        using var client = core.Core.As(Person.Giulia);
        var (id, prefix) = await CheckedAsync(client);
        await CommittingAsync(client, id);
        using var frozen = new ManualResetEventSlim();
        using var woken = new ManualResetEventSlim();
        Task first;
        using (Feed.Subscribe(c => When(c, id, 1_000, () =>
        {
            if (frozen.IsSet) return;
            frozen.Set();
            woken.Wait(TimeSpan.FromSeconds(60));
        })))
        {
            first = Task.Run(() => Runner.RunAsync(1, id, Ct), Ct);
            Assert.True(frozen.Wait(TimeSpan.FromSeconds(30), Ct));
            Assert.False(await Runner.RunAsync(1, id, Ct));
            Execute($"UPDATE import_run SET leased_until = now() - interval '1 s' WHERE import_id = '{id}'");
            await using var other = new CoreHost(core.Core.Database, TestClock.OnDemoDay(), new Dictionary<string, string> { ["ROLE"] = "api" });
            Assert.True(await other.Services.GetRequiredService<ImportRunner>().RunAsync(1, id, Ct));
            woken.Set();
            await first;
        }

        await AssertWholeAsync(client, id, prefix);
    }

    [Fact]
    public async Task A_worker_that_dies_inside_a_chunk_leaves_nothing_of_it_and_another_process_goes_on()
    {
        using var client = core.Core.As(Person.Giulia);
        var (id, prefix) = await CheckedAsync(client);
        await CommittingAsync(client, id);
        await using var dying = new CoreHost(core.Core.Database, TestClock.OnDemoDay(), new Dictionary<string, string> { ["ROLE"] = "api" });
        using (dying.Services.GetRequiredService<ChangeFeed>().Subscribe(c => When(c, id, 2_000, () => Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tessera-imports'"))))
            await dying.Services.GetRequiredService<ImportRunner>().RunAsync(1, id, Ct);
        Execute($"UPDATE import_run SET leased_until = now() - interval '1 s' WHERE import_id = '{id}' AND state = 'COMMITTING'");
        await using var next = new CoreHost(core.Core.Database, TestClock.OnDemoDay(), new Dictionary<string, string> { ["ROLE"] = "api" });
        Assert.True(await next.Services.GetRequiredService<ImportRunner>().RunAsync(1, id, Ct));

        await AssertWholeAsync(client, id, prefix);
    }

    [Fact]
    public async Task Two_workers_at_once_do_it_once()
    {
        using var client = core.Core.As(Person.Giulia);
        var (id, prefix) = await CheckedAsync(client);
        await CommittingAsync(client, id);
        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Runner.RunAsync(1, id, Ct), Ct)));
        Assert.Single(ran, r => r);
        await AssertWholeAsync(client, id, prefix);
    }

    [Fact]
    public async Task The_dry_run_stops_and_resumes_too_and_finds_what_it_would_have_found()
    {
        using var client = core.Core.As(Person.Giulia);
        var prefix = $"dry{Interlocked.Increment(ref _number)}-";
        var csv = "reference,name\n" + string.Concat(Enumerable.Range(0, 2_500).Select(i => $"{prefix}{i % 2_400},{(i % 500 == 7 ? "" : "Name")}\n"));
        var (_, run) = await ImportCore.UploadAsync(client, "CUSTOMERS", csv);
        var id = Guid.Parse(run.Text("id"));
        using (Feed.Subscribe(c => When(c, id, 1_000, () => Execute($"UPDATE import_run SET stop_asked = true WHERE import_id = '{id}'"))))
            await Runner.RunAsync(1, id, Ct);
        Assert.Equal("STOPPED", (await client.ReadAsync("/v1/imports/" + id)).Body.Text("state"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsync($"/v1/imports/{id}/commit", new { })).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/imports/{id}/resume", new { })).Status);
        await Runner.RunAsync(1, id, Ct);
        var (_, done) = await client.ReadAsync("/v1/imports/" + id);
        Assert.Equal(("CHECKED", "2500", "105", "2395"), (done.Text("state"), done.Text("rows"), done.Text("bad"), done.Text("good")));
        var (_, refused) = await client.PostAsync($"/v1/imports/{id}/stop", new { });
        Assert.Equal("IMPORT_NOT_RUNNING", refused.Text("code"));
    }

    [Fact]
    public async Task A_run_nobody_works_on_is_taken_up_by_the_next_round()
    {
        using var client = core.Core.As(Person.Giulia);
        var (status, run) = await ImportCore.UploadAsync(client, "CUSTOMERS", "reference,name\nround-1,Round\n");
        Assert.True(status == HttpStatusCode.Accepted, run.ToString());
        await using var worker = new CoreHost(core.Core.Database, TestClock.OnDemoDay(), new Dictionary<string, string> { ["ROLE"] = "all" });
        await worker.Services.GetRequiredService<ImportWorker>().TakeUpAsync(Ct);
        Assert.Equal("CHECKED", (await ImportCore.RestingAsync(client, run.Text("id"))).Text("state"));
    }

    private async Task<(Guid Id, string Prefix)> CheckedAsync(HttpClient client)
    {
        var prefix = $"res{Interlocked.Increment(ref _number)}-";
        var csv = new StringBuilder("reference,name\n");
        for (var i = 0; i < Rows; i++) csv.Append(prefix).Append(i).Append(',').Append(i % 100 == 9 ? "" : "Name ").Append('\n');
        var (_, run) = await ImportCore.UploadAsync(client, "CUSTOMERS", csv.ToString().Replace("Name \n", "Name\n", StringComparison.Ordinal));
        var id = Guid.Parse(run.Text("id"));
        await Runner.RunAsync(1, id, Ct);
        Assert.Equal("CHECKED", (await client.ReadAsync("/v1/imports/" + id)).Body.Text("state"));
        return (id, prefix);
    }

    private static async Task CommittingAsync(HttpClient client, Guid id) => Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/imports/{id}/commit", new { })).Status);

    /// <summary>The same as uninterrupted: every good row once, every bad one named once, one audit row per customer.</summary>
    private async Task AssertWholeAsync(HttpClient client, Guid id, string prefix)
    {
        var (_, run) = await client.ReadAsync("/v1/imports/" + id);
        const int bad = Rows / 100;
        Assert.Equal(
            ("DONE", Rows, Rows - bad, bad, Rows - bad, 0, Rows - bad),
            (run.Text("state"), N("done"), N("good"), N("bad"), N("created"), N("unchanged"), N("committed")));
        Assert.Equal(Rows - bad, await core.CountAsync($"SELECT count(*) FROM customer WHERE reference LIKE '{prefix}%' AND version = 1"));
        Assert.Equal(Rows - bad, await core.CountAsync($"SELECT count(*) FROM audit_entry WHERE object_kind = 'customer' AND request_id = 'import-{id}'"));
        Assert.Equal(bad, await core.CountAsync($"SELECT count(*) FROM import_problem WHERE import_id = '{id}'"));

        int N(string name) => run.GetProperty(name).GetInt32();
    }

    private static void When(Change change, Guid id, int done, Action act)
    {
        if (change.Kind == "import" && change.Id == id && change.Version == done && change.State is ("COMMITTING" or "CHECKING")) act();
    }

    private void Execute(string sql)
    {
        using var source = NpgsqlDataSource.Create(core.Core.Database.Superuser);
        using var command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
