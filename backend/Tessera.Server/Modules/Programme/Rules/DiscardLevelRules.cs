using Tessera.Domain.Explain;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.Rules;

/// <summary>Throws the draft away; what is published stays as it is.</summary>
internal static class DiscardLevelRules
{
    internal sealed record Request(int ExpectedVersion);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/level-rules/discard", (HttpContext context, OnceOnly once) => once.RunAsync<Request>(context, HandleAsync))
        .Operation(nameof(DiscardLevelRules)).WithName("discardLevelRules").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<LevelRuleBookView>().ProducesProblem(409);

    private static async Task<Outcome> HandleAsync(Request request, Write write)
    {
        var caller = write.Caller;
        var (before, held) = await LevelDrafts.HoldAsync(write.Transaction, caller.TenantId, write.Ct);
        if (before.Version != request.ExpectedVersion) return LevelDrafts.Conflict(before, Texts.Of(caller.Language));
        var after = before;
        if (before.Draft is not null)
        {
            after = new KeptDraft(before.Version + 1, null, write.Now, write.Who.Name);
            await write.Transaction.WriteAsync(
                [
                    LevelDrafts.Write(caller.TenantId, before.Version, null, write.Now, write.Who.Name),
                    AuditTrail.Add(caller.TenantId, write.Who, write.Now, new AuditRow(nameof(DiscardLevelRules), "rules", null, "levels", AuditTrail.Changes(("effectiveFrom", before.Draft.EffectiveFrom, null)))),
                ],
                write.Ct);
        }

        var (_, book) = await RuleBookRows.NewestAsync(write.Transaction, caller.TenantId, write.Ct);
        return Outcome.Done(new LevelRuleBook(book, after, held, caller.Tenant.DayOf(write.Now)).View(caller));
    }
}
