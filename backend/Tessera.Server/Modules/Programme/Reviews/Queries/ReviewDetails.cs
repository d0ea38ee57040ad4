using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Programme.Reviews.Commands;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>A run with what it came to so far and what may be done with it, in one round trip.</summary>
internal static class ReviewDetails
{
    private const string Counted = """
        SELECT count(*) FILTER (WHERE outcome = 'KEEPS')::int, count(*) FILTER (WHERE outcome = 'NOTICE')::int, count(*) FILTER (WHERE outcome = 'IN_GRACE')::int, count(*) FILTER (WHERE outcome = 'DEMOTED')::int,
          count(*) FILTER (WHERE marks <> '{}')::int, count(*) FILTER (WHERE effect = 'OVERTAKEN')::int, (SELECT count(*)::int FROM review_exemption WHERE tenant_id = $1 AND run_id = $2)
        FROM review_result WHERE tenant_id = $1 AND run_id = $2
        """;

    /// <returns>Null: there is no such run.</returns>
    public static Task<ReviewView?> ReadAsync(TenantDb db, Caller caller, Guid run, DateTimeOffset now, CancellationToken ct) =>
        db.ReadAsync(caller.TenantId, Commands(caller.TenantId, run), (reader, token) => MapAsync(reader, caller, now, token), ct);

    /// <inheritdoc cref="ReadAsync(TenantDb, Caller, Guid, DateTimeOffset, CancellationToken)"/>
    public static Task<ReviewView?> ReadAsync(TenantTransaction transaction, Caller caller, Guid run, DateTimeOffset now, CancellationToken ct) =>
        transaction.ReadAsync(Commands(caller.TenantId, run), (reader, token) => MapAsync(reader, caller, now, token), ct);

    private static NpgsqlBatchCommand[] Commands(int tenant, Guid run) => [ReviewRow.ById(tenant, run), ReviewRow.Approvals(tenant, run), Sql.Of(Counted, tenant, run)];

    private static async Task<ReviewView?> MapAsync(NpgsqlDataReader reader, Caller caller, DateTimeOffset now, CancellationToken ct)
    {
        if (await TenantDb.RowsAsync(reader, ReviewRow.Read, ct) is not [var row]) return null;
        await reader.NextResultAsync(ct);
        var approvals = await TenantDb.RowsAsync(reader, Approval.Read, ct);
        await reader.NextResultAsync(ct);
        var counts = (await TenantDb.RowsAsync(reader, r => new ReviewCountsView(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(6), r.GetInt32(5)), ct))[0];
        var weighed = counts.Keeps + counts.Notice + counts.InGrace + counts.Demoted > 0;
        return ReviewView.Of(row, now, approvals, weighed ? counts : null, [.. Actions(row, row.Run(approvals.Select(a => a.Membership)), caller)]);
    }

    /// <summary>What an operator may do now, and why not where not. A reason is asked for when it is done.</summary>
    private static IEnumerable<ReviewActionView> Actions(ReviewRow row, ReviewRun run, Caller caller)
    {
        const string anyReason = "-";
        var texts = Texts.Of(caller.Language);
        yield return Action(nameof(StopReview), ReviewConduct.Stop(run));
        yield return Action(nameof(ResumeReview), ReviewConduct.Resume(run));
        yield return Action(nameof(ExemptPartner), ReviewConduct.Exempt(run, anyReason));
        yield return Action(nameof(ApproveReview), ReviewConduct.Approve(run, caller.Membership.Id, caller.Membership.Application));
        yield return Action(nameof(PublishReview), ReviewConduct.Publish(run));
        yield return Action(nameof(CancelReview), ReviewConduct.Cancel(run, row.PublishedOn is not null, anyReason));

        ReviewActionView Action(string operation, Refusal? refusal) =>
            new(operation, refusal is null, refusal is null ? null : RefusalView.Of(refusal, texts));
    }
}
