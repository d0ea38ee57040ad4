using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Partners.Contracts;
using Tessera.Server.Modules.Partners.Lists;

namespace Tessera.Server.Modules.Partners;

/// <summary>One partner; a partner's own people read themselves, everybody else does not exist for them.</summary>
internal static class ReadPartner
{
    private const string Around = """
        SELECT p.created_at, (SELECT count(*) FROM membership m WHERE m.tenant_id = p.tenant_id AND m.partner_id = p.partner_id AND m.disabled_at IS NULL AND NOT m.application)::int
        FROM partner p WHERE p.tenant_id = $1 AND p.partner_id = $2
        """;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{id}", HandleAsync).Operation(nameof(ReadPartner)).WithName("partner").Produces<PartnerEntry>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var tenant = caller.TenantId;
        if (!Guid.TryParseExact(id, "D", out var partner) || (caller.PartnerId ?? partner) != partner) return Problem.NotFound.Result();
        var found = await PartnerEntry.MentionedAsync(db, tenant, [partner], ct);
        if (!found.TryGetValue(partner, out var entry)) return Problem.NotFound.Result();
        var (_, book) = await rules.OfAsync(tenant, ct);
        var detailed = await PartnerDetails.OfAsync(db, tenant, [entry], (book, caller.Tenant.DayOf(clock.GetUtcNow())), ct);
        var (since, people) = await db.FirstAsync(tenant, Sql.Of(Around, tenant, partner), r => (r.Moment(0), r.GetInt32(1)), ct);
        return TypedResults.Ok(detailed(entry) with { Since = since, People = people });
    }
}
