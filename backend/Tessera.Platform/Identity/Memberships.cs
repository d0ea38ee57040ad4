using System.Collections.Concurrent;
using Npgsql;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;

namespace Tessera.Platform.Identity;

/// <summary>
/// The memberships of a person, over all tenants: read under the policy that shows a person their own rows. Kept for
/// <see cref="Freshness"/> at most, and forgotten when a team's change is announced, by whichever process. Having none is not kept: an
/// invitation may be accepted at any moment, in another process.
/// </summary>
public sealed class Memberships : IDisposable
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private const int Bound = 20_000;

    private const string Query = """
        SELECT m.tenant_id, m.membership_id, m.application, m.name, m.login, m.role, m.partner_id, m.language, m.preferences::text
        FROM membership m WHERE m.directory_id = $1 AND m.object_id = $2 AND m.disabled_at IS NULL ORDER BY m.tenant_id
        """;

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly IDisposable[] _subscriptions;
    private readonly ConcurrentDictionary<PersonId, (long At, Membership[] Rows)> _kept = new();

    public Memberships(NpgsqlDataSource source, ChangeFeed feed, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(feed);
        (_source, _clock) = (source, clock);
        _subscriptions = [feed.Subscribe(Hear), feed.SubscribeLoss(_kept.Clear)];
    }

    public async ValueTask<Membership[]> OfAsync(PersonId person, CancellationToken ct)
    {
        if (_kept.TryGetValue(person, out var kept) && _clock.GetElapsedTime(kept.At) < Freshness) return kept.Rows;
        var rows = await LoadAsync(person, ct);
        if (rows.Length == 0) return rows;
        if (_kept.Count >= Bound) _kept.Clear();
        _kept[person] = (_clock.GetTimestamp(), rows);
        return rows;
    }

    public void Forget(PersonId person) => _kept.TryRemove(person, out _);

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
    }

    private void Hear(Change change)
    {
        if (change.Kind != Change.Team) return;
        foreach (var (person, kept) in _kept)
            if (kept.Rows.Any(row => row.TenantId == change.Tenant && row.PartnerId == change.Id)) _kept.TryRemove(person, out _);
    }

    private async Task<Membership[]> LoadAsync(PersonId person, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Sql.Of("SELECT set_config('app.identity', $1, true)", person.ToString()));
        batch.BatchCommands.Add(Sql.Of(Query, person.Directory, person.Id));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var rows = await TenantDb.RowsAsync(reader, Map, ct);
        await reader.DisposeAsync();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].PartnerId is not { } partner) continue;
            var (name, suspension) = await PartnerAsync(connection, rows[i].TenantId, partner, ct);
            rows[i] = rows[i] with { Organisation = name, Suspension = suspension };
        }

        return [.. rows];
    }

    private static async Task<(string Name, Suspension? Suspension)> PartnerAsync(NpgsqlConnection connection, int tenant, Guid partner, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Sql.Of("SELECT set_config('app.tenant', $1, true)", tenant.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        batch.BatchCommands.Add(Sql.Of("SELECT name, suspended_at, suspension_reason FROM partner WHERE partner_id = $1", partner));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetString(0), reader.MomentOrNull(1) is { } since ? new Suspension(since, reader.GetString(2)) : null) : ("", null);
    }

    private static Membership Map(NpgsqlDataReader r) => new(
        r.GetInt32(0), r.GetGuid(1), r.GetBoolean(2), r.GetString(3), r.GetString(4), Enum.Parse<Role>(r.GetString(5), ignoreCase: true), r.GuidOrNull(6), r.TextOrNull(7), "", r.GetString(8));
}
