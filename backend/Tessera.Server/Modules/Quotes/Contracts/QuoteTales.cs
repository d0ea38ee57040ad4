using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Quotes.Contracts;

/// <summary>One thing that happened to a quote of the past.</summary>
/// <param name="By">Who did it; null membership: the customer, on the pay page.</param>
internal sealed record QuoteDeed(Guid AuditId, DateTimeOffset At, AuditActor By, string Action, QuoteCommand Command);

/// <summary>A quote of the past: made of keys on a day, and what happened to it since.</summary>
/// <param name="PartnerEmail">Where a partner that pays itself is written to.</param>
internal sealed record QuoteTale(
    Guid Id, Guid AuditId, Payer Payer, int Years, DateTimeOffset MadeAt, AuditActor MadeBy, string? PoNumber, IReadOnlyList<LoadedKey> Keys, IReadOnlyList<QuoteDeed> Deeds, string? PartnerEmail = null);

/// <summary>Tells quotes of the past by the product's own pricing, decisions and statements; nothing is mailed and no link is made.</summary>
internal static class QuoteTales
{
    /// <summary>False where one of its keys cannot be quoted on that day, or something could not have happened to it: then nothing is kept.</summary>
    public static async Task<bool> TellAsync(TenantTransaction transaction, Tenant tenant, RuleBook book, QuoteTale tale, CancellationToken ct)
    {
        var madeOn = tenant.DayOf(tale.MadeAt);
        var wish = new BasketWish([.. tale.Keys.Select(k => new BasketLine(k.Facts.Id.Value, tale.Years))], tale.Payer, tale.PoNumber, null);
        var basket = Basket.Price(wish, tale.Keys.ToDictionary(k => k.Facts.Id.Value), book, madeOn);
        if (basket.Result.Document is not { } document) return false;
        var language = (tale.Payer == Payer.Customer ? basket.Customer?.Language : basket.Partner?.Language) ?? tenant.Languages[0];
        var made = QuoteMaking.New(basket, document, tale.Id, "", tale.Payer == Payer.Customer ? basket.Customer?.Email : null, language, tale.MadeAt, tale.MadeBy.Name);
        if (After(made, tale, book, tenant) is not { } quote) return false;

        var number = await QuoteSql.NumberAsync(transaction, tenant.Id, ct);
        quote = quote with { Row = quote.Row with { Number = number } };
        await transaction.WriteAsync([.. QuoteSql.Added(tenant.Id, quote), AuditTrail.AddMany(tenant.Id, [.. Audit(tale, number)])], ct);
        return true;
    }

    private static LoadedQuote? After(LoadedQuote quote, QuoteTale tale, RuleBook book, Tenant tenant)
    {
        foreach (var deed in tale.Deeds)
        {
            var today = tenant.DayOf(deed.At);
            if (QuoteDecider.Decide(deed.Command, quote.Facts(book, today), today) is not QuoteDecision.Moved moved) return null;
            var row = deed.Command switch
            {
                QuoteCommand.Send => quote.Row with { SentAt = deed.At },
                QuoteCommand.View => quote.Row with { ViewedAt = deed.At },
                QuoteCommand.Accept accept => quote.Row with { AcceptedAt = deed.At, AcceptedName = accept.Name, Email = quote.Row.Email ?? tale.PartnerEmail },
                QuoteCommand.Decline decline => quote.Row with { ClosedAt = deed.At, Reason = decline.Reason },
                QuoteCommand.Void withdrawn => quote.Row with { ClosedAt = deed.At, Reason = withdrawn.Reason },
                _ => quote.Row,
            };
            var happened = QuoteHappened.Of(
                deed.At, deed.By.Name, moved.EventName, ("email", (deed.Command as QuoteCommand.Send)?.Email), ("name", (deed.Command as QuoteCommand.Accept)?.Name),
                ("reason", row.Reason), ("version", row.Version.ToString(CultureInfo.InvariantCulture)));
            quote = quote.Then(quote, row with { State = moved.To }, happened);
        }

        return quote;
    }

    private static IEnumerable<AuditRecord> Audit(QuoteTale tale, string number)
    {
        yield return new AuditRecord(tale.AuditId, tale.MadeAt, tale.MadeBy, new AuditRow("CreateQuote", "quote", tale.Id, number));
        foreach (var deed in tale.Deeds)
        {
            var reason = (deed.Command as QuoteCommand.Decline)?.Reason ?? (deed.Command as QuoteCommand.Void)?.Reason;
            yield return new AuditRecord(deed.AuditId, deed.At, deed.By, new AuditRow(deed.Action, "quote", tale.Id, number, Reason: reason));
        }
    }
}
