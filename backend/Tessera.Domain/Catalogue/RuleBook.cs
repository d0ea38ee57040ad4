using System.Collections.Immutable;

namespace Tessera.Domain.Catalogue;

/// <summary>
/// Everything a tenant's rules are, as data. The kinds of rule are code; every number stands here, in a dated version.
/// </summary>
public sealed record RuleBook
{
    public required string Tenant { get; init; }

    /// <summary>ISO 4217; every price of this tenant is in it.</summary>
    public required string Currency { get; init; }

    /// <summary>IANA name; terms and deadlines are days in it.</summary>
    public required string TimeZone { get; init; }

    public required ImmutableArray<string> Languages { get; init; }

    /// <summary>ED-3.</summary>
    public required ImmutableArray<EditionOffer> Editions { get; init; }

    /// <summary>ED: what each edition can do.</summary>
    public required ImmutableArray<RuleVersion<FeatureTable>> Features { get; init; }

    /// <summary>EX-1, EX-2: maximum extensions per size.</summary>
    public required ImmutableArray<RuleVersion<SizeTable>> SizeTables { get; init; }

    /// <summary>EX-5: which sizes are sold per kind.</summary>
    public required SoldSizes Sold { get; init; }

    /// <summary>XP-1 … XP-6.</summary>
    public required ImmutableArray<RuleVersion<PolicyCalendar>> Calendars { get; init; }

    /// <summary>KL-2.</summary>
    public required ImmutableArray<RuleVersion<FallbackTable>> Fallbacks { get; init; }

    /// <summary>KL-1, KL-5, KL-6, KL-14, EX-6: several named profiles, each in dated versions.</summary>
    public required ImmutableArray<RuleVersion<LifecycleProfile>> Profiles { get; init; }

    /// <summary>The name of the profile this tenant runs on.</summary>
    public required string ProfileInUse { get; init; }

    /// <summary>KL-9.</summary>
    public required ImmutableArray<RuleVersion<MajorVersionTable>> MajorVersions { get; init; }

    public required ImmutableArray<RuleVersion<PriceBook>> PriceBooks { get; init; }

    /// <summary>OM-9.</summary>
    public required ImmutableArray<VatRate> VatRates { get; init; }

    // What orders brought. A book published before them has none of these; it is read as if it said the least.

    /// <summary>Null: nothing can be quoted (SELLER_MISSING).</summary>
    public Seller? Seller { get; init; }

    /// <summary>OM-9: countries among whose businesses the buyer owes the tax (reverse charge), and whose consumers pay their own country's rate.</summary>
    public ImmutableArray<string> VatUnion { get => field.IsDefault ? [] : field; init; }

    /// <summary>PP-4: discounts by level.</summary>
    public ImmutableArray<RuleVersion<LevelTable>> Levels { get => field.IsDefault ? [] : field; init; }

    /// <summary>XP-11.</summary>
    public ImmutableArray<RuleVersion<EducationOffer>> Education { get => field.IsDefault ? [] : field; init; }

    /// <summary>PP-9.</summary>
    public ImmutableArray<RuleVersion<ReminderPlan>> Reminders { get => field.IsDefault ? [] : field; init; }

    /// <summary>OM-5: days a quote is valid, the day it was priced not counted; 30 where the book does not say.</summary>
    public int QuoteValidDays { get => field == 0 ? 30 : field; init; }

    public required ImmutableArray<Switch> Switches { get; init; }

    public bool IsOn(string switchCode)
    {
        foreach (var candidate in Switches)
        {
            if (candidate.Code == switchCode)
            {
                return candidate.On;
            }
        }

        return false;
    }

    /// <summary>ED-3: is the edition sold today? Keys that have it are not touched.</summary>
    public bool IsSold(Edition edition)
    {
        foreach (var offer in Editions)
        {
            if (offer.Edition == edition)
            {
                return offer.Active;
            }
        }

        return false;
    }

    /// <summary>The version with this id in any family; null when the book has none.</summary>
    public RuleVersion? Version(string id) => AllVersions().FirstOrDefault(version => version.Id == id);

    public IEnumerable<RuleVersion> AllVersions() =>
        [
            .. Features, .. SizeTables, .. Calendars, .. Fallbacks, .. Profiles, .. MajorVersions, .. PriceBooks, .. Levels, .. Education, .. Reminders,
        ];

    /// <summary>The lifecycle profile in use, as it stood on a day. Every book has at least one final version of it.</summary>
    public RuleVersion<LifecycleProfile> Profile(DateOnly day, bool asIfFinal = false)
    {
        RuleVersion<LifecycleProfile>? newest = null;
        RuleVersion<LifecycleProfile>? first = null;
        foreach (var version in Profiles)
        {
            if (version.Value.Name != ProfileInUse
                || version.Status != RuleStatus.Final && !(asIfFinal && version.Status == RuleStatus.Provisional))
            {
                continue;
            }

            if (version.EffectiveFrom <= day && (newest is null || version.EffectiveFrom >= newest.EffectiveFrom))
            {
                newest = version;
            }

            if (version.Status == RuleStatus.Final && (first is null || version.EffectiveFrom < first.EffectiveFrom))
            {
                first = version;
            }
        }

        return newest ?? first ?? throw new InvalidOperationException($"The rule book of {Tenant} has no final profile '{ProfileInUse}'.");
    }
}
