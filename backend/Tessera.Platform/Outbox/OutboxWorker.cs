using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Platform.Outbox;

/// <summary>
/// Keeps the outbox of this process moving: at once when the bell rings, and in rounds over all programmes (listed cross-tenant
/// read: that something is due). Each programme and kind has a lane of its own, so that a slow receiver keeps only itself waiting.
/// </summary>
public sealed partial class OutboxWorker(OutboxRunner runner, OutboxBell bell, Tenants tenants, ILogger<OutboxWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(int Tenant, OutboxKind Kind), Lazy<Lane>> _lanes = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using (bell.Heard(tenant => Look(tenant, stoppingToken)))
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookEverywhereAsync(stoppingToken);
                await Task.Delay(Round, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

        await Task.WhenAll(_lanes.Values.Select(lane => lane.Value.Ended));
    }

    private async Task LookEverywhereAsync(CancellationToken ct)
    {
        try
        {
            foreach (var tenant in await tenants.AllAsync(ct)) Look(tenant.Id, ct);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            Log.NotLooked(logger, error.Message);
        }
    }

    private void Look(int tenant, CancellationToken ct)
    {
        foreach (var kind in runner.Kinds) _lanes.GetOrAdd((tenant, kind), key => new Lazy<Lane>(() => new Lane(looked => LookAsync(key.Tenant, key.Kind, looked), ct))).Value.Ring();
    }

    private async Task LookAsync(int tenant, OutboxKind kind, CancellationToken ct)
    {
        try
        {
            await runner.RunAsync(tenant, kind, ct);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            Log.NotLooked(logger, error.Message);
        }
    }

    /// <summary>One look after the other; rung while it looks, it looks once more.</summary>
    private sealed class Lane
    {
        private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

        public Lane(Func<CancellationToken, Task> look, CancellationToken ct) => Ended = Task.Run(() => GoAsync(look, ct), CancellationToken.None);

        public Task Ended { get; }

        public void Ring() => _rung.Writer.TryWrite(true);

        private async Task GoAsync(Func<CancellationToken, Task> look, CancellationToken ct)
        {
            while (!ct.IsCancellationRequested)
            {
                try
                {
                    await _rung.Reader.ReadAsync(ct);
                }
                catch (OperationCanceledException)
                {
                    return;
                }

                await look(ct);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox could not be looked through ({Reason}); the next round does it")]
        public static partial void NotLooked(ILogger logger, string reason);
    }
}
