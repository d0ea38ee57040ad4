using Tessera.Platform.Identity;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>The page a customer pays on. Reading it changes nothing: scanners of mail open links too.</summary>
internal static class ReadPayPage
{
    public static readonly QueryParameter Back = QueryParameter.Flag("back", "true: the visitor came back from the provider's page, so an open payment is being confirmed.");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/{tenant}/pay", HandleAsync).Open(PayModule.Because).WithName("payPage").Takes(Back).Produces<PayView>();

    private static async Task HandleAsync(HttpContext context, PayGate gate, PayPages pages)
    {
        if (await gate.AdmitAsync(context) is not { } call) return;
        var input = new QueryInput(context);
        var back = input.Flag("back") is true;
        await (input.Problem is { } problem ? Platform.Errors.Problems.WriteAsync(context, problem) : QuoteDesk.Answer(await pages.OfAsync(call, back)).ExecuteAsync(context));
    }
}
