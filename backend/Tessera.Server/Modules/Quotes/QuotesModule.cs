using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Quotes.Commands;
using Tessera.Server.Modules.Quotes.Pay;
using Tessera.Server.Modules.Quotes.Queries;

namespace Tessera.Server.Modules.Quotes;

/// <summary>Offers to renew: made of a basket of keys, sent with a link that pays, followed until they are paid or over.</summary>
internal static class QuotesModule
{
    public static void AddQuotes(this IServiceCollection services)
    {
        services.AddSingleton<QuoteStore>().AddSingleton<QuoteDetails>().AddSingleton<QuoteDesk>().AddSingleton<Letters>();
        services.AddSingleton<PayLinks>().AddSingleton<LinkDesk>().AddSingleton<PurchaseDesk>();
        services.AddSingleton<RenewalOffering>().AddSingleton(s => new RenewalOffers(s.GetRequiredService<RenewalOffering>().OfferAsync));
        services.AddSingleton(s => new MailFilling(s.GetRequiredService<PayLinks>().Fill));
        services.AddPayPages();
    }

    public static void MapQuotes(this IEndpointRouteBuilder routes)
    {
        CreateQuote.Map(routes);
        ReviseQuote.Map(routes);
        PreviewQuoteMail.Map(routes);
        SendQuote.Map(routes);
        ReadPayLink.Map(routes);
        RevokePayLink.Map(routes);
        VoidQuote.Map(routes);
        PayQuote.Map(routes);
        ListQuotes.Map(routes);
        ReadQuote.Map(routes);
        ReadQuoteVersions.Map(routes);
        ExportQuotes.Map(routes);
        routes.MapPayPages();
    }
}
