using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Programme;

namespace Tessera.Bench;

/// <summary>
/// The bare pass beside G6 (L12): the same rows streamed once by the restricted role, points and keys added up per partner, and one record per
/// key of the same columns written in bulk (COPY, which needs a role that row-level security does not bind) into a table with the same key.
/// No pages, no lease, no decision, no explanation.
/// </summary>
internal static class ReviewFloor
{
    private const string Keys = "SELECT key_id, version, partner_id, kind, edition, size, last_day, outline, counted, max_extensions, deadline FROM licence_key WHERE tenant_id = 1";
    private const string Points = "SELECT partner_id, points FROM point_line WHERE tenant_id = 1 AND counts_on BETWEEN $1 AND $2";
    private const string Write = """
        COPY floor_review_key (tenant_id, key_id, run_id, key_version, partner_id, level, kind, edition, size, last_day, status, effective_edition, effective_size, support, compliance, counted, max_extensions, points)
        FROM STDIN BINARY
        """;

    public static async Task<int> RunAsync(string superuser, string app)
    {
        await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(superuser) { CommandTimeout = 3600 }.ConnectionString);
        await World.ExecuteAsync(owner, "DROP TABLE IF EXISTS floor_review_key, floor_review_partner; CREATE TABLE floor_review_key (LIKE review_key INCLUDING ALL); CREATE TABLE floor_review_partner (partner_id uuid PRIMARY KEY, points bigint, keys bigint); CHECKPOINT");
        await using var reader = NpgsqlDataSource.Create(app);
        var watch = Stopwatch.StartNew();
        var sums = new Dictionary<Guid, (long Points, long Keys)>();
        await using var reading = await reader.OpenConnectionAsync();
        await using var transaction = await reading.BeginTransactionAsync();
        await using (var set = new NpgsqlCommand("SELECT set_config('app.tenant', '1', true)", reading)) await set.ExecuteNonQueryAsync();
        await using (var points = new NpgsqlCommand(Points, reading) { Parameters = { new() { Value = PointWindow.Before(ReviewWorld.Day).From }, new() { Value = PointWindow.Before(ReviewWorld.Day).To } } })
        await using (var rows = await points.ExecuteReaderAsync())
            while (rows.Read()) Add(rows.GetGuid(0), rows.GetInt64(1), 0);
        var keys = await KeysAsync(owner, reading, (partner, count) => Add(partner, 0, count));
        await using (var writing = await owner.OpenConnectionAsync())
        await using (var copy = await writing.BeginBinaryImportAsync("COPY floor_review_partner FROM STDIN BINARY"))
        {
            foreach (var (partner, sum) in sums) await copy.WriteRowAsync(default, partner, sum.Points, sum.Keys);
            await copy.CompleteAsync();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"seconds": {{watch.Elapsed.TotalSeconds:F3}}, "keys": {{keys}}, "partners": {{sums.Count}}}"""));
        return 0;

        void Add(Guid partner, long points, long count) => sums[partner] = sums.GetValueOrDefault(partner) is var sum ? (sum.Points + points, sum.Keys + count) : default;
    }

    private static async Task<int> KeysAsync(NpgsqlDataSource owner, NpgsqlConnection reading, Action<Guid, long> add)
    {
        var run = Guid.CreateVersion7();
        var count = 0;
        await using var writing = await owner.OpenConnectionAsync();
        await using var copy = await writing.BeginBinaryImportAsync(Write);
        await using var command = new NpgsqlCommand(Keys, reading);
        await using var rows = await command.ExecuteReaderAsync();
        while (rows.Read())
        {
            var partner = rows.GetGuid(2);
            add(partner, 1);
            count++;
            copy.StartRow();
            copy.Write(1, NpgsqlDbType.Integer);
            copy.Write(rows.GetGuid(0), NpgsqlDbType.Uuid);
            copy.Write(run, NpgsqlDbType.Uuid);
            copy.Write(rows.GetInt32(1), NpgsqlDbType.Integer);
            copy.Write(partner, NpgsqlDbType.Uuid);
            copy.Write("Bronze", NpgsqlDbType.Text);
            copy.Write(rows.GetString(3), NpgsqlDbType.Text);
            copy.Write(rows.GetString(4), NpgsqlDbType.Text);
            copy.Write(rows.GetInt32(5), NpgsqlDbType.Integer);
            copy.Write(rows.GetFieldValue<DateOnly>(6), NpgsqlDbType.Date);
            copy.Write("ACTIVE", NpgsqlDbType.Text);
            copy.Write(rows.GetString(4), NpgsqlDbType.Text);
            copy.Write(rows.GetInt32(5), NpgsqlDbType.Integer);
            copy.Write(rows.GetString(7).Length > 0, NpgsqlDbType.Boolean);
            copy.Write("COMPLIES", NpgsqlDbType.Text);
            if (rows.IsDBNull(8)) copy.WriteNull();
            else copy.Write(rows.GetInt32(8), NpgsqlDbType.Integer);
            if (rows.IsDBNull(9)) copy.WriteNull();
            else copy.Write(rows.GetInt32(9), NpgsqlDbType.Integer);
            copy.Write(0L, NpgsqlDbType.Bigint);
        }

        await copy.CompleteAsync();
        return count;
    }
}
