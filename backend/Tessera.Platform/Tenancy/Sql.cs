using Npgsql;
using NpgsqlTypes;

namespace Tessera.Platform.Tenancy;

/// <summary>A parametrised statement. Text is a constant of ours; values travel only as parameters $1, $2, …</summary>
public static class Sql
{
    public static NpgsqlBatchCommand Of(string text, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    /// <summary>A value that PostgreSQL must read as jsonb.</summary>
    public static NpgsqlParameter Json(string? json) => new() { Value = (object?)json ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>An array of JSON documents.</summary>
    public static NpgsqlParameter JsonArray(string[] documents) => new() { Value = documents, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        NpgsqlParameter parameter => parameter,
        string text => new NpgsqlParameter<string> { TypedValue = text },
        int number => new NpgsqlParameter<int> { TypedValue = number },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        Guid id => new NpgsqlParameter<Guid> { TypedValue = id },
        bool flag => new NpgsqlParameter<bool> { TypedValue = flag },
        DateOnly day => new NpgsqlParameter<DateOnly> { TypedValue = day },
        DateTimeOffset moment => new NpgsqlParameter { Value = moment.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        _ => new NpgsqlParameter { Value = value },
    };

    public static string? TextOrNull(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public static int? IntOrNull(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetInt32(ordinal);

    public static long? LongOrNull(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetInt64(ordinal);

    public static Guid? GuidOrNull(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetGuid(ordinal);

    /// <summary>A date column; null and 'infinity' both mean "no such day".</summary>
    public static DateOnly? DayOrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<DateOnly>(ordinal) is var day && day == DateOnly.MaxValue ? null : day;

    public static DateTimeOffset Moment(this NpgsqlDataReader reader, int ordinal) => new(reader.GetDateTime(ordinal), TimeSpan.Zero);

    public static DateTimeOffset? MomentOrNull(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.Moment(ordinal);
}
