using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Partners.Contracts;

namespace Tessera.Server.Modules.Partners;

/// <summary>One partner; a partner's own people read themselves, everybody else does not exist for them.</summary>
internal static class ReadPartner
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{id}", HandleAsync).Operation(nameof(ReadPartner)).WithName("partner").Produces<PartnerEntry>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var tenant = caller.TenantId;
        if (!Guid.TryParseExact(id, "D", out var partner) || (caller.PartnerId ?? partner) != partner) return Problem.NotFound.Result();
        var found = await PartnerEntry.MentionedAsync(db, tenant, [partner], ct);
        if (!found.TryGetValue(partner, out var entry)) return Problem.NotFound.Result();
        var keys = await OpenKeys.OfAsync(db, tenant, [partner], ct);
        return TypedResults.Ok(entry with { Keys = keys.GetValueOrDefault(partner) });
    }
}
