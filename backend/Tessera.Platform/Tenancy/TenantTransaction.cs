using Npgsql;

namespace Tessera.Platform.Tenancy;

/// <summary>A transaction in which the tenant is set, by the first of its batches. Each call is one round trip; commit belongs to <see cref="TenantDb"/>.</summary>
public sealed class TenantTransaction
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private NpgsqlBatchCommand? _tenant;

    internal TenantTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, NpgsqlBatchCommand tenant) => (_connection, _transaction, _tenant) = (connection, transaction, tenant);

    internal bool IsAbandoned { get; private set; }

    /// <summary>Nothing of this transaction is kept; the work still gives its answer.</summary>
    public void Abandon() => IsAbandoned = true;

    public Task<List<T>> QueryAsync<T>(NpgsqlBatchCommand command, Func<NpgsqlDataReader, T> map, CancellationToken ct) =>
        ReadAsync([command], (reader, token) => TenantDb.RowsAsync(reader, map, token), ct);

    /// <summary>Several commands in one round trip, each seeing what those before it waited for; the reader stands on the first one's result.</summary>
    public async Task<T> ReadAsync<T>(IReadOnlyList<NpgsqlBatchCommand> commands, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        var (batch, first) = Batch(commands);
        await using (batch)
        {
            await using var reader = await batch.ExecuteReaderAsync(ct);
            if (first) await reader.NextResultAsync(ct);
            return await read(reader, ct);
        }
    }

    public async Task<int> WriteAsync(IReadOnlyList<NpgsqlBatchCommand> commands, CancellationToken ct)
    {
        var (batch, _) = Batch(commands);
        await using (batch) return await batch.ExecuteNonQueryAsync(ct);
    }

    /// <returns>Whether it is the first, whose first result is the tenant.</returns>
    private (NpgsqlBatch Batch, bool First) Batch(IReadOnlyList<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(_connection, _transaction);
        var first = _tenant is not null;
        if (_tenant is { } tenant) batch.BatchCommands.Add(tenant);
        _tenant = null;
        foreach (var command in commands) batch.BatchCommands.Add(command);
        return (batch, first);
    }
}
