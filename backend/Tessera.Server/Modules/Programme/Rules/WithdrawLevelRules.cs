using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.Rules;

/// <summary>
/// Takes announced level rules back before they hold. The rule book gets a revision in which the version is withdrawn; the revisions before it,
/// and every record that names them, stay as they are.
/// </summary>
internal static class WithdrawLevelRules
{
    /// <param name="Version">As the level rules name it.</param>
    internal sealed record Request(string? Version = null, string? Reason = null);

    private const int LongestVersion = 80;
    private const string Weighed = "SELECT EXISTS (SELECT FROM review_run WHERE tenant_id = $1 AND rules = $2)";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/level-rules/withdraw", (HttpContext context, OnceOnly once, TenantRules rules, ChangeFeed feed) => once.RunAsync<Request>(context, (request, write) => HandleAsync(request, write, rules, feed)))
        .Operation(nameof(WithdrawLevelRules)).WithName("withdrawLevelRules").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<LevelRuleBookView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(Request request, Write write, TenantRules rules, ChangeFeed feed)
    {
        var (caller, texts) = (write.Caller, Texts.Of(write.Caller.Language));
        if (PlainText.Check("version", request.Version, LongestVersion, required: true) is { } wrong) return Problem.Invalid(wrong);
        var (tenant, today, id, reason) = (caller.TenantId, caller.Tenant.DayOf(write.Now), request.Version!.Trim(), PlainText.Kept(request.Reason));
        var (kept, held) = await LevelDrafts.HoldAsync(write.Transaction, tenant, write.Ct);
        var (revision, book) = await RuleBookRows.NewestAsync(write.Transaction, tenant, write.Ct);
        var isWeighed = await write.Transaction.QueryAsync(Sql.Of(Weighed, tenant, id), r => r.GetBoolean(0), write.Ct) is [true];
        if (LevelWithdrawal.Check(book.Levels, id, isWeighed, reason, today) is { } refusal) return Refused(refusal, texts);

        var after = new PublishedRules(revision + 1, book with { Levels = LevelWithdrawal.Withdrawn(book.Levels, id, new Withdrawal(today, write.Who.Name, reason!)) });
        var audit = new AuditRow(nameof(WithdrawLevelRules), "rules", null, id, AuditTrail.Changes(("effectiveFrom", book.Version(id)!.EffectiveFrom, null)), reason);
        await write.Transaction.WriteAsync([RuleBookRows.Add(tenant, after, write.Now, write.Who.Name), AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
        write.AfterCommit(() =>
        {
            rules.Forget(tenant);
            feed.Publish(new Change(tenant, TenantRules.ChangeKind, Guid.Empty, after.Revision, []));
        });
        return Outcome.Done(new LevelRuleBook(after.Book, kept, held, today).View(caller));
    }

    private static Problem Refused(Refusal refusal, Texts texts) => new(
        422, refusal.Code, texts.Refusal(refusal), texts.Remedy(refusal), refusal.Rule, refusal.Facts, refusal.Field is { } field ? [new FieldProblem(field, refusal.Code, texts.Refusal(refusal))] : null);
}
