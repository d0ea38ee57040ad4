using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Idempotency;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Http;

/// <summary>Answers kept under an Idempotency-Key, for writes that go to the database as one batch (see <see cref="OnceOnly"/> for the others).</summary>
internal static class KeptAnswers
{
    /// <summary>What the same request was answered before; null where it is new.</summary>
    public static async Task<IResult?> ReplayAsync(TenantDb db, Caller caller, IdempotencyKey key, CancellationToken ct)
    {
        var kept = await db.FirstAsync(
            caller.TenantId,
            Sql.Of("SELECT request_hash, status, body FROM idempotency WHERE tenant_id = $1 AND actor_id = $2 AND key = $3", caller.TenantId, caller.Membership.Id, key.Value),
            r => new Kept(r.GetFieldValue<byte[]>(0), r.GetInt32(1), r.GetString(2)), ct);
        if (kept is null) return null;
        return kept.Hash.AsSpan().SequenceEqual(key.Hash) ? new Replayed(kept) : IdempotencyKey.Reused.Result();
    }

    public static NpgsqlBatchCommand Keep(Caller caller, IdempotencyKey key, string body, DateTimeOffset at, int status = StatusCodes.Status200OK) => Sql.Of(
        "INSERT INTO idempotency (tenant_id, actor_id, key, request_hash, status, body, at) VALUES ($1, $2, $3, $4, $5, $6, $7)", caller.TenantId, caller.Membership.Id, key.Value, key.Hash, status, body, at);

    /// <summary>The same request was being made at the same time, and was first.</summary>
    public static bool Raced(PostgresException e) => e is { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "idempotency" };

    private sealed record Kept(byte[] Hash, int Status, string Body);

    private sealed class Replayed(Kept kept) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers["Idempotent-Replayed"] = "true";
            return Results.Text(kept.Body, "application/json; charset=utf-8", System.Text.Encoding.UTF8, kept.Status).ExecuteAsync(httpContext);
        }
    }
}
