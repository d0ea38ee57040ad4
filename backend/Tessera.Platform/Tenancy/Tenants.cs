using System.Collections.Frozen;
using Npgsql;

namespace Tessera.Platform.Tenancy;

/// <summary>The programmes this installation hosts, kept in memory. A slug that is not there is asked for again, at most once a second.</summary>
public sealed class Tenants(NpgsqlDataSource source, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private FrozenDictionary<string, Tenant> _bySlug = FrozenDictionary<string, Tenant>.Empty;
    private FrozenDictionary<int, Tenant> _byId = FrozenDictionary<int, Tenant>.Empty;
    private long _loadedAt;

    public async ValueTask<Tenant?> FindAsync(string slug, CancellationToken ct)
    {
        if (_bySlug.TryGetValue(slug, out var tenant)) return tenant;
        await ReloadAsync(ct);
        return _bySlug.GetValueOrDefault(slug);
    }

    public async ValueTask<Tenant> GetAsync(int id, CancellationToken ct)
    {
        if (_byId.TryGetValue(id, out var tenant)) return tenant;
        await ReloadAsync(ct);
        return _byId[id];
    }

    public async Task<IReadOnlyCollection<Tenant>> AllAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        return _byId.Values;
    }

    public void Dispose() => _gate.Dispose();

    private async Task ReloadAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_loadedAt != 0 && clock.GetElapsedTime(_loadedAt) < TimeSpan.FromSeconds(1)) return;
            await using var command = source.CreateCommand("SELECT id, slug, name, currency, time_zone, languages FROM tenant");
            await using var reader = await command.ExecuteReaderAsync(ct);
            var tenants = await TenantDb.RowsAsync(
                reader, r => new Tenant(r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetFieldValue<string[]>(5)), ct);
            _bySlug = tenants.ToFrozenDictionary(t => t.Slug);
            _byId = tenants.ToFrozenDictionary(t => t.Id);
            _loadedAt = clock.GetTimestamp();
        }
        finally
        {
            _gate.Release();
        }
    }
}
