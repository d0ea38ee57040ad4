using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Access;

/// <summary>Where the edge keeps browser sessions, so that it stays stateless. Bodies are encrypted by the edge; core cannot read them.</summary>
internal static class EdgeSessions
{
    internal sealed record Session(string Hash, string Identity, string Body, DateTimeOffset ExpiresAt);

    private const int LargestBody = 32 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/internal/sessions").Open("the edge proves itself with its own secret").ExcludeFromDescription();
        group.AddEndpointFilter(async (context, next) => context.HttpContext.RequestServices.GetRequiredService<EdgeProof>().IsEdge(context.HttpContext) ? await next(context) : Problem.NotFound.Result());
        group.MapPost("/", KeepAsync);
        group.MapGet("/{hash}", FindAsync);
        group.MapDelete("/{hash}", EndAsync);
    }

    private static async Task<IResult> KeepAsync(Session session, NpgsqlDataSource source, SignIns signIns, TimeProvider clock, CancellationToken ct)
    {
        if (!TryHash(session.Hash, out var hash)) return Problem.Invalid(new FieldProblem("hash", "MALFORMED", "SHA-256 as 64 hexadecimal digits.")).Result();
        if (session.Body.Length > LargestBody) return Problem.Invalid(new FieldProblem("body", "TOO_LARGE", "Up to 32 KB.")).Result();
        await using var command = source.CreateCommand("""
            INSERT INTO edge_session (session_hash, identity, body, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (session_hash) DO UPDATE SET body = excluded.body, expires_at = excluded.expires_at RETURNING xmax = 0
            """);
        command.Parameters.AddWithValue(hash);
        command.Parameters.AddWithValue(session.Identity);
        command.Parameters.AddWithValue(session.Body);
        command.Parameters.AddWithValue(clock.GetUtcNow().UtcDateTime);
        command.Parameters.AddWithValue(session.ExpiresAt.UtcDateTime);
        if (await command.ExecuteScalarAsync(ct) is true) await signIns.NoteAsync(session.Identity, clock.GetUtcNow(), ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Session>, NotFound>> FindAsync(string hash, NpgsqlDataSource source, TimeProvider clock, CancellationToken ct)
    {
        if (!TryHash(hash, out var bytes)) return TypedResults.NotFound();
        await using var command = source.CreateCommand("SELECT identity, body, expires_at FROM edge_session WHERE session_hash = $1 AND expires_at > $2");
        command.Parameters.AddWithValue(bytes);
        command.Parameters.AddWithValue(clock.GetUtcNow().UtcDateTime);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? TypedResults.Ok(new Session(hash, reader.GetString(0), reader.GetString(1), reader.Moment(2))) : TypedResults.NotFound();
    }

    private static async Task<IResult> EndAsync(string hash, NpgsqlDataSource source, CancellationToken ct)
    {
        if (!TryHash(hash, out var bytes)) return TypedResults.NoContent();
        await using var command = source.CreateCommand("DELETE FROM edge_session WHERE session_hash = $1");
        command.Parameters.AddWithValue(bytes);
        await command.ExecuteNonQueryAsync(ct);
        return TypedResults.NoContent();
    }

    private static bool TryHash(string text, out byte[] hash)
    {
        hash = new byte[32];
        return text.Length == 64 && Convert.FromHexString(text, hash, out _, out var written) == System.Buffers.OperationStatus.Done && written == 32;
    }
}
