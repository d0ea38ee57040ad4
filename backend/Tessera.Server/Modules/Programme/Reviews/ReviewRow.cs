using Npgsql;
using Tessera.Domain.Programme;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews;

/// <summary>A review run's row.</summary>
/// <param name="Done">Partners or keys the phase has dealt with.</param>
/// <param name="Reached">The last of them.</param>
internal sealed record ReviewRow(
    Guid Id, DateOnly On, bool Dry, ReviewState State, ReviewState? StoppedIn, PointWindow Window, string Rules, int RuleRevision, int ApprovalsNeeded, DateTimeOffset StartedAt, string StartedBy, Guid? StarterId,
    DateTimeOffset PhaseStartedAt, DateOnly? PublishedOn, DateTimeOffset? FinishedAt, string? Reason, string? Failure, bool StopAsked, int Partners, int Keys, int Done, Guid? Reached)
{
    /// <summary>Kind of the change that a run announces; operators hear of it.</summary>
    public const string ChangeKind = "review";

    public const string Columns = """
        run_id, on_day, dry, state, stopped_in, window_from, window_to, rules, rule_revision, approvals_needed, started_at, started_by, starter_id,
        phase_started_at, published_on, finished_at, reason, failure, stop_asked, partners, keys, done, reached
        """;

    /// <summary>What it works towards in the phase it is in, or was stopped in.</summary>
    public int Total => (StoppedIn ?? State) == ReviewState.Keys ? Math.Max(Keys, Done) : Math.Max(Partners, Done);

    public static ReviewRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetFieldValue<DateOnly>(1), r.GetBoolean(2), ProgrammeWords.Read<ReviewState>(r.GetString(3)), r.TextOrNull(4) is { } stopped ? ProgrammeWords.Read<ReviewState>(stopped) : null,
        new PointWindow(r.GetFieldValue<DateOnly>(5), r.GetFieldValue<DateOnly>(6)), r.GetString(7), r.GetInt32(8), r.GetInt32(9), r.Moment(10), r.GetString(11), r.GuidOrNull(12),
        r.Moment(13), r.DayOrNull(14), r.MomentOrNull(15), r.TextOrNull(16), r.TextOrNull(17), r.GetBoolean(18), r.GetInt32(19), r.GetInt32(20), r.GetInt32(21), r.GuidOrNull(22));

    public static NpgsqlBatchCommand ById(int tenant, Guid id) => Sql.Of($"SELECT {Columns} FROM review_run WHERE tenant_id = $1 AND run_id = $2", tenant, id);

    public static NpgsqlBatchCommand Held(int tenant, Guid id) => Sql.Of($"SELECT {Columns} FROM review_run WHERE tenant_id = $1 AND run_id = $2 FOR UPDATE", tenant, id);

    public static NpgsqlBatchCommand Approvals(int tenant, Guid id) =>
        Sql.Of("SELECT membership_id, name, at FROM review_approval WHERE tenant_id = $1 AND run_id = $2 ORDER BY at, membership_id", tenant, id);

    public ReviewRun Run(IEnumerable<Guid> approvedBy) => new(On, Dry, State, StarterId, ApprovalsNeeded, [.. approvedBy]);

    public Change Told(int tenant) => new(tenant, ChangeKind, Id, Done, [], ProgrammeWords.Of(State), Total);

    /// <summary>From the pace of this phase so far.</summary>
    public int? Eta(DateTimeOffset now) => Done > 0 && State is ReviewState.Weighing or ReviewState.Keys or ReviewState.Publishing
        ? (int)Math.Ceiling(Math.Max(0, (now - PhaseStartedAt).TotalSeconds) * (Total - Done) / Done)
        : null;
}

/// <summary>Somebody's yes to a review.</summary>
internal sealed record Approval(Guid Membership, string Name, DateTimeOffset At)
{
    public static Approval Read(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetString(1), r.Moment(2));
}
