using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>
/// What happened to one key. Stored names are in <see cref="KeyEventNames"/>; a stored shape is never changed, only superseded by a v2.
/// Every figure a decision computed (last days, unused days) is in the event, so folding needs no rules.
/// </summary>
/// <param name="On">The tenant's day on which it was decided.</param>
/// <param name="At">The instant.</param>
/// <param name="By">The name shown in the history.</param>
public abstract record KeyEvent(DateOnly On, DateTimeOffset At, string By)
{
    public sealed record KeyIssued(
        DateOnly On, DateTimeOffset At, string By,
        KeyId Id, LicenceNumber Number, CustomerId Customer, PartnerId? Partner,
        KeyKind Kind, Edition Edition, int Size, bool Free, bool Trial, bool NotForResale, bool Education,
        DateOnly StartsOn, DateOnly? LastDay, int Years, string? MajorVersion, KeyLink? Replaces) : KeyEvent(On, At, By);

    public sealed record KeyImported(
        DateOnly On, DateTimeOffset At, string By,
        KeyId Id, LicenceNumber Number, ImportedFacts Facts, DateOnly StartsOn, DateOnly? LastDay, DateOnly BoughtOn) : KeyEvent(On, At, By);

    /// <summary>An import brought other facts than the last one. Only the facts named in <paramref name="Changed"/> are applied.</summary>
    public sealed record KeyCorrected(
        DateOnly On, DateTimeOffset At, string By,
        ImportedFacts Facts, DateOnly StartsOn, DateOnly? LastDay, DateOnly BoughtOn, IReadOnlyList<string> Changed) : KeyEvent(On, At, By);

    /// <summary>KL-13: bound to an installation.</summary>
    public sealed record KeyActivated(
        DateOnly On, DateTimeOffset At, string By,
        string Fingerprint, string? Fqdn, string? PbxVersion) : KeyEvent(On, At, By);

    public sealed record KeyReleased(DateOnly On, DateTimeOffset At, string By, string Fingerprint, string Reason) : KeyEvent(On, At, By);

    /// <summary>EX-6. <paramref name="On"/> is the day the figures were true.</summary>
    public sealed record UsageReported(
        DateOnly On, DateTimeOffset At, string By,
        int UsersAndExtensions, int SystemMailboxes, int Recycled, string? PbxVersion) : KeyEvent(On, At, By);

    /// <summary>KL-3. A planned downgrade (KL-11) takes effect with the new term.</summary>
    public sealed record KeyRenewed(
        DateOnly On, DateTimeOffset At, string By,
        DateOnly PaidOn, int Years, DateOnly StartsOn, DateOnly LastDay, string? Reference, EntitledTo? Downgraded) : KeyEvent(On, At, By);

    /// <summary>KL-5: continues from the old last day.</summary>
    public sealed record MaintenanceRenewed(
        DateOnly On, DateTimeOffset At, string By,
        DateOnly PaidOn, int Years, DateOnly StartsOn, DateOnly LastDay, string? Reference, EntitledTo? Downgraded) : KeyEvent(On, At, By);

    /// <summary>XP-8.</summary>
    public sealed record DeadlineExtended(
        DateOnly On, DateTimeOffset At, string By, DateOnly From, DateOnly To, string Reason) : KeyEvent(On, At, By);

    public sealed record KeyAssigned(DateOnly On, DateTimeOffset At, string By, PartnerId Partner, string? Reason) : KeyEvent(On, At, By);

    public sealed record TransferProposed(
        DateOnly On, DateTimeOffset At, string By, PartnerId? FromPartner, PartnerId ToPartner, string? Reason) : KeyEvent(On, At, By);

    public sealed record KeyTransferred(
        DateOnly On, DateTimeOffset At, string By, PartnerId? FromPartner, PartnerId ToPartner) : KeyEvent(On, At, By);

    public sealed record TransferDeclined(
        DateOnly On, DateTimeOffset At, string By, PartnerId ToPartner, string Reason) : KeyEvent(On, At, By);

    /// <summary>KL-13: the old number is remembered as leaked and no longer opens anything; the binding made with it ends.</summary>
    public sealed record KeyReissued(
        DateOnly On, DateTimeOffset At, string By, LicenceNumber OldNumber, LicenceNumber NewNumber, string Reason) : KeyEvent(On, At, By);

    /// <summary>KL-7: the perpetual key ends, linked with the annual one that replaces it.</summary>
    public sealed record KeyTradedIn(
        DateOnly On, DateTimeOffset At, string By, KeyLink ReplacedBy, Edition Edition, int Size, int Years, Money? Price) : KeyEvent(On, At, By);

    /// <summary>KL-10: <paramref name="UnusedDays"/> whole days of what was paid are left and will be credited pro rata.</summary>
    public sealed record KeyUpgraded(
        DateOnly On, DateTimeOffset At, string By,
        Edition FromEdition, int FromSize, Edition Edition, int Size, int UnusedDays) : KeyEvent(On, At, By);

    /// <summary>KL-11: waits for the next renewal; a subscription's, for its next month (<paramref name="From"/>).</summary>
    public sealed record DowngradePlanned(
        DateOnly On, DateTimeOffset At, string By, Edition Edition, int Size, DateOnly? From) : KeyEvent(On, At, By);

    public sealed record DowngradeCancelled(DateOnly On, DateTimeOffset At, string By) : KeyEvent(On, At, By);

    /// <summary>XP-3: who, when, figures, text.</summary>
    public sealed record OverLimitAcknowledged(
        DateOnly On, DateTimeOffset At, string By,
        string Name, int Counted, int MaxExtensions, string Text, string TextVersion) : KeyEvent(On, At, By);

    /// <summary>The key will be closed from <paramref name="ClosesOn"/> on; until then it lives as before.</summary>
    public sealed record ClosingPlanned(DateOnly On, DateTimeOffset At, string By, DateOnly ClosesOn, string Reason) : KeyEvent(On, At, By);

    public sealed record KeyClosed(DateOnly On, DateTimeOffset At, string By, DateOnly ClosesOn, string Reason) : KeyEvent(On, At, By);
}
