using System.Collections.Immutable;
using System.Diagnostics;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Orders;

/// <summary>Decides what becomes of a quote (OM-5, OM-6). Pure; a refusal is a value with a code, nothing throws for any input.</summary>
public static class QuoteDecider
{
    private const string Rule = "OM-5";
    private const int LongestEmail = 254;

    /// <summary>OM-5: a quote nobody has paid, declined or made void expires after its last valid day.</summary>
    public static QuoteState On(QuoteState stored, DateOnly validUntil, DateOnly day) =>
        stored is QuoteState.Draft or QuoteState.Sent or QuoteState.Viewed or QuoteState.Accepted && validUntil < day ? QuoteState.Expired : stored;

    public static QuoteDecision Decide(QuoteCommand command, QuoteFacts quote, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(quote);
        var state = On(quote.State, quote.ValidUntil, today);
        return command switch
        {
            QuoteCommand.Send c => Send(c, quote, state),
            QuoteCommand.View => View(state),
            QuoteCommand.Accept c => Accept(c, quote, state),
            QuoteCommand.Decline c => Decline(c, quote, state),
            QuoteCommand.Revise => Revise(quote, state),
            QuoteCommand.Void c => MakeVoid(c, quote, state),
            QuoteCommand.MarkPaid => state == QuoteState.Paid ? new QuoteDecision.Nothing() : new QuoteDecision.Moved(QuoteState.Paid, QuoteEvents.Paid),
            _ => throw new UnreachableException($"{command.GetType().Name} is not decided"),
        };
    }

    /// <summary>Asks the decider itself, with the most modest form of each command, under the names of the operations.</summary>
    public static ImmutableArray<QuoteAction> Actions(QuoteFacts quote, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(quote);
        return
        [
            Action("SendQuote", new QuoteCommand.Send("somebody@example.com")),
            Action("ReviseQuote", new QuoteCommand.Revise()),
            Action("PayQuote", new QuoteCommand.Accept("?", quote.Version, quote.NeedsAcknowledgement)),
            Action("VoidQuote", new QuoteCommand.Void("?")),
        ];

        QuoteAction Action(string operation, QuoteCommand command) =>
            new(operation, Decide(command, quote, today) is QuoteDecision.Refused refused ? refused.Refusal : null);
    }

    /// <summary>A word with one @ and nothing a mail header could be bent with.</summary>
    internal static Refusal? Email(string? email)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            return Refusal.Of(RefusalCodes.EmailMissing, "OM-6", "email");
        }

        var at = email.IndexOf('@', StringComparison.Ordinal);
        var good = email.Length <= LongestEmail && at > 0 && at < email.Length - 1 && email.IndexOf('@', at + 1) < 0
            && email.All(character => !char.IsWhiteSpace(character) && !char.IsControl(character) && character is not ('<' or '>' or ',' or ';' or '"' or '\\'));
        return good ? Bounds.OptionalText(email, "email", LongestEmail) : Bounds.Invalid("email");
    }

    private static QuoteDecision Send(QuoteCommand.Send c, QuoteFacts quote, QuoteState state) =>
        (Closed(state, quote) ?? Email(c.Email)) is { } refusal
            ? refusal
            : new QuoteDecision.Moved(state == QuoteState.Draft ? QuoteState.Sent : state, QuoteEvents.Sent);

    /// <summary>Looking is never refused: what may be seen of a closed quote is the page's business.</summary>
    private static QuoteDecision View(QuoteState state) => state is QuoteState.Draft or QuoteState.Sent
        ? new QuoteDecision.Moved(QuoteState.Viewed, QuoteEvents.Viewed)
        : new QuoteDecision.Nothing();

    private static QuoteDecision Accept(QuoteCommand.Accept c, QuoteFacts quote, QuoteState state)
    {
        var acknowledged = c.Acknowledged.IsDefault ? [] : c.Acknowledged;
        var needs = quote.NeedsAcknowledgement.IsDefault ? [] : quote.NeedsAcknowledgement;
        var refusal = (c.Version == quote.Version ? null : Refusal.Of(RefusalCodes.QuoteSuperseded, Rule, "version", ("version", Asked.Fact(quote.Version))))
            ?? Closed(state, quote)
            ?? UnderWay(quote)
            ?? Bounds.Text(c.Name, "name", Bounds.LongestName)
            ?? (needs.All(acknowledged.Contains) ? null : Refusal.Of(RefusalCodes.AcknowledgementRequired, "XP-3", "acknowledge"));
        return refusal is not null ? refusal
            : state == QuoteState.Accepted ? new QuoteDecision.Nothing()
            : new QuoteDecision.Moved(QuoteState.Accepted, QuoteEvents.Accepted);
    }

    private static QuoteDecision Decline(QuoteCommand.Decline c, QuoteFacts quote, QuoteState state)
    {
        if (state == QuoteState.Declined)
        {
            return new QuoteDecision.Nothing();
        }

        return (Closed(state, quote) ?? UnderWay(quote) ?? Bounds.Reason(c.Reason)) is { } refusal
            ? refusal
            : new QuoteDecision.Moved(QuoteState.Declined, QuoteEvents.Declined);
    }

    private static QuoteDecision Revise(QuoteFacts quote, QuoteState state) =>
        ((state is QuoteState.Paid or QuoteState.Void ? Closed(state, quote) : null) ?? UnderWay(quote)) is { } refusal
            ? refusal
            : new QuoteDecision.Moved(QuoteState.Draft, QuoteEvents.Revised);

    private static QuoteDecision MakeVoid(QuoteCommand.Void c, QuoteFacts quote, QuoteState state)
    {
        if (state == QuoteState.Void)
        {
            return new QuoteDecision.Nothing();
        }

        return ((state == QuoteState.Paid ? Closed(state, quote) : null) ?? UnderWay(quote) ?? Bounds.Reason(c.Reason)) is { } refusal
            ? refusal
            : new QuoteDecision.Moved(QuoteState.Void, QuoteEvents.Voided);
    }

    private static Refusal? Closed(QuoteState state, QuoteFacts quote) => state switch
    {
        QuoteState.Expired => Refusal.Of(RefusalCodes.QuoteExpired, Rule, null, ("validUntil", Asked.Fact(quote.ValidUntil))),
        QuoteState.Declined => Refusal.Of(RefusalCodes.QuoteDeclined, "OM-6"),
        QuoteState.Paid => Refusal.Of(RefusalCodes.QuotePaid, "OM-7"),
        QuoteState.Void => Refusal.Of(RefusalCodes.QuoteVoid, Rule),
        _ => null,
    };

    /// <summary>Money that may arrive any day would pay for what is no longer said.</summary>
    private static Refusal? UnderWay(QuoteFacts quote) =>
        quote.PaymentUnderWay ? Refusal.Of(RefusalCodes.QuotePaymentPending, "OM-7") : null;
}
