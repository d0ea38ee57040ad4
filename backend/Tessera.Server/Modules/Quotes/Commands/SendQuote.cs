using System.Globalization;
using Tessera.Domain.Orders;
using Tessera.Platform.Outbox;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Quotes.Commands;

/// <summary>Mails a quote with the link that pays it. The mail leaves after commit, by the outbox; sending again sends the same link.</summary>
internal static class SendQuote
{
    /// <param name="Email">Null: where it was addressed to before.</param>
    /// <param name="Message">Of the sender, shown above the lines.</param>
    internal sealed record Request(string? Email = null, string? Language = null, string? Message = null) : DeskRequest;

    public static void Map(IEndpointRouteBuilder routes) => QuoteDesk.Map<Request>(routes, "send", nameof(SendQuote), (request, call, services) =>
    {
        var (caller, quote) = (call.Caller, call.Quote);
        var email = PlainText.Kept(request.Email) ?? quote.Row.Email;
        if (LetterWish.Problem(email, request.Language, request.Message) is { } bad) return new(bad);
        var decision = QuoteDecider.Decide(new QuoteCommand.Send(email), quote.Facts(call.Rules, call.Today), call.Today);
        if (decision is QuoteDecision.Refused no) return new(QuoteDesk.Refused(no.Refusal, caller.Language));
        if (quote.Hindrance(call.Rules, call.Today) is { } moot) return new(QuoteDesk.Refused(moot, caller.Language));
        if (decision is not QuoteDecision.Moved moved) return new(new QuoteTurn(null));

        var language = request.Language ?? quote.Row.Language;
        var row = quote.Row with { State = moved.To, Email = email, Language = language, SentAt = call.Now };
        var version = quote.Row.Version.ToString(CultureInfo.InvariantCulture);
        var after = quote.Then(quote, row, QuoteHappened.Of(call.Now, call.Actor, moved.EventName, ("email", email), ("version", version)));
        var wish = new LetterWish(email!, language, request.Message, Letters.ReplyTo(caller));
        var bell = services.GetRequiredService<OutboxBell>();
        var (sent, mail) = services.GetRequiredService<Letters>().Enqueue(after, caller.Tenant, wish, "sent:" + after.Row.RowVersion.ToString(CultureInfo.InvariantCulture), call.Now);
        return new(new QuoteTurn(sent)
        {
            Beside = mail,
            AfterCommit = () => bell.Ring(caller.TenantId),
        });
    });
}
