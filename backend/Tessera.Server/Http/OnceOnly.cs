using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Tessera.Platform.Errors;
using Tessera.Platform.Idempotency;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Http;

/// <summary>What a write works with: its transaction, who asks, and the one moment it happens at.</summary>
internal sealed class Write(HttpContext context, TenantTransaction transaction, DateTimeOffset now)
{
    private readonly List<Action> _afterCommit = [];

    public TenantTransaction Transaction => transaction;

    public Caller Caller { get; } = context.Caller();

    public AuditActor Who { get; } = AuditActor.Of(context);

    public DateTimeOffset Now => now;

    public CancellationToken Ct => context.RequestAborted;

    /// <summary>Runs once the write is kept; never for a refused or a repeated one.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    internal void Committed()
    {
        foreach (var action in _afterCommit) action();
    }
}

/// <summary>How a write ended: an answer that is kept under the caller's Idempotency-Key, or a refusal that leaves no trace.</summary>
internal sealed record Outcome(object? Answer, Problem? Refusal, int Status = StatusCodes.Status200OK)
{
    public static Outcome Done(object answer, int status = StatusCodes.Status200OK) => new(answer, null, status);

    public static implicit operator Outcome(Problem refusal) => new(null, refusal);
}

/// <summary>
/// A write that happens once per Idempotency-Key (HOUSE.md law 6): its row, the work and the kept answer are one transaction.
/// Two at the same time wait for each other at the row's primary key. Refusals keep nothing, so a corrected request may follow.
/// </summary>
internal sealed class OnceOnly(TenantDb db, TimeProvider clock, IOptions<JsonOptions> json)
{
    private const int LargestBody = 64 * 1024;

    public async Task<IResult> RunAsync<TBody>(HttpContext context, Func<TBody, Write, Task<Outcome>> work)
        where TBody : class
    {
        var ct = context.RequestAborted;
        if (await BodyAsync(context, ct) is not { } bytes) return new Problem(413, "TOO_LARGE", "The request is larger than this operation takes.").Result();
        if (IdempotencyKey.Of(context, bytes) is not { } key) return IdempotencyKey.Required.Result();
        var (body, malformed) = Read<TBody>(bytes);
        if (body is null) return malformed!.Result();

        var caller = context.Caller();
        var now = clock.GetUtcNow();
        Write? write = null;
        var result = await db.TransactAsync(
            caller.TenantId,
            async transaction =>
            {
                if (await ClaimAsync(transaction, caller, key, now, ct) == 0) return await RepeatAsync(context, transaction, caller, key, ct);
                write = new Write(context, transaction, now);
                var outcome = await work(body, write);
                if (outcome.Refusal is { } refusal)
                {
                    write = null;
                    transaction.Abandon();
                    return refusal.Result();
                }

                var text = JsonSerializer.Serialize(outcome.Answer, json.Value.SerializerOptions);
                await transaction.WriteAsync(
                    [Sql.Of("UPDATE idempotency SET status = $3, body = $4 WHERE actor_id = $1 AND key = $2", caller.Membership.Id, key.Value, outcome.Status, text)], ct);
                return Json(text, outcome.Status);
            },
            ct);
        write?.Committed();
        return result;
    }

    private static Task<int> ClaimAsync(TenantTransaction transaction, Caller caller, IdempotencyKey key, DateTimeOffset now, CancellationToken ct) => transaction.WriteAsync(
        [Sql.Of("INSERT INTO idempotency (tenant_id, actor_id, key, request_hash, status, body, at) VALUES ($1, $2, $3, $4, 0, '', $5) ON CONFLICT DO NOTHING", caller.TenantId, caller.Membership.Id, key.Value, key.Hash, now)], ct);

    private static async Task<IResult> RepeatAsync(HttpContext context, TenantTransaction transaction, Caller caller, IdempotencyKey key, CancellationToken ct)
    {
        transaction.Abandon();
        var kept = await transaction.QueryAsync(
            Sql.Of("SELECT request_hash, status, body FROM idempotency WHERE actor_id = $1 AND key = $2", caller.Membership.Id, key.Value),
            r => (Hash: r.GetFieldValue<byte[]>(0), Status: r.GetInt32(1), Body: r.GetString(2)),
            ct);
        if (kept is not [var answer]) return new Problem(503, "UNAVAILABLE", "The same write is being decided. Try again shortly.").Result();
        if (!answer.Hash.AsSpan().SequenceEqual(key.Hash)) return IdempotencyKey.Reused.Result();
        context.Response.Headers["Idempotent-Replayed"] = "true";
        return Json(answer.Body, answer.Status);
    }

    private (TBody? Body, Problem? Malformed) Read<TBody>(byte[] bytes)
        where TBody : class
    {
        try
        {
            var body = bytes.Length == 0 ? JsonSerializer.Deserialize<TBody>("{}"u8, json.Value.SerializerOptions) : JsonSerializer.Deserialize<TBody>(bytes, json.Value.SerializerOptions);
            return body is null ? (null, Malformed("body")) : (body, null);
        }
        catch (JsonException error)
        {
            return (null, Malformed(error.Path is { Length: > 2 } path ? path[2..] : "body"));
        }
    }

    private static Problem Malformed(string field) => Problem.Invalid(new FieldProblem(field, "MALFORMED", "This is not what the field takes."));

    private static IResult Json(string text, int status) => Results.Text(text, "application/json; charset=utf-8", System.Text.Encoding.UTF8, status);

    private static async Task<byte[]?> BodyAsync(HttpContext context, CancellationToken ct)
    {
        if (context.Request.ContentLength > LargestBody) return null;
        using var buffer = new MemoryStream();
        var chunk = new byte[4096];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > LargestBody) return null;
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
