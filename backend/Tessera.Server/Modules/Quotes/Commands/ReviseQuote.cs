using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Orders;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Contracts;

namespace Tessera.Server.Modules.Quotes.Commands;

/// <summary>A new version of a quote: other keys, other years, today's prices. The one before stays readable and can no longer be paid.</summary>
internal static class ReviseQuote
{
    /// <param name="PoNumber">Replaces the one before; null takes it away.</param>
    internal sealed record Request(IReadOnlyList<BasketLine> Lines, string? PoNumber = null, string? Note = null) : DeskRequest;

    public static void Map(IEndpointRouteBuilder routes) => QuoteDesk.Map<Request>(routes, "revise", nameof(ReviseQuote), HandleAsync);

    private static async ValueTask<QuoteTurn> HandleAsync(Request request, QuoteCall call, IServiceProvider services)
    {
        var (caller, quote) = (call.Caller, call.Quote);
        if (Basket.Unreadable(request.Lines, caller.Language) is { } unreadable) return unreadable;
        if (QuoteDecider.Decide(new QuoteCommand.Revise(), quote.Facts(call.Rules, call.Today), call.Today) is QuoteDecision.Refused no) return QuoteDesk.Refused(no.Refusal, caller.Language);

        // The quote's own partner, whoever revises it: an operator cannot make one partner's quote another's.
        var keys = await Basket.LoadAsync(services.GetRequiredService<Platform.Tenancy.TenantDb>(), caller.TenantId, request.Lines, quote.Row.PartnerId ?? caller.PartnerId, call.Ct);
        if (Basket.Unknown(request.Lines, keys) is { } unknown) return unknown;
        var wish = new BasketWish(request.Lines, quote.Row.Payer, PlainText.Kept(request.PoNumber), PlainText.Kept(request.Note), quote.Row.Version + 1);
        var basket = Basket.Price(wish, keys, call.Rules, call.Today);
        if (CreateQuote.Refusals(basket, request.DryRun) is { Count: > 0 } refusals) return QuoteDesk.Refused(refusals, caller.Language);
        var after = Revised(quote, basket, basket.DocumentOrDraft(wish, call.Rules, call.Today), call.Rules, call.Today, call.Now, call.Actor);
        return new QuoteTurn(after)
        {
            Beside = Checkout.Cancelling(caller.TenantId, quote.Row.Id, quote.Row.Version),
            AfterCommit = () => services.GetRequiredService<Checkout>().ExpireSoon(caller.TenantId),
            Preview = request.DryRun ? QuoteDetails.Preview(after, basket, wish, caller, call.Today) : null,
        };
    }

    /// <summary>The quote with its next version, to be sent anew.</summary>
    public static LoadedQuote Revised(LoadedQuote quote, PricedBasket basket, QuoteDocument document, RuleBook rules, DateOnly today, DateTimeOffset now, string actor)
    {
        var moved = (QuoteDecision.Moved)QuoteDecider.Decide(new QuoteCommand.Revise(), quote.Facts(rules, today), today);
        var row = quote.Row.With(document, basket.Customer?.Id) with { State = moved.To, SentAt = null, ViewedAt = null, AcceptedAt = null, AcceptedName = null, Reason = null, ClosedAt = null };
        var happened = QuoteHappened.Of(now, actor, moved.EventName, ("version", document.Version.ToString(CultureInfo.InvariantCulture)));
        return (quote with { Document = document, Keys = basket.Keys.DistinctBy(k => k.Facts.Id).ToDictionary(k => k.Facts.Id.Value) }).Then(quote, row, happened);
    }
}
