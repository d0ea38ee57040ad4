using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;

namespace Tessera.Platform.Jobs;

/// <summary>Runs of one kind that a worker takes up under a lease.</summary>
/// <param name="WantedKind">Kind of the change that asks for work; readers are not told of it.</param>
/// <param name="Due">Those of a tenant that nobody works on: ids.</param>
/// <param name="Work">Works on one until it rests; false where somebody else does, or nobody need.</param>
public sealed record LeasedRuns(string WantedKind, Func<int, NpgsqlBatchCommand> Due, Func<int, Guid, CancellationToken, Task<bool>> Work);

/// <summary>
/// Works on runs in this process, one at a time: those it hears of, and those a round finds that nobody works on. Two processes that hear of
/// the same run race for its lease; the loser finds nothing to do.
/// </summary>
public abstract partial class LeasedWorker(LeasedRuns runs, TenantDb db, Tenants tenants, ChangeFeed feed, ILogger logger) : BackgroundService
{
    private readonly Channel<(int Tenant, Guid Run)> _wanted = Channel.CreateUnbounded<(int, Guid)>();

    /// <summary>A round over all programmes (listed cross-tenant read: ids of runs only): takes up what was left lying.</summary>
    public async Task TakeUpAsync(CancellationToken ct)
    {
        foreach (var tenant in await tenants.AllAsync(ct))
            foreach (var run in await db.QueryAsync(tenant.Id, runs.Due(tenant.Id), r => r.GetGuid(0), ct)) _wanted.Writer.TryWrite((tenant.Id, run));
    }

    /// <summary>Asks all workers, after commit.</summary>
    protected static void Ask(ChangeFeed feed, string kind, int tenant, Guid run)
    {
        ArgumentNullException.ThrowIfNull(feed);
        feed.Publish(new Change(tenant, kind, run, 0, []));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(change =>
        {
            if (change.Kind == runs.WantedKind) _wanted.Writer.TryWrite((change.Tenant, change.Id));
        });
        await foreach (var (tenant, run) in _wanted.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await runs.Work(tenant, run, stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException)
            {
                NotTaken(logger, run, error.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} could not be taken up ({Reason}); the next round does it")]
    private static partial void NotTaken(ILogger logger, Guid run, string reason);
}
