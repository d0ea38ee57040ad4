using System.Collections.Immutable;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders.Simulation;

/// <summary>A row and its version; a writer says which version it read.</summary>
internal abstract record Row(int Version);

internal sealed record KeyRow(Key State, ImmutableList<KeyEvent> Events, int Version) : Row(Version);

internal sealed record QuoteRow(Guid Id, QuoteState State, QuoteDocument Document, int Version) : Row(Version);

internal sealed record LineRow(QuotedLine Quoted, LineState State);

internal sealed record OrderRow(
    Guid Id, Guid Quote, int QuoteVersion, OrderState State, ImmutableArray<LineRow> Lines, DateOnly? PaidOn, Guid? PaidBy, int Version) : Row(Version)
{
    public long GrossMinor => Lines.Sum(line => line.Quoted.GrossMinor);
}

internal sealed record PaymentRow(Guid Id, Guid Order, PaymentFacts Facts, DateTimeOffset AskedAt, int Version) : Row(Version);

/// <param name="Line">Null: a whole payment.</param>
/// <param name="Refund">The refund that settles it, if one was asked for.</param>
internal sealed record CreditRow(
    Guid Id, Guid Order, Guid Payment, int? Line, CreditCause Cause, Money Amount, CreditState State, Guid? Refund, int Version) : Row(Version);

internal enum InboxState
{
    New,
    Waiting,
    Done,
    Dead,
}

internal sealed record InboxRow(Message Message, InboxState State, DateTimeOffset ReceivedAt, DateTimeOffset DueAt, string? Note, int Version) : Row(Version);

internal enum OutboxState
{
    New,
    Sending,
    Sent,
    Uncertain,
}

/// <param name="Kind"><c>mail</c> goes at most once; <c>refund</c> and <c>expire</c> may be repeated under the same key.</param>
internal sealed record OutboxRow(string Dedupe, string Kind, Guid Payment, Guid? Refund, long AmountMinor, OutboxState State, DateTimeOffset DueAt, int Version) : Row(Version);

internal sealed record PostedRow(LedgerTransaction Transaction, int Version) : Row(Version);

/// <summary>What the provider sends: an id of its own, a signature that is right or not, and what it says.</summary>
internal sealed record Message(string Id, Guid Payment, PaymentNews News, bool Signed);
