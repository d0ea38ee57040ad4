using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>Shows a quote to whoever holds its link: what is said to a customer, in its language, without the partner's side of it.</summary>
internal sealed class PayPages(TenantDb db)
{
    private const string Contact = """
        SELECT login FROM membership WHERE tenant_id = $1 AND partner_id = $2 AND role = 'OWNER' AND NOT application AND disabled_at IS NULL ORDER BY created_at, membership_id LIMIT 1
        """;

    private const string Receipt = "SELECT body ->> 'number', issued_on FROM document WHERE tenant_id = $1 AND order_id = $2 AND kind = 'RECEIPT' ORDER BY at DESC LIMIT 1";
    private const string Lines = "SELECT key_id, state FROM order_line WHERE tenant_id = $1 AND order_id = $2 ORDER BY line";

    /// <param name="call">Admitted.</param>
    /// <param name="back">The visitor came back from the provider's page.</param>
    public async Task<PayView> OfAsync(PayCall call, bool back)
    {
        var (row, document) = (call.Quote.Row, call.Quote.Document);
        var (state, failure) = StateOf(call, back);
        var tenant = new PayTenantView(call.Tenant.Slug, call.Tenant.Name, call.Tenant.Languages);
        var masked = row.Email is { } email ? MailAddresses.Masked(email) : null;
        if (call.LinkEnded) return new PayView(tenant, state, row.Number, row.Version, null, null, null, call.Language, [], null, null, null, null, null, null, [], masked, null, null, null, null);

        var (contact, receipt) = await AroundAsync(call, state);
        var views = new LineViews(call.Texts, row.Currency, call.Today, Public: true);
        var needs = Acknowledging.Needed(call.Quote.KeyFacts, call.Rules, call.Today);
        QuoteLineView[] lines = [.. document.Lines.Select((l, i) => views.Of(l, i + 1, LineViews.Acknowledgement(l, call.Quote.Keys.GetValueOrDefault(l.Key.Value)?.Facts, needs.Contains(l.Key), row)))];
        return new PayView(
            tenant, state, row.Number, row.Version, QuoteDetails.SellerOf(document.Seller), contact, document.Buyer.Name, call.Language, lines,
            views.Money(document.NetMinor), views.Money(document.VatMinor), views.Money(document.GrossMinor), document.Vat, OrderTexts.Vat(document, call.Texts), document.ValidUntil,
            state is PayState.Valid or PayState.Failed ? [.. document.Lines.Where(l => needs.Contains(l.Key)).Select(l => Needs(call, l))] : [], masked, row.PoNumber, row.Note, failure, receipt);
    }

    /// <summary>What the database says; the address bar only tells a payment that is open from one that was just made.</summary>
    public static (PayState State, PayFailureView? Failure) StateOf(PayCall call, bool back)
    {
        var quote = call.Quote;
        if (call.LinkEnded) return (PayState.Expired, null);
        if (quote.Row.State is QuoteState.Paid) return (PayState.Paid, null);
        if (quote.Row.State is QuoteState.Void) return (PayState.Void, null);
        if (quote.Row.State is QuoteState.Declined) return (PayState.Declined, null);
        QuotePayment[] tries = quote.Order is { } order ? [.. quote.Payments.Where(p => p.OrderId == order.Id)] : [];
        if (tries.Any(p => p.State == PaymentState.Processing)) return (PayState.Processing, null);
        if (tries.Any(p => p.State == PaymentState.Paid)) return (PayState.Confirming, null);
        var newest = tries.LastOrDefault();
        if (back && newest is { State: PaymentState.Creating or PaymentState.Open }) return (PayState.Confirming, null);
        if (quote.Row.StateOn(call.Today) == QuoteState.Expired) return (PayState.Expired, null);
        var failure = newest?.Failure is { } code ? FailureOf(code, call.Texts) : null;
        return (newest is { State: PaymentState.Failed } ? PayState.Failed : PayState.Valid, failure);
    }

    /// <summary>A reason to act on, where the provider gives one; never its raw word.</summary>
    private static PayFailureView FailureOf(string code, Texts texts) => new(code.ToUpperInvariant(), OrderTexts.PaymentFailure(code, texts));

    private static NeedsAcknowledgementView Needs(PayCall call, QuotedLine line)
    {
        var facts = call.Quote.Keys[line.Key.Value].Facts;
        var (counted, max, size) = (facts.Usage?.Counted, Most(facts, call), facts.PurchasedOn(call.Today).Size);
        return new NeedsAcknowledgementView(
            line.Key.Value, line.Number.Masked, counted, max,
            call.Texts.Get("acknowledgement.over-limit", ("counted", CsvWriter.Number(counted)), ("max", CsvWriter.Number(max)), ("size", CsvWriter.Number(size))));
    }

    private static int? Most(KeyFacts facts, PayCall call) =>
        facts.PurchasedOn(call.Today) is var bought ? Domain.Catalogue.RuleVersions.InForce(call.Rules.SizeTables, call.Today)?.Value.MaxExtensions(bought.Size, bought.Free) : null;

    /// <summary>Whom to ask, and once it is paid, what became of each line.</summary>
    private Task<(PayContactView? Contact, PayReceiptView? Receipt)> AroundAsync(PayCall call, PayState state)
    {
        var tenant = call.Tenant.Id;
        List<NpgsqlBatchCommand> commands = [Sql.Of(Contact, tenant, Optional.Id(call.Quote.Row.PartnerId))];
        var order = state == PayState.Paid ? call.Quote.Order : null;
        if (order is not null) commands.AddRange([Sql.Of(Receipt, tenant, order.Id), Sql.Of(Lines, tenant, order.Id)]);
        return db.ReadAsync(
            tenant, commands,
            async (reader, token) =>
            {
                var login = await reader.ReadAsync(token) ? reader.GetString(0) : null;
                var contact = call.Quote.Partner is { } partner ? new PayContactView(partner.Name, MailAddresses.IsAddress(login) ? login : null) : null;
                if (order is null) return (contact, (PayReceiptView?)null);
                await reader.NextResultAsync(token);
                var document = await TenantDb.RowsAsync(reader, r => (Number: r.GetString(0), On: r.GetFieldValue<DateOnly>(1)), token);
                await reader.NextResultAsync(token);
                var lines = await TenantDb.RowsAsync(reader, r => LineOf(call, r.GetGuid(0), r.GetString(1)), token);
                var paid = call.Quote.Payments.LastOrDefault(p => p.OrderId == order.Id && p.PaidAt is not null)?.PaidAt;
                var gross = new MoneyView(call.Quote.Row.GrossMinor, call.Quote.Row.Currency);
                return (contact, new PayReceiptView(document.Count > 0 ? document[0].Number : null, document.Count > 0 ? document[0].On : null, gross, paid, lines));
            },
            call.Ct);
    }

    private static PayReceiptLineView LineOf(PayCall call, Guid key, string state)
    {
        var facts = call.Quote.Keys.GetValueOrDefault(key)?.Facts;
        return new PayReceiptLineView(facts?.Number.Masked ?? "", facts?.LastDay, Enum.Parse<LineState>(state, ignoreCase: true));
    }
}
