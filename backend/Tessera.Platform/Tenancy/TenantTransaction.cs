using Npgsql;

namespace Tessera.Platform.Tenancy;

/// <summary>A transaction in which the tenant is set. Each call is one round trip; commit belongs to <see cref="TenantDb"/>.</summary>
public sealed class TenantTransaction
{
    private readonly NpgsqlTransaction _transaction;

    internal TenantTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) => (Connection, _transaction) = (connection, transaction);

    /// <summary>For COPY, which no batch can carry.</summary>
    public NpgsqlConnection Connection { get; }

    internal bool IsAbandoned { get; private set; }

    /// <summary>Nothing of this transaction is kept; the work still gives its answer.</summary>
    public void Abandon() => IsAbandoned = true;

    public async Task<List<T>> QueryAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> map, CancellationToken ct)
    {
        await using var batch = Batch([command]);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await TenantDb.RowsAsync(reader, map, ct);
    }

    /// <summary>Several commands in one round trip; the reader stands on the first one's result.</summary>
    public async Task<T> ReadAsync<T>(IReadOnlyList<NpgsqlBatchCommand> commands, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        await using var batch = Batch(commands);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await read(reader, ct);
    }

    public async Task<int> WriteAsync(IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken ct)
    {
        await using var batch = Batch(commands);
        return await batch.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlBatch Batch(IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(Connection, _transaction);
        foreach (var command in commands) batch.BatchCommands.Add(command);
        return batch;
    }
}
