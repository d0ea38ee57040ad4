using Npgsql;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Imports.Files;
using Tessera.Server.Modules.Imports.Rows;

namespace Tessera.Server.Modules.Imports.Runs;

/// <summary>
/// Takes a run through its file, a chunk at a time: judged in memory, written set-based, with the run's progress in the same
/// transaction. Whoever comes after a stop or a crash goes on at the row where the last chunk ended; nothing is counted twice.
/// </summary>
internal sealed partial class ImportRunner([FromKeyedServices(ImportsModule.Pool)] TenantDb db, Tenants tenants, TenantRules rules, ChangeFeed feed, TimeProvider clock, ILogger<ImportRunner> logger)
{
    public const int ChunkSize = 1_000;
    private const int Attempts = 5;
    private const int NamedAtMost = 50;
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    private enum Step
    {
        Next,
        Stopped,
        Lost,
        NotClean,
    }

    /// <summary>Works on the run until it rests; false where somebody else does, or nobody need.</summary>
    public async Task<bool> RunAsync(int tenant, Guid run, CancellationToken ct)
    {
        if (await RunLease.TakeAsync(db, tenant, run, ct) is not { } lease) return false;
        try
        {
            await WorkAsync(lease, await tenants.GetAsync(tenant, ct), ct);
        }
        catch (Exception error) when (error is NpgsqlException { IsTransient: true } or TimeoutException or IOException || error is OperationCanceledException && ct.IsCancellationRequested)
        {
            Log.Interrupted(logger, run, error.Message);
            await ReleaseAsync(lease);
        }
        catch (Exception error)
        {
            Log.Failed(logger, error, run);
            await RestAsync(lease, ImportState.Failed, "INTERNAL", CancellationToken.None);
        }

        return true;
    }

    private async Task WorkAsync(RunLease lease, Tenant tenant, CancellationToken ct)
    {
        var columns = ImportColumns.Of(lease.Run.Kind);
        var (file, unreadable) = await ImportFile.OpenAsync(new StoredFile(db, lease.Tenant, lease.Run.Id), lease.Run.Encoding, columns, ct);
        await using var closing = file;
        if (unreadable.Count > 0)
        {
            await RefuseFileAsync(lease, unreadable, ct);
            return;
        }

        var seen = new SeenRows(columns);
        var work = new Work(lease, tenant, RowJudge.Of(lease.Run.Kind), file.Separator) { Done = await SkipAsync(file, seen, lease.Run.Done, ct) };
        while (true)
        {
            var rows = await file.ReadAsync(ChunkSize, ct);
            if (rows.Count == 0) break;
            var ends = rows[^1].Broken is { EndsFile: true } end ? end : null;
            if (ends is not null) rows.RemoveAt(rows.Count - 1);
            var step = rows.Count == 0 ? Step.Next : await PersistentlyAsync(work, rows, rows.Select(r => r.Broken ?? seen.Meet(r)).ToList(), ct);
            if (step == Step.Lost) return;
            if (step != Step.Next)
            {
                await RestAsync(lease, step == Step.Stopped ? ImportState.Stopped : ImportState.Failed, step == Step.NotClean ? "NOT_CLEAN" : null, ct);
                return;
            }

            if (ends is not null)
            {
                await RefuseFileAsync(lease, [ends], ct);
                return;
            }
        }

        await FinishAsync(work, ct);
    }

    /// <summary>Rows dealt with before: read over, and remembered as seen.</summary>
    private static async Task<int> SkipAsync(ImportFile file, SeenRows seen, int done, CancellationToken ct)
    {
        for (var left = done; left > 0;)
        {
            var rows = await file.ReadAsync(Math.Min(left, ChunkSize), ct);
            if (rows.Count == 0) break;
            foreach (var row in rows) seen.Meet(row);
            left -= rows.Count;
        }

        return done;
    }

    /// <summary>Where another writer was first, the chunk is judged again on what they left.</summary>
    private async Task<Step> PersistentlyAsync(Work work, List<FileRow> rows, List<RowProblem?> shape, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ChunkAsync(work, rows, shape, ct);
            }
            catch (PostgresException raced) when (attempt < Attempts && raced.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                Log.Raced(logger, work.Lease.Run.Id, attempt);
            }
        }
    }

    private async Task<Step> ChunkAsync(Work work, List<FileRow> rows, List<RowProblem?> shape, CancellationToken ct)
    {
        var lease = work.Lease;
        var published = await rules.OfAsync(lease.Tenant, ct);
        Judgement? judgement = null;
        var step = await db.TransactAsync(lease.Tenant, async transaction =>
        {
            if (await lease.HoldAsync(transaction, work.Done, ct) is not { } stop) return Step.Lost;
            if (stop) return Step.Stopped;
            var sound = rows.Where((_, i) => shape[i] is null).ToList();
            judgement = await work.Judge.JudgeAsync(new Chunk(transaction, work.Tenant, published, clock.GetUtcNow(), lease.Run, lease.ActorId, lease.Run.Committing, sound), ct);
            judgement.Refuse(shape.OfType<RowProblem>());
            if (lease.Run is { Committing: true, OnlyIfClean: true } && judgement.Bad > 0) return Step.NotClean;
            if (lease.Run.Committing) await judgement.WriteAsync(ct);
            await lease.KeepAsync(transaction, work.Done + rows.Count, judgement, lease.Run.Committing, work.Separator, (rows[0].Line, rows[^1].Line), ct);
            return Step.Next;
        }, ct);
        if (step != Step.Next) return step;
        work.Done += rows.Count;
        feed.Publish(new Change(lease.Tenant, "import", lease.Run.Id, work.Done, [], ImportRow.WordOf(lease.Run.State), Math.Max(lease.Run.Rows, work.Done)));
        if (lease.Run.Committing) Tell(work, judgement!);
        return step;
    }

    /// <summary>A few keys are named; of many it is said that there are many, and not more often than readers can ask again.</summary>
    private void Tell(Work work, Judgement judgement)
    {
        foreach (var change in judgement.Told) feed.Publish(change);
        if (work.Lease.Run.Kind == ImportKind.Turnover) return;
        if (judgement.Moved.Count <= NamedAtMost && judgement.Created == 0)
        {
            foreach (var change in judgement.Moved) feed.Publish(change);
            return;
        }

        if (judgement.Created + judgement.Changed == 0) return;
        work.Untold = true;
        if (judgement.Moved.Count > 0 || clock.GetElapsedTime(work.ToldAt) > Often) TellMany(work);
    }

    private void TellMany(Work work)
    {
        if (!work.Untold) return;
        feed.Publish(new Change(work.Lease.Tenant, Change.ManyKeys, Guid.Empty, 0, []));
        (work.Untold, work.ToldAt) = (false, clock.GetTimestamp());
    }

    private async Task FinishAsync(Work work, CancellationToken ct)
    {
        var lease = work.Lease;
        var now = clock.GetUtcNow();
        if (!lease.Run.Committing)
        {
            await RestAsync(lease, ImportState.Checked, null, ct);
            return;
        }

        TellMany(work);
        var totals = await db.FirstAsync(lease.Tenant, ImportRow.ById(lease.Tenant, lease.Run.Id), ImportRow.Read, ct) ?? lease.Run;
        var audit = AuditTrail.Add(
            lease.Tenant, new AuditActor(totals.CommittedBy ?? totals.StartedBy, lease.ActorId, Role.Operator, "import-" + lease.Run.Id, null), now,
            new AuditRow(nameof(CommitImport), "import", lease.Run.Id, lease.Run.FileName, AuditTrail.Changes(
                ("created", 0, totals.Created), ("changed", 0, totals.Changed), ("unchanged", 0, totals.Unchanged), ("bad", 0, totals.Bad))));
        await db.WriteAsync(lease.Tenant, [lease.Rest(ImportState.Done, now), audit, lease.ForgetFile()], ct);
        await AnnounceAsync(lease, ct);
    }

    private async Task RefuseFileAsync(RunLease lease, IReadOnlyList<RowProblem> problems, CancellationToken ct)
    {
        var forget = Sql.Of("DELETE FROM import_problem WHERE tenant_id = $1 AND import_id = $2 AND line = ANY($3)", lease.Tenant, lease.Run.Id, problems.Select(p => p.Line).Distinct().ToArray());
        await db.WriteAsync(lease.Tenant, [forget, lease.Problems(problems), lease.Rest(ImportState.Failed, clock.GetUtcNow(), problems[0].Code), lease.ForgetFile()], ct);
        await AnnounceAsync(lease, ct);
    }

    private async Task RestAsync(RunLease lease, ImportState state, string? failure, CancellationToken ct)
    {
        await db.WriteAsync(lease.Tenant, [lease.Rest(state, null, failure)], ct);
        await AnnounceAsync(lease, ct);
    }

    private async Task AnnounceAsync(RunLease lease, CancellationToken ct)
    {
        if (await db.FirstAsync(lease.Tenant, ImportRow.ById(lease.Tenant, lease.Run.Id), ImportRow.Read, ct) is { } run) feed.Publish(run.Told(lease.Tenant));
    }

    private async Task ReleaseAsync(RunLease lease)
    {
        try
        {
            await db.WriteAsync(lease.Tenant, [lease.Release()], CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            Log.Interrupted(logger, lease.Run.Id, error.Message);
        }
    }

    /// <summary>Where a worker stands in a run.</summary>
    private sealed class Work(RunLease lease, Tenant tenant, RowJudge judge, string separator)
    {
        public RunLease Lease => lease;

        public Tenant Tenant => tenant;

        public RowJudge Judge => judge;

        public string Separator => separator;

        public int Done { get; set; }

        public bool Untold { get; set; }

        public long ToldAt { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Import {Run} was interrupted ({Reason}); it goes on where it was")]
        public static partial void Interrupted(ILogger logger, Guid run, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "Import {Run} failed")]
        public static partial void Failed(ILogger logger, Exception error, Guid run);

        [LoggerMessage(Level = LogLevel.Information, Message = "Import {Run}: a chunk met another writer and is judged again (attempt {Attempt})")]
        public static partial void Raced(ILogger logger, Guid run, int attempt);
    }
}
