using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.Rules;

/// <summary>The level rules: every published version with what it changed, and for operators the draft.</summary>
internal static class ReadLevelRules
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/level-rules", HandleAsync).Operation(nameof(ReadLevelRules)).WithName("levelRules").Produces<LevelRuleBookView>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        var (kept, held) = await LevelDrafts.ReadAsync(db, caller.TenantId, ct);
        return TypedResults.Ok(new LevelRuleBook(book, kept, held, caller.Tenant.DayOf(clock.GetUtcNow())).View(caller));
    }
}
