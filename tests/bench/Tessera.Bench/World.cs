using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Bench;

/// <summary>
/// 100 tenants, 10 000 partners, 200 000 customers and their keys from one seed, made by the domain and the projection that
/// production uses; and the files the load is driven from.
/// </summary>
internal static class World
{
    public const int Tenants = 100;
    private const int PartnersPerTenant = 100;
    private const int CustomersPerTenant = 2_000;
    public const int Block = 20_000;

    /// <summary>A prime: every key comes once, neighbours far apart.</summary>
    private const int Stride = 7_919;
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    public static readonly RuleBook Book = RuleBooks.Load("allnet");
    private static readonly int[] Sizes = [4, 8, 16, 24, 32, 64, 128];

    public static async Task<int> GenerateAsync(string superuser, int keys, string folder)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(superuser) { CommandTimeout = 3600 }.ConnectionString);
        await OrganisationsAsync(source);
        var perTenant = keys / Tenants;
        var started = DateTime.UtcNow;
        await Parallel.ForEachAsync(Enumerable.Range(1, Tenants), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (tenant, ct) =>
        {
            for (var from = 0; from < perTenant; from += Block) await KeysAsync(source, (tenant, CustomersPerTenant, PartnersPerTenant), from, Math.Min(Block, perTenant - from), ct);
        });
        await AnalyzeAsync(source);
        await FilesAsync(folder, perTenant);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{keys} keys in {(DateTime.UtcNow - started).TotalSeconds:F0} s"));
        return 0;
    }

    /// <summary>
    /// Only what holds rows: a table analysed while it is empty is planned as empty, and a session's cached plans keep that while it fills.
    /// A new installation never analyses its empty tables.
    /// </summary>
    public static async Task AnalyzeAsync(NpgsqlDataSource source)
    {
        var filled = new List<string>();
        await using (var command = source.CreateCommand("SELECT format('%I.%I', schemaname, relname) FROM pg_stat_user_tables WHERE pg_relation_size(relid) > 0"))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) filled.Add(reader.GetString(0));
        await ExecuteAsync(source, $"VACUUM ANALYZE {string.Join(", ", filled)}");
    }

    public static Guid Id(int kind, int tenant, int n) => new((uint)kind, (ushort)tenant, 0x7000, 0x80, 0, 0, 0, (byte)(n >> 24), (byte)(n >> 16), (byte)(n >> 8), (byte)n);

    public static LicenceNumber Number(int tenant, int n)
    {
        var mixed = (((ulong)tenant << 32) | (uint)n) * 0x9E3779B97F4A7C15UL;
        mixed ^= mixed >> 29;
        Span<byte> bytes = stackalloc byte[10];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, mixed * 0xBF58476D1CE4E5B9UL);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(bytes[8..], (ushort)(n ^ tenant));
        return LicenceNumber.FromRandom(bytes);
    }

    private static async Task OrganisationsAsync(NpgsqlDataSource source)
    {
        await ExecuteAsync(source, $"INSERT INTO tenant SELECT g, 't' || g, 'Tenant ' || g, 'EUR', 'Europe/Rome', '{{en}}' FROM generate_series(1, {Tenants}) g");
        await using (var books = source.CreateCommand($"INSERT INTO rule_book SELECT g, 1, $1::jsonb, now(), 'bench' FROM generate_series(1, {Tenants}) g"))
        {
            books.Parameters.AddWithValue(RuleBooks.Write(Book));
            await books.ExecuteNonQueryAsync();
        }

        await using var connection = await source.OpenConnectionAsync();
        await using (var copy = await connection.BeginBinaryImportAsync("COPY partner (tenant_id, partner_id, name, country, level, created_at, search) FROM STDIN BINARY"))
        {
            for (var t = 1; t <= Tenants; t++)
                for (var n = 0; n < PartnersPerTenant; n++)
                    await copy.WriteRowAsync(default, t, Id(1, t, n), $"Partner {t} {n}", "IT", "Bronze", Now.UtcDateTime, NpgsqlTsVector.Empty);
            await copy.CompleteAsync();
        }

        await using (var copy = await connection.BeginBinaryImportAsync("COPY customer (tenant_id, customer_id, partner_id, name, email, country, language, created_at, search) FROM STDIN BINARY"))
        {
            for (var t = 1; t <= Tenants; t++)
                for (var n = 0; n < CustomersPerTenant; n++)
                    await copy.WriteRowAsync(default, t, Id(2, t, n), Id(1, t, n % PartnersPerTenant), Customer(t, n), $"c{t}.{n}@example.com", "IT", "en", Now.UtcDateTime, NpgsqlTsVector.Empty);
            await copy.CompleteAsync();
        }

        await ExecuteAsync(source, $"""
            INSERT INTO membership (tenant_id, membership_id, directory_id, object_id, name, login, role, created_at)
            SELECT g, lpad(to_hex(g), 32, '0')::uuid, lpad(to_hex(g + 4096), 32, '0')::uuid, lpad(to_hex(g), 32, '0')::uuid, 'Operator ' || g, 'op' || g, 'OPERATOR', now() FROM generate_series(1, {Tenants}) g
            """);
    }

    private static string Customer(int tenant, int n) => $"Customer {tenant} {n:D5}";

    private static async Task KeysAsync(NpgsqlDataSource source, (int Tenant, int Customers, int Partners) world, int from, int count, CancellationToken ct)
    {
        var tenant = world.Tenant;
        var rows = new (KeyRow Row, KeyEvent[] Events, string[] Search)[count];
        for (var i = 0; i < count; i++) rows[i] = Key(world, from + i);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RowsAsync(connection, tenant, rows.Select(r => r.Row), ct);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY key_event (tenant_id, key_id, version, at, actor, name, body) FROM STDIN BINARY", ct))
        {
            foreach (var (row, events, _) in rows)
                for (var v = 0; v < events.Length; v++)
                {
                    await copy.StartRowAsync(ct);
                    await copy.WriteAsync(tenant, NpgsqlDbType.Integer, ct);
                    await copy.WriteAsync(row.Facts.Id.Value, NpgsqlDbType.Uuid, ct);
                    await copy.WriteAsync(v + 1, NpgsqlDbType.Integer, ct);
                    await copy.WriteAsync(Now.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
                    await copy.WriteAsync("bench", NpgsqlDbType.Text, ct);
                    await copy.WriteAsync(KeyEventNames.Of(events[v]), NpgsqlDbType.Text, ct);
                    await copy.WriteAsync(Encoding.UTF8.GetString(KeyJson.WriteEvent(events[v])), NpgsqlDbType.Json, ct);
                }

            await copy.CompleteAsync(ct);
        }

        await using (var found = new NpgsqlCommand("INSERT INTO key_search SELECT $1, id, array_to_tsvector(string_to_array(words, ' ')) FROM unnest($2::uuid[], $3::text[]) AS n (id, words)", connection, transaction))
        {
            found.Parameters.AddWithValue(tenant);
            found.Parameters.AddWithValue(rows.Select(r => r.Row.Facts.Id.Value).ToArray());
            found.Parameters.AddWithValue(rows.Select(r => SearchWords.Joined(r.Search)).ToArray());
            await found.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Rows of keys as they are, through COPY.</summary>
    public static async Task RowsAsync(NpgsqlConnection connection, int tenant, IEnumerable<KeyRow> rows, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY licence_key (tenant_id, {string.Join(", ", KeyRow.Columns.Select(c => c.Name))}) FROM STDIN BINARY", ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(tenant, NpgsqlDbType.Integer, ct);
            for (var c = 0; c < KeyRow.Columns.Length; c++)
                if (row.Values[c] is { } value) await copy.WriteAsync(value, KeyRow.Columns[c].Type, ct);
                else await copy.WriteNullAsync(ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>The n-th key: of customer n modulo their number, who is with partner n modulo theirs.</summary>
    public static (KeyRow Row, KeyEvent[] Events, string[] Search) Key((int Tenant, int Customers, int Partners) world, int n)
    {
        var tenant = world.Tenant;
        var random = new Random(tenant * 1_000_003 + n);
        var customer = n % world.Customers;
        var partner = customer % world.Partners;
        var perpetual = random.Next(10) == 0;
        var size = Sizes[random.Next(perpetual ? 3 : Sizes.Length)];
        var start = Today.AddDays(-random.Next(700));
        var events = new List<KeyEvent>(2);
        var key = Domain.Keys.Key.None;
        Take(new KeyCommand.IssueKey(
            new KeyId(Id(3, tenant, n)), Number(tenant, n), new CustomerId(Id(2, tenant, customer)), new PartnerId(Id(1, tenant, partner)),
            perpetual ? KeyKind.Perpetual : KeyKind.Annual, random.Next(3) == 0 ? Edition.Enterprise : Edition.Professional, size, StartsOn: start));
        if (random.Next(10) < 6) Take(new KeyCommand.ReportUsage(random.Next(size * 6)));
        var row = KeyRow.Of(key.Known!, Book, 1, Customer(tenant, customer));
        return (row, [.. events], row.Search(tenant, Customer(tenant, customer), $"Partner {tenant} {partner}"));

        void Take(KeyCommand command)
        {
            if (KeyDecider.Decide(command, key, Book, Today, Now, new Actor("bench")) is not Decision.Accepted accepted) return;
            foreach (var happened in accepted.Events)
            {
                key = key.Evolve(happened);
                events.Add(happened);
            }
        }
    }

    /// <summary>What the load generator asks for: numbers in shuffled order, and pages from all over every tenant.</summary>
    private static async Task FilesAsync(string folder, int perTenant)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(7);
        await File.WriteAllLinesAsync(Path.Combine(folder, "numbers.txt"), Enumerable.Range(0, perTenant * Tenants).Select(i =>
        {
            var t = i % Tenants + 1;
            return $"t{t} {Number(t, (int)((long)(i / Tenants) * Stride % perTenant)).Value}";
        }));
        await File.WriteAllLinesAsync(Path.Combine(folder, "pages.txt"), Enumerable.Range(0, 20_000).Select(_ =>
        {
            var t = random.Next(1, Tenants + 1);
            var cursor = new Server.Http.Cursor(t, "keys:EXPIRY", Today.AddDays(random.Next(-300, 330)).ToString("O", CultureInfo.InvariantCulture), Id(3, t, random.Next(perTenant)));
            return $"{t} {cursor.Encode()}";
        }));
    }

    public static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
