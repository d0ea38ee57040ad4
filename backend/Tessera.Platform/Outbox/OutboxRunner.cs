using Microsoft.Extensions.Logging;
using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Platform.Outbox;

/// <summary>
/// Sends what is due, one message a claim: a process that dies leaves only what it was sending at that moment. Any number of
/// processes may do so at once.
/// </summary>
public sealed partial class OutboxRunner(TenantDb db, IEnumerable<OutboxKind> kinds, TimeProvider clock, ILogger<OutboxRunner> logger)
{
    private const int Lanes = 4;
    private const int LongestReason = 500;
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    private readonly OutboxKind[] _kinds = [.. kinds];

    internal IReadOnlyList<OutboxKind> Kinds => _kinds;

    /// <summary>Sends what is due of every kind; how many tries that were.</summary>
    public async Task<int> RunAsync(int tenant, CancellationToken ct) => (await Task.WhenAll(_kinds.Select(kind => RunAsync(tenant, kind, ct)))).Sum();

    internal async Task<int> RunAsync(int tenant, OutboxKind kind, CancellationToken ct)
    {
        if (!kind.Handler.Repeatable) await db.WriteAsync(tenant, [OutboxRows.GiveUpUnreported(tenant, kind.Name)], ct);
        if (await ClaimAsync(tenant, kind, ct) is not { } first) return 0;
        return (await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => DrainAsync(tenant, kind, lane == 0 ? first : null, ct)))).Sum();
    }

    private async Task<int> DrainAsync(int tenant, OutboxKind kind, OutboxDelivery? first, CancellationToken ct)
    {
        var tried = 0;
        for (var next = first ?? await ClaimAsync(tenant, kind, ct); next is not null; next = ct.IsCancellationRequested ? null : await ClaimAsync(tenant, kind, ct))
        {
            await ReportAsync(next, kind.Handler, await TryAsync(next, kind.Handler));
            tried++;
        }

        return tried;
    }

    private Task<OutboxDelivery?> ClaimAsync(int tenant, OutboxKind kind, CancellationToken ct) =>
        db.FirstAsync(tenant, OutboxRows.Claim(tenant, kind, clock.GetUtcNow()), row => OutboxRows.Read(row, tenant, kind.Name), ct);

    /// <summary>A try that was begun goes on though the process is asked to stop: it has its own end.</summary>
    private async Task<OutboxResult> TryAsync(OutboxDelivery delivery, OutboxHandler handler)
    {
        using var end = new CancellationTokenSource(LongestTry);
        try
        {
            return await handler.SendAsync(delivery, end.Token).WaitAsync(LongestTry + LongestTry / 4);
        }
        catch (Exception error)
        {
            Log.Broken(logger, error, delivery.Kind, delivery.Id);
            return new OutboxResult.Uncertain(error.Message);
        }
    }

    /// <summary>Said again until the lease ends: an unreported try is an uncertain one.</summary>
    private async Task ReportAsync(OutboxDelivery delivery, OutboxHandler handler, OutboxResult result)
    {
        for (var wait = TimeSpan.FromMilliseconds(250); ; wait *= 2)
        {
            try
            {
                if (!await KeepAsync(delivery, handler, result)) Log.Late(logger, delivery.Kind, delivery.Id, delivery.Attempt);
                return;
            }
            catch (Exception error) when (error is NpgsqlException { IsTransient: true } or TimeoutException && wait < TimeSpan.FromSeconds(20))
            {
                await Task.Delay(wait);
            }
            catch (Exception error)
            {
                Log.Unreported(logger, error, delivery.Kind, delivery.Id);
                return;
            }
        }
    }

    /// <summary>False where the try is no longer the newest one; then nothing is written.</summary>
    private Task<bool> KeepAsync(OutboxDelivery delivery, OutboxHandler handler, OutboxResult result)
    {
        var (report, beside) = Judge(delivery, handler, result);
        return db.TransactAsync(
            delivery.Tenant,
            async transaction =>
            {
                if (await transaction.WriteAsync([report], CancellationToken.None) == 0)
                {
                    transaction.Abandon();
                    return false;
                }

                if (beside.Count > 0) await transaction.WriteAsync(beside, CancellationToken.None);
                return true;
            },
            CancellationToken.None);
    }

    private (NpgsqlBatchCommand Report, IReadOnlyList<NpgsqlBatchCommand> Beside) Judge(OutboxDelivery tried, OutboxHandler handler, OutboxResult result)
    {
        var now = clock.GetUtcNow();
        return result switch
        {
            OutboxResult.Sent sent => (OutboxRows.Sent(tried, now), sent.Beside),
            OutboxResult.Failed failed => (OutboxRows.NotSent(tried, "FAILED", Bounded(failed.Reason), null, now), failed.Beside),
            OutboxResult.Uncertain unknown when !handler.Repeatable => (OutboxRows.NotSent(tried, "UNCERTAIN", Bounded(unknown.Reason), null, now), []),
            OutboxResult.Uncertain unknown => (Later(unknown.Reason, null), []),
            OutboxResult.Again again => (Later(again.Reason, again.After), []),
            _ => throw new InvalidOperationException("Not a result of a try."),
        };

        NpgsqlBatchCommand Later(string reason, TimeSpan? after) => tried.Attempt >= handler.Attempts
            ? OutboxRows.NotSent(tried, "FAILED", Bounded(reason), null, now)
            : OutboxRows.NotSent(tried, "NEW", Bounded(reason), now + (after ?? Wait(tried.Attempt)), null);
    }

    /// <summary>15 s, 30 s, 1 min, … 6 h.</summary>
    private static TimeSpan Wait(int attempt) => FirstWait * Math.Pow(2, Math.Min(attempt - 1, 20)) is var wait && wait < LongestWait ? wait : LongestWait;

    private static string Bounded(string reason) => reason.Length <= LongestReason ? reason.Replace('\0', ' ') : reason[..LongestReason].Replace('\0', ' ');

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Sending {Kind} {Id} broke off")]
        public static partial void Broken(ILogger logger, Exception error, string kind, Guid id);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Try {Attempt} of {Kind} {Id} ended after its lease; its report was not taken")]
        public static partial void Late(ILogger logger, string kind, Guid id, int attempt);

        [LoggerMessage(Level = LogLevel.Error, Message = "How sending {Kind} {Id} ended could not be kept")]
        public static partial void Unreported(ILogger logger, Exception error, string kind, Guid id);
    }
}
