using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Keys;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys;

/// <summary>The statements that write a key: row at an expected version, events, and what follows from them.</summary>
internal static class KeySql
{
    private static readonly string InsertRow = Insert();
    private static readonly string UpdateRow = Update();

    private const string InsertEvents = """
        INSERT INTO key_event (tenant_id, key_id, version, at, actor, name, body)
        SELECT $1, $2, v, a, b, n, d FROM unnest($3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::json[]) AS e (v, a, b, n, d)
        """;

    /// <summary>A new key: its row; a number that is taken or retired violates a unique key.</summary>
    public static NpgsqlBatchCommand Added(int tenant, KeyRow row) => Row(InsertRow, tenant, row, null);

    /// <summary>
    /// An existing key moves from a version. Where another writer was first, no row moves and the event that follows collides
    /// with theirs: the whole batch is undone.
    /// </summary>
    public static NpgsqlBatchCommand Moved(int tenant, KeyRow row, int fromVersion) => Row(UpdateRow, tenant, row, fromVersion);

    public static NpgsqlBatchCommand Events(int tenant, Guid key, int firstVersion, IReadOnlyList<KeyEvent> events)
    {
        var n = events.Count;
        var versions = new int[n];
        var moments = new DateTime[n];
        var actors = new string[n];
        var names = new string[n];
        var bodies = new string[n];
        for (var i = 0; i < n; i++)
        {
            versions[i] = firstVersion + i;
            moments[i] = events[i].At.UtcDateTime;
            actors[i] = events[i].By;
            names[i] = KeyEventNames.Of(events[i]);
            bodies[i] = Encoding.UTF8.GetString(KeyJson.WriteEvent(events[i]));
        }

        return Sql.Of(
            InsertEvents, tenant, key, versions, new NpgsqlParameter { Value = moments, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz }, actors, names,
            new NpgsqlParameter { Value = bodies, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Json });
    }

    /// <summary>The binding to an installation follows the facts.</summary>
    public static NpgsqlBatchCommand Bound(int tenant, KeyFacts facts) => facts.Activation is { } a
        ? Sql.Of("""
            INSERT INTO activation (tenant_id, key_id, fingerprint, fqdn, pbx_version, activated_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
            ON CONFLICT (tenant_id, key_id) DO UPDATE SET fingerprint = excluded.fingerprint, fqdn = excluded.fqdn, pbx_version = excluded.pbx_version,
              activated_at = excluded.activated_at, last_seen_at = excluded.last_seen_at
            """, tenant, facts.Id.Value, a.Fingerprint, a.Fqdn ?? "", KeyRow.Parameter(NpgsqlDbType.Text, a.PbxVersion), a.ActivatedAt)
        : Sql.Of("DELETE FROM activation WHERE tenant_id = $1 AND key_id = $2", tenant, facts.Id.Value);

    /// <summary>The words a key is found by.</summary>
    public static NpgsqlBatchCommand Found(int tenant, Guid key, string[] words) => Sql.Of("""
        INSERT INTO key_search (tenant_id, key_id, search) VALUES ($1, $2, array_to_tsvector($3))
        ON CONFLICT (tenant_id, key_id) DO UPDATE SET search = excluded.search
        """, tenant, key, words);

    public static NpgsqlBatchCommand Retired(int tenant, Guid key, string number, DateTimeOffset at) =>
        Sql.Of("INSERT INTO retired_number (tenant_id, number, key_id, retired_at) VALUES ($1, $2, $3, $4)", tenant, number, key, at);

    private static NpgsqlBatchCommand Row(string text, int tenant, KeyRow row, int? fromVersion)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = tenant });
        for (var i = 0; i < KeyRow.Columns.Length; i++) command.Parameters.Add(KeyRow.Parameter(KeyRow.Columns[i].Type, row.Values[i]));
        if (fromVersion is { } version) command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
        return command;
    }

    private static string Insert()
    {
        var names = string.Join(", ", KeyRow.Columns.Select(c => c.Name));
        var values = string.Join(", ", KeyRow.Columns.Select((_, i) => $"${i + 2}"));
        return $"INSERT INTO licence_key (tenant_id, {names}) VALUES ($1, {values})";
    }

    /// <summary>The customer's name stays as the row has it: a rename may have come between loading the key and writing it.</summary>
    private static string Update()
    {
        var customer = Array.FindIndex(KeyRow.Columns, c => c.Name == "customer_id") + 2;
        var sets = string.Join(", ", KeyRow.Columns.Select((c, i) => c.Name == "customer_name" ? $"customer_name = CASE WHEN customer_id = ${customer} THEN customer_name ELSE ${i + 2} END" : $"{c.Name} = ${i + 2}").Skip(1));
        return $"UPDATE licence_key SET {sets} WHERE tenant_id = $1 AND key_id = $2 AND version = ${KeyRow.Columns.Length + 2}";
    }
}
