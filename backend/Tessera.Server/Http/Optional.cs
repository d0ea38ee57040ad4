using Npgsql;
using NpgsqlTypes;

namespace Tessera.Server.Http;

/// <summary>Parameters that may be null, with their type said, so that one prepared statement serves both.</summary>
internal static class Optional
{
    public static NpgsqlParameter Id(Guid? value) => Of(NpgsqlDbType.Uuid, value);

    public static NpgsqlParameter Text(string? value) => Of(NpgsqlDbType.Text, value);

    public static NpgsqlParameter Flag(bool? value) => Of(NpgsqlDbType.Boolean, value);

    public static NpgsqlParameter Day(DateOnly? value) => Of(NpgsqlDbType.Date, value);

    private static NpgsqlParameter Of(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
