using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;

namespace Tessera.Bench;

internal sealed record FloorQuestion(int Key, string Fingerprint);

internal sealed record FloorLicence(long Id, int Tenant, short Status, DateTime Expires, int Max);

internal sealed record FloorCustomer(long Id, string Name, string Email);

internal sealed record FloorPartner(int Id, string Name, short Level);

internal sealed record FloorRow(long Id, short Status, DateTime Expires, int Max, FloorCustomer Customer, FloorPartner Partner);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FloorQuestion))]
[JsonSerializable(typeof(FloorLicence))]
[JsonSerializable(typeof(FloorRow[]))]
internal sealed partial class FloorJson : JsonSerializerContext;

/// <summary>
/// The least any service would have to do (PROOFS.md §1): L3 answer from a dictionary, L4r one row under row-level security, L9
/// one event in one round trip, L5d a page and its two relations, L10 (RenewalFloor) a renewal from quote to ledger. No tokens, no rules, no limits.
/// </summary>
internal static class Floors
{
    private const string Tenant = "SELECT set_config('app.tenant', $1, true)";
    private static int _keys;

    public static async Task<int> CreateAsync(string superuser, int keys)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(superuser) { CommandTimeout = 3600 }.ConnectionString);
        await World.ExecuteAsync(source, $"""
            CREATE SCHEMA floor;
            CREATE TABLE floor.partner (id int PRIMARY KEY, tenant_id int NOT NULL, name text NOT NULL, level smallint NOT NULL);
            CREATE TABLE floor.customer (id bigint PRIMARY KEY, tenant_id int NOT NULL, name text NOT NULL, email text NOT NULL);
            CREATE TABLE floor.licence (id bigint PRIMARY KEY, tenant_id int NOT NULL, customer_id bigint NOT NULL, partner_id int NOT NULL, status smallint NOT NULL,
              expires_at timestamptz NOT NULL, maximum int NOT NULL, version int NOT NULL DEFAULT 0) WITH (fillfactor = 80);
            CREATE TABLE floor.event (tenant_id int NOT NULL, key_id bigint NOT NULL, version int NOT NULL, at timestamptz NOT NULL DEFAULT now(), body jsonb NOT NULL, PRIMARY KEY (key_id, version));
            CREATE TABLE floor.activation (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id int NOT NULL, key_id bigint NOT NULL, at timestamptz NOT NULL DEFAULT now(), fingerprint text NOT NULL);
            CREATE TABLE floor.quote (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id int NOT NULL, key_id bigint NOT NULL, amount bigint NOT NULL, at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE floor.payment (id text PRIMARY KEY, tenant_id int NOT NULL, key_id bigint NOT NULL, amount bigint NOT NULL, at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE floor.inbox (id text PRIMARY KEY, tenant_id int NOT NULL, body text NOT NULL, at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE floor.ledger (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id int NOT NULL, payment_id text NOT NULL, account text NOT NULL, amount bigint NOT NULL);
            INSERT INTO floor.partner SELECT g, g % 100 + 1, 'Partner ' || g, 1 FROM generate_series(1, 10000) g;
            INSERT INTO floor.customer SELECT g, g % 100 + 1, 'Customer ' || g, 'c' || g || '@example.com' FROM generate_series(1, 200000) g;
            INSERT INTO floor.licence SELECT g, g % 100 + 1, (g % 200000) + 1, (g % 10000) + 1, 1, now() + (g % 700 - 100) * interval '1 day', 80 FROM generate_series(1, {keys}) g;
            UPDATE floor.customer SET tenant_id = (id - 1) % 100 + 1;
            UPDATE floor.partner SET tenant_id = (id - 1) % 100 + 1;
            CREATE INDEX ON floor.licence (tenant_id, id);
            """);
        foreach (var table in new[] { "partner", "customer", "licence", "event", "activation", "quote", "payment", "inbox", "ledger" })
            await World.ExecuteAsync(source, $"""
                ALTER TABLE floor.{table} ENABLE ROW LEVEL SECURITY; ALTER TABLE floor.{table} FORCE ROW LEVEL SECURITY;
                CREATE POLICY tenant_only ON floor.{table} USING (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::int)) WITH CHECK (tenant_id = (SELECT nullif(current_setting('app.tenant', true), '')::int))
                """);
        await World.ExecuteAsync(source, "GRANT USAGE ON SCHEMA floor TO tessera_app; GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA floor TO tessera_app");
        await World.AnalyzeAsync(source);
        return 0;
    }

    public static async Task<int> ServeAsync(string app, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(app) { MaxPoolSize = 16, MaxAutoPrepare = 20, AutoPrepareMinUsages = 1, NoResetOnClose = true }.ConnectionString);
        await using (var count = source.CreateCommand("SELECT reltuples::int FROM pg_class WHERE oid = 'floor.licence'::regclass")) _keys = (int)(await count.ExecuteScalarAsync())!;
        var memory = Enumerable.Range(0, 100_000).ToDictionary(i => i, i => new FloorLicence(i, i % 100 + 1, 1, DateTime.UtcNow, 80));
        var served = builder.Build();
        served.MapPost("/l3", async (HttpRequest request) =>
        {
            var question = await JsonSerializer.DeserializeAsync(request.Body, FloorJson.Default.FloorQuestion);
            return Results.Json(memory[question!.Key % 100_000], FloorJson.Default.FloorLicence);
        });
        served.MapPost("/l4r", () => OneAsync(source));
        served.MapPost("/l9", () => ActivateAsync(source));
        served.MapGet("/l5d", () => ListAsync(source));
        served.MapRenewals(source);
        await served.RunAsync(address);
        return 0;
    }

    private static async Task<IResult> OneAsync(NpgsqlDataSource source)
    {
        var id = Random.Shared.Next(1, _keys + 1);
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = Batch(connection, id % 100 + 1);
        Add(batch, "SELECT id, tenant_id, status, expires_at, maximum FROM floor.licence WHERE id = $1", (long)id);
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        return await reader.ReadAsync()
            ? Results.Json(new FloorLicence(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt16(2), reader.GetDateTime(3), reader.GetInt32(4)), FloorJson.Default.FloorLicence)
            : Results.NotFound();
    }

    private static async Task<IResult> ActivateAsync(NpgsqlDataSource source)
    {
        var id = Random.Shared.Next(1, _keys + 1);
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = Batch(connection, id % 100 + 1);
        Add(batch, "WITH u AS (UPDATE floor.licence SET version = version + 1 WHERE id = $1 RETURNING version, tenant_id) INSERT INTO floor.event (tenant_id, key_id, version, body) SELECT tenant_id, $1, version, '{\"t\":\"Activated\",\"fp\":\"fp-0123456789abcdef\"}' FROM u", (long)id);
        Add(batch, "INSERT INTO floor.activation (tenant_id, key_id, fingerprint) VALUES ($2, $1, 'fp-0123456789abcdef')", (long)id, id % 100 + 1);
        await batch.ExecuteNonQueryAsync();
        return Results.Ok();
    }

    private static async Task<IResult> ListAsync(NpgsqlDataSource source)
    {
        var tenant = Random.Shared.Next(1, 101);
        await using var connection = await source.OpenConnectionAsync();
        var keys = new List<(long Id, short Status, DateTime Expires, int Max, long Customer, int Partner)>(50);
        await using (var page = Batch(connection, tenant))
        {
            Add(page, "SELECT id, status, expires_at, maximum, customer_id, partner_id FROM floor.licence WHERE id > $1 ORDER BY tenant_id, id LIMIT 50", (long)Random.Shared.Next(1, Math.Max(2, _keys - 10_000)));
            await using var reader = await page.ExecuteReaderAsync();
            await reader.NextResultAsync();
            while (await reader.ReadAsync()) keys.Add((reader.GetInt64(0), reader.GetInt16(1), reader.GetDateTime(2), reader.GetInt32(3), reader.GetInt64(4), reader.GetInt32(5)));
        }

        var customers = new Dictionary<long, FloorCustomer>();
        var partners = new Dictionary<int, FloorPartner>();
        await using (var relations = Batch(connection, tenant))
        {
            Add(relations, "SELECT id, name, email FROM floor.customer WHERE id = ANY($1)", keys.Select(k => k.Customer).Distinct().ToArray());
            Add(relations, "SELECT id, name, level FROM floor.partner WHERE id = ANY($1)", keys.Select(k => k.Partner).Distinct().ToArray());
            await using var reader = await relations.ExecuteReaderAsync();
            await reader.NextResultAsync();
            while (await reader.ReadAsync()) customers[reader.GetInt64(0)] = new FloorCustomer(reader.GetInt64(0), reader.GetString(1), reader.GetString(2));
            await reader.NextResultAsync();
            while (await reader.ReadAsync()) partners[reader.GetInt32(0)] = new FloorPartner(reader.GetInt32(0), reader.GetString(1), reader.GetInt16(2));
        }

        return Results.Json([.. keys.Select(k => new FloorRow(k.Id, k.Status, k.Expires, k.Max, customers[k.Customer], partners[k.Partner]))], FloorJson.Default.FloorRowArray);
    }

    internal static NpgsqlBatch Batch(NpgsqlConnection connection, int tenant)
    {
        var batch = new NpgsqlBatch(connection);
        Add(batch, Tenant, tenant.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return batch;
    }

    internal static void Add<T1>(NpgsqlBatch batch, string sql, T1 first)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<T1> { TypedValue = first });
        batch.BatchCommands.Add(command);
    }

    internal static void Add<T1, T2>(NpgsqlBatch batch, string sql, T1 first, T2 second)
    {
        Add(batch, sql, first);
        batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter<T2> { TypedValue = second });
    }
}
