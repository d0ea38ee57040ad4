using System.Text.Json;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Orders;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Quotes;

// The shapes of /v1: amounts in minor units with their currency, days as YYYY-MM-DD, words in the reader's language.

internal sealed record PartyView(Guid Id, string Name);

internal sealed record BuyerView(string Name, string? Country, string? VatId);

internal sealed record SellerView(string Name, string Address, string Country, string? VatId);

/// <summary>A quote in a list.</summary>
/// <param name="Keys">How many its newest version names.</param>
internal sealed record QuoteEntry(
    Guid Id, string Number, int Version, QuoteState State, Payer Payer, PartyView? Partner, PartyView? Customer, string BuyerName, MoneyView Net, MoneyView Gross, DateOnly ValidUntil,
    DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset? ViewedAt, int Keys, Guid? OrderId);

/// <summary>A quote with its lines; of a dry run without id and number.</summary>
/// <param name="RowVersion">What a write may expect.</param>
/// <param name="VatText">The legal line.</param>
/// <param name="RuleVersions">Ids of every version a price rests on.</param>
internal sealed record QuoteView(
    Guid? Id, string? Number, int Version, int RowVersion, QuoteState State, Payer Payer, PartyView? Partner, PartyView? Customer, BuyerView Buyer, SellerView Seller, string? Email, string Language,
    string? PoNumber, string? Note, string? Reason, string? AcceptedName, MoneyView Net, MoneyView Vat, MoneyView Gross, VatTreatment VatTreatment, string VatText, DateOnly ValidUntil, DateOnly PricedOn,
    DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? SentAt, DateTimeOffset? ViewedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? ClosedAt, Guid? OrderId,
    IReadOnlyList<QuoteLineView> Lines, IReadOnlyList<QuoteEventView> Events, IReadOnlyList<QuoteActionView> Actions, DateTimeOffset? LinkExpiresAt, IReadOnlyList<string> RuleVersions);

/// <summary>One key of a quote. A refused line of a dry run has no price, only why.</summary>
/// <param name="Line">From 1.</param>
/// <param name="From">First day of the new term, if paid on the day it was priced.</param>
/// <param name="KeyLastDay">The line applies while the key's last day is still this.</param>
/// <param name="Margin">OM-6: what the partner keeps where its customer pays.</param>
/// <param name="IfNotRenewed">One sentence.</param>
internal sealed record QuoteLineView(
    int Line, Guid KeyId, string? Number, PartyView? Customer, OrderLineKind? Kind, Edition? Edition, int? Size, int Years, DateOnly? From, DateOnly? To, DateOnly? KeyLastDay,
    MoneyView? List, MoneyView? Net, MoneyView? Vat, MoneyView? Gross, MoneyView? PartnerNet, MoneyView? Margin, int? MaxExtensions, int? Counted, bool Over, AcknowledgementNeed Acknowledgement,
    IReadOnlyList<StopView> Stops, DateOnly? StopsOn, string? IfNotRenewed, IReadOnlyList<PriceStepView> Steps, IReadOnlyList<LineWarningView> Warnings, LineRefusalView? Refusal);

/// <summary>What is off if the key is not renewed.</summary>
internal sealed record StopView(string Code, string Text);

/// <summary>OM-4: one step of a price.</summary>
internal sealed record PriceStepView(PriceStepKind Kind, string Rule, string? Version, MoneyView Amount, string Text, IReadOnlyDictionary<string, string> Facts);

internal sealed record LineWarningView(string Code, string Rule, string Text);

internal sealed record LineRefusalView(string Code, string Rule, string Message, string Remedy);

internal sealed record QuoteEventView(DateTimeOffset At, string Actor, string Name, string Text, IReadOnlyDictionary<string, string> Facts);

internal sealed record QuoteActionView(string Name, bool Allowed, LineRefusalView? Refusal);

/// <param name="Document">As it was frozen.</param>
/// <param name="Changes">Against the version before; empty for the first.</param>
internal sealed record QuoteVersionView(int Version, DateTimeOffset At, string Actor, JsonElement Document, IReadOnlyList<QuoteChangeView> Changes);

internal sealed record QuoteChangeView(string Path, string? From, string? To);

internal sealed record PayLinkView(string Url, DateTimeOffset ExpiresAt);

internal sealed record MailPreviewView(string? To, string From, string Subject, string Html, string Text, string Language);

internal sealed record CheckoutView(string Url, Guid OrderId, Guid PaymentId);
