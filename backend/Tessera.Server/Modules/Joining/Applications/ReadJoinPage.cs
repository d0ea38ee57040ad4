using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Joining.Applications;

/// <summary>What the public page of a programme needs: whose it is, and a fresh form.</summary>
internal static class ReadJoinPage
{
    /// <param name="Form">Goes back with what was filled in; good for some hours, and once.</param>
    internal sealed record Page(string Tenant, string Name, string[] Languages, string Form);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/{tenant}/join", HandleAsync).Open(ApplyToJoin.Because).WithName("joinPage").Produces<Page>();

    private static async Task<IResult> HandleAsync(string tenant, Tenants tenants, JoinGate gate, CancellationToken ct) =>
        await tenants.FindAsync(tenant, ct) is { } found ? TypedResults.Ok(new Page(found.Slug, found.Name, found.Languages, gate.NewForm(found))) : Problem.NotFound.Result();
}
