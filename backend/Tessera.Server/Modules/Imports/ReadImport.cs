using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Imports;

/// <summary>One import run as it stands.</summary>
internal static class ReadImport
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/imports/{id}", HandleAsync).Operation(nameof(ReadImport)).WithName("import").Produces<ImportView>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var tenant = context.Caller().TenantId;
        if (!Guid.TryParseExact(id, "D", out var run) || await db.FirstAsync(tenant, ImportRow.ById(tenant, run), ImportRow.Read, ct) is not { } row) return Problem.NotFound.Result();
        return TypedResults.Ok(row.View(clock.GetUtcNow()));
    }
}
