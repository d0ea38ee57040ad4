using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Tessera.Bench;

/// <summary>What the hot statements touch, counted by PostgreSQL as the restricted role: buffers grow with levels of a B-tree, not with keys.</summary>
internal static class Buffers
{
    private static readonly (string Name, string Sql)[] Statements =
    [
        ("validate", "SELECT k.key_id, k.timeline, a.fingerprint FROM licence_key k LEFT JOIN activation a ON a.tenant_id = k.tenant_id AND a.key_id = k.key_id WHERE k.tenant_id = 50 AND k.number = '{0}'"),
        ("list-first", "SELECT key_id, number, outline FROM licence_key WHERE tenant_id = 50 ORDER BY last_day, key_id LIMIT 51"),
        ("list-deep", "SELECT key_id, number, outline FROM licence_key WHERE tenant_id = 50 AND (last_day, key_id) > (current_date + 300, '{1}') ORDER BY last_day, key_id LIMIT 51"),
        ("list-partner", "SELECT key_id, number, outline FROM licence_key WHERE tenant_id = 50 AND partner_id = '{2}' ORDER BY last_day, key_id LIMIT 51"),
        ("total", "SELECT coalesce(sum(keys), 0) FROM key_counter WHERE tenant_id = 50 AND scope_id = '00000000-0000-0000-0000-000000000000'"),
    ];

    public static async Task<int> PrintAsync(string superuser, int keys)
    {
        await using var source = NpgsqlDataSource.Create(superuser);
        await using var connection = await source.OpenConnectionAsync();
        var counts = new Dictionary<string, object>();
        foreach (var (name, text) in Statements)
        {
            var sql = string.Format(CultureInfo.InvariantCulture, text, World.Number(50, 7).Value, World.Id(3, 50, 1), World.Id(1, 50, 7));
            var last = default(JsonElement);
            for (var i = 0; i < 2; i++)
            {
                await using var batch = new NpgsqlBatch(connection);
                batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL ROLE tessera_app"));
                batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('app.tenant', '50', true)"));
                batch.BatchCommands.Add(new NpgsqlBatchCommand("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + sql));
                await using var reader = await batch.ExecuteReaderAsync();
                await reader.NextResultAsync();
                await reader.ReadAsync();
                last = JsonDocument.Parse(reader.GetString(0)).RootElement[0].GetProperty("Plan");
            }

            counts[name] = new { hits = last.GetProperty("Shared Hit Blocks").GetInt32() + last.GetProperty("Shared Read Blocks").GetInt32(), sort = last.ToString().Contains("\"Sort\"", StringComparison.Ordinal) };
        }

        Console.WriteLine(JsonSerializer.Serialize(new { keys, counts }));
        return 0;
    }
}
