using System.Globalization;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Server.Modules.Messages.Writing;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>Every mail that is sent, from facts: the texts are data, in the reader's language.</summary>
internal static class MailBook
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>XP-1: the maximum extensions stand on every line.</summary>
    public static MailContent Quote(QuoteMail mail, string language)
    {
        var t = Texts.Of(language);
        var sender = mail.PartnerName ?? mail.TenantName;
        var revised = mail.Version > 1 ? ".revised" : "";
        List<Part> parts =
        [
            new Part.Title(t.Get("mail.quote.title" + revised, ("number", mail.QuoteNumber))),
            new Part.Paragraph(t.Get("mail.quote.intro", ("sender", sender), ("buyer", mail.BuyerName), ("keys", Keys(t, mail.Lines.Count)))),
        ];
        if (mail.Version > 1) parts.Add(new Part.Paragraph(t.Get("mail.quote.replaces")));
        if (!string.IsNullOrWhiteSpace(mail.Message)) parts.Add(new Part.Quoted(mail.Message.Trim()));
        parts.Add(Lines(t, mail.Lines, mail.BuyerName));
        parts.Add(Sums(t, mail.Net, mail.Vat, mail.Gross, mail.PoNumber));
        parts.Add(new Part.Paragraph(t.Get("mail.quote.valid", ("day", Iso(mail.ValidUntil)))));
        parts.Add(Button(t, "mail.quote.button", mail.Gross, mail.PayUrl));
        parts.Add(new Part.Small(t.Get("mail.quote.note")));
        return Write(new Letter(
            t, t.Get("mail.quote.subject" + revised, ("number", mail.QuoteNumber), ("sender", sender)), Sender(mail.PartnerName, mail.TenantName), parts, t.Get("mail.quote.reason", ("sender", sender))));
    }

    /// <summary>What was paid and what came of it. OM-8: what no longer applied is named.</summary>
    public static MailContent Receipt(ReceiptMail mail, string language)
    {
        var t = Texts.Of(language);
        List<Part> parts =
        [
            new Part.Title(t.Get("mail.receipt.title")),
            new Part.Paragraph(t.Get("mail.receipt.intro", ("buyer", mail.BuyerName), ("amount", Amount(t, mail.Gross)), ("order", mail.OrderNumber), ("day", Iso(mail.PaidOn)), ("number", mail.ReceiptNumber))),
            Lines(t, mail.Lines, mail.BuyerName),
            Sums(t, mail.Net, mail.Vat, mail.Gross, null),
        ];
        var notApplied = mail.NotApplied ?? [];
        if (notApplied.Count > 0) parts.Add(new Part.Paragraph(t.Get("mail.receipt.not-applied", ("numbers", t.List(notApplied.Select(n => n.Masked))), ("tenant", mail.TenantName))));
        if (notApplied.Count < mail.Lines.Count) parts.Add(new Part.Paragraph(t.Get("mail.receipt.renewed")));
        if (mail.PageUrl is { } page) parts.Add(new Part.Button(new Link(t.Get("mail.receipt.button"), page)));
        return Write(new Letter(
            t, t.Get("mail.receipt.subject", ("number", mail.ReceiptNumber), ("order", mail.OrderNumber)), mail.TenantName, parts, t.Get("mail.receipt.reason", ("order", mail.OrderNumber))));
    }

    public static MailContent PaymentFailed(PaymentFailedMail mail, string language)
    {
        var t = Texts.Of(language);
        Part[] parts =
        [
            new Part.Title(t.Get("mail.failed.title")),
            new Part.Paragraph(t.Get("mail.failed.intro", ("buyer", mail.BuyerName), ("amount", Amount(t, mail.Gross)), ("number", mail.QuoteNumber))),
            new Part.Paragraph(t.Get("mail.failed.again", ("day", Iso(mail.ValidUntil)))),
            Button(t, "mail.failed.button", mail.Gross, mail.PayUrl),
        ];
        return Write(new Letter(t, t.Get("mail.failed.subject", ("number", mail.QuoteNumber)), mail.TenantName, parts, t.Get("mail.failed.reason", ("number", mail.QuoteNumber))));
    }

    public static MailContent Refund(RefundMail mail, string language)
    {
        var t = Texts.Of(language);
        var amount = Amount(t, mail.Amount);
        List<Part> parts =
        [
            new Part.Title(t.Get("mail.refund.title", ("amount", amount))),
            new Part.Paragraph(t.Get("mail.refund.intro", ("tenant", mail.TenantName), ("amount", amount), ("order", mail.OrderNumber), ("buyer", mail.BuyerName))),
        ];
        if (mail.CreditNoteNumber is { } number) parts.Add(new Part.Small(t.Get("mail.refund.note", ("number", number))));
        return Write(new Letter(t, t.Get("mail.refund.subject", ("order", mail.OrderNumber)), mail.TenantName, parts, t.Get("mail.refund.reason", ("order", mail.OrderNumber))));
    }

    /// <summary>Money that was told to be on its way did not arrive.</summary>
    public static MailContent RefundCameBack(RefundMail mail, string language)
    {
        var t = Texts.Of(language);
        var facts = new Dictionary<string, string> { ["tenant"] = mail.TenantName, ["amount"] = Amount(t, mail.Amount), ["order"] = mail.OrderNumber, ["buyer"] = mail.BuyerName, ["number"] = mail.CreditNoteNumber ?? "" };
        List<Part> parts = [new Part.Title(t.Get("mail.refund-back.title", facts)), new Part.Paragraph(t.Get("mail.refund-back.intro", facts)), new Part.Paragraph(t.Get("mail.refund-back.next", facts))];
        if (mail.CreditNoteNumber is not null) parts.Add(new Part.Small(t.Get("mail.refund-back.note", facts)));
        return Write(new Letter(t, t.Get("mail.refund-back.subject", facts), mail.TenantName, parts, t.Get("mail.refund.reason", facts)));
    }

    /// <summary>One mail for all keys of a partner that came into a window.</summary>
    public static MailContent ReminderDigest(DigestMail mail, string language)
    {
        var t = Texts.Of(language);
        var subject = t.Get("mail.digest.subject", ("keys", Keys(t, mail.Windows.Sum(w => w.Keys))), ("day", Iso(mail.LastDay)));
        var atStake = mail.Windows.SelectMany(w => w.AtStake).GroupBy(m => m.Currency).Select(g => new Money(g.Sum(m => m.Minor), g.Key)).Where(m => m.Minor > 0).OrderBy(m => m.Currency, StringComparer.Ordinal).ToArray();
        List<Part> parts =
        [
            new Part.Title(subject),
            new Part.Paragraph(atStake.Length == 0
                ? t.Get("mail.digest.intro.plain", ("partner", mail.PartnerName))
                : t.Get("mail.digest.intro", ("partner", mail.PartnerName), ("amounts", t.List(atStake.Select(m => Amount(t, m)))))),
            new Part.Button(new Link(t.Get("mail.digest.button"), $"{mail.PublicUrl}/renewals/new?expiresTo={Iso(mail.LastDay)}")),
        ];
        foreach (var window in mail.Windows) parts.AddRange(Window(t, window));
        parts.Add(new Part.Other(new Link(t.Get("mail.digest.list"), $"{mail.PublicUrl}/keys?from={Iso(mail.Day)}&to={Iso(mail.LastDay)}")));
        parts.Add(new Part.Other(new Link(t.Get("mail.digest.settings"), $"{mail.PublicUrl}/reminders")));
        return Write(new Letter(t, subject, mail.TenantName, parts, t.Get("mail.digest.reason", ("partner", mail.PartnerName)), new Link(t.Get("mail.leave"), mail.LeaveUrl)));
    }

    public static MailContent CustomerReminder(CustomerReminderMail mail, string language)
    {
        var t = Texts.Of(language);
        var offer = mail.Offer;
        Part[] parts =
        [
            new Part.Title(t.Get("mail.reminder.title")),
            new Part.Paragraph(t.Get("mail.reminder.intro", ("customer", mail.CustomerName), ("day", Iso(mail.FirstLastDay)), ("partner", mail.PartnerName))),
            Lines(t, offer.Lines, mail.CustomerName),
            Sums(t, offer.Net, offer.Vat, offer.Gross, null),
            new Part.Paragraph(t.Get("mail.reminder.calls")),
            Button(t, "mail.reminder.button", offer.Gross, offer.PayUrl),
            new Part.Paragraph(t.Get("mail.quote.valid", ("day", Iso(offer.ValidUntil)))),
            new Part.Small(t.Get("mail.quote.note")),
        ];
        return Write(new Letter(
            t, t.Get("mail.reminder.subject", ("keys", Keys(t, offer.Lines.Count)), ("day", Iso(mail.FirstLastDay))), Sender(mail.PartnerName, mail.TenantName), parts,
            t.Get("mail.reminder.reason", ("partner", mail.PartnerName), ("customer", mail.CustomerName)), new Link(t.Get("mail.leave"), mail.LeaveUrl)));
    }

    /// <summary>PP-5: what the half-yearly review means for a partner, and the figures it rests on.</summary>
    public static MailContent Review(ReviewMail mail, string language)
    {
        var t = Texts.Of(language);
        var kind = "mail.review." + Code(mail.Kind);
        var facts = new Dictionary<string, string>
        {
            ["partner"] = mail.PartnerName,
            ["tenant"] = mail.TenantName,
            ["level"] = mail.Level,
            ["after"] = mail.After ?? "",
            ["on"] = Iso(mail.On),
            ["until"] = mail.Until is { } until ? Iso(until) : "",
        };
        Part[] parts =
        [
            new Part.Title(t.Get(kind + ".title", facts)),
            new Part.Paragraph(t.Get(kind + ".text", facts)),
            new Part.Sums([Figure(t.Get("mail.review.points"), mail.Points), .. mail.People.Select(one => Figure(t.Get("mail.review.people", ("path", one.Path ?? "")), one))]),
            new Part.Button(new Link(t.Get("mail.review.button"), mail.PageUrl)),
            new Part.Small(t.Get("mail.review.replay")),
        ];
        return Write(new Letter(t, t.Get(kind + ".subject", facts), mail.TenantName, parts, t.Get("mail.review.reason", facts)));

        Sum Figure(string name, ReviewFigure of) => new(name, t.Get("mail.review.of", ("actual", of.Actual.ToString(CultureInfo.InvariantCulture)), ("required", of.Required.ToString(CultureInfo.InvariantCulture))));
    }

    private static IEnumerable<Part> Window(Texts t, DigestWindow window)
    {
        string[] figures = [Keys(t, window.Keys), .. window.AtStake.Select(m => Amount(t, m))];
        yield return new Part.Heading(t.Get("mail.digest.window", ("days", Number(window.Days))), string.Join(" · ", figures));
        foreach (var customer in window.Customers)
        {
            var rows = customer.Listed.Select(k => Row(t, k)).ToList();
            if (customer.Keys > rows.Count) rows.Add(new Item(t.Get("mail.digest.more", ("keys", Keys(t, customer.Keys - rows.Count))), [], null));
            yield return new Part.Items(customer.Name, rows);
        }

        var unnamed = window.Keys - window.Customers.Sum(c => c.Keys);
        if (unnamed > 0) yield return new Part.Small(t.Get("mail.digest.customers", ("keys", Keys(t, unnamed))));
    }

    private static Item Row(Texts t, DigestKey key) => new(
        t.Get("mail.digest.key", ("edition", Code(key.Edition)), ("size", Number(key.Size))),
        [t.Get(key.Maintenance ? "mail.digest.maintenance" : "mail.digest.annual", ("number", key.Number.Masked), ("day", Iso(key.LastDay)))],
        key.Renewal is { } renewal ? Amount(t, renewal) : null,
        key is { Counted: { } counted, MaxExtensions: { } max } && counted > max ? t.Get("mail.digest.over", ("counted", Number(counted)), ("max", Number(max))) : null);

    private static Part.Items Lines(Texts t, IReadOnlyList<MailLine> lines, string buyer) => new(null, [.. lines.Select(line => Row(t, line, buyer))]);

    private static Item Row(Texts t, MailLine line, string buyer)
    {
        var details = new List<string>();
        if (line.CustomerName != buyer) details.Add(line.CustomerName);
        details.Add(t.Get("mail.line." + line.Kind, ("years", Number(line.Years)), ("from", Iso(line.From)), ("to", Iso(line.To))));
        if (line.MaxExtensions is { } max) details.Add(t.Get("mail.line.max", ("max", Number(max))));
        if (line.StopsOn is { } stops) details.Add(t.Get("mail.line.stops", ("day", Iso(stops))));
        return new Item(t.Get("mail.line.title", ("edition", Code(line.Edition)), ("size", Number(line.Size)), ("number", line.Number.Masked)), details, Amount(t, line.Gross));
    }

    private static Part.Sums Sums(Texts t, Money net, Money vat, Money gross, string? po)
    {
        var rows = new List<Sum> { new(t.Get("mail.sum.net"), Amount(t, net)), new(t.Get("mail.sum.vat"), Amount(t, vat)), new(t.Get("mail.sum.gross"), Amount(t, gross), Strong: true) };
        if (!string.IsNullOrWhiteSpace(po)) rows.Add(new Sum(t.Get("mail.sum.po"), po));
        return new Part.Sums(rows);
    }

    private static Part.Button Button(Texts t, string label, Money amount, string url) => new(new Link(t.Get(label, ("amount", Amount(t, amount))), url));

    internal static MailContent Write(Letter letter)
    {
        var whole = letter with { Subject = OneLine(letter.Subject) };
        return new MailContent(whole.Subject, HtmlLetter.Write(whole), PlainLetter.Write(whole), whole.Texts.Language);
    }

    /// <summary>A subject is one line, whatever the names in it hold.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();

    private static string Sender(string? partner, string tenant) => partner is null || partner == tenant ? tenant : $"{partner} · {tenant}";

    private static string Keys(Texts t, int count) => t.Count("mail-key", count);

    private static string Amount(Texts t, Money amount) => t.Money(amount);

    private static string Code<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    private static string Iso(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
