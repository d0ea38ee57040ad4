using Tessera.Domain.Explain;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.Rules;

/// <summary>Keeps the draft of the level rules, right or not yet right; of two editors the later one is refused.</summary>
internal static class SaveLevelRules
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
            "/v1/level-rules/save", (HttpContext context, OnceOnly once) => once.RunAsync<LevelDraftRequest>(context, HandleAsync))
        .Operation(nameof(SaveLevelRules)).WithName("saveLevelRules").Accepts<LevelDraftRequest>("application/json").TakesIdempotencyKey().Produces<LevelRuleBookView>().ProducesProblem(409);

    private static async Task<Outcome> HandleAsync(LevelDraftRequest request, Write write)
    {
        var caller = write.Caller;
        if (request.Problem is { } problem) return problem;
        var (before, held) = await LevelDrafts.HoldAsync(write.Transaction, caller.TenantId, write.Ct);
        var draft = request.Draft();
        var kept = await write.Transaction.WriteAsync([LevelDrafts.Write(caller.TenantId, request.ExpectedVersion, draft, write.Now, write.Who.Name)], write.Ct);
        if (kept == 0) return LevelDrafts.Conflict(before, Texts.Of(caller.Language));
        var audit = new AuditRow(nameof(SaveLevelRules), "rules", null, "levels", AuditTrail.Changes(
            ("effectiveFrom", before.Draft?.EffectiveFrom, draft.EffectiveFrom), ("levels", before.Draft?.Rows.Length, draft.Rows.Length), ("version", before.Version, before.Version + 1)));
        await write.Transaction.WriteAsync([AuditTrail.Add(caller.TenantId, write.Who, write.Now, audit)], write.Ct);
        var (_, book) = await RuleBookRows.NewestAsync(write.Transaction, caller.TenantId, write.Ct);
        return Outcome.Done(new LevelRuleBook(book, new KeptDraft(before.Version + 1, draft, write.Now, write.Who.Name), held, caller.Tenant.DayOf(write.Now)).View(caller));
    }
}
