using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Reviews.Queries;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews.Commands;

/// <summary>A run held for a command, and who has approved it.</summary>
internal sealed record HeldReview(ReviewRow Row, IReadOnlyList<Approval> Approvals)
{
    public ReviewRun Run => Row.Run(Approvals.Select(a => a.Membership));
}

/// <summary>What the commands on a run share: find it in the caller's tenant, hold it, move it, tell of it.</summary>
internal static class ReviewAccess
{
    public static async Task<HeldReview?> HoldAsync(string id, Write write)
    {
        if (!Guid.TryParseExact(id, "D", out var run)) return null;
        var tenant = write.Caller.TenantId;
        if (await write.Transaction.QueryAsync(ReviewRow.Held(tenant, run), ReviewRow.Read, write.Ct) is not [var row]) return null;
        return new HeldReview(row, await write.Transaction.QueryAsync(ReviewRow.Approvals(tenant, run), Approval.Read, write.Ct));
    }

    /// <param name="wanted">Somebody is to work on it now.</param>
    public static async Task<Outcome> MoveAsync(ReviewRow run, Write write, ChangeFeed feed, AuditRow audit, bool wanted, params NpgsqlBatchCommand[] moves)
    {
        var tenant = write.Caller.TenantId;
        try
        {
            await write.Transaction.WriteAsync([.. moves, AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
        }
        catch (PostgresException other) when (other is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "review_run_moving" })
        {
            return Refused(Refusal.Of(RefusalCodes.ReviewRunning, "PP-8"), write);
        }

        var view = await ReviewDetails.ReadAsync(write.Transaction, write.Caller, run.Id, write.Now, write.Ct);
        var now = (await write.Transaction.QueryAsync(ReviewRow.ById(tenant, run.Id), ReviewRow.Read, write.Ct))[0];
        write.AfterCommit(() =>
        {
            feed.Publish(now.Told(tenant));
            if (wanted) ReviewWorker.Want(feed, tenant, run.Id);
        });
        return Outcome.Done(view!);
    }

    public static AuditRow Audit(string operation, ReviewRow run, string changes = "{}", string? reason = null) => new(operation, "review", run.Id, Name(run), changes, reason);

    /// <summary>What people call it.</summary>
    public static string Name(ReviewRow run) => run.On.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    public static Problem Refused(Refusal refusal, Write write)
    {
        var texts = Texts.Of(write.Caller.Language);
        var fields = refusal.Field is { } field ? new[] { new FieldProblem(field, refusal.Code, texts.Refusal(refusal)) } : null;
        return new Problem(422, refusal.Code, texts.Refusal(refusal), texts.Remedy(refusal), refusal.Rule, refusal.Facts, fields);
    }
}
