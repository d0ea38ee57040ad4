using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Partners.Contracts;

namespace Tessera.Server.Modules.Partners;

/// <summary>One partner.</summary>
internal static class ReadPartner
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{id}", HandleAsync).Operation(nameof(ReadPartner)).WithName("partner").Produces<PartnerEntry>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var tenant = context.Caller().TenantId;
        if (!Guid.TryParseExact(id, "D", out var partner)) return Problem.NotFound.Result();
        var found = await PartnerEntry.MentionedAsync(db, tenant, [partner], ct);
        if (!found.TryGetValue(partner, out var entry)) return Problem.NotFound.Result();
        var keys = await OpenKeys.OfAsync(db, tenant, [partner], ct);
        return TypedResults.Ok(entry with { Keys = keys.GetValueOrDefault(partner) });
    }
}
