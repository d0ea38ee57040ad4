using System.Globalization;
using Npgsql;

namespace Architecture.Tests.Database;

/// <summary>Eyes that see every tenant, for looking at what the application left behind.</summary>
internal sealed class Superuser : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private Superuser(NpgsqlConnection connection) => _connection = connection;

    public static async Task<Superuser> OfAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(database.Superuser + ";Pooling=false");
        await connection.OpenAsync();
        return new Superuser(connection);
    }

    /// <summary>Rows as text: column values joined by " · ".</summary>
    public async Task<List<string>> LinesAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(string.Join(" · ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return lines;
    }

    public async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> map)
    {
        await using var command = Command(sql, []);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(map(reader));
        return rows;
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Does something to the database, looks, and undoes it.</summary>
    public async Task<T> PlantedAsync<T>(string sql, Func<Task<T>> look)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        await ExecuteAsync(sql);
        var seen = await look();
        await transaction.RollbackAsync();
        return seen;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, _connection);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        return command;
    }
}
