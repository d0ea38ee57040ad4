using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>One run as it stands: its phase, what it came to so far, who approved it, and what may be done with it.</summary>
internal static class ReadReview
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reviews/{id}", HandleAsync).Operation(nameof(ReadReview)).WithName("review").Produces<ReviewView>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, TimeProvider clock, CancellationToken ct) =>
        Guid.TryParseExact(id, "D", out var run) && await ReviewDetails.ReadAsync(db, context.Caller(), run, clock.GetUtcNow(), ct) is { } view ? TypedResults.Ok(view) : Problem.NotFound.Result();
}
