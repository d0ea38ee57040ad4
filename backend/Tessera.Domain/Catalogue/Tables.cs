using System.Collections.Immutable;

namespace Tessera.Domain.Catalogue;

/// <summary>ED-3: an edition as this tenant names it, and whether it is sold.</summary>
public sealed record EditionOffer(Edition Edition, string Name, bool Active);

/// <summary>ED: the rows of RULES.md §2.</summary>
public sealed record FeatureTable(ImmutableArray<FeatureRow> Rows);

/// <summary>What an edition offers: <c>yes</c>, <c>no</c> or a number (participants). The name is the text <c>feature.{Code}</c>.</summary>
public sealed record FeatureRow(string Code, string Standard, string Professional, string Enterprise, string Rule);

/// <summary>EX-1: the table decides, never a ratio.</summary>
public sealed record SizeTable(ImmutableArray<SizeRow> Rows)
{
    /// <summary>Null when the table has no row for (size, free): such a key has no published maximum and can never be over it.</summary>
    public int? MaxExtensions(int size, bool free)
    {
        foreach (var row in Rows)
        {
            if (row.Size == size && row.Free == free)
            {
                return row.MaxExtensions;
            }
        }

        return null;
    }
}

/// <summary>A row's key is (simultaneous calls, free or not).</summary>
public sealed record SizeRow(int Size, bool Free, int MaxExtensions, int? RecommendedFrom);

/// <summary>EX-5 and ED-1: sizes in simultaneous calls.</summary>
public sealed record SoldSizes(ImmutableArray<int> Annual, ImmutableArray<int> Perpetual, ImmutableArray<int> Subscription, ImmutableArray<int> Free)
{
    public ImmutableArray<int> For(KeyKind kind) => kind switch
    {
        KeyKind.Annual => Annual,
        KeyKind.Perpetual => Perpetual,
        _ => Subscription,
    };
}

/// <summary>KL-2: what a lapsed annual key falls back to. The row with the largest <c>BoughtFrom</c> not above the bought size applies.</summary>
public sealed record FallbackTable(ImmutableArray<FallbackRow> Rows);

public sealed record FallbackRow(int BoughtFrom, Edition Edition, int Size, bool Free);

/// <summary>The lengths in a key's life, in days.</summary>
/// <param name="Name">Several profiles may stand in one book; the tenant names the one it runs on.</param>
/// <param name="TermDays">KL-1: days of one year's term.</param>
/// <param name="WindowDays">KL-5: days after the last day of maintenance in which it can still be renewed.</param>
/// <param name="ServicesOffAfterDays">KL-6: days after the last day of maintenance with all services still on ("strict": none).</param>
/// <param name="TrialDays">KL-14.</param>
/// <param name="UsageStaleDays">EX-6: a usage report older than this is stale.</param>
/// <param name="ActivationsPerYear">KL-13, decided here: how often a key may be bound to another installation in 365 days.</param>
/// <param name="Services">KL-6: codes of the services that end with maintenance; texts <c>service.{code}</c>.</param>
public sealed record LifecycleProfile(
    string Name,
    int TermDays,
    int WindowDays,
    int ServicesOffAfterDays,
    int TrialDays,
    int UsageStaleDays,
    int ActivationsPerYear,
    ImmutableArray<string> Services);

/// <summary>OM-9: a standard rate in percent.</summary>
public sealed record VatRate(string Country, decimal Rate, DateOnly ValidFrom, string Source);

/// <summary>A tenant's yes or no to an optional rule; text <c>switch.{Code}</c>.</summary>
public sealed record Switch(string Code, bool On, string Rule)
{
    /// <summary>XP-9: refuse a renewal while over the maximum, rather than only withdraw support.</summary>
    public const string RefuseRenewalOverLimit = "REFUSE_RENEWAL_OVER_LIMIT";

    /// <summary>OM-4: education and level discount one after the other, rather than the better of the two.</summary>
    public const string StackEducationAndLevel = "STACK_EDUCATION_AND_LEVEL";

    /// <summary>PP-8: a review is published only after two people have approved it, rather than one.</summary>
    public const string TwoApproveReviews = "TWO_APPROVE_REVIEWS";
}

/// <summary>Prices before level, education and tax. <c>Example</c> marks invented figures, for the tenant to replace.</summary>
public sealed record PriceBook(string Currency, bool Example, ImmutableArray<PriceRow> Rows)
{
    public PriceRow? Row(KeyKind kind, Edition edition, int size)
    {
        foreach (var row in Rows)
        {
            if (row.Size == size && row.Kind == kind && row.Edition == edition)
            {
                return row;
            }
        }

        return null;
    }
}

/// <summary>Minor units. Annual: per year (KL-1: first price = renewal price). Perpetual: once, and maintenance per year. Subscription: per month.</summary>
public sealed record PriceRow(KeyKind Kind, Edition Edition, int Size, long Price, long? Maintenance);
