using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>Where the payment stands, for a page that waits for it.</summary>
internal static class ReadPayState
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/{tenant}/pay/state", HandleAsync).Open(PayModule.Because).WithName("payState").Takes(ReadPayPage.Back).Produces<PayStateView>();

    private static async Task HandleAsync(HttpContext context, PayGate gate)
    {
        if (await gate.AdmitAsync(context) is not { } call) return;
        var input = new QueryInput(context);
        var (state, failure) = PayPages.StateOf(call, input.Flag("back") is true);
        await (input.Problem is { } problem ? Problems.WriteAsync(context, problem) : QuoteDesk.Answer(new PayStateView(state, failure)).ExecuteAsync(context));
    }
}
