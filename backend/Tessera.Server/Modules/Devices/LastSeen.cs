using System.Collections.Concurrent;
using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Devices;

/// <summary>When a bound installation last asked: noted in memory, written in one statement per tenant, at most hourly per key.</summary>
internal sealed partial class LastSeen([FromKeyedServices(DevicesModule.Pool)] TenantDb db, ILogger<LastSeen> logger) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromHours(1);
    private static readonly TimeSpan Flush = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<(int Tenant, Guid Key), DateTimeOffset> _noted = new();

    public void Note(KnownKey key, DateTimeOffset now)
    {
        if (key.LastSeen is { } last && now - last < Often) return;
        key.LastSeen = now;
        _noted[(key.Tenant.Id, key.Id)] = now;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Flush, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var taken = _noted.ToArray();
            foreach (var tenant in taken.GroupBy(n => n.Key.Tenant)) await WriteAsync(tenant.Key, [.. tenant]);
        }
    }

    private async Task WriteAsync(int tenant, KeyValuePair<(int Tenant, Guid Key), DateTimeOffset>[] noted)
    {
        try
        {
            await db.WriteAsync(
                tenant,
                [Sql.Of(
                    "UPDATE activation a SET last_seen_at = n.at FROM unnest($2::uuid[], $3::timestamptz[]) AS n (key_id, at) WHERE a.tenant_id = $1 AND a.key_id = n.key_id",
                    tenant, noted.Select(n => n.Key.Key).ToArray(), new NpgsqlParameter { Value = noted.Select(n => n.Value.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.TimestampTz })],
                CancellationToken.None);
            foreach (var one in noted) _noted.TryRemove(one);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            NotWritten(logger, noted.Length, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When {Count} installations last asked was not written ({Reason}); the next round does it")]
    private static partial void NotWritten(ILogger logger, int count, string reason);
}
