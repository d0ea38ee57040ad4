using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Tessera.Server.Database;

/// <summary>
/// Applies the numbered SQL files of Migrations/ once, each in its own transaction, one process at a time (decision 0002).
/// A file that was applied and then changed is refused: history is added to, not edited.
/// </summary>
internal static class Migrator
{
    private const long Lock = 7_316_551;

    /// <summary>Names of the files applied now.</summary>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string owner, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var connection = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({Lock})", ct);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())", ct);
        var known = await KnownAsync(connection, ct);
        var applied = new List<string>();
        foreach (var (name, sql) in Files())
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (known.TryGetValue(name, out var before))
            {
                if (before != hash) throw new SettingsException($"Migration {name} was changed after it was applied. Add a new one instead.");
                continue;
            }

            await using var transaction = await connection.BeginTransactionAsync(ct);
            await ExecuteAsync(connection, "SET LOCAL lock_timeout = '1s'", ct);
            await ExecuteAsync(connection, sql, ct);
            await using (var insert = new NpgsqlCommand("INSERT INTO schema_migration (name, hash) VALUES ($1, $2)", connection, transaction))
            {
                insert.Parameters.AddWithValue(name);
                insert.Parameters.AddWithValue(hash);
                await insert.ExecuteNonQueryAsync(ct);
            }

            await transaction.CommitAsync(ct);
            applied.Add(name);
        }

        return applied;
    }

    /// <summary>The newest migration this build knows; readiness compares it with the database.</summary>
    public static IEnumerable<(string Name, string Sql)> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string prefix = "Tessera.Server.Database.Migrations.";
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[prefix.Length..], reader.ReadToEnd());
        }
    }

    private static async Task<Dictionary<string, string>> KnownAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT name, hash FROM schema_migration", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var known = new Dictionary<string, string>();
        while (await reader.ReadAsync(ct)) known[reader.GetString(0)] = reader.GetString(1);
        return known;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
