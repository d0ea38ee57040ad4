using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>A key as a mail lists it.</summary>
/// <param name="Number">Shown masked: a number alone is a device's credential.</param>
/// <param name="Kind">RENEW_ANNUAL or MAINTENANCE.</param>
/// <param name="MaxExtensions">XP-1: printed on every renewal quote.</param>
/// <param name="StopsOn">From when services change where it is not renewed.</param>
internal sealed record MailLine(
    LicenceNumber Number, string CustomerName, string Kind, Edition Edition, int Size, int Years, DateOnly From, DateOnly To, Money Gross, int? MaxExtensions = null, DateOnly? StopsOn = null);

/// <param name="Version">Above 1 the mail says that it replaces the one before.</param>
/// <param name="PayUrl">Of the pay page.</param>
/// <param name="Message">Of the person who sends it.</param>
internal sealed record QuoteMail(
    string TenantName, string? PartnerName, string BuyerName, string QuoteNumber, int Version, IReadOnlyList<MailLine> Lines,
    Money Net, Money Vat, Money Gross, DateOnly ValidUntil, string PayUrl, string? Message = null, string? PoNumber = null, string? ReplyTo = null);

/// <param name="PageUrl">Where the receipt can be read again.</param>
/// <param name="NotApplied">OM-8: paid, but no longer applicable; an operator settles it.</param>
internal sealed record ReceiptMail(
    string TenantName, string BuyerName, string OrderNumber, string ReceiptNumber, DateOnly PaidOn, IReadOnlyList<MailLine> Lines,
    Money Net, Money Vat, Money Gross, string? PageUrl, IReadOnlyList<LicenceNumber>? NotApplied = null);

/// <summary>Nothing was charged; the same link opens the next try.</summary>
internal sealed record PaymentFailedMail(string TenantName, string BuyerName, string QuoteNumber, Money Gross, DateOnly ValidUntil, string PayUrl);

internal sealed record RefundMail(string TenantName, string BuyerName, string OrderNumber, string? CreditNoteNumber, Money Amount);

/// <summary>PP-9: what a partner is reminded of on one day.</summary>
/// <param name="LastDay">The latest of all its keys, listed or not.</param>
/// <param name="PublicUrl">Where its links begin.</param>
/// <param name="LeaveUrl">Stops these reminders.</param>
internal sealed record DigestMail(string TenantName, string PartnerName, DateOnly Day, DateOnly LastDay, IReadOnlyList<DigestWindow> Windows, string PublicUrl, string LeaveUrl);

/// <summary>Keys whose last day is at most so many days away.</summary>
/// <param name="AtStake">What renewing them brings, per currency; never summed across.</param>
/// <param name="Customers">The first of them; the keys of the others are counted.</param>
internal sealed record DigestWindow(int Days, int Keys, IReadOnlyList<Money> AtStake, IReadOnlyList<DigestCustomer> Customers);

/// <param name="Listed">The first of them, by last day; the others are counted.</param>
internal sealed record DigestCustomer(string Name, int Keys, IReadOnlyList<DigestKey> Listed);

/// <param name="Maintenance">The last day is of the maintenance of a perpetual key.</param>
/// <param name="Counted">Extensions, where they are more than the maximum (XP-4).</param>
internal sealed record DigestKey(LicenceNumber Number, Edition Edition, int Size, bool Maintenance, DateOnly LastDay, Money? Renewal, int? Counted, int? MaxExtensions);

/// <param name="LeaveUrl">Stops these reminders.</param>
internal sealed record CustomerReminderMail(string TenantName, string PartnerName, string CustomerName, RenewalOffer Offer, DateOnly FirstLastDay, string LeaveUrl);

/// <summary>PP-5: what a review means for a partner.</summary>
internal enum ReviewMailKind
{
    Notice,
    InGrace,
    Demoted,

    /// <summary>Had notice, and is back.</summary>
    Recovered,

    /// <summary>The review was corrected: the level it took is given back.</summary>
    Restored,

    /// <summary>The review was corrected: its notice no longer stands.</summary>
    Withdrawn,
}

/// <param name="Path">Of certified people; null for points.</param>
internal sealed record ReviewFigure(string? Path, long Actual, long Required);

/// <param name="Level">Held when it was weighed.</param>
/// <param name="After">Of a level that is lost: the one below.</param>
/// <param name="Until">Last day of grace, where there is one.</param>
/// <param name="PageUrl">Where the record is read line by line.</param>
internal sealed record ReviewMail(
    string TenantName, string PartnerName, ReviewMailKind Kind, DateOnly On, string Level, string? After, DateOnly? Until, ReviewFigure Points, IReadOnlyList<ReviewFigure> People, string PageUrl);
