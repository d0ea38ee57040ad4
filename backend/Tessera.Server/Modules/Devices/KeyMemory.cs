using System.Collections.Concurrent;
using Npgsql;
using Tessera.Domain.Keys;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Devices;

/// <summary>
/// The keys devices asked about lately. A change anywhere forgets a key within the announcement's travel time; without
/// announcements nothing is trusted; and nothing is older than <see cref="Oldest"/> (PROOFS.md F39).
/// </summary>
internal sealed class KeyMemory : IDisposable
{
    public static readonly TimeSpan Oldest = TimeSpan.FromSeconds(30);
    private const int Bound = 40_000;

    private const string Query = """
        SELECT k.key_id, k.timeline, a.fingerprint, k.counted, k.usage_reported_on, a.last_seen_at
        FROM licence_key k LEFT JOIN activation a ON a.tenant_id = k.tenant_id AND a.key_id = k.key_id
        WHERE k.tenant_id = $1 AND k.number = $2
        """;

    private readonly TenantDb _db;
    private readonly ChangeFeed _feed;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private readonly ConcurrentDictionary<(int Tenant, string Number), KnownKey> _byNumber = new();
    private readonly ConcurrentDictionary<Guid, (int Tenant, string Number)> _numbers = new();
    private int _count;

    public KeyMemory([FromKeyedServices(DevicesModule.Pool)] TenantDb db, ChangeFeed feed, TimeProvider clock)
    {
        (_db, _feed, _clock) = (db, feed, clock);
        _subscription = feed.Subscribe(change =>
        {
            if (change.Kind == Change.ManyKeys) Clear();
            else Forget(change.Id);
        });
        feed.OnLoss(Clear);
    }

    /// <summary>From memory or with one round trip; null for a number that opens nothing.</summary>
    public ValueTask<KnownKey?> FindAsync(Tenant tenant, string number, CancellationToken ct) =>
        _feed.Trusted && _byNumber.TryGetValue((tenant.Id, number), out var known) && _clock.GetElapsedTime(known.ReadAt) < Oldest
            ? new ValueTask<KnownKey?>(known)
            : new ValueTask<KnownKey?>(ReadAsync(tenant, number, ct));

    public void Forget(Guid id)
    {
        if (_numbers.TryRemove(id, out var number) && _byNumber.TryRemove(number, out _)) Interlocked.Decrement(ref _count);
    }

    public void Clear()
    {
        _byNumber.Clear();
        _numbers.Clear();
        Interlocked.Exchange(ref _count, 0);
    }

    public void Dispose() => _subscription.Dispose();

    private async Task<KnownKey?> ReadAsync(Tenant tenant, string number, CancellationToken ct)
    {
        var readAt = _clock.GetTimestamp();
        var known = await _db.FirstAsync(tenant.Id, Sql.Of(Query, tenant.Id, number), r => Map(tenant, r, readAt), ct);
        if (known is null) return null;
        if (_byNumber.TryAdd((tenant.Id, number), known))
        {
            if (Interlocked.Increment(ref _count) > Bound) Clear();
        }
        else
        {
            _byNumber[(tenant.Id, number)] = known;
        }

        _numbers[known.Id] = (tenant.Id, number);
        return known;
    }

    private static KnownKey Map(Tenant tenant, NpgsqlDataReader r, long readAt) => new(
        r.GetGuid(0), tenant, new Timeline(KeyJson.ReadPhases(r.GetFieldValue<byte[]>(1))), r.TextOrNull(2), r.IntOrNull(3), r.DayOrNull(4), r.MomentOrNull(5), readAt);
}
