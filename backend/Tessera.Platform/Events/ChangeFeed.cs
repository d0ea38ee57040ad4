using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Tessera.Platform.Events;

/// <summary>
/// Tells every copy of core what was committed. A NOTIFY inside the writing transaction would serialise all commits of the
/// database; so changes are collected after commit and sent together. What is lost with a killed process is bounded by the
/// time readers keep an answer. While the listener is down, <see cref="Trusted"/> is false.
/// </summary>
public sealed partial class ChangeFeed(NpgsqlDataSource source, ILogger<ChangeFeed> logger) : BackgroundService
{
    private const string ChannelName = "tessera_changes";
    private const int PayloadLimit = 7_000;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);

    private readonly Channel<Change> _outgoing = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private ImmutableArray<Action<Change>> _subscribers = [];
    private ImmutableArray<Action> _losses = [];

    /// <summary>True while notifications of other processes reach this one.</summary>
    public bool Trusted { get; private set; }

    /// <summary>Call after commit.</summary>
    public void Publish(Change change)
    {
        Deliver(change);
        _outgoing.Writer.TryWrite(change);
    }

    /// <summary>Every change, of this process and of others; the handler must be quick and must not throw.</summary>
    public IDisposable Subscribe(Action<Change> handler)
    {
        ImmutableInterlocked.Update(ref _subscribers, list => list.Add(handler));
        return new Subscription(() => ImmutableInterlocked.Update(ref _subscribers, list => list.Remove(handler)));
    }

    /// <summary>Called when notifications may have been missed: forget what you remember.</summary>
    public void OnLoss(Action handler) => ImmutableInterlocked.Update(ref _losses, list => list.Add(handler));

    /// <summary>The same for as long as the subscription lives.</summary>
    public IDisposable SubscribeLoss(Action handler)
    {
        OnLoss(handler);
        return new Subscription(() => ImmutableInterlocked.Update(ref _losses, list => list.Remove(handler)));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync(stoppingToken), SendAsync(stoppingToken));

    private void Deliver(Change change)
    {
        foreach (var subscriber in _subscribers) subscriber(change);
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                connection.Notification += (_, e) => Receive(e.Payload);
                await using (var listen = new NpgsqlCommand("LISTEN " + ChannelName, connection)) await listen.ExecuteNonQueryAsync(ct);
                Lose();
                Trusted = true;
                while (true)
                    if (!await connection.WaitAsync(TimeSpan.FromSeconds(10), ct)) await PingAsync(connection, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException or IOException)
            {
                Trusted = false;
                Lose();
                Log.Lost(logger, error.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(500), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Lose()
    {
        foreach (var loss in _losses) loss();
    }

    private static async Task PingAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var ping = new NpgsqlCommand("SELECT 1", connection);
        await ping.ExecuteNonQueryAsync(ct);
    }

    private void Receive(string payload)
    {
        var separator = payload.IndexOf('|', StringComparison.Ordinal);
        if (payload.AsSpan(0, separator).SequenceEqual(_self)) return;
        foreach (var change in JsonSerializer.Deserialize<Change[]>(payload.AsSpan(separator + 1)) ?? []) Deliver(change);
    }

    private readonly string _self = Guid.CreateVersion7().ToString("N");

    private async Task SendAsync(CancellationToken ct)
    {
        var pending = new List<string>();
        while (await _outgoing.Reader.WaitToReadAsync(ct).ConfigureAwait(false))
        {
            await Task.Delay(Gather, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pending.Clear();
            var size = 0;
            while (size < PayloadLimit - 600 && _outgoing.Reader.TryRead(out var change))
            {
                var json = JsonSerializer.Serialize(change);
                pending.Add(json);
                size += json.Length + 1;
            }

            if (pending.Count == 0) continue;
            try
            {
                await using var command = source.CreateCommand("SELECT pg_notify($1, $2)");
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ChannelName });
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"{_self}|[{string.Join(',', pending)}]" });
                await command.ExecuteNonQueryAsync(ct);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                Log.NotSent(logger, pending.Count, error.Message);
            }
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Listening for changes was interrupted ({Reason}); nothing is answered from memory until it is back")]
        public static partial void Lost(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} changes were not announced ({Reason}); other copies see them when their memory expires")]
        public static partial void NotSent(ILogger logger, int count, string reason);
    }
}
