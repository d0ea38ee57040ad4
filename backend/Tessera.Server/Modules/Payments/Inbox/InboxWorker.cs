using System.Threading.Channels;
using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Payments.Inbox;

/// <summary>
/// Works on archived events: at once on those this process archived, in rounds on those that were left lying, wait for something, or came
/// while nobody could work. An event whose work fails is tried again later, and is DEAD and visible when that does not help.
/// </summary>
internal sealed partial class InboxWorker(InboxDesk desk, TenantDb db, Tenants tenants, TimeProvider clock, ILogger<InboxWorker> logger) : BackgroundService
{
    private const int AtOnce = 4;
    private const int Bound = 1_000;
    private readonly Channel<InboxItem> _archived = Channel.CreateBounded<InboxItem>(Bound);

    /// <summary>Just archived by this process. Where too many wait already, a round finds it when its lease has ended.</summary>
    public void Offer(InboxItem item) => _archived.Writer.TryWrite(item);

    /// <summary>A round over a tenant's messages, soon.</summary>
    public void Want(int tenant) => _archived.Writer.TryWrite(new InboxItem(tenant, "", "", default, 0));

    /// <summary>A round over all programmes (listed cross-tenant work: one claim per tenant).</summary>
    public async Task TakeUpAsync(CancellationToken ct)
    {
        foreach (var tenant in await tenants.AllAsync(ct)) await RoundAsync(tenant.Id, ct);
    }

    /// <summary>Everything of a tenant that is due; how many that were.</summary>
    public async Task<int> RoundAsync(int tenant, CancellationToken ct)
    {
        var worked = 0;
        while (await db.QueryAsync(tenant, InboxItem.Claim(tenant, clock.GetUtcNow()), r => InboxItem.Read(tenant, r), ct) is { Count: > 0 } due)
        {
            foreach (var item in due) await WorkAsync(item, ct);
            worked += due.Count;
        }

        return worked;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => ConsumeAsync(stoppingToken)));

    private async Task ConsumeAsync(CancellationToken ct)
    {
        await Task.Yield();
        try
        {
            await foreach (var item in _archived.Reader.ReadAllAsync(ct))
                if (item.EventId.Length == 0 || await WorkAsync(item, ct)) await RoundSafelyAsync(item.Tenant, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The process is going; what waits is taken up by others when its lease ends.
        }
    }

    private async Task RoundSafelyAsync(int tenant, CancellationToken ct)
    {
        try
        {
            await RoundAsync(tenant, ct);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            Log.Interrupted(logger, "a round", error.Message);
        }
    }

    /// <summary>True where others may go on now.</summary>
    private async Task<bool> WorkAsync(InboxItem item, CancellationToken ct)
    {
        try
        {
            return await desk.WorkAsync(item, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (error is NpgsqlException { IsTransient: true } or TimeoutException)
        {
            Log.Interrupted(logger, item.EventId, error.Message);
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, item.EventId);
            await LaterAsync(item, error.GetType().Name);
        }

        return false;
    }

    private async Task LaterAsync(InboxItem item, string reason)
    {
        try
        {
            await db.WriteAsync(item.Tenant, [item.Later(reason, clock.GetUtcNow())], CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            Log.Interrupted(logger, item.EventId, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Work on {Event} was interrupted ({Reason}); it is taken up when its lease ends")]
        public static partial void Interrupted(ILogger logger, string @event, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "Work on event {Event} failed; it is tried again later")]
        public static partial void Failed(ILogger logger, Exception error, string @event);
    }
}
