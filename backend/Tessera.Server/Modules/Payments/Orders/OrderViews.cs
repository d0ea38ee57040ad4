using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Payments.Orders;

// Orders as /v1 shows them.

internal sealed record OrderPartyView(Guid Id, string Name);

internal sealed record OrderLinkView(Guid Id, string Number);

/// <param name="Message">In the reader's language.</param>
internal sealed record OrderRefusalView(string Code, string Rule, string Message, string? Remedy)
{
    public static OrderRefusalView? Of(Refusal? refusal, string language) =>
        refusal is null ? null : new(refusal.Code, refusal.Rule, Texts.Of(language).Refusal(refusal), Texts.Of(language).Remedy(refusal));
}

/// <summary>A row of the list.</summary>
internal sealed record OrderEntry(
    Guid Id, string Number, OrderState State, Guid QuoteId, string QuoteNumber, Payer Payer, OrderPartyView? Partner, OrderPartyView? Customer, string BuyerName, MoneyView Net, MoneyView Gross, bool Disputed,
    DateTimeOffset CreatedAt, DateTimeOffset? PaidAt);

/// <param name="From">Of the term it became; while it waits, of the term it was quoted for.</param>
internal sealed record OrderLineView(
    int Line, Guid KeyId, string Number, string CustomerName, OrderLineKind Kind, Edition Edition, int Size, int Years, MoneyView Net, MoneyView Gross, LineState State, OrderRefusalView? Refusal, DateOnly? From, DateOnly? To);

/// <param name="Failure">The provider's code of the newest try that failed.</param>
/// <param name="FailureText">The same in the reader's language, with what to do.</param>
/// <param name="Duplicate">The order had been paid by another: this money is an open credit.</param>
internal sealed record PaymentView(
    Guid Id, PaymentState State, MoneyView Amount, MoneyView Refunded, DisputeState? Dispute, string? Failure, string? FailureText, bool Duplicate, DateTimeOffset CreatedAt, DateTimeOffset? PaidAt);

internal sealed record DocumentEntry(Guid Id, string Kind, string Number, DateOnly IssuedOn, MoneyView Gross);

internal sealed record RefundView(Guid Id, RefundState State, MoneyView Amount, string Reason, DateTimeOffset RequestedAt);

/// <summary>Money that is there and applied to nothing (OM-8).</summary>
/// <param name="Line">Null: a whole payment.</param>
internal sealed record CreditView(
    Guid Id, OrderLinkView Order, int? Line, OrderLinkView? Key, CreditCause Cause, OrderRefusalView? Refusal, MoneyView Amount, CreditState State, DateTimeOffset OpenedAt, DateTimeOffset? SettledAt,
    string? SettledBy, string? Reason);

internal sealed record OrderView(
    Guid Id, string Number, OrderState State, Guid QuoteId, string QuoteNumber, int QuoteVersion, Payer Payer, OrderPartyView? Partner, OrderPartyView? Customer, string BuyerName,
    MoneyView Net, MoneyView Vat, MoneyView Gross, MoneyView Refunded, string? PoNumber, string? Note, bool Disputed, DateTimeOffset CreatedAt, DateTimeOffset? PaidAt,
    IReadOnlyList<OrderLineView> Lines, IReadOnlyList<PaymentView> Payments, IReadOnlyList<DocumentEntry> Documents, IReadOnlyList<CreditView> Credits, IReadOnlyList<RefundView> Refunds);
