using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Partners.Contracts;

namespace Tessera.Server.Modules.Partners.Lists;

/// <summary>Partners as filtered and ordered, with how many open keys each looks after and, where asked, where it stands.</summary>
internal static class ListPartners
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/partners", HandleAsync).Operation(nameof(ListPartners)).WithName("partners")
        .TakesPage([.. PartnerFilter.Parameters, QueryParameter.Flag("standing", "With points and outlook of each.")]).Produces<Page<PartnerEntry>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var tenant = caller.TenantId;
        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        var (_, book) = await rules.OfAsync(tenant, ct);
        var input = new QueryInput(context);
        var filter = PartnerFilter.Of(input, tenant, book, today);
        var page = input.Page(tenant, filter.Sort.Name);
        var standing = input.Flag("standing") ?? false;
        if (input.Problem is { } problem) return problem.Result();
        if (page.After is { } after && !PartnerListing.IsPlace(filter.Sort, after.Value)) return Cursor.Invalid.Result();
        var (rows, total) = await PartnerListing.ReadAsync(db, tenant, filter, page.After is { } given ? (given.Value, given.Id) : null, (page.Limit, today), ct);
        var detailed = await PartnerDetails.OfAsync(db, tenant, [.. rows.Select(r => r.Entry)], standing ? (book, today) : null, ct);
        return TypedResults.Ok(page.Page(rows, r => detailed(r.Entry), r => new Cursor(tenant, filter.Sort.Name, r.Place, r.Entry.Id), total));
    }
}
