using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>A person has the page before their eyes: the partner is told, once.</summary>
internal static class SeePayPage
{
    internal sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/{tenant}/pay/seen", HandleAsync).Open(PayModule.Because).WithName("seePayPage").Accepts<Request>("application/json").Produces<PayStateView>();

    private static async Task HandleAsync(HttpContext context, PayGate gate, PayDesk desk)
    {
        if (await gate.AdmitAsync(context) is not { } call || await PayGate.ReadAsync<Request>(context) is null) return;
        var turn = await desk.KeepAsync(call, nameof(SeePayPage), call.Visitor, c => Task.FromResult(Seen(c)));
        await (turn.Problem is { } problem ? Problems.WriteAsync(context, problem) : QuoteDesk.Answer(new PayStateView(PayPages.StateOf(call with { Quote = turn.Quote }, back: false).State, null)).ExecuteAsync(context));
    }

    private static PayTurn Seen(PayCall call) =>
        !call.LinkEnded && QuoteDecider.Decide(new QuoteCommand.View(), call.Quote.Facts(call.Rules, call.Today), call.Today) is QuoteDecision.Moved moved
            ? new PayTurn(call.Quote.Then(call.Quote, call.Quote.Row with { State = moved.To, ViewedAt = call.Now }, PayDesk.Happened(call, call.Visitor, moved.EventName)))
            : new PayTurn(call.Quote);
}
