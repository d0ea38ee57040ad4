using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Tessera.TestKit;

/// <summary>What a request read from the tables and wrote to them, by the database's own counters: sequential scans, rows fetched through indexes, rows written (undone ones too).</summary>
public sealed record TableReads(string Table, long Scans, long RowsFetched, long RowsWritten)
{
    private const string Counters = "SELECT relname, seq_scan, coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0), n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables";

    /// <summary>Backends report when they end; so the core's pool is emptied before and after.</summary>
    internal static async Task<IReadOnlyDictionary<string, TableReads>> DuringAsync(CoreHost core, Func<Task> work)
    {
        var before = await CountedAsync(core);
        await work();
        var after = await CountedAsync(core);
        return after.ToDictionary(a => a.Key, a => new TableReads(a.Key, a.Value.Scans - before[a.Key].Scans, a.Value.Rows - before[a.Key].Rows, a.Value.Written - before[a.Key].Written));
    }

    private static async Task<Dictionary<string, (long Scans, long Rows, long Written)>> CountedAsync(CoreHost core)
    {
        core.Services.GetRequiredService<NpgsqlDataSource>().Clear();
        await using var source = NpgsqlDataSource.Create(core.Database.Superuser);
        await UntilAloneAsync(core, source);
        await using var command = source.CreateCommand(Counters);
        await using var reader = await command.ExecuteReaderAsync();
        var counted = new Dictionary<string, (long, long, long)>();
        while (await reader.ReadAsync()) counted[reader.GetString(0)] = (reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
        return counted;
    }

    /// <summary>Only the listener for changes and the schedule stay connected.</summary>
    private static async Task UntilAloneAsync(CoreHost core, NpgsqlDataSource source)
    {
        for (var i = 0; i < 100; i++)
        {
            await using var command = source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'tessera_app' AND application_name <> 'tessera-schedule' AND query NOT LIKE 'LISTEN%' AND query NOT LIKE 'SELECT 1'");
            if (await command.ExecuteScalarAsync() is 0L) return;
            core.Services.GetRequiredService<NpgsqlDataSource>().Clear();
            await Task.Delay(50);
        }

        throw new InvalidOperationException("The core's connections did not end.");
    }
}
