using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Platform.Outbox;

/// <summary>
/// Work that leaves the house: a row in the transaction of the write it follows from, sent after commit (HOUSE.md law 7). What
/// was committed goes out though the process dies; what was rolled back never does.
/// </summary>
public static class Outbox
{
    private const string Insert = """
        INSERT INTO outbox (tenant_id, message_id, kind, dedupe, body, state, created_at, due_at) VALUES ($1, $2, $3, $4, $5, 'NEW', now(), $6)
        ON CONFLICT (tenant_id, dedupe) DO NOTHING
        """;

    /// <summary>Keeps nothing where a message with the same reason is there already; the count of rows says which.</summary>
    public static NpgsqlBatchCommand Add(int tenant, OutboxMessage message) =>
        Sql.Of(Insert, tenant, message.Id, message.Kind, message.Dedupe, Sql.Json(message.Body), message.DueAt);
}
