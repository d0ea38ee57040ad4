using Tessera.Server.Modules.Payments.Contracts;
using Tessera.Server.Modules.Quotes.Pay;

namespace Tessera.Server.Modules.Quotes.Commands;

/// <summary>The link of a quote stops working, and a payment session opened by it ends: whoever opens it is told that there is no such link. The next sending makes a new one.</summary>
internal static class RevokePayLink
{
    internal sealed record Request : DeskRequest;

    public static void Map(IEndpointRouteBuilder routes) => QuoteDesk.Map<Request>(routes, "revoke-link", nameof(RevokePayLink), (_, call, services) =>
    {
        if (call.Quote.Link is null) return new(new QuoteTurn(null));
        var after = (call.Quote with { Link = null }).Then(call.Quote, call.Quote.Row, QuoteHappened.Of(call.Now, call.Actor, "quote.link-revoked.v1"));
        return new(new QuoteTurn(after)
        {
            Beside = [PayLinks.Revoke(call.Caller.TenantId, call.Quote.Row.Id, call.Now)],
            AfterCommit = () => services.GetRequiredService<Checkout>().ExpireSoon(call.Caller.TenantId),
        });
    });
}
