using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme;

/// <summary>A partner's level: what it rests on, what is missing to each higher one, and what the next review would come to.</summary>
internal static class ReadLevel
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{id}/level", HandleAsync).Operation(nameof(ReadLevel)).WithName("level").Produces<LevelView>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        if (!Guid.TryParseExact(id, "D", out var partner) || !LevelDetails.IsSeen(caller, partner)) return Problem.NotFound.Result();
        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        if (await LevelDetails.ReadAsync(db, caller.TenantId, partner, today, ct) is not { } details) return Problem.NotFound.Result();
        return TypedResults.Ok(details.View(caller.Tenant, (await rules.OfAsync(caller.TenantId, ct)).Book, today, caller.Language));
    }
}
