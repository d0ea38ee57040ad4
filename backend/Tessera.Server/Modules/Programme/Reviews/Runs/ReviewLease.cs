using Npgsql;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>
/// Who works on a run. A lease is held by one worker for <see cref="Seconds"/> and prolonged by every page; a worker that was stopped or
/// killed loses it, another takes it up, and what the first may still try is refused by the row. Time is the database's, and its clock's
/// rather than the transaction's: a page may take longer than a lease, and whoever wants it waits for the row meanwhile.
/// </summary>
internal sealed record ReviewLease(int Tenant, Guid Worker, ReviewRow Run)
{
    public const int Seconds = 15;

    private static readonly string Take = $"""
        UPDATE review_run SET worker = $3, leased_until = clock_timestamp() + make_interval(secs => {Seconds})
        WHERE tenant_id = $1 AND run_id = $2 AND state IN ('SNAPSHOT', 'WEIGHING', 'KEYS', 'PUBLISHING') AND (leased_until IS NULL OR leased_until < clock_timestamp())
        RETURNING {ReviewRow.Columns}
        """;

    private static readonly string KeepPlace = $"""
        UPDATE review_run SET done = $4, reached = $5, leased_until = clock_timestamp() + make_interval(secs => {Seconds}) WHERE tenant_id = $1 AND run_id = $2 AND worker = $3
        """;

    private static readonly string EnterPhase = $"""
        UPDATE review_run SET state = $4, done = 0, reached = NULL, phase_started_at = $5, leased_until = clock_timestamp() + make_interval(secs => {Seconds}) WHERE tenant_id = $1 AND run_id = $2 AND worker = $3
        """;

    /// <summary>Null where there is nothing to do, or somebody else does it.</summary>
    public static async Task<ReviewLease?> TakeAsync(TenantDb db, int tenant, Guid run, CancellationToken ct)
    {
        var worker = Guid.CreateVersion7();
        return await db.FirstAsync(tenant, Sql.Of(Take, tenant, run, worker), r => new ReviewLease(tenant, worker, ReviewRow.Read(r)), ct);
    }

    /// <summary>Runs of a tenant that nobody works on.</summary>
    public static NpgsqlBatchCommand Due(int tenant) => Sql.Of(
        "SELECT run_id FROM review_run WHERE tenant_id = $1 AND state IN ('SNAPSHOT', 'WEIGHING', 'KEYS', 'PUBLISHING') AND (leased_until IS NULL OR leased_until < now())", tenant);

    /// <summary>Holds the run's row for the transaction. Null: the lease is lost. Otherwise: was the run asked to stop?</summary>
    public async Task<bool?> HoldAsync(TenantTransaction transaction, ReviewState state, Guid? reached, CancellationToken ct)
    {
        var held = await transaction.QueryAsync(
            Sql.Of(
                "SELECT stop_asked FROM review_run WHERE tenant_id = $1 AND run_id = $2 AND worker = $3 AND state = $4 AND reached IS NOT DISTINCT FROM $5 FOR UPDATE",
                Tenant, Run.Id, Worker, ProgrammeWords.Of(state), Optional.Id(reached)),
            r => r.GetBoolean(0), ct);
        return held is [var stop] ? stop : null;
    }

    /// <summary>The place the next page begins at, in the page's own transaction.</summary>
    public NpgsqlBatchCommand Keep(int done, Guid reached) => Sql.Of(KeepPlace, Tenant, Run.Id, Worker, done, reached);

    /// <summary>The next phase, by the same worker.</summary>
    public NpgsqlBatchCommand Enter(ReviewState state, DateTimeOffset now) => Sql.Of(EnterPhase, Tenant, Run.Id, Worker, ProgrammeWords.Of(state), now);

    /// <summary>The run comes to rest; the lease ends with it.</summary>
    /// <param name="state">STOPPED and FAILED remember the phase; the others are where the run was going.</param>
    /// <param name="finished">Null: it may go on.</param>
    public NpgsqlBatchCommand Rest(ReviewState state, DateTimeOffset? finished, string? failure = null) => Sql.Of("""
        UPDATE review_run SET stopped_in = CASE WHEN $4 IN ('STOPPED', 'FAILED') THEN state END, state = $4, finished_at = $5, failure = $6, stop_asked = false, worker = NULL, leased_until = NULL
        WHERE tenant_id = $1 AND run_id = $2 AND worker = $3
        """, Tenant, Run.Id, Worker, ProgrammeWords.Of(state), new NpgsqlParameter { Value = finished is { } at ? at.UtcDateTime : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz }, Optional.Text(failure));

    /// <summary>Somebody else may go on at once.</summary>
    public NpgsqlBatchCommand Release() => Sql.Of("UPDATE review_run SET worker = NULL, leased_until = NULL WHERE tenant_id = $1 AND run_id = $2 AND worker = $3", Tenant, Run.Id, Worker);
}
