using System.Collections.Immutable;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Orders;

/// <summary>What can be asked of a quote once it exists.</summary>
public abstract record QuoteCommand
{
    private QuoteCommand()
    {
    }

    public sealed record Send(string? Email) : QuoteCommand;

    /// <summary>The customer has the page before their eyes.</summary>
    public sealed record View : QuoteCommand;

    /// <param name="Name">Who accepts, as typed.</param>
    /// <param name="Version">Of the document that was read.</param>
    /// <param name="Acknowledged">XP-3: keys whose warning was read and acknowledged.</param>
    public sealed record Accept(string? Name, int Version, ImmutableArray<KeyId> Acknowledged = default) : QuoteCommand;

    public sealed record Decline(string? Reason) : QuoteCommand;

    /// <summary>A new version takes its place; whatever was said of the old one is forgotten.</summary>
    public sealed record Revise : QuoteCommand;

    public sealed record Void(string? Reason) : QuoteCommand;

    /// <summary>OM-7: the money is here. It beats everything else that may have been said.</summary>
    public sealed record MarkPaid : QuoteCommand;
}

/// <param name="State">As stored: never <see cref="QuoteState.Expired"/>.</param>
/// <param name="PaymentUnderWay">A payment of any of its versions has been taken on by the provider and not yet decided.</param>
/// <param name="NeedsAcknowledgement">XP-3: keys of it that wait for one today (<see cref="Acknowledging.Needed"/>), not when it was priced.</param>
public sealed record QuoteFacts(
    QuoteState State, int Version, DateOnly ValidUntil, bool PaymentUnderWay = false, ImmutableArray<KeyId> NeedsAcknowledgement = default);

public abstract record QuoteDecision
{
    private QuoteDecision()
    {
    }

    /// <param name="EventName">One of <see cref="QuoteEvents"/>, for the quote's history.</param>
    public sealed record Moved(QuoteState To, string EventName) : QuoteDecision;

    /// <summary>It is so already.</summary>
    public sealed record Nothing : QuoteDecision;

    public sealed record Refused(Refusal Refusal) : QuoteDecision;

    public static implicit operator QuoteDecision(Refusal refusal) => new Refused(refusal);
}

/// <summary>Stored names of what happens to a quote; texts <c>event.{name}</c>. A storage contract: added, never renamed.</summary>
public static class QuoteEvents
{
    public const string Created = "quote.created.v1";
    public const string Sent = "quote.sent.v1";
    public const string Viewed = "quote.viewed.v1";
    public const string Accepted = "quote.accepted.v1";
    public const string Declined = "quote.declined.v1";
    public const string Revised = "quote.revised.v1";
    public const string Voided = "quote.voided.v1";
    public const string Paid = "quote.paid.v1";
    public const string LinkMade = "quote.link-made.v1";
    public const string LinkRevoked = "quote.link-revoked.v1";

    public static IReadOnlyList<string> All { get; } = [Created, Sent, Viewed, Accepted, Declined, Revised, Voided, Paid, LinkMade, LinkRevoked];
}

/// <summary>Whether an operation on a quote would be taken now, and if not, why. Permissions are not asked here.</summary>
public sealed record QuoteAction(string Operation, Refusal? Refusal)
{
    public bool Allowed => Refusal is null;
}
