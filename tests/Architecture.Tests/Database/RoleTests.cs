using System.Globalization;
using Architecture.Tests.Kit;
using Npgsql;

namespace Architecture.Tests.Database;

/// <summary>What the application's role can do to a database full of keys, tried rather than read.</summary>
public sealed class RoleTests(RunningCore running)
{
    private const string Refused = PostgresErrorCodes.InsufficientPrivilege;

    /// <summary>Tables the world of these tests fills; the others would prove nothing.</summary>
    private const int FewestFilled = 12;

    public static TheoryData<string> History => ["key_event", "audit_entry", "rule_book", "retired_number"];

    [Theory, MemberData(nameof(History))]
    public async Task History_is_only_added_to(string table)
    {
        await using var app = await AppAsync(1);
        Assert.Equal(Refused, await FailureAsync(app, $"UPDATE {table} SET tenant_id = tenant_id"));
        Assert.Equal(Refused, await FailureAsync(app, $"DELETE FROM {table}"));
        Assert.Equal(Refused, await FailureAsync(app, $"TRUNCATE {table}"));
    }

    [Theory]
    [InlineData("CREATE TABLE planted (id int)")]
    [InlineData("ALTER TABLE licence_key DISABLE ROW LEVEL SECURITY")]
    [InlineData("DROP POLICY tenant_only ON licence_key")]
    [InlineData("SET ROLE tessera_owner")]
    [InlineData("UPDATE tenant SET name = name")]
    [InlineData("INSERT INTO schema_migration (name, hash) VALUES ('planted', '')")]
    [InlineData("DELETE FROM licence_key")]
    [InlineData("COPY licence_key TO PROGRAM 'true'")]
    public async Task The_application_cannot(string attempt)
    {
        await using var app = await AppAsync(1);
        Assert.Equal(Refused, await FailureAsync(app, attempt));
    }

    [Fact]
    public async Task Switching_row_security_off_ends_in_an_error_not_in_rows()
    {
        await using var app = await AppAsync(null);
        await ExecuteAsync(app, "SET row_security = off");
        Assert.Equal(Refused, await FailureAsync(app, "SELECT count(*) FROM licence_key"));
    }

    [Fact]
    public async Task Without_a_tenant_no_row_is_seen()
    {
        var tables = await FilledAsync();
        await using var app = await AppAsync(null);
        var seen = new List<string>();
        foreach (var (table, _) in tables)
            if (await CountAsync(app, $"SELECT count(*) FROM {table}") is var n and > 0) seen.Add($"{table} shows {n} rows to nobody");
        Rule.Holds(tables.Count - FewestFilled + 1, seen);
    }

    [Fact]
    public async Task A_tenant_sees_only_its_own_rows()
    {
        var tables = await FilledAsync();
        var seen = new List<string>();
        foreach (var tenant in new[] { 1, 2 })
        {
            await using var app = await AppAsync(tenant);
            foreach (var (table, _) in tables)
                if (await CountAsync(app, $"SELECT count(*) FROM {table} WHERE tenant_id <> {tenant}") is var n and > 0) seen.Add($"{table} shows {n} foreign rows to tenant {tenant}");
        }

        Rule.Holds(tables.Count - FewestFilled + 1, seen);
    }

    /// <summary>A row of tenant 1, byte for byte, offered by a connection of tenant 2.</summary>
    [Fact]
    public async Task A_tenant_cannot_write_into_another_one()
    {
        var tables = await FilledAsync();
        await using var superuser = await Superuser.OfAsync(await running.LivedAsync());
        await using var app = await AppAsync(2);
        var written = new List<string>();
        var tried = 0;
        foreach (var (table, columns) in tables)
        {
            if (await superuser.LinesAsync($"SELECT row_to_json(t)::text FROM {table} t WHERE tenant_id = 1 LIMIT 1") is not [var row]) continue;
            tried++;
            await using var command = new NpgsqlCommand($"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_record(NULL::{table}, $1::json)", app);
            command.Parameters.AddWithValue(row);
            var refusal = await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync()) as PostgresException;
            if (refusal?.SqlState != Refused) written.Add($"{table}: {refusal?.MessageText ?? "written"}");
        }

        Rule.Holds(tried - FewestFilled + 1, written);
    }

    private async Task<List<(string Table, string Columns)>> FilledAsync()
    {
        await using var superuser = await Superuser.OfAsync(await running.LivedAsync());
        var tables = await superuser.LinesAsync("""
            SELECT a.attrelid::regclass::text, (SELECT string_agg(quote_ident(c.attname), ', ' ORDER BY c.attnum) FROM pg_attribute c WHERE c.attrelid = a.attrelid AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = '')
            FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid AND r.relkind = 'r' JOIN pg_namespace n ON n.oid = r.relnamespace AND n.nspname = 'public' WHERE a.attname = 'tenant_id'
            """);
        var filled = new List<(string, string)>();
        foreach (var line in tables)
        {
            var (table, columns) = (line.Split(" · ")[0], line.Split(" · ")[1]);
            if (await superuser.LinesAsync($"SELECT 1 FROM {table} LIMIT 1") is [_]) filled.Add((table, columns));
        }

        return filled;
    }

    /// <summary>An application's connection with the tenant set for its session, as only a test may do it.</summary>
    private async Task<NpgsqlConnection> AppAsync(int? tenant)
    {
        var app = new NpgsqlConnection((await running.LivedAsync()).App + ";Pooling=false");
        await app.OpenAsync();
        if (tenant is { } id) await ExecuteAsync(app, $"SELECT set_config('app.tenant', '{id}', false)");
        return app;
    }

    private static async Task<string?> FailureAsync(NpgsqlConnection connection, string sql) => (await Record.ExceptionAsync(() => ExecuteAsync(connection, sql)) as PostgresException)?.SqlState;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
