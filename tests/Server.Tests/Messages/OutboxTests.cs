using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.TestKit;

namespace Server.Tests.Messages;

/// <summary>A database in which only the outbox is used.</summary>
public sealed class OutboxGround : IAsyncLifetime
{
    private readonly List<NpgsqlDataSource> _sources = [];

    internal TestDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Database = await SmallWorld.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources) await source.DisposeAsync();
    }

    /// <summary>Connections of a process of its own.</summary>
    internal TenantDb Process()
    {
        var source = NpgsqlDataSource.Create(Database.App);
        _sources.Add(source);
        return new TenantDb(source);
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database.Superuser);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<string[]> LinesAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database.Superuser);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return [.. lines];
    }
}

/// <summary>What was committed goes out once, or is known not to have (PROOFS.md I9).</summary>
public sealed class OutboxTests(OutboxGround ground) : IClassFixture<OutboxGround>
{
    private static int _kinds;

    private readonly TestClock _clock = TestClock.OnDemoDay();
    private readonly string _kind = $"test{Interlocked.Increment(ref _kinds)}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_workers_send_each_message_once(bool repeatable)
    {
        var sent = new ConcurrentBag<Guid>();
        var db = ground.Process();
        await db.WriteAsync(1, [.. Enumerable.Range(0, 80).Select(i => Add($"m{i}"))], Ct);
        var workers = Enumerable.Range(0, 3).Select(_ => Runner(repeatable, async d =>
        {
            sent.Add(d.Id);
            await Task.Delay(1, Ct);
            return new OutboxResult.Sent();
        })).ToArray();
        var tried = await Task.WhenAll(workers.Select(w => Task.Run(() => w.RunAsync(1, Ct), Ct)));
        Assert.Equal((80, 80, 80), (tried.Sum(), sent.Count, sent.Distinct().Count()));
        Assert.Equal(["SENT 80"], await StatesAsync());
    }

    [Fact]
    public async Task What_was_rolled_back_is_never_sent_and_one_reason_is_one_message()
    {
        var db = ground.Process();
        await db.TransactAsync(1, async t =>
        {
            await t.WriteAsync([Add("rolled back")], Ct);
            t.Abandon();
            return 0;
        }, Ct);
        Assert.Equal(1, await db.WriteAsync(1, [Add("once")], Ct));
        Assert.Equal(0, await db.WriteAsync(1, [Add("once")], Ct));
        var sent = new ConcurrentBag<string>();
        await Runner(false, d =>
        {
            sent.Add(d.Dedupe);
            return Task.FromResult<OutboxResult>(new OutboxResult.Sent());
        }).RunAsync(1, Ct);
        Assert.Equal([_kind + "once"], sent);
    }

    [Fact]
    public async Task Another_tenants_messages_are_not_touched()
    {
        await ground.Process().WriteAsync(2, [Add("theirs", 2)], Ct);
        Assert.Equal(0, await Runner(true, _ => throw new InvalidOperationException()).RunAsync(1, Ct));
        Assert.Equal(["NEW 1"], await StatesAsync());
    }

    [Fact]
    public async Task A_killed_worker_leaves_an_at_most_once_message_uncertain_and_its_late_report_is_heard()
    {
        var (sent, goOn) = (0, new TaskCompletionSource());
        await ground.Process().WriteAsync(1, [Add("mail")], Ct);
        var frozen = Task.Run(() => Runner(false, async _ =>
        {
            sent++;
            await goOn.Task;
            return new OutboxResult.Sent(Note());
        }).RunAsync(1, Ct), Ct);
        await UntilAsync("SENDING 1");
        var next = Runner(false, _ =>
        {
            sent++;
            return Task.FromResult<OutboxResult>(new OutboxResult.Sent());
        });
        Assert.Equal(0, await next.RunAsync(1, Ct));
        Assert.Equal(["SENDING 1"], await StatesAsync());

        await LeaseEndsAsync();
        Assert.Equal(0, await next.RunAsync(1, Ct));
        Assert.Equal(["UNCERTAIN 1"], await StatesAsync());
        Assert.Equal(1, sent);

        goOn.SetResult();
        await frozen;
        Assert.Equal(["SENT 1"], await StatesAsync());
        Assert.Equal(1, await NotesAsync());
    }

    [Fact]
    public async Task A_killed_workers_repeatable_message_is_sent_again_and_its_late_report_is_not_taken()
    {
        var attempts = new ConcurrentQueue<int>();
        var goOn = new TaskCompletionSource();
        await ground.Process().WriteAsync(1, [Add("call")], Ct);
        var frozen = Task.Run(() => Runner(true, async d =>
        {
            attempts.Enqueue(d.Attempt);
            await goOn.Task;
            return new OutboxResult.Failed("late", Note());
        }).RunAsync(1, Ct), Ct);
        await UntilAsync("SENDING 1");
        await LeaseEndsAsync();
        await Runner(true, d =>
        {
            attempts.Enqueue(d.Attempt);
            return Task.FromResult<OutboxResult>(new OutboxResult.Sent(Note()));
        }).RunAsync(1, Ct);
        goOn.SetResult();
        await frozen;
        Assert.Equal([1, 2], attempts);
        Assert.Equal(["SENT 1"], await StatesAsync());
        Assert.Equal(1, await NotesAsync());
    }

    [Fact]
    public async Task What_did_not_go_is_tried_again_later_each_time_and_not_for_ever()
    {
        var runner = Runner(true, _ => Task.FromResult<OutboxResult>(new OutboxResult.Again("not now")), attempts: 4);
        await ground.Process().WriteAsync(1, [Add("again")], Ct);
        Assert.Equal(1, await runner.RunAsync(1, Ct));
        foreach (var seconds in new[] { 15, 30, 60 })
        {
            Assert.Equal(0, await runner.RunAsync(1, Ct));
            _clock.Now = _clock.Now.AddSeconds(seconds - 1);
            Assert.Equal(0, await runner.RunAsync(1, Ct));
            _clock.Now = _clock.Now.AddSeconds(1);
            Assert.Equal(1, await runner.RunAsync(1, Ct));
        }

        Assert.Equal(["FAILED 1"], await StatesAsync());
        Assert.Equal(["4 not now"], await ground.LinesAsync($"SELECT attempts || ' ' || failure FROM outbox WHERE kind = '{_kind}'"));
    }

    [Theory]
    [InlineData(true, "NEW 1")]
    [InlineData(false, "UNCERTAIN 1")]
    public async Task An_exception_tells_nothing(bool repeatable, string state)
    {
        await ground.Process().WriteAsync(1, [Add("broken")], Ct);
        await Runner(repeatable, _ => throw new InvalidOperationException("fell over")).RunAsync(1, Ct);
        Assert.Equal([state], await StatesAsync());
    }

    [Fact]
    public async Task What_cannot_be_written_beside_keeps_the_report_away_too()
    {
        await ground.Process().WriteAsync(1, [Add("beside")], Ct);
        var wrong = Sql.Of("INSERT INTO outbox (tenant_id) VALUES (1)");
        await Runner(true, _ => Task.FromResult<OutboxResult>(new OutboxResult.Sent(wrong))).RunAsync(1, Ct);
        Assert.Equal(["SENDING 1"], await StatesAsync());
    }

    [Fact]
    public async Task A_message_of_a_kind_nobody_sends_waits()
    {
        await ground.Process().WriteAsync(1, [Add("waits")], Ct);
        Assert.Equal(0, await new OutboxRunner(ground.Process(), [], _clock, NullLogger<OutboxRunner>.Instance).RunAsync(1, Ct));
        Assert.Equal(["NEW 1"], await StatesAsync());
    }

    private OutboxRunner Runner(bool repeatable, Func<OutboxDelivery, Task<OutboxResult>> send, int attempts = 12) => new(
        ground.Process(), [new OutboxKind(_kind, new OutboxHandler(repeatable, (delivery, _) => send(delivery), attempts))], _clock, NullLogger<OutboxRunner>.Instance);

    private NpgsqlBatchCommand Add(string dedupe, int tenant = 1) => Outbox.Add(tenant, new OutboxMessage(Guid.CreateVersion7(), _kind, _kind + dedupe, "{}", _clock.Now));

    /// <summary>Something written beside a report.</summary>
    private NpgsqlBatchCommand Note() => Sql.Of("INSERT INTO number_range (tenant_id, kind, last) VALUES (1, 'QUOTE', 1) ON CONFLICT (tenant_id, kind) DO UPDATE SET last = number_range.last + 1");

    private async Task<int> NotesAsync()
    {
        var notes = await ground.LinesAsync("SELECT last::text FROM number_range WHERE tenant_id = 1 AND kind = 'QUOTE'");
        await ground.ExecuteAsync("DELETE FROM number_range");
        return int.Parse(notes.SingleOrDefault("0"), System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task<string[]> StatesAsync() => ground.LinesAsync($"SELECT state || ' ' || count(*) FROM outbox WHERE kind = '{_kind}' GROUP BY state ORDER BY 1");

    private Task LeaseEndsAsync() => ground.ExecuteAsync($"UPDATE outbox SET claimed_until = now() - interval '1 s' WHERE kind = '{_kind}'");

    private async Task UntilAsync(string states)
    {
        for (var i = 0; (await StatesAsync()).SingleOrDefault() != states; i++)
        {
            Assert.True(i < 300, "The state does not come.");
            await Task.Delay(50, Ct);
        }
    }
}
