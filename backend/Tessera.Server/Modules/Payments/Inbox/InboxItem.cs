using System.Text.RegularExpressions;
using Npgsql;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Payments.Inbox;

/// <summary>
/// An archived event and the statements around it. It is archived once, whoever sends it how often; worked on by whoever holds its lease, whose
/// time is the database's; marked done in the transaction of what it brought about, so that it is worked on once.
/// </summary>
/// <param name="Attempts">So far.</param>
internal sealed partial record InboxItem(int Tenant, string EventId, string Body, DateTimeOffset ReceivedAt, int Attempts)
{
    public const int ClaimedAtOnce = 50;
    private const int ForgottenAtOnce = 2_000;

    /// <summary>An event that waits for something is waited with for this long; then it is DEAD, and an operator sees it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const string Insert = """
        INSERT INTO inbox (tenant_id, event_id, type, body, received_at, state, due_at, claimed_until)
        VALUES ($1, $2, $3, $4, $5, 'NEW', $5, clock_timestamp() + make_interval(secs => 30)) ON CONFLICT DO NOTHING RETURNING true
        """;

    private const string InsertFound = """
        INSERT INTO inbox (tenant_id, event_id, type, body, received_at, state, due_at)
        SELECT $1, e.*, $5, 'NEW', $5 FROM unnest($2::text[], $3::text[], $4::text[]) AS e ON CONFLICT DO NOTHING
        """;

    private const string Take = """
        UPDATE inbox i SET claimed_until = clock_timestamp() + make_interval(secs => 30)
        FROM (SELECT event_id FROM inbox WHERE tenant_id = $1 AND state IN ('NEW', 'WAITING') AND due_at <= $2 AND (claimed_until IS NULL OR claimed_until < clock_timestamp())
              ORDER BY due_at, event_id LIMIT $3 FOR UPDATE SKIP LOCKED) AS due
        WHERE i.tenant_id = $1 AND i.event_id = due.event_id RETURNING i.event_id, i.body, i.received_at, i.attempts
        """;

    private const string Rest = """
        UPDATE inbox SET state = $3, attempts = attempts + 1, due_at = $4, note = $5, done_at = CASE WHEN $3 IN ('DONE', 'IGNORED') THEN $6::timestamptz END, claimed_until = NULL
        WHERE tenant_id = $1 AND event_id = $2 AND state IN ('NEW', 'WAITING')
        """;

    private const string Forget = """
        UPDATE inbox SET body = '' WHERE tenant_id = $1 AND event_id IN (
          SELECT event_id FROM inbox WHERE tenant_id = $1 AND state IN ('DONE', 'IGNORED') AND done_at < $2 AND body <> '' LIMIT $3)
        """;

    /// <summary>What was worked on before a moment keeps its name, so that it is not worked on again, and loses what it said. Repeat it until no row is left.</summary>
    public static NpgsqlBatchCommand Forgetting(int tenant, DateTimeOffset before) => Sql.Of(Forget, tenant, before, ForgottenAtOnce);

    /// <summary>True where it is new; whoever archives it holds its lease.</summary>
    public static NpgsqlBatchCommand Archive(int tenant, string eventId, string type, string body, DateTimeOffset at) => Sql.Of(Insert, tenant, eventId, type, Masked(body), at);

    /// <summary>Events that were found at the provider; whoever comes first works on them.</summary>
    public static NpgsqlBatchCommand Found(int tenant, string[] ids, string[] types, string[] bodies, DateTimeOffset at) => Sql.Of(InsertFound, tenant, ids, types, bodies.Select(Masked).ToArray(), at);

    /// <summary>Sessions say where their payers come back to, and that address opens the pay page: its token is not kept (decision 0011).</summary>
    public static string Masked(string body) => PayAddress().Replace(body, "$1.•");

    /// <summary>The oldest that are due and that nobody works on.</summary>
    public static NpgsqlBatchCommand Claim(int tenant, DateTimeOffset now) => Sql.Of(Take, tenant, now, ClaimedAtOnce);

    public static InboxItem Read(int tenant, NpgsqlDataReader r) => new(tenant, r.GetString(0), r.GetString(1), r.Moment(2), r.GetInt32(3));

    /// <summary>Takes the row for this transaction; false where it was worked on before.</summary>
    public NpgsqlBatchCommand Hold() => Sql.Of("SELECT state IN ('NEW', 'WAITING') FROM inbox WHERE tenant_id = $1 AND event_id = $2 FOR UPDATE", Tenant, EventId);

    public NpgsqlBatchCommand Done(string note, DateTimeOffset now) => Sql.Of(Rest, Tenant, EventId, "DONE", now, Optional.Text(note.Length > 0 ? note : null), now);

    public NpgsqlBatchCommand Ignored(DateTimeOffset now) => Sql.Of(Rest, Tenant, EventId, "IGNORED", now, "none of ours", now);

    public NpgsqlBatchCommand Dead(string note, DateTimeOffset now) => Sql.Of(Rest, Tenant, EventId, "DEAD", now, note, now);

    /// <summary>Again after a while that doubles from five seconds to an hour; DEAD after <see cref="Patience"/>.</summary>
    public NpgsqlBatchCommand Later(string note, DateTimeOffset now)
    {
        if (now - ReceivedAt > Patience) return Dead(note, now);
        var wait = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, 5 * Math.Pow(2, Math.Min(Attempts, 20))));
        return Sql.Of(Rest, Tenant, EventId, "WAITING", now + wait, note, now);
    }

    /// <summary>Those that wait for a payment are due at once.</summary>
    public static NpgsqlBatchCommand Wake(int tenant, IReadOnlyList<string> notes, DateTimeOffset now) =>
        Sql.Of("UPDATE inbox SET due_at = $3 WHERE tenant_id = $1 AND state = 'WAITING' AND note = ANY($2)", tenant, notes.ToArray(), now);

    [GeneratedRegex(@"(/pay/[a-z0-9-]+)\.[A-Za-z0-9_-]{43}")]
    private static partial Regex PayAddress();
}
