using System.Text.Json.Serialization;
using Tessera.Domain.Orders;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>
/// Where a visitor stands. VALID: may accept and pay. CONFIRMING: came back from paying, and the provider has not told us yet.
/// PROCESSING: a delayed method. FAILED: may try again. SUPERSEDED is told to whoever accepts a version that is no longer the newest.
/// </summary>
[JsonConverter(typeof(Domain.Kernel.ScreamingSnake<PayState>))]
internal enum PayState
{
    Valid,
    Paid,
    Confirming,
    Processing,
    Superseded,
    Expired,
    Declined,
    Void,
    Failed,
}

internal sealed record PayTenantView(string Slug, string Name, IReadOnlyList<string> Languages);

internal sealed record PayContactView(string Name, string? Email);

internal sealed record NeedsAcknowledgementView(Guid KeyId, string Number, int? Counted, int? Max, string Text);

internal sealed record PayFailureView(string Code, string Text);

/// <param name="Number">Of the receipt, as it is printed; null until it is written.</param>
internal sealed record PayReceiptView(string? Number, DateOnly? IssuedOn, MoneyView Gross, DateTimeOffset? PaidAt, IReadOnlyList<PayReceiptLineView> Lines);

/// <param name="Number">Of the key, masked.</param>
/// <param name="To">The key's last day now.</param>
/// <param name="State">APPLIED, WAITING, or CREDITED where it no longer applied (OM-8).</param>
internal sealed record PayReceiptLineView(string Number, DateOnly? To, LineState State);

/// <summary>
/// What the pay page shows. Behind a link that has ended only who sent it and where a new one would go; of a closed quote what
/// became of it.
/// </summary>
internal sealed record PayView(
    PayTenantView Tenant, PayState State, string QuoteNumber, int Version, SellerView? Seller, PayContactView? Partner, string? CustomerName, string Language, IReadOnlyList<QuoteLineView> Lines,
    MoneyView? Net, MoneyView? Vat, MoneyView? Gross, VatTreatment? VatTreatment, string? VatText, DateOnly? ValidUntil, IReadOnlyList<NeedsAcknowledgementView> NeedsAcknowledgement,
    string? MaskedEmail, string? PoNumber, string? Note, PayFailureView? Failure, PayReceiptView? Receipt);

internal sealed record PayStateView(PayState State, PayFailureView? Failure);

internal sealed record PayUrlView(string Url);

internal sealed record MaskedEmailView(string MaskedEmail);
