using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tessera.Platform.Events;
using Tessera.Server.Modules.Programme.Reviews.Runs;
using Tessera.TestKit;

namespace Server.Tests.Reviews;

/// <summary>
/// A programme of its own on 21 November 2026, when the review of 1 July is due: what a test drives phase by phase. Nobody works on runs
/// but the test.
/// </summary>
internal sealed class ReviewCore : IAsyncDisposable
{
    public const string Due = "2026-07-01";
    private readonly List<CoreHost> _others = [];

    private ReviewCore(CoreHost core) => Core = core;

    public CoreHost Core { get; }

    public TestClock Clock => Core.Clock;

    public ReviewRunner Runner => Core.Services.GetRequiredService<ReviewRunner>();

    public ChangeFeed Feed => Core.Services.GetRequiredService<ChangeFeed>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ReviewCore> OpenAsync()
    {
        var core = new CoreHost(await SmallWorld.CreateAsync(), TestClock.OnDemoDay(), new Dictionary<string, string> { ["ROLE"] = "api", ["PUBLIC_URL"] = "https://tessera.example" });
        _ = core.Services;
        return new ReviewCore(core);
    }

    /// <summary>Another process over the same database.</summary>
    public CoreHost Another()
    {
        var other = new CoreHost(Core.Database, Clock, new Dictionary<string, string> { ["ROLE"] = "api" });
        _others.Add(other);
        _ = other.Services;
        return other;
    }

    /// <summary>So many partners more, of every level and with every fate, with three lines each in the window and one outside.</summary>
    public Task CrowdAsync(int partners, int keys = 0) => ExecuteAsync($"""
        INSERT INTO partner (tenant_id, partner_id, name, country, language, level, created_at, search)
          SELECT 1, ('0d000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Partner ' || lpad(n::text, 6, '0'), 'IT', 'it', (ARRAY['Affiliate', 'Bronze', 'Silver', 'Gold', 'Platinum'])[1 + n % 5], now(), ''
          FROM generate_series(1, {partners}) AS n;
        INSERT INTO point_line (tenant_id, line_id, partner_id, reference, cause, counts_on, points, facts, at, actor)
          SELECT 1, gen_random_uuid(), ('0d000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'turnover:' || n || ':' || m, 'TURNOVER', date '2026-06-30' - m * 110, 1 + (n * 37 + m) % 9000, jsonb_build_object('net', '100 EUR', 'note', 'x'), now(), 'test'
          FROM generate_series(1, {partners}) AS n, generate_series(0, 4) AS m;
        INSERT INTO licence_key SELECT (jsonb_populate_record(k, jsonb_build_object('key_id', gen_random_uuid(), 'number', 'T' || lpad(n::text, 15, '0'), 'partner_id', '0d000000-0000-7000-8000-' || lpad((1 + n % {Math.Max(1, partners)})::text, 12, '0')))).*
          FROM licence_key AS k, generate_series(1, {keys}) AS n WHERE k.key_id = (SELECT key_id FROM licence_key LIMIT 1);
        """);

    public HttpClient As(Person person, string language = "en") => Core.As(person, language);

    public async Task<JsonElement> DoAsync(Person person, string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var client = As(person);
        var (status, answer) = await client.PostAsync(path, body);
        Assert.True(status == expected, $"{path}: {status} {answer}");
        return answer;
    }

    public async Task<string> CodeAsync(Person person, string path, object body) => (await DoAsync(person, path, body, HttpStatusCode.UnprocessableEntity)).Text("code");

    public async Task<JsonElement> ReadAsync(Person person, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var client = As(person);
        var (status, answer) = await client.ReadAsync(path);
        Assert.True(status == expected, $"{path}: {status} {answer}");
        return answer;
    }

    /// <summary>Started by Giulia.</summary>
    public async Task<Guid> StartAsync(bool dry = false) => Guid.Parse((await DoAsync(Person.Giulia, "/v1/reviews/start", new { dry }, HttpStatusCode.Accepted)).Text("id"));

    public async Task<JsonElement> RunAsync(Guid run)
    {
        Assert.True(await Runner.RunAsync(1, run, Ct));
        return await ReadAsync(Person.Giulia, $"/v1/reviews/{run}");
    }

    /// <summary>Weighed, approved by Marco and published.</summary>
    public async Task<Guid> PublishedAsync()
    {
        var run = await StartAsync();
        Assert.Equal("COMPARED", (await RunAsync(run)).Text("state"));
        await DoAsync(Person.Marco, $"/v1/reviews/{run}/approve", new { });
        await DoAsync(Person.Giulia, $"/v1/reviews/{run}/publish", new { });
        Assert.Equal("PUBLISHED", (await RunAsync(run)).Text("state"));
        return run;
    }

    /// <summary>Runs it until a change, when something happens to the worker.</summary>
    public async Task RunUntilAsync(CoreHost host, Guid run, Func<Change, bool> when, Action then)
    {
        using var subscription = host.Services.GetRequiredService<ChangeFeed>().Subscribe(change =>
        {
            if (change.Kind == "review" && change.Id == run && when(change)) then();
        });
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await host.Services.GetRequiredService<ReviewRunner>().RunAsync(1, run, Ct);
                return;
            }
            catch (NpgsqlException cut) when (cut.IsTransient && attempt < 10)
            {
                // A pooled connection that died with an earlier worker: the next round takes the run up.
            }
        }
    }

    public void KillWorkers() => Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tessera-reviews'");

    /// <summary>As if its time had run out.</summary>
    public Task ForgetLeaseAsync(Guid run) => ExecuteAsync($"UPDATE review_run SET leased_until = now() - interval '1 s' WHERE run_id = '{run}' AND leased_until IS NOT NULL");

    /// <summary>I8: one result and one effect a partner, one record a key, every record the same when it is run again.</summary>
    public async Task AssertWholeAsync(Guid run)
    {
        var check = await ReadAsync(Person.Giulia, $"/v1/reviews/{run}/check");
        var partners = check.GetProperty("partners").GetInt32();
        Assert.Equal((partners, partners, 0), (check.GetProperty("results").GetInt32(), check.GetProperty("same").GetInt32(), check.GetProperty("different").GetArrayLength()));
        var script = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/invariants.sql"), Ct);
        var reviews = script.Split("\n\n").Where(part => part.Contains("-- I8", StringComparison.Ordinal) && part.Contains("review_", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(reviews);
        foreach (var part in reviews) Assert.True(await RowsAsync($"SELECT count(*)::text FROM ({part[part.IndexOf('\n', StringComparison.Ordinal)..].Trim().TrimEnd(';')}) AS broken") == "0", part);
    }

    public async Task<string> RowsAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var lines = new List<string>();
        while (await reader.ReadAsync(Ct)) lines.Add(string.Join(" · ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return string.Join('\n', lines);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others) await other.DisposeAsync();
        await Core.DisposeAsync();
    }

    private void Execute(string sql)
    {
        using var source = NpgsqlDataSource.Create(Core.Database.Superuser);
        using var command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
