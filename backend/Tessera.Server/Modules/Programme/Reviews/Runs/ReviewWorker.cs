using System.Threading.Channels;
using Npgsql;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>
/// Works on reviews in this process, one at a time: those it hears of, and those a round finds that nobody works on. Two processes that
/// hear of the same run race for its lease; the loser finds nothing to do.
/// </summary>
internal sealed partial class ReviewWorker(ReviewRunner runner, [FromKeyedServices(ReviewsModule.Pool)] TenantDb db, Tenants tenants, ChangeFeed feed, ILogger<ReviewWorker> logger) : BackgroundService
{
    /// <summary>Kind of the change that asks for work; readers are not told of it.</summary>
    public const string WantedKind = "review-wanted";

    private readonly Channel<(int Tenant, Guid Run)> _wanted = Channel.CreateUnbounded<(int, Guid)>();

    /// <summary>Asks all workers, after commit.</summary>
    public static void Want(ChangeFeed feed, int tenant, Guid run) => feed.Publish(new Change(tenant, WantedKind, run, 0, []));

    /// <summary>A round over all programmes (listed cross-tenant read: ids of runs only): takes up what was left lying.</summary>
    public async Task TakeUpAsync(CancellationToken ct)
    {
        foreach (var tenant in await tenants.AllAsync(ct))
            foreach (var run in await db.QueryAsync(tenant.Id, ReviewLease.Due(tenant.Id), r => r.GetGuid(0), ct)) _wanted.Writer.TryWrite((tenant.Id, run));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(change =>
        {
            if (change.Kind == WantedKind) _wanted.Writer.TryWrite((change.Tenant, change.Id));
        });
        await foreach (var (tenant, run) in _wanted.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await runner.RunAsync(tenant, run, stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or OperationCanceledException)
            {
                NotTaken(logger, run, error.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Review {Run} could not be taken up ({Reason}); the next round does it")]
    private static partial void NotTaken(ILogger logger, Guid run, string reason);
}
