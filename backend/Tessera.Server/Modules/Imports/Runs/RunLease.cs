using Npgsql;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Imports.Rows;

namespace Tessera.Server.Modules.Imports.Runs;

/// <summary>
/// Who works on a run. A lease is held by one worker for <see cref="Seconds"/> and prolonged by every chunk; a worker that was stopped or
/// killed loses it, another takes it up, and what the first may still try is refused by the row. Time is the database's.
/// </summary>
/// <param name="ActorId">Membership of who started the run.</param>
internal sealed record RunLease(int Tenant, Guid Worker, ImportRow Run, Guid ActorId)
{
    public const int Seconds = 15;

    private static readonly string Take = $"""
        UPDATE import_run SET worker = $3, leased_until = now() + make_interval(secs => {Seconds})
        WHERE tenant_id = $1 AND import_id = $2 AND uploaded AND state IN ('CHECKING', 'COMMITTING') AND (leased_until IS NULL OR leased_until < now())
        RETURNING {ImportRow.Columns}, actor_id
        """;

    private static readonly string KeepChunk = $"""
        UPDATE import_run SET done = $4, good = good + $5, bad = bad + $6, unchanged = unchanged + $7, created = created + $8, changed = changed + $9, committed = committed + $10,
          rows = greatest(rows, $4), separator = $11, leased_until = now() + make_interval(secs => {Seconds})
        WHERE tenant_id = $1 AND import_id = $2 AND worker = $3
        """;

    private const string KeepProblems = """
        INSERT INTO import_problem (tenant_id, import_id, line, n, column_name, value, code, rule, facts)
        SELECT $1, $2, p.* FROM unnest($3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[]) AS p
        """;

    /// <summary>Null where there is nothing to do, or somebody else does it.</summary>
    public static async Task<RunLease?> TakeAsync(TenantDb db, int tenant, Guid run, CancellationToken ct)
    {
        var worker = Guid.CreateVersion7();
        return await db.FirstAsync(tenant, Sql.Of(Take, tenant, run, worker), r => new RunLease(tenant, worker, ImportRow.Read(r), r.GetGuid(r.FieldCount - 1)), ct);
    }

    /// <summary>Runs of a tenant that nobody works on.</summary>
    public static NpgsqlBatchCommand Due(int tenant) => Sql.Of(
        "SELECT import_id FROM import_run WHERE tenant_id = $1 AND uploaded AND state IN ('CHECKING', 'COMMITTING') AND (leased_until IS NULL OR leased_until < now()) ORDER BY import_id", tenant);

    /// <summary>Holds the run's row for the transaction. Null: the lease is lost. Otherwise: was the run asked to stop?</summary>
    public async Task<bool?> HoldAsync(TenantTransaction transaction, int expectedDone, CancellationToken ct)
    {
        var held = await transaction.QueryAsync(
            Sql.Of("SELECT stop_asked FROM import_run WHERE tenant_id = $1 AND import_id = $2 AND worker = $3 AND done = $4 FOR UPDATE", Tenant, Run.Id, Worker, expectedDone), r => r.GetBoolean(0), ct);
        return held is [var stop] ? stop : null;
    }

    /// <summary>The chunk's place in the run: progress and problems, in the chunk's own transaction.</summary>
    public Task KeepAsync(TenantTransaction transaction, int done, Judgement judgement, bool committed, string separator, (int First, int Last) lines, CancellationToken ct)
    {
        var commands = new List<NpgsqlBatchCommand>
        {
            Sql.Of(
                KeepChunk, Tenant, Run.Id, Worker, done, judgement.Good, judgement.Bad, judgement.Unchanged, judgement.Created, judgement.Changed, committed ? judgement.Created + judgement.Changed : 0, separator),
        };
        if (committed) commands.Add(Sql.Of("DELETE FROM import_problem WHERE tenant_id = $1 AND import_id = $2 AND line BETWEEN $3 AND $4", Tenant, Run.Id, lines.First, lines.Last));
        if (judgement.Problems.Count > 0) commands.Add(Problems(judgement.Problems));
        return transaction.WriteAsync(commands, ct);
    }

    public NpgsqlBatchCommand Problems(IReadOnlyList<RowProblem> problems)
    {
        var numbered = problems.GroupBy(p => p.Line).SelectMany(g => g.Select((p, n) => (Problem: p, N: n))).ToList();
        return Sql.Of(
            KeepProblems, Tenant, Run.Id, numbered.Select(p => p.Problem.Line).ToArray(), numbered.Select(p => p.N).ToArray(), Texts(p => p.Column), Texts(p => p.Value), Texts(p => p.Code), Texts(p => p.Rule),
            Sql.JsonArray([.. numbered.Select(p => System.Text.Json.JsonSerializer.Serialize(p.Problem.Facts))]));

        NpgsqlParameter Texts(Func<RowProblem, string?> of) => new() { Value = numbered.Select(p => of(p.Problem)).ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text };
    }

    /// <summary>The run comes to rest in a state; the lease ends with it.</summary>
    public NpgsqlBatchCommand Rest(ImportState state, DateTimeOffset? finished, string? failure = null) => Sql.Of("""
        UPDATE import_run SET state = $4, finished_at = $5, failure = $6, rows = CASE WHEN $4 IN ('CHECKED', 'DONE') THEN done ELSE rows END,
          stop_asked = false, worker = NULL, leased_until = NULL
        WHERE tenant_id = $1 AND import_id = $2 AND worker = $3
        """, Tenant, Run.Id, Worker, ImportRow.WordOf(state), finished is { } at ? at : new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz }, Http.Optional.Text(failure));

    /// <summary>Somebody else may go on at once.</summary>
    public NpgsqlBatchCommand Release() => Sql.Of("UPDATE import_run SET worker = NULL, leased_until = NULL WHERE tenant_id = $1 AND import_id = $2 AND worker = $3", Tenant, Run.Id, Worker);

    /// <summary>A run that is done needs its file no longer.</summary>
    public NpgsqlBatchCommand ForgetFile() => Sql.Of("DELETE FROM import_chunk WHERE tenant_id = $1 AND import_id = $2", Tenant, Run.Id);
}
