using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>Calendar dates in the tenant's time zone, last day included.</summary>
/// <param name="LastDay">Null: runs without end (free keys, subscriptions).</param>
/// <param name="Years">0 where years have no meaning.</param>
/// <param name="Reference">What was paid; makes a repeated renewal harmless.</param>
public sealed record Term(DateOnly Start, DateOnly? LastDay, int Years, DateOnly BoughtOn, TermKind Kind, string? Reference = null);

[JsonConverter(typeof(ScreamingSnake<TermKind>))]
public enum TermKind
{
    First,
    Renewal,
    Maintenance,
    Trial,
    Free,
    Subscription,
    Imported,
}

/// <summary>An edition and a size in simultaneous calls.</summary>
public sealed record EntitledTo(Edition Edition, int Size);

/// <summary>What was bought, and from which day it counts.</summary>
public sealed record Purchase(DateOnly From, Edition Edition, int Size, bool Free);

/// <summary>KL-13: the one installation a key is bound to.</summary>
public sealed record Activation(string Fingerprint, string? Fqdn, string? PbxVersion, DateTimeOffset ActivatedAt, DateTimeOffset LastSeenAt);

/// <summary>EX-6.</summary>
public sealed record UsageReport(
    DateOnly On, DateTimeOffset At, string By, int UsersAndExtensions, int SystemMailboxes, int Recycled, string? PbxVersion)
{
    /// <summary>EX-3: users and extensions, without system mailboxes. Recycled ones are only recorded.</summary>
    [JsonIgnore]
    public int Counted => UsersAndExtensions - SystemMailboxes;

    /// <summary>EX-6.</summary>
    public bool IsStale(DateOnly day, int staleAfterDays) => day.DayNumber - On.DayNumber > staleAfterDays;
}

/// <summary>From <paramref name="On"/> on, <paramref name="Counted"/> was the reported figure.</summary>
public readonly record struct UsageMark(DateOnly On, int Counted)
{
    /// <summary>Older changes are forgotten, so that a key's state stays small however often its PBX reports.</summary>
    public const int Kept = 64;
}

public sealed record Acknowledgement(
    DateOnly On, DateTimeOffset At, string Name, int Counted, int MaxExtensions, string Text, string TextVersion);

public sealed record DeadlineExtension(DateOnly On, DateTimeOffset At, string By, DateOnly To, string Reason);

public sealed record TransferProposal(
    PartnerId? FromPartner, PartnerId ToPartner, DateTimeOffset ProposedAt, string ProposedBy, string? Reason);

public sealed record KeyLink(KeyId Id, LicenceNumber Number);

/// <summary>
/// One row of an import: facts as another system knows them. Annual: <paramref name="LastDay"/> (a missing start is 364 days
/// earlier). Perpetual: <paramref name="MaintenanceLastDay"/>. Free and subscription keys may have neither.
/// </summary>
/// <param name="BoughtOn">XP-6: last renewal or purchase; null: the start of the term.</param>
public sealed record ImportedFacts(
    CustomerId Customer, PartnerId? Partner, KeyKind Kind, Edition Edition, int Size,
    bool Free = false, bool Trial = false, bool NotForResale = false, bool Education = false,
    DateOnly? Start = null, DateOnly? LastDay = null, DateOnly? MaintenanceLastDay = null, DateOnly? BoughtOn = null,
    string? PbxVersion = null, string? Fqdn = null);
