using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>Mails about an order, in the buyer's language; each in the transaction of what it tells of, once per reason.</summary>
internal static class OrderMail
{
    /// <summary>Null where nobody's address is known.</summary>
    /// <param name="terms">Line → the term it became; what is not there was not applied.</param>
    public static NpgsqlBatchCommand? Receipt(
        Tenant tenant, OrderCase of, DocumentSubject subject, (string Number, DateOnly PaidOn, string? Page) receipt, IReadOnlyDictionary<int, (DateOnly From, DateOnly To)> terms, DateTimeOffset now)
    {
        if (!MailAddresses.IsAddress(subject.Email)) return null;
        var quote = subject.Quote;
        var mail = new ReceiptMail(
            tenant.Name, quote.Buyer.Name, subject.OrderNumber, receipt.Number, receipt.PaidOn, [.. quote.Lines.Select((line, i) => Line(line, terms.TryGetValue(i + 1, out var term) ? term : (line.TermStarts, line.TermEnds), quote.Currency))],
            new Money(quote.NetMinor, quote.Currency), new Money(quote.VatMinor, quote.Currency), new Money(quote.GrossMinor, quote.Currency), receipt.Page,
            [.. of.Lines.Where(l => l.State == LineState.Credited).Select(l => l.Quoted.Number)]);
        return Mails.Enqueue(tenant.Id, new OutgoingMail(Guid.CreateVersion7(now), "receipt:" + of.OrderId, subject.Email!, tenant.Name, MailBook.Receipt(mail, subject.Language)), now);
    }

    /// <inheritdoc cref="Receipt"/>
    /// <param name="page">Where it can be paid again.</param>
    public static NpgsqlBatchCommand? Failed(Heard heard, Guid payment, DocumentSubject subject, string page)
    {
        if (!MailAddresses.IsAddress(subject.Email)) return null;
        var quote = subject.Quote;
        var content = MailBook.PaymentFailed(
            new PaymentFailedMail(quote.Seller.Name, quote.Buyer.Name, subject.QuoteNumber, new Money(quote.GrossMinor, quote.Currency), quote.ValidUntil, page), subject.Language);
        return Mails.Enqueue(heard.Tenant, new OutgoingMail(Guid.CreateVersion7(heard.Now), "payment-failed:" + payment, subject.Email!, quote.Seller.Name, content), heard.Now);
    }

    /// <inheritdoc cref="Receipt"/>
    public static NpgsqlBatchCommand? Refunded(Heard heard, DocumentSubject subject, Guid refund, long amountMinor, string creditNote)
    {
        if (!MailAddresses.IsAddress(subject.Email)) return null;
        var quote = subject.Quote;
        var content = MailBook.Refund(new RefundMail(quote.Seller.Name, quote.Buyer.Name, subject.OrderNumber, creditNote, new Money(amountMinor, quote.Currency)), subject.Language);
        return Mails.Enqueue(heard.Tenant, new OutgoingMail(Guid.CreateVersion7(heard.Now), "refund:" + refund, subject.Email!, quote.Seller.Name, content), heard.Now);
    }

    /// <summary>They had been told that it was on its way.</summary>
    public static NpgsqlBatchCommand? CameBack(Heard heard, DocumentSubject subject, Guid refund, long amountMinor, string correction)
    {
        if (!MailAddresses.IsAddress(subject.Email)) return null;
        var quote = subject.Quote;
        var content = MailBook.RefundCameBack(new RefundMail(quote.Seller.Name, quote.Buyer.Name, subject.OrderNumber, correction, new Money(amountMinor, quote.Currency)), subject.Language);
        return Mails.Enqueue(heard.Tenant, new OutgoingMail(Guid.CreateVersion7(heard.Now), "refund-undone:" + refund, subject.Email!, quote.Seller.Name, content), heard.Now);
    }

    private static MailLine Line(QuotedLine line, (DateOnly From, DateOnly To) term, string currency) => new(
        line.Number, line.CustomerName, PaymentWords.Of(line.Kind), line.Edition, line.Size, line.Years, term.From, term.To, new Money(line.GrossMinor, currency), line.MaxExtensions);
}
