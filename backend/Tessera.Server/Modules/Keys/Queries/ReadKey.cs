using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Queries;

/// <summary>One key with its whole future (KL-15), and what the reader may do with it.</summary>
internal static class ReadKey
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/keys/{id:guid}", HandleAsync).Operation(nameof(ReadKey)).WithName("key").Produces<KeyDetailView>();

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, TenantDb db, KeyDetails details, CancellationToken ct)
    {
        var caller = context.Caller();
        var key = await db.FirstAsync(caller.TenantId, LoadedKey.ById(caller.TenantId, id, caller.PartnerId), LoadedKey.Map, ct);
        return key is null ? Problem.NotFound.Result() : TypedResults.Ok(await details.OfAsync(key, caller, ct));
    }
}
