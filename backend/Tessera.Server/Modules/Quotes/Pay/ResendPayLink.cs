using System.Globalization;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Outbox;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Payments.Contracts;
using Tessera.Server.Modules.Quotes.Commands;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>
/// A link that works again, to the address the quote was sent to and to no other. An offer whose validity has passed is priced anew
/// and becomes the quote's next version (OM-5). However often it is asked, one mail in ten minutes.
/// </summary>
internal static class ResendPayLink
{
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(10);

    internal sealed record Request;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/{tenant}/pay/resend", HandleAsync).Open(PayModule.Because).WithName("resendPayLink").Accepts<Request>("application/json").Produces<MaskedEmailView>().ProducesProblem(422);

    private static async Task HandleAsync(HttpContext context, PayGate gate, PayDesk desk, Letters letters, OutboxBell bell, Checkout checkout)
    {
        if (await gate.AdmitAsync(context) is not { } call || await PayGate.ReadAsync<Request>(context) is null) return;
        if (call.Quote.Row.Email is not { } email)
        {
            await Problems.WriteAsync(context, QuoteDesk.Refused(Refusal.Of(RefusalCodes.EmailMissing, "OM-6"), call.Language));
            return;
        }

        var turn = await desk.KeepAsync(call, nameof(ResendPayLink), call.Visitor, c => Task.FromResult(Sent(c, letters, email)));
        if (turn.Problem is null)
        {
            bell.Ring(call.Tenant.Id);
            checkout.ExpireSoon(call.Tenant.Id);
        }

        await (turn.Problem?.Result() ?? QuoteDesk.Answer(new MaskedEmailView(MailAddresses.Masked(email)))).ExecuteAsync(context);
    }

    private static PayTurn Sent(PayCall call, Letters letters, string email)
    {
        var quote = call.Quote;
        if (quote.Row.SentAt is { } last && call.Now - last < Apart && quote.Row.StateOn(call.Today) != QuoteState.Expired && !call.LinkEnded) return new PayTurn(quote);
        var expired = quote.Row.StateOn(call.Today) == QuoteState.Expired;
        var (after, refusal) = expired ? Anew(call) : (quote, null);
        if (refusal is not null || QuoteDecider.Decide(new QuoteCommand.Send(email), after!.Facts(call.Rules, call.Today), call.Today) is not QuoteDecision.Moved moved)
            return new PayTurn(quote, QuoteDesk.Refused(refusal ?? Closed(after!, call, email), call.Language));

        var version = after.Row.Version.ToString(CultureInfo.InvariantCulture);
        after = after.Then(quote, after.Row with { State = moved.To, SentAt = call.Now }, QuoteHappened.Of(call.Now, call.Visitor, moved.EventName, ("email", email), ("version", version)));
        var reason = "again:" + (call.Now.UtcTicks / Apart.Ticks).ToString(CultureInfo.InvariantCulture);
        var (sent, mail) = letters.Enqueue(after, call.Tenant, new LetterWish(email, quote.Row.Language), reason, call.Now);
        return new PayTurn(sent)
        {
            Beside =
            [
                .. mail,
                .. expired ? Checkout.Cancelling(call.Tenant.Id, quote.Row.Id, quote.Row.Version) : [],
            ],
        };
    }

    /// <summary>The same keys for the same years at today's prices; a refusal where one of them can no longer be renewed.</summary>
    private static (LoadedQuote? Quote, Refusal? Refusal) Anew(PayCall call)
    {
        var quote = call.Quote;
        if (quote.PaymentUnderWay) return (null, Refusal.Of(RefusalCodes.QuotePaymentPending, "OM-7"));
        if (quote.Document.Lines.Any(l => !quote.Keys.ContainsKey(l.Key.Value))) return (null, Refusal.Of(RefusalCodes.KeyUnknown, "OM-8"));
        var wish = new BasketWish([.. quote.Document.Lines.Select(l => new BasketLine(l.Key.Value, l.Years))], quote.Row.Payer, quote.Row.PoNumber, quote.Row.Note, quote.Row.Version + 1);
        var basket = Basket.Price(wish, quote.Keys, call.Rules, call.Today);
        if (CreateQuote.Refusals(basket, dryRun: false) is [var first, ..]) return (null, first with { Field = null });
        return (ReviseQuote.Revised(quote, basket, basket.Result.Document!, call.Rules, call.Today, call.Now, call.Visitor), null);
    }

    private static Refusal Closed(LoadedQuote quote, PayCall call, string email) =>
        QuoteDecider.Decide(new QuoteCommand.Send(email), quote.Facts(call.Rules, call.Today), call.Today) is QuoteDecision.Refused no ? no.Refusal : Refusal.Of(RefusalCodes.QuoteVoid, "OM-5");
}
