using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tessera.Domain.Programme;
using Tessera.Platform.Events;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Programme.Reviews;
using Tessera.Server.Modules.Programme.Reviews.Commands;
using Tessera.Server.Modules.Programme.Reviews.Corrections;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Contracts;

/// <summary>What somebody finds after a review that belonged into it.</summary>
/// <param name="Minor">Net, at the partner's price.</param>
/// <param name="Note">On its line in the ledger.</param>
/// <param name="Reason">Of the correction.</param>
internal sealed record LateTurnover(Guid Partner, long Minor, string Note, string Reason);

/// <summary>
/// Tells the newest review that was due, as if the clock had started it on its day and an operator had approved and published it on the
/// next: by the product's own phases and decisions. It is long ago, so nobody is written to. Interrupted, it is told to its end the next time.
/// </summary>
internal sealed class ReviewTales : IDisposable
{
    private const string There = "SELECT run_id, state FROM review_run WHERE tenant_id = $1 AND NOT dry AND state <> 'CANCELLED' ORDER BY on_day DESC LIMIT 1";

    /// <summary>Within the grace.</summary>
    private const int LateDays = 40;

    private const string NotFoundYet = $"""
        SELECT {ReviewRow.Columns} FROM review_run u WHERE u.tenant_id = $1 AND u.on_day = $2 AND NOT u.dry AND u.state = 'PUBLISHED'
          AND NOT EXISTS (SELECT FROM point_line l WHERE l.tenant_id = $1 AND l.reference = 'turnover:' || $4)
          AND EXISTS (SELECT FROM review_result r WHERE r.tenant_id = $1 AND r.run_id = u.run_id AND r.partner_id = $3 AND r.outcome <> 'KEEPS')
        """;

    private readonly TenantDb _db;
    private readonly Tenants _tenants;
    private readonly TenantRules _rules;
    private readonly ChangeFeed _feed;
    private readonly Then _clock = new();

    public ReviewTales(NpgsqlDataSource source)
    {
        _db = new TenantDb(source);
        _feed = new ChangeFeed(source, NullLogger<ChangeFeed>.Instance);
        _tenants = new Tenants(source, _clock);
        _rules = new TenantRules(_db, _clock, _feed);
    }

    /// <param name="approver">An operator of the programme.</param>
    public async Task TellAsync(Tenant tenant, AuditActor approver, DateTimeOffset now, CancellationToken ct)
    {
        var told = tenant.EndOf(Review.Due(tenant.DayOf(now))).AddHours(9);
        _clock.Now = told < now ? told : now;
        var (id, state) = await _db.FirstAsync(tenant.Id, Sql.Of(There, tenant.Id), r => (r.GetGuid(0), ProgrammeWords.Read<ReviewState>(r.GetString(1))), ct);
        if (state == ReviewState.Published) return;
        if (id == Guid.Empty)
        {
            var opening = new ReviewOpening(_db, _tenants, _feed, _clock);
            (id, var refusal) = await _db.TransactAsync(tenant.Id, t => opening.OpenAsync(t, tenant, (null, false), new AuditActor(tenant.Name, null, null, "demo-review", null), _clock.Now, ct), ct);
            if (refusal is not null) return;
        }

        await RunAsync(tenant, id, ct);
        await _db.WriteAsync(
            tenant.Id, [.. ApproveReview.Statements(tenant.Id, id, (approver.Id!.Value, approver.Name), ReviewState.Approved, _clock.Now), PublishReview.Statement(tenant.Id, id, tenant.DayOf(_clock.Now), _clock.Now)], ct);
        await RunAsync(tenant, id, ct);
    }

    /// <summary>
    /// A turnover of the window's first summer comes in while the partner is on notice, and an operator corrects what the review did: once, and
    /// not before that day has come.
    /// </summary>
    public async Task CorrectAsync(Tenant tenant, LateTurnover late, AuditActor by, DateTimeOffset now, CancellationToken ct)
    {
        var on = Review.Due(tenant.DayOf(now));
        _clock.Now = tenant.EndOf(on.AddDays(LateDays)).AddHours(-9);
        if (_clock.Now > now) return;
        var reference = $"{late.Partner}:late";
        await _db.TransactAsync(tenant.Id, async transaction =>
        {
            if (await transaction.QueryAsync(Sql.Of(NotFoundYet, tenant.Id, on, late.Partner, reference), ReviewRow.Read, ct) is not [var run]) return false;
            var counts = run.Window.From.AddDays(LateDays);
            var line = Points.Turnover(reference, late.Minor, tenant.Currency, counts, late.Note)!;
            await new PointBook(_rules).BookAsync(transaction, new PointBooking(tenant.Id, late.Partner, tenant.DayOf(_clock.Now), _clock.Now, by, [line]), ct);
            var found = (await CorrectionCase.ReadAsync(transaction, tenant.Id, run, late.Partner, ct))!;
            if (found.Decide((await RuleBookRows.NewestAsync(transaction, tenant.Id, ct)).Book.Levels, application: false, late.Reason).Correction is not { } correction) return false;
            var rows = new CorrectionRows(tenant.Id, by.Id!.Value, by, _clock.Now.AddMinutes(20));
            await transaction.WriteAsync([.. rows.Of(found, correction, rows.Kept(found, correction, tenant.DayOf(_clock.Now), late.Reason))], ct);
            return true;
        }, ct);
    }

    public void Dispose()
    {
        _rules.Dispose();
        _tenants.Dispose();
        _feed.Dispose();
    }

    private Task<bool> RunAsync(Tenant tenant, Guid run, CancellationToken ct) =>
        new ReviewRunner(_db, _tenants, new ReviewWorld(null, _rules, _feed, new OutboxBell(_feed)), _clock, NullLogger<ReviewRunner>.Instance).RunAsync(tenant.Id, run, ct);

    /// <summary>The moment at which the story is.</summary>
    private sealed class Then : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
