using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Platform.Outbox;

/// <summary>
/// The rows as workers see them. A claim is a lease by the database's clock, so that processes whose clocks differ agree on it;
/// when a message is due is said by the clock of the business. Reports name the attempt they are of.
/// </summary>
internal static class OutboxRows
{
    /// <summary>Longer than the longest try and its report.</summary>
    public const int LeaseSeconds = 120;

    private const string Unreported = "UNREPORTED";

    private static readonly string ClaimOne = $"""
        UPDATE outbox SET state = 'SENDING', attempts = attempts + 1, claimed_until = now() + make_interval(secs => {LeaseSeconds}), failure = NULL
        WHERE tenant_id = $1 AND message_id = (
          SELECT message_id FROM outbox
          WHERE tenant_id = $1 AND kind = $2 AND due_at <= $3 AND state IN ('NEW', 'SENDING') AND (state = 'NEW' OR ($4 AND claimed_until < now()))
          ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING message_id, dedupe, body::text, attempts, created_at
        """;

    private const string GiveUp = """
        UPDATE outbox SET state = 'UNCERTAIN', claimed_until = NULL, failure = $3 WHERE tenant_id = $1 AND kind = $2 AND state = 'SENDING' AND claimed_until < now()
        """;

    private const string Report = """
        UPDATE outbox SET state = $4, due_at = coalesce($5, due_at), claimed_until = NULL, done_at = $6, failure = $7
        WHERE tenant_id = $1 AND message_id = $2 AND attempts = $3 AND state = 'SENDING'
        """;

    /// <summary>That it is out is true however late it is said, unless another try was begun.</summary>
    private const string ReportSent = """
        UPDATE outbox SET state = 'SENT', claimed_until = NULL, done_at = $4, failure = NULL
        WHERE tenant_id = $1 AND message_id = $2 AND attempts = $3 AND state IN ('SENDING', 'UNCERTAIN', 'NEW')
        """;

    /// <summary>One due message, leased; none where others hold what there is.</summary>
    public static NpgsqlBatchCommand Claim(int tenant, OutboxKind kind, DateTimeOffset now) => Sql.Of(ClaimOne, tenant, kind.Name, now, kind.Handler.Repeatable);

    public static OutboxDelivery Read(NpgsqlDataReader row, int tenant, string kind) =>
        new(tenant, row.GetGuid(0), kind, row.GetString(1), row.GetString(2), row.GetInt32(3), row.Moment(4));

    /// <summary>At most once: what a dead worker had begun is no longer anybody's.</summary>
    public static NpgsqlBatchCommand GiveUpUnreported(int tenant, string kind) => Sql.Of(GiveUp, tenant, kind, Unreported);

    public static NpgsqlBatchCommand Sent(OutboxDelivery tried, DateTimeOffset now) => Sql.Of(ReportSent, tried.Tenant, tried.Id, tried.Attempt, now);

    /// <param name="tried">The try.</param>
    /// <param name="state">NEW, FAILED or UNCERTAIN.</param>
    /// <param name="reason">What a person is told.</param>
    /// <param name="due">When it is tried again; null where it is not.</param>
    /// <param name="done">When it came to its end; null where it did not.</param>
    public static NpgsqlBatchCommand NotSent(OutboxDelivery tried, string state, string reason, DateTimeOffset? due, DateTimeOffset? done) =>
        Sql.Of(Report, tried.Tenant, tried.Id, tried.Attempt, state, Moment(due), Moment(done), reason);

    private static NpgsqlParameter Moment(DateTimeOffset? value) => new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz, Value = value is { } at ? at.UtcDateTime : DBNull.Value };
}
