using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Quotes.Commands;

/// <summary>The mail as it would be read, before it is sent; nothing is kept, and its link opens nothing.</summary>
internal static class PreviewQuoteMail
{
    internal sealed record Request(string? Email = null, string? Language = null, string? Message = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/quotes/{id:guid}/preview", HandleAsync)
        .Operation(nameof(PreviewQuoteMail)).WithName("previewQuoteMail").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<MailPreviewView>();

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, QuoteStore store, Letters letters, CancellationToken ct)
    {
        var (request, _, problem) = await QuoteDesk.ReadAsync<Request>(context, ct);
        if (problem is not null) return problem.Result();
        var caller = context.Caller();
        if (await store.FindAsync(caller.TenantId, id, caller.PartnerId, ct) is not { } quote) return Problem.NotFound.Result();
        var email = PlainText.Kept(request!.Email) ?? quote.Row.Email;
        if (LetterWish.Problem(email, request.Language, request.Message) is { } bad) return bad.Result();
        return QuoteDesk.Answer(letters.Preview(quote, caller.Tenant, new LetterWish(email ?? "", request.Language ?? quote.Row.Language, request.Message, Letters.ReplyTo(caller))));
    }
}
