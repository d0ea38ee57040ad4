using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>Everything known about a key that exists: the sum of its events.</summary>
public sealed record KeyFacts
{
    public required KeyId Id { get; init; }

    public required LicenceNumber Number { get; init; }

    /// <summary>KL-13: numbers that opened this key once and leaked; newest last.</summary>
    public ImmutableArray<LicenceNumber> LeakedNumbers { get; init; } = [];

    public required CustomerId Customer { get; init; }

    public PartnerId? Partner { get; init; }

    public required KeyKind Kind { get; init; }

    public bool Trial { get; init; }

    public bool NotForResale { get; init; }

    public bool Education { get; init; }

    /// <summary>The tenant's day on which the key became known here.</summary>
    public required DateOnly KnownFrom { get; init; }

    /// <summary>The first day of the first term.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>Ascending, never overlapping. Annual terms may leave gaps (KL-3), maintenance never does (KL-5).</summary>
    public required ImmutableArray<Term> Terms { get; init; }

    /// <summary>What was bought, ascending by the day from which it counts. The newest is the purchased edition and size.</summary>
    public required ImmutableArray<Purchase> Purchases { get; init; }

    /// <summary>KL-11.</summary>
    public EntitledTo? PendingDowngrade { get; init; }

    /// <summary>The newest PBX version heard of, or the one the key was issued for.</summary>
    public string? PbxVersion { get; init; }

    public string? Fqdn { get; init; }

    public Activation? Activation { get; init; }

    /// <summary>Days on which the key was bound to a new installation, within 365 days of the newest.</summary>
    public ImmutableArray<DateOnly> BoundOn { get; init; } = [];

    public UsageReport? Usage { get; init; }

    /// <summary>Changes of the counted figure, ascending; the newest <see cref="UsageMark.Kept"/> of them.</summary>
    public ImmutableArray<UsageMark> UsageMarks { get; init; } = [];

    public ImmutableArray<Acknowledgement> Acknowledgements { get; init; } = [];

    /// <summary>XP-3: the last acknowledgement opens the next renewal, and is used up by it.</summary>
    public bool AcknowledgementOpen { get; init; }

    public ImmutableArray<DeadlineExtension> DeadlineExtensions { get; init; } = [];

    public TransferProposal? Transfer { get; init; }

    public KeyLink? ReplacedBy { get; init; }

    public KeyLink? Replaces { get; init; }

    /// <summary>The first day the key is closed, planned or past.</summary>
    public DateOnly? ClosesOn { get; init; }

    public string? CloseReason { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>What the last import said, to tell a repeated row from a changed one.</summary>
    public ImportedFacts? Imported { get; init; }

    /// <summary>Events folded so far; the stream's version.</summary>
    public required int Version { get; init; }

    [JsonIgnore]
    public Purchase Purchased => Purchases[^1];

    [JsonIgnore]
    public Term NewestTerm => Terms[^1];

    [JsonIgnore]
    public bool Free => Purchased.Free;

    /// <summary>The last day of the newest term; null while the key runs without end.</summary>
    [JsonIgnore]
    public DateOnly? LastDay => Terms[^1].LastDay;

    /// <summary>XP-6: the last renewal or purchase of a term. Upgrades are not one: they end being over the maximum.</summary>
    [JsonIgnore]
    public DateOnly LastBoughtOn => Terms[^1].BoughtOn;

    /// <summary>What was bought, as it counts on a day (a planned downgrade counts from its term on).</summary>
    public Purchase PurchasedOn(DateOnly day)
    {
        for (var at = Purchases.Length - 1; at > 0; at--)
        {
            if (Purchases[at].From <= day)
            {
                return Purchases[at];
            }
        }

        return Purchases[0];
    }

    /// <summary>The figure counted under EX-3 as reported by a day; null before the first report.</summary>
    public int? CountedOn(DateOnly day)
    {
        for (var at = UsageMarks.Length - 1; at >= 0; at--)
        {
            if (UsageMarks[at].On <= day)
            {
                return UsageMarks[at].Counted;
            }
        }

        return null;
    }
}
