using System.Globalization;
using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Quotes.Pay;

namespace Tessera.Server.Modules.Quotes;

/// <summary>What a quote's mail is asked with.</summary>
/// <param name="Message">Of the sender; lines divided by line feeds.</param>
/// <param name="ReplyTo">Null: nobody in particular.</param>
internal sealed record LetterWish(string To, string Language, string? Message = null, string? ReplyTo = null)
{
    private const int LongestMessage = 2_000;

    /// <summary>What is wrong with the words a person gave, field by field.</summary>
    public static Problem? Problem(string? email, string? language, string? message)
    {
        List<FieldProblem> problems = [];
        if (email is not null && MailAddresses.Problem("email", email) is { } address) problems.Add(address);
        if (language is not null && !Texts.Languages.Contains(language)) problems.Add(new FieldProblem("language", "UNKNOWN", "One of " + string.Join(", ", Texts.Languages) + "."));
        if (message is { Length: > LongestMessage }) problems.Add(new FieldProblem("message", "TOO_LONG", $"Up to {LongestMessage} characters."));
        else if (Lines(message).Select(line => PlainText.Check("message", line, LongestMessage)).OfType<FieldProblem>().FirstOrDefault(p => p.Code != "REQUIRED") is { } bad) problems.Add(bad);
        return problems.Count > 0 ? Platform.Errors.Problem.Invalid(problems) : null;
    }

    public static string? Kept(string? message) => PlainText.Kept(string.Join('\n', Lines(message)));

    private static IEnumerable<string> Lines(string? message) => (message ?? "").ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd());
}

/// <summary>Writes quotes as mails: the preview is the mail itself, but for the token.</summary>
internal sealed class Letters(Mails mails, PayLinks links)
{
    /// <summary>As it would be read, with a link that opens nothing.</summary>
    public MailPreviewView Preview(LoadedQuote quote, Tenant tenant, LetterWish wish)
    {
        var content = Write(quote, tenant, wish, links.Page(tenant));
        return new MailPreviewView(wish.To, mails.From(FromName(quote, tenant)), content.Subject, content.Html, content.Text, content.Language);
    }

    /// <summary>The mail into the outbox, and the link if there is none in use; in the transaction that says it was sent.</summary>
    /// <param name="reason">One mail per reason.</param>
    /// <returns>The quote with the link it now has, and the statements.</returns>
    public (LoadedQuote Quote, IReadOnlyList<NpgsqlBatchCommand> Statements) Enqueue(LoadedQuote quote, Tenant tenant, LetterWish wish, string reason, DateTimeOffset now)
    {
        List<NpgsqlBatchCommand> statements = [];
        var link = quote.Link;
        if (!links.IsInUse(tenant.Id, link, now))
        {
            (link, var keep) = links.New(tenant.Id, quote.Row.Id, now);
            statements.Add(keep);
        }

        var content = Write(quote, tenant, wish, links.UnfilledUrlOf(tenant, link!));
        statements.Add(Mails.Enqueue(tenant.Id, new OutgoingMail(Guid.CreateVersion7(now), $"quote:{quote.Row.Id}:{reason}", wish.To, FromName(quote, tenant), content, wish.ReplyTo), now));
        return (quote with { Link = link }, statements);
    }

    public static IReadOnlyList<MailLine> LinesOf(QuoteDocument document) =>
    [
        .. document.Lines.Select(l => new MailLine(
            l.Number, l.CustomerName, QuoteRow.Word(l.Kind), l.Edition, l.Size, l.Years, l.TermStarts, l.TermEnds, new Money(l.GrossMinor, document.Currency), l.MaxExtensions, l.StopsOn)),
    ];

    /// <summary>Where an answer to the mail goes: to whoever sent it.</summary>
    public static string? ReplyTo(Caller caller) => MailAddresses.IsAddress(caller.Membership.Login) ? caller.Membership.Login : null;

    private static MailContent Write(LoadedQuote quote, Tenant tenant, LetterWish wish, string url)
    {
        var (row, document) = (quote.Row, quote.Document);
        Money Amount(long minor) => new(minor, document.Currency);
        return MailBook.Quote(
            new QuoteMail(
                tenant.Name, quote.Partner?.Name, document.Buyer.Name, row.Number, row.Version, LinesOf(document), Amount(document.NetMinor), Amount(document.VatMinor), Amount(document.GrossMinor),
                document.ValidUntil, url, LetterWish.Kept(wish.Message), row.PoNumber, wish.ReplyTo),
            wish.Language);
    }

    private static string FromName(LoadedQuote quote, Tenant tenant) => quote.Partner is { } partner ? string.Create(CultureInfo.InvariantCulture, $"{partner.Name} via {tenant.Name}") : tenant.Name;
}
