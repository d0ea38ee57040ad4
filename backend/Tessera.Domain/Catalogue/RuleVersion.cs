using System.Collections.Immutable;

namespace Tessera.Domain.Catalogue;

/// <summary>Where a rule's numbers come from: one dated version, with its source and standing.</summary>
public abstract record RuleVersion(string Id, string Rule, DateOnly EffectiveFrom, string Source, RuleStatus Status, string? Note)
{
    /// <summary>Of a version that was withdrawn before it held.</summary>
    public Withdrawal? Withdrawal { get; init; }
}

/// <summary>When, by whom and why a version was taken back.</summary>
public sealed record Withdrawal(DateOnly On, string By, string Reason);

/// <summary>A dated version of one family of numbers. Newer versions never change older ones.</summary>
public sealed record RuleVersion<T>(string Id, string Rule, DateOnly EffectiveFrom, string Source, RuleStatus Status, T Value, string? Note = null)
    : RuleVersion(Id, Rule, EffectiveFrom, Source, Status, Note);

/// <summary>Which version of a family holds on a day.</summary>
public static class RuleVersions
{
    /// <summary>
    /// The newest final version in force on <paramref name="day"/>; for days before the first one, the first one, so that a key older
    /// than our records still gets an answer. Null when no version is final. Withdrawn versions never held.
    /// </summary>
    public static RuleVersion<T>? InForce<T>(this ImmutableArray<RuleVersion<T>> versions, DateOnly day)
    {
        RuleVersion<T>? newest = null;
        RuleVersion<T>? first = null;
        foreach (var version in versions)
        {
            if (version.Status != RuleStatus.Final)
            {
                continue;
            }

            if (version.EffectiveFrom <= day && (newest is null || version.EffectiveFrom >= newest.EffectiveFrom))
            {
                newest = version;
            }

            if (first is null || version.EffectiveFrom < first.EffectiveFrom)
            {
                first = version;
            }
        }

        return newest ?? first;
    }

    /// <summary>XP-9: the version that would hold were the provisional ones final; the same as <see cref="InForce{T}"/> when there is none.</summary>
    public static RuleVersion<T>? WouldBeInForce<T>(this ImmutableArray<RuleVersion<T>> versions, DateOnly day)
    {
        RuleVersion<T>? newest = null;
        foreach (var version in versions)
        {
            if (version.Status == RuleStatus.Provisional && version.EffectiveFrom <= day
                && (newest is null || version.EffectiveFrom >= newest.EffectiveFrom))
            {
                newest = version;
            }
        }

        var binding = versions.InForce(day);
        return newest is not null && (binding is null || newest.EffectiveFrom >= binding.EffectiveFrom || binding.EffectiveFrom > day)
            ? newest
            : binding;
    }

    /// <summary>The newest final version there is, for figures kept in a row that no clock may change.</summary>
    public static RuleVersion<T>? Newest<T>(this ImmutableArray<RuleVersion<T>> versions) => versions.InForce(DateOnly.MaxValue);
}
