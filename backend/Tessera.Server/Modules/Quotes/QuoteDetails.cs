using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Orders;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Access.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Quotes;

/// <summary>Shows a quote to one of our people: in their language, on their tenant's day, with what their role may do.</summary>
internal sealed class QuoteDetails(TenantRules rules, TimeProvider clock)
{
    public async ValueTask<QuoteView> OfAsync(LoadedQuote quote, Caller caller, CancellationToken ct)
    {
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        var views = new LineViews(Texts.Of(caller.Language), quote.Row.Currency, today);
        var facts = quote.Facts(book, today);
        var open = quote.Row.State is not (QuoteState.Paid or QuoteState.Void or QuoteState.Declined);
        var lines = quote.Document.Lines.Select((line, i) =>
        {
            var key = quote.Keys.GetValueOrDefault(line.Key.Value)?.Facts;
            var moved = open && key is not null && key.LastDay != line.KeyLastDay ? LoadedQuote.Moved(key) : null;
            return views.Of(line, i + 1, LineViews.Acknowledgement(line, key, facts.NeedsAcknowledgement.Contains(line.Key), quote.Row), moved);
        });
        return Of(quote.Row, quote.Document, [.. lines], views) with
        {
            Partner = quote.Partner is { } p ? new PartyView(p.Id, p.Name) : null,
            Customer = CustomerOf(quote.Row.CustomerId, quote.Document),
            State = quote.Row.StateOn(today),
            OrderId = quote.Order?.Id,
            LinkExpiresAt = quote.Link?.ExpiresAt,
            Events = [.. quote.Events.Select(e => new QuoteEventView(e.At, e.Actor, e.Name, views.Texts.Get("event." + e.Name, e.Facts), e.Facts))],
            Actions = [.. Actions(quote, facts, today).Where(a => Permissions.Table.Allows(caller.Role, a.Operation)).Select(a => new QuoteActionView(a.Operation, a.Refusal is null, a.Refusal is { } r ? views.Of(r) : null))],
        };
    }

    /// <summary>The answer of a dry run: the same figures, no id, and each refused line with its reason.</summary>
    public static QuoteView Preview(LoadedQuote quote, PricedBasket basket, BasketWish wish, Caller caller, DateOnly today)
    {
        var views = new LineViews(Texts.Of(caller.Language), quote.Row.Currency, today);
        var lines = basket.Result.Lines.Select((result, i) => result switch
        {
            LineResult.Quoted quoted => views.Of(quoted.Line, i + 1, quoted.Line.Acknowledgement),
            LineResult.Refused refused => views.Refused(basket.Keys[i], wish.Lines[i].Years, i + 1, refused.Refusal),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
        return Of(quote.Row, quote.Document, [.. lines], views) with
        {
            Id = null,
            Number = null,
            Partner = basket.Partner is { } p ? new PartyView(p.Id, p.Name) : null,
            Customer = basket.Customer is { } c ? new PartyView(c.Id, c.Name) : null,
        };
    }

    /// <summary>A link may be handed out while the quote can be sent; it can be taken back as long as there is one. A customer's quote is paid by its link.</summary>
    private static IEnumerable<QuoteAction> Actions(LoadedQuote quote, QuoteFacts facts, DateOnly today)
    {
        foreach (var action in QuoteDecider.Actions(facts, today))
        {
            if (action.Operation != "PayQuote" || quote.Row.Payer == Payer.Partner) yield return action;
            if (action.Operation == "SendQuote") yield return new QuoteAction("ReadPayLink", action.Refusal);
        }

        if (quote.Link is not null) yield return new QuoteAction("RevokePayLink", null);
    }

    public static PartyView? CustomerOf(Guid? id, QuoteDocument document) =>
        id is { } customer && document.Lines.FirstOrDefault(l => l.Customer.Value == customer) is { } line ? new PartyView(customer, line.CustomerName) : null;

    public static SellerView SellerOf(Seller seller) => new(seller.Name, seller.Address, seller.Country, seller.VatId);

    private static QuoteView Of(QuoteRow row, QuoteDocument document, IReadOnlyList<QuoteLineView> lines, LineViews views) => new(
        row.Id, row.Number, row.Version, row.RowVersion, row.State, row.Payer, null, null, new BuyerView(document.Buyer.Name, document.Buyer.Country, document.Buyer.VatId), SellerOf(document.Seller),
        row.Email, row.Language, row.PoNumber, row.Note, row.Reason, row.AcceptedName, views.Money(document.NetMinor), views.Money(document.VatMinor), views.Money(document.GrossMinor),
        document.Vat, OrderTexts.Vat(document, views.Texts), document.ValidUntil, document.PricedOn, row.CreatedAt, row.CreatedBy, row.SentAt, row.ViewedAt, row.AcceptedAt, row.ClosedAt, null,
        lines, [], [], null, [.. document.Lines.SelectMany(l => l.Steps).Select(s => s.Version).OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
}
