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

    private const string Forget = """
        UPDATE outbox SET body = body - $3::text[] WHERE tenant_id = $1 AND message_id IN (
          SELECT message_id FROM outbox WHERE tenant_id = $1 AND state = 'SENT' AND done_at < $2 AND jsonb_exists_any(body, $3::text[]) LIMIT $4)
        """;

    /// <summary>How many messages one <see cref="Forgetting"/> takes.</summary>
    public const int ForgottenAtOnce = 2_000;

    /// <summary>Takes fields out of what was sent before a moment; the messages stay, so that none is sent twice. Repeat it until no row is left.</summary>
    public static NpgsqlBatchCommand Forgetting(int tenant, DateTimeOffset before, params string[] fields) => Sql.Of(Forget, tenant, before, fields, ForgottenAtOnce);

    /// <summary>Keeps nothing where a message with the same reason is there already; the count of rows says which.</summary>
    public static NpgsqlBatchCommand Add(int tenant, OutboxMessage message) =>
        Sql.Of(Insert, tenant, message.Id, message.Kind, message.Dedupe, Sql.Json(message.Body), message.DueAt);
}
