using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>What can be asked of one key. One word everywhere: command = endpoint = mutation = permission.</summary>
public abstract record KeyCommand
{
    private KeyCommand()
    {
    }

    /// <param name="Years">1…10. For perpetual keys: years of maintenance included. Without meaning for free, trial and subscription keys.</param>
    /// <param name="StartsOn">Null: today.</param>
    /// <param name="FreeKeyTaken">KL-14, looked up by the caller: this customer or e-mail has a free key already.</param>
    /// <param name="NotForResaleTaken">KL-14, looked up by the caller: this partner has its not-for-resale key already.</param>
    public sealed record IssueKey(
        KeyId Id, LicenceNumber Number, CustomerId Customer, PartnerId? Partner,
        KeyKind Kind, Edition Edition, int Size,
        bool Free = false, bool Trial = false, bool NotForResale = false, bool Education = false,
        DateOnly? StartsOn = null, int Years = 1, string? MajorVersion = null,
        bool FreeKeyTaken = false, bool NotForResaleTaken = false, KeyLink? Replaces = null) : KeyCommand;

    /// <summary>Facts from elsewhere. The same facts again write nothing; other facts correct the key.</summary>
    public sealed record ImportKey(KeyId Id, LicenceNumber Number, ImportedFacts Facts) : KeyCommand;

    public sealed record ActivateKey(string Fingerprint, string? Fqdn = null, string? PbxVersion = null) : KeyCommand;

    public sealed record ReleaseKey(string Reason) : KeyCommand;

    /// <param name="UsersAndExtensions">As the PBX counts them, system mailboxes included.</param>
    /// <param name="SystemMailboxes">EX-3: part of the first figure, not counted.</param>
    /// <param name="Recycled">Kept with the report; changes nothing.</param>
    /// <param name="On">The day the figures were true; null: today.</param>
    public sealed record ReportUsage(
        int UsersAndExtensions, int SystemMailboxes = 0, int Recycled = 0, string? PbxVersion = null, DateOnly? On = null) : KeyCommand;

    /// <param name="PaidOn">Null: today.</param>
    /// <param name="Reference">What was paid (an idempotency key, later an order). The same reference twice renews once.</param>
    public sealed record RenewKey(int Years, DateOnly? PaidOn = null, string? Reference = null) : KeyCommand;

    /// <inheritdoc cref="RenewKey"/>
    public sealed record RenewMaintenance(int Years, DateOnly? PaidOn = null, string? Reference = null) : KeyCommand;

    public sealed record ExtendDeadline(DateOnly To, string Reason) : KeyCommand;

    public sealed record AssignKey(PartnerId Partner, string? Reason = null) : KeyCommand;

    public sealed record ProposeTransfer(PartnerId ToPartner, string? Reason = null) : KeyCommand;

    public sealed record AcceptTransfer : KeyCommand;

    public sealed record DeclineTransfer(string Reason) : KeyCommand;

    public sealed record ReissueKey(LicenceNumber NewNumber, string Reason) : KeyCommand;

    /// <summary>Decided for both keys by <see cref="TradeIns"/>.</summary>
    public sealed record TradeInKey(
        KeyId NewId, LicenceNumber NewNumber, Edition Edition, int Size, int Years = 1, Money? Price = null) : KeyCommand;

    public sealed record UpgradeKey(Edition Edition, int Size) : KeyCommand;

    /// <summary>Asking for the edition and size the key has cancels a planned downgrade.</summary>
    public sealed record DowngradeKey(Edition Edition, int Size) : KeyCommand;

    /// <param name="Name">Who acknowledges, as typed.</param>
    /// <param name="Language">The language the warning was read in; its text is kept.</param>
    public sealed record AcknowledgeOverLimit(string Name, string Language = "en") : KeyCommand;

    /// <param name="On">The first day the key is closed; null: today.</param>
    public sealed record CloseKey(string Reason, DateOnly? On = null) : KeyCommand;
}
