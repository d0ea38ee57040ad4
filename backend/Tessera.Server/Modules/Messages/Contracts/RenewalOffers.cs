using Tessera.Domain.Kernel;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>Keys of one customer, looked after by one partner, that are to be offered for renewal.</summary>
/// <param name="DryRun">The same answer, and nothing written at all (PROOFS.md I13).</param>
internal sealed record RenewalWish(Tenant Tenant, Guid PartnerId, Guid CustomerId, IReadOnlyList<Guid> Keys, string Email, string Language, DateTimeOffset Now, bool DryRun);

/// <param name="QuoteNumber">Null where it was asked dry.</param>
/// <param name="PayUrl">Of the pay page; without a token where it was asked dry.</param>
internal sealed record RenewalOffer(string? QuoteNumber, string PayUrl, DateOnly ValidUntil, Money Net, Money Vat, Money Gross, IReadOnlyList<MailLine> Lines);

/// <summary>
/// How a reminder to a customer comes to its quote and pay link. Registered by the module that makes quotes; without it no
/// customer is reminded. Runs in the transaction that notes the reminder; null where nothing can be offered.
/// </summary>
internal sealed record RenewalOffers(Func<RenewalWish, TenantTransaction, CancellationToken, Task<RenewalOffer?>> OfferAsync);
