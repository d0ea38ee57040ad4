using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.Rules;

/// <summary>
/// The draft becomes a version that holds from its day on: quotes made from then on take its discounts, sent ones keep theirs (their lines
/// name the version they were priced by). Nobody loses a level by it before a review (PP-5).
/// </summary>
internal static class PublishLevelRules
{
    internal sealed record Request(int ExpectedVersion);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/level-rules/publish", (HttpContext context, OnceOnly once, TenantRules rules, ChangeFeed feed) => once.RunAsync<Request>(context, (request, write) => HandleAsync(request, write, rules, feed)))
        .Operation(nameof(PublishLevelRules)).WithName("publishLevelRules").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<LevelRuleBookView>().ProducesProblem(409).ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(Request request, Write write, TenantRules rules, ChangeFeed feed)
    {
        var (caller, texts) = (write.Caller, Texts.Of(write.Caller.Language));
        var tenant = caller.TenantId;
        var today = caller.Tenant.DayOf(write.Now);
        var (kept, held) = await LevelDrafts.HoldAsync(write.Transaction, tenant, write.Ct);
        if (kept.Version != request.ExpectedVersion) return LevelDrafts.Conflict(kept, texts);
        if (kept.Draft is not { } draft) return Refused([Refusal.Of(RefusalCodes.LevelDraftMissing, "PP-6")], texts);
        var (revision, book) = await RuleBookRows.NewestAsync(write.Transaction, tenant, write.Ct);
        if (LevelDrafts.Check(draft, book.Levels, held, today) is { IsEmpty: false } refusals) return Refused(refusals, texts);

        var version = draft.Version(book.Levels, texts.Get("level-rules.source", ("by", write.Who.Name)));
        var after = new PublishedRules(revision + 1, book with { Levels = book.Levels.Add(version) });
        var changes = LevelRuleChangeView.Between(book.Levels.InForce(DateOnly.MaxValue)?.Value.Rows ?? [], draft.Rows);
        var audit = new AuditRow(nameof(PublishLevelRules), "rules", null, version.Id, AuditTrail.Changes(
            [("effectiveFrom", null, version.EffectiveFrom), .. changes.Select(one => ($"{one.Level}.{one.Part}{(one.Path is null ? "" : "." + one.Path)}", (object?)one.From, (object?)one.To)).DistinctBy(one => one.Item1)]), draft.Note);
        await write.Transaction.WriteAsync(
            [
                RuleBookRows.Add(tenant, after, write.Now, write.Who.Name), LevelDrafts.Write(tenant, kept.Version, null, write.Now, write.Who.Name),
                AuditTrail.Add(tenant, write.Who, write.Now, audit),
            ],
            write.Ct);
        write.AfterCommit(() =>
        {
            rules.Forget(tenant);
            feed.Publish(new Change(tenant, TenantRules.ChangeKind, Guid.Empty, after.Revision, []));
        });
        return Outcome.Done(new LevelRuleBook(after.Book, new KeptDraft(kept.Version + 1, null, write.Now, write.Who.Name), held, today).View(caller));
    }

    /// <summary>The first is the answer; every one stands at its field.</summary>
    private static Problem Refused(IReadOnlyList<Refusal> refusals, Texts texts)
    {
        var first = refusals[0];
        return new Problem(
            422, first.Code, texts.Refusal(first), texts.Remedy(first), first.Rule, first.Facts,
            refusals.Any(refusal => refusal.Field is not null) ? [.. refusals.Where(refusal => refusal.Field is not null).Select(refusal => new FieldProblem(refusal.Field!, refusal.Code, texts.Refusal(refusal)))] : null);
    }
}
