using Tessera.Domain.Catalogue;
using Tessera.Domain.Policy;

namespace Tessera.Domain.Keys;

/// <summary>Every day on which the engine's answer can change. Too many are harmless, one too few is a wrong timeline.</summary>
internal ref struct Boundaries(Span<int> days)
{
    private readonly Span<int> days = days;
    private int count;

    /// <summary>An upper bound for the buffer.</summary>
    public static int Most(KeyFacts facts, RuleBook rules) =>
        4 + facts.Terms.Length * (7 + rules.Calendars.Length) + facts.Purchases.Length + facts.UsageMarks.Length
        + facts.DeadlineExtensions.Length * 2 + rules.SizeTables.Length + rules.Calendars.Length * 4 + rules.MajorVersions.Length * 2;

    /// <summary>Ascending, without repetition, none before the first day.</summary>
    public ReadOnlySpan<int> Collect(KeyFacts facts, RuleBook rules)
    {
        var first = Math.Min(facts.KnownFrom.DayNumber, facts.StartsOn.DayNumber);
        Add(first);
        Add(facts.StartsOn.DayNumber);
        AddTerms(facts, rules);
        AddRules(facts, rules);
        foreach (var purchase in facts.Purchases)
        {
            Add(purchase.From.DayNumber);
        }

        if (facts.ClosesOn is { } closes)
        {
            Add(closes.DayNumber);
        }

        if (!facts.UsageMarks.IsEmpty)
        {
            AddPolicy(facts, rules);
        }

        return Sorted(first);
    }

    private void AddTerms(KeyFacts facts, RuleBook rules)
    {
        foreach (var term in facts.Terms)
        {
            Add(term.Start.DayNumber);
            if (term.LastDay is not { } lastDay)
            {
                continue;
            }

            Add(lastDay.DayNumber + 1);
            if (facts.Kind == KeyKind.Perpetual)
            {
                AddWindow(lastDay, rules.Profile(lastDay).Value);
                AddWindow(lastDay, rules.Profile(lastDay, asIfFinal: true).Value);
            }
        }
    }

    private void AddWindow(DateOnly lastDay, LifecycleProfile profile)
    {
        Add(lastDay.DayNumber + profile.WindowDays + 1);
        Add(lastDay.DayNumber + profile.ServicesOffAfterDays + 1);
    }

    private void AddRules(KeyFacts facts, RuleBook rules)
    {
        foreach (var version in rules.SizeTables)
        {
            Add(version.EffectiveFrom.DayNumber);
        }

        foreach (var version in rules.MajorVersions)
        {
            Add(version.EffectiveFrom.DayNumber);
            if (version.Value.Of(facts.PbxVersion)?.EndOfLife is { } endOfLife)
            {
                Add(endOfLife.DayNumber + 1);
            }
        }
    }

    private void AddPolicy(KeyFacts facts, RuleBook rules)
    {
        foreach (var mark in facts.UsageMarks)
        {
            Add(mark.On.DayNumber);
        }

        foreach (var extension in facts.DeadlineExtensions)
        {
            Add(extension.On.DayNumber);
            Add(extension.To.DayNumber + 1);
        }

        foreach (var version in rules.Calendars)
        {
            Add(version.EffectiveFrom.DayNumber);
            Add(version.Value.WarnFrom);
            Add(version.Value.SupportFrom);
            if (version.Value.SupportFrom is { } supportFrom)
            {
                Add(supportFrom.DayNumber + 1);
                foreach (var term in facts.Terms)
                {
                    Add(Deadlines.ByCohort(version.Value, supportFrom, term.BoughtOn).DayNumber + 1);
                }
            }
        }

        foreach (var term in facts.Terms)
        {
            Add(term.BoughtOn.DayNumber);
        }
    }

    private void Add(DateOnly? day)
    {
        if (day is { } known)
        {
            Add(known.DayNumber);
        }
    }

    private void Add(int day) => days[count++] = day;

    private readonly ReadOnlySpan<int> Sorted(int first)
    {
        var all = days[..count];
        all.Sort();
        var kept = 0;
        foreach (var day in all)
        {
            if (day >= first && (kept == 0 || all[kept - 1] != day))
            {
                all[kept++] = day;
            }
        }

        return all[..kept];
    }
}
