using Tessera.Domain.Orders;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Contracts;

namespace Tessera.Server.Modules.Quotes.Commands;

/// <summary>Takes a quote back for good, with a reason; its link says so and an open payment session ends.</summary>
internal static class VoidQuote
{
    internal sealed record Request(string? Reason = null) : DeskRequest;

    public static void Map(IEndpointRouteBuilder routes) => QuoteDesk.Map<Request>(routes, "void", nameof(VoidQuote), (request, call, services) =>
    {
        var reason = PlainText.Kept(request.Reason);
        switch (QuoteDecider.Decide(new QuoteCommand.Void(reason), call.Quote.Facts(call.Rules, call.Today), call.Today))
        {
            case QuoteDecision.Refused no:
                return new(QuoteDesk.Refused(no.Refusal, call.Caller.Language));
            case QuoteDecision.Moved moved:
                var row = call.Quote.Row with { State = moved.To, Reason = reason, ClosedAt = call.Now };
                return new(new QuoteTurn(call.Quote.Then(call.Quote, row, QuoteHappened.Of(call.Now, call.Actor, moved.EventName, ("reason", reason))), Reason: reason)
                {
                    Beside = Checkout.Cancelling(call.Caller.TenantId, call.Quote.Row.Id, call.Quote.Row.Version),
                    AfterCommit = () => services.GetRequiredService<Checkout>().ExpireSoon(call.Caller.TenantId),
                });
            default:
                return new(new QuoteTurn(null));
        }
    });
}
