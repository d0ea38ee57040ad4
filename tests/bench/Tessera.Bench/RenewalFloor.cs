using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Tessera.Bench;

/// <summary>L10: the least a renewal would take: a quote's row, a payment's row, a verified message that is kept once and, in the same batch, the key's event and two postings.</summary>
internal static class RenewalFloor
{
    private const string Renewal = """
        WITH told AS (INSERT INTO floor.inbox (id, tenant_id, body) SELECT $1, $2, $3 ON CONFLICT DO NOTHING RETURNING tenant_id),
             moved AS (UPDATE floor.licence l SET version = version + 1, expires_at = expires_at + interval '365 days' FROM told WHERE l.id = $4 RETURNING l.version, l.tenant_id),
             happened AS (INSERT INTO floor.event (tenant_id, key_id, version, body) SELECT tenant_id, $4, version, '{"t":"Renewed","days":365}' FROM moved)
        INSERT INTO floor.ledger (tenant_id, payment_id, account, amount) SELECT moved.tenant_id, $1, account, amount FROM moved, (VALUES ('RECEIVED', 72000::bigint), ('APPLIED', -72000)) AS p (account, amount)
        """;

    public static void MapRenewals(this WebApplication served, NpgsqlDataSource source)
    {
        served.MapPost("/l10/quote", (int key) => OneAsync(source, key, "INSERT INTO floor.quote (tenant_id, key_id, amount) VALUES ($2, $1, 72000)"));
        served.MapPost("/l10/checkout", (int key) => OneAsync(source, key, "INSERT INTO floor.payment (id, tenant_id, key_id, amount) VALUES (gen_random_uuid()::text, $2, $1, 72000)"));
        served.MapPost("/l10/webhook", (HttpRequest request) => RenewAsync(source, request));
        served.MapGet("/l10/key", (int key) => OneAsync(source, key, "SELECT version FROM floor.licence WHERE id = $1 AND tenant_id = $2"));
    }

    private static int Tenant(int key) => key % World.Tenants + 1;

    private static async Task<IResult> OneAsync(NpgsqlDataSource source, int key, string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = Floors.Batch(connection, Tenant(key));
        Floors.Add(batch, sql, (long)key, Tenant(key));
        await batch.ExecuteNonQueryAsync();
        return Results.Ok();
    }

    private static async Task<IResult> RenewAsync(NpgsqlDataSource source, HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        var body = Encoding.UTF8.GetString(buffer.ToArray());
        var header = request.Headers["Stripe-Signature"].ToString();
        var (moment, signature) = (header[2..header.IndexOf(',', StringComparison.Ordinal)], Convert.FromHexString(header[(header.IndexOf("v1=", StringComparison.Ordinal) + 3)..]));
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Renewals.Secret), Encoding.UTF8.GetBytes($"{moment}.{body}")), signature)) return Results.BadRequest();
        using var told = JsonDocument.Parse(body);
        var key = told.RootElement.GetProperty("data").GetProperty("object").GetProperty("key").GetInt32();
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        Floors.Add(batch, "SELECT set_config('app.tenant', $1, true)", Tenant(key).ToString(CultureInfo.InvariantCulture));
        Floors.Add(batch, Renewal, told.RootElement.GetProperty("id").GetString()!, Tenant(key));
        batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter<string> { TypedValue = body });
        batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter<long> { TypedValue = key });
        await batch.ExecuteNonQueryAsync();
        return Results.Ok();
    }
}
