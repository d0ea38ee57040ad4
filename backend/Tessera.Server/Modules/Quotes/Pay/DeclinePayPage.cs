using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Contracts;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>The customer says no, and why; an open payment session ends.</summary>
internal static class DeclinePayPage
{
    private const int LongestReason = 500;

    internal sealed record Request(string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/{tenant}/pay/decline", HandleAsync).Open(PayModule.Because).WithName("declinePayPage").Accepts<Request>("application/json").Produces<PayStateView>().ProducesProblem(422);

    private static async Task HandleAsync(HttpContext context, PayGate gate, PayDesk desk, Checkout checkout)
    {
        if (await gate.AdmitAsync(context) is not { } call || await PayGate.ReadAsync<Request>(context) is not { } request) return;
        if (PlainText.Check("reason", request.Reason, LongestReason, required: true) is { } bad)
        {
            await Problems.WriteAsync(context, Problem.Invalid(bad));
            return;
        }

        var turn = await desk.KeepAsync(call, nameof(DeclinePayPage), call.Visitor, c => Task.FromResult(Declined(c, PlainText.Kept(request.Reason)!)));
        if (turn.Problem is null) checkout.ExpireSoon(call.Tenant.Id);
        await (turn.Problem?.Result() ?? QuoteDesk.Answer(new PayStateView(PayState.Declined, null))).ExecuteAsync(context);
    }

    private static PayTurn Declined(PayCall call, string reason) => QuoteDecider.Decide(new QuoteCommand.Decline(reason), call.Quote.Facts(call.Rules, call.Today), call.Today) switch
    {
        _ when call.LinkEnded => new PayTurn(call.Quote, PayGate.Unknown),
        QuoteDecision.Refused no => new PayTurn(call.Quote, QuoteDesk.Refused(no.Refusal, call.Language)),
        QuoteDecision.Moved moved => new PayTurn(call.Quote.Then(
            call.Quote, call.Quote.Row with { State = moved.To, Reason = reason, ClosedAt = call.Now }, PayDesk.Happened(call, call.Visitor, moved.EventName, ("reason", reason))))
        {
            Beside = Checkout.Cancelling(call.Tenant.Id, call.Quote.Row.Id, call.Quote.Row.Version),
        },
        _ => new PayTurn(call.Quote),
    };
}
