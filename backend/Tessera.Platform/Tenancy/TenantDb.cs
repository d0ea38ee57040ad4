using Npgsql;

namespace Tessera.Platform.Tenancy;

/// <summary>
/// The only door to tenant tables. Every batch sets the tenant in the same pipelined round trip and the same implicit
/// transaction (PROOFS.md §1, §5): the setting is gone before the connection is used by anybody else.
/// </summary>
public sealed class TenantDb(NpgsqlDataSource source)
{
    private const string SetTenant = "SELECT set_config('app.tenant', $1, true)";

    /// <summary>One command under the tenant: one round trip, one implicit transaction.</summary>
    public Task<List<T>> QueryAsync<T>(int tenant, NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> map, CancellationToken ct) =>
        ReadAsync(tenant, [command], (reader, token) => RowsAsync(reader, map, token), ct);

    /// <summary>The first row of one command, or the default.</summary>
    public Task<T?> FirstAsync<T>(int tenant, NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> map, CancellationToken ct) =>
        ReadAsync(tenant, [command], async (reader, token) => await reader.ReadAsync(token) ? map(reader) : default, ct);

    /// <summary>Several commands in one round trip and one implicit transaction; the reader stands on the first one's result.</summary>
    public async Task<T> ReadAsync<T>(int tenant, IReadOnlyList<NpgsqlBatchCommand> commands, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = Batch(connection, tenant, commands);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await read(reader, ct);
    }

    /// <summary>Writes in one round trip and one implicit transaction: all of it or nothing.</summary>
    public async Task<int> WriteAsync(int tenant, IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = Batch(connection, tenant, commands);
        return await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>For work of several steps: one explicit transaction with the tenant set for its duration.</summary>
    public async Task<T> TransactAsync<T>(int tenant, Func<TenantTransaction, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var scope = new TenantTransaction(connection, transaction, Set(tenant));
        var result = await work(scope);
        if (scope.IsAbandoned) await transaction.RollbackAsync(ct);
        else await transaction.CommitAsync(ct);
        return result;
    }

    /// <summary>Reads every row of the current result.</summary>
    public static async Task<List<T>> RowsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> map, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(map(reader));
        return rows;
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, int tenant, IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Set(tenant));
        foreach (var command in commands) batch.BatchCommands.Add(command);
        return batch;
    }

    private static NpgsqlBatchCommand Set(int tenant) => Sql.Of(SetTenant, tenant.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
