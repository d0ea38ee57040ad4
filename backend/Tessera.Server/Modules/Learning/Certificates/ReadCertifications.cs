using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Learning.Certificates;

/// <summary>Who of a partner is certified in what, until when, and what the next level still asks for.</summary>
internal static class ReadCertifications
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{id}/certifications", HandleAsync).Operation(nameof(ReadCertifications)).WithName("certifications").Produces<CertificationsView>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        return await CertificationMatrix.ReadAsync(db, caller, id, (await rules.OfAsync(caller.TenantId, ct)).Book, clock.GetUtcNow(), ct) is { } view ? TypedResults.Ok(view) : Problem.NotFound.Result();
    }
}
