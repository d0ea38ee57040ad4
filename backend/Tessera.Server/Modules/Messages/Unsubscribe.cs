using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Messages;

/// <summary>
/// Stops reminders to the address a mail went to. Whatever is wrong with the token, the answer is the same; doing it twice is
/// doing it once.
/// </summary>
internal static class Unsubscribe
{
    internal sealed record Request(string Token);

    internal sealed record Done(bool Unsubscribed);

    private static readonly Problem Unknown = new(StatusCodes.Status404NotFound, "UNSUBSCRIBE_UNKNOWN", "This link stops nothing here. Use the link of the newest mail.");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/{tenant}/unsubscribe", HandleAsync).Open("the signed token in the body is the credential").WithName("unsubscribe").Produces<Done>();

    private static async Task<IResult> HandleAsync(string tenant, Request request, Tenants tenants, TenantDb db, LeaveTokens tokens, TimeProvider clock, CancellationToken ct)
    {
        if (await tenants.FindAsync(tenant, ct) is not { } programme || tokens.Read(programme.Id, request.Token) is not { } hash) return Unknown.Result();
        await db.WriteAsync(programme.Id, [Contracts.Unsubscribed.Add(programme.Id, hash, clock.GetUtcNow())], ct);
        return TypedResults.Ok(new Done(true));
    }
}
