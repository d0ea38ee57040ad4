using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Policy;

/// <summary>XP-6, XP-8: until when a key over the maximum keeps its support.</summary>
public static class Deadlines
{
    /// <summary>
    /// The deadline as known on a day; null when the calendar has none. An extension counts from the day it was decided, so that
    /// one granted too late does not rewrite the days before it. It never shortens: the later date wins.
    /// </summary>
    public static DateOnly? Of(KeyFacts facts, PolicyCalendar calendar, DateOnly day)
    {
        if (calendar.SupportFrom is not { } supportFrom)
        {
            return null;
        }

        var deadline = ByCohort(calendar, supportFrom, BoughtOn(facts, day));
        foreach (var extension in facts.DeadlineExtensions)
        {
            if (extension.On <= day && extension.To > deadline)
            {
                deadline = extension.To;
            }
        }

        return deadline;
    }

    /// <summary>XP-7: the cohort's own date, before XP-5's date is considered.</summary>
    public static DateOnly? Cohort(PolicyCalendar calendar, DateOnly boughtOn) =>
        calendar.Cohort is not { } cohort ? null
        : boughtOn <= cohort.LastDay ? cohort.Deadline
        : boughtOn.AddMonths(cohort.MonthsAfterPurchase);

    /// <summary>The last renewal or purchase of a term, as known on a day.</summary>
    public static DateOnly BoughtOn(KeyFacts facts, DateOnly day)
    {
        var terms = facts.Terms;
        for (var at = terms.Length - 1; at > 0; at--)
        {
            if (terms[at].BoughtOn <= day)
            {
                return terms[at].BoughtOn;
            }
        }

        return terms[0].BoughtOn;
    }

    internal static DateOnly ByCohort(PolicyCalendar calendar, DateOnly supportFrom, DateOnly boughtOn) =>
        Cohort(calendar, boughtOn) is { } cohort && (boughtOn <= calendar.Cohort!.LastDay || cohort > supportFrom) ? cohort : supportFrom;
}
