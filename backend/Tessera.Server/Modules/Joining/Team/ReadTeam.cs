using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Joining.Team;

/// <summary>Who works for a partner, and who is invited.</summary>
internal static class ReadTeam
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{id}/team", HandleAsync).Operation(nameof(ReadTeam)).WithName("team").Produces<TeamView>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        if (!TeamDesk.IsSeen(caller, id, out var partner) || await TeamDesk.ReadAsync(db, caller.TenantId, partner, ct) is not { } team) return Problem.NotFound.Result();
        return TypedResults.Ok(team.View(clock.GetUtcNow()));
    }
}
