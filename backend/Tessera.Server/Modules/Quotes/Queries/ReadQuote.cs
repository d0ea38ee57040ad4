using Tessera.Platform.Errors;
using Tessera.Platform.Identity;

namespace Tessera.Server.Modules.Quotes.Queries;

/// <summary>One quote with its lines, its history and what may be done with it.</summary>
internal static class ReadQuote
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/quotes/{id:guid}", HandleAsync).Operation(nameof(ReadQuote)).WithName("quote").Produces<QuoteView>();

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, QuoteStore store, QuoteDetails details, CancellationToken ct)
    {
        var caller = context.Caller();
        return await store.FindAsync(caller.TenantId, id, caller.PartnerId, ct) is { } quote ? QuoteDesk.Answer(await details.OfAsync(quote, caller, ct)) : Problem.NotFound.Result();
    }
}
