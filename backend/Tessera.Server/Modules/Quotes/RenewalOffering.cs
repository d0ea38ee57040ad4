using System.Globalization;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Quotes.Pay;

namespace Tessera.Server.Modules.Quotes;

/// <summary>
/// What a reminder to a customer offers: a quote of its own keys for a year each, and the link that pays it, made in the reminder's
/// transaction. A key that cannot be renewed is left out; where nothing is left there is no offer.
/// </summary>
internal sealed class RenewalOffering(PayLinks links, TenantRules rules)
{
    private const string Actor = "reminder";

    public async Task<RenewalOffer?> OfferAsync(RenewalWish wish, TenantTransaction transaction, CancellationToken ct)
    {
        var tenant = wish.Tenant;
        var today = tenant.DayOf(wish.Now);
        var (_, book) = await rules.OfAsync(tenant.Id, ct);
        BasketLine[] asked = [.. wish.Keys.Distinct().Take(Domain.Orders.Basket.MostLines).Select(k => new BasketLine(k, 1))];
        var keys = await Basket.LoadAsync(transaction, tenant.Id, asked, wish.PartnerId, ct);
        var own = keys.Where(k => k.Value.Customer.Id == wish.CustomerId).ToDictionary();
        var first = new BasketWish([.. asked.Where(l => own.ContainsKey(l.KeyId))], Payer.Customer, null, null);
        var priced = Basket.Price(first, own, book, today);
        var offered = first with { Lines = [.. first.Lines.Zip(priced.Result.Lines).Where(l => l.Second is LineResult.Quoted).Select(l => l.First)] };
        var basket = offered.Lines.Count == first.Lines.Count ? priced : Basket.Price(offered, own, book, today);
        if (basket.Result.Document is not { } document) return null;

        Money Amount(long minor) => new(minor, document.Currency);
        RenewalOffer Offer(string? number, string url) => new(
            number, url, document.ValidUntil, Amount(document.NetMinor), Amount(document.VatMinor), Amount(document.GrossMinor), Letters.LinesOf(document));
        if (wish.DryRun) return Offer(null, links.Page(tenant));

        var number = await QuoteSql.NumberAsync(transaction, tenant.Id, ct);
        var draft = QuoteMaking.New(basket, document, Guid.CreateVersion7(wish.Now), number, wish.Email, wish.Language, wish.Now, Actor);
        var (link, keep) = links.New(tenant.Id, draft.Row.Id, wish.Now);
        var sent = draft with
        {
            Row = draft.Row with { State = QuoteState.Sent, SentAt = wish.Now },
            Events = [.. draft.Events, QuoteHappened.Of(wish.Now, Actor, QuoteEvents.Sent, ("email", wish.Email), ("version", draft.Row.Version.ToString(CultureInfo.InvariantCulture)))],
        };
        var audit = AuditTrail.Add(tenant.Id, new AuditActor(Actor, null, null, "reminder:" + sent.Row.Id.ToString("N"), null), wish.Now, new AuditRow("CreateQuote", "quote", sent.Row.Id, number, QuoteDesk.Changed(null, sent.Row)));
        await transaction.WriteAsync([.. QuoteSql.Added(tenant.Id, sent), keep, audit], ct);
        return Offer(number, links.UnfilledUrlOf(tenant, link));
    }
}
