using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;

namespace Tessera.Server.Modules.Learning.Paths;

/// <param name="ValidityMonths">Null: without end.</param>
/// <param name="Described">False: the level rules ask for it, and nobody has said yet what it is called and how long it holds.</param>
/// <param name="InRules">A published version of the level rules asks for it.</param>
internal sealed record CertificationPathView(string Code, string Name, int? ValidityMonths, bool Described, bool InRules);

/// <summary>The certification paths of the programme, by name.</summary>
internal static class ListCertificationPaths
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/certification-paths", HandleAsync).Operation(nameof(ListCertificationPaths)).WithName("certificationPaths").Produces<IReadOnlyList<CertificationPathView>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, TenantRules rules, CancellationToken ct)
    {
        var tenant = context.Caller().TenantId;
        var book = (await rules.OfAsync(tenant, ct)).Book;
        var asked = PathBook.InRules(book).ToHashSet();
        var paths = await PathBook.ReadAsync(db, tenant, book, ct);
        return TypedResults.Ok<IReadOnlyList<CertificationPathView>>([.. paths.All.Select(path => new CertificationPathView(path.Code, path.Name, path.ValidityMonths, paths.IsDescribed(path.Code), asked.Contains(path.Code)))]);
    }
}
