using System.Collections.Concurrent;
using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Platform.Identity;

/// <summary>
/// The memberships of a person, over all tenants: read under the policy that shows a person their own rows. Kept for
/// <see cref="Freshness"/>, so that a withdrawn membership ends within it. Having none is not kept: an invitation may be accepted at any moment, in another process.
/// </summary>
public sealed class Memberships(NpgsqlDataSource source, TimeProvider clock)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private const int Bound = 20_000;

    private const string Query = """
        SELECT m.tenant_id, m.membership_id, m.application, m.name, m.login, m.role, m.partner_id, m.language, m.preferences::text
        FROM membership m WHERE m.directory_id = $1 AND m.object_id = $2 AND m.disabled_at IS NULL ORDER BY m.tenant_id
        """;

    private readonly ConcurrentDictionary<PersonId, (long At, Membership[] Rows)> _kept = new();

    public async ValueTask<Membership[]> OfAsync(PersonId person, CancellationToken ct)
    {
        if (_kept.TryGetValue(person, out var kept) && clock.GetElapsedTime(kept.At) < Freshness) return kept.Rows;
        var rows = await LoadAsync(person, ct);
        if (rows.Length == 0) return rows;
        if (_kept.Count >= Bound) _kept.Clear();
        _kept[person] = (clock.GetTimestamp(), rows);
        return rows;
    }

    public void Forget(PersonId person) => _kept.TryRemove(person, out _);

    /// <summary>After something that concerns many, such as a partner that is suspended.</summary>
    public void ForgetAll() => _kept.Clear();

    private async Task<Membership[]> LoadAsync(PersonId person, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
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
