using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Policy;

namespace Tessera.Domain.Keys;

[JsonConverter(typeof(ScreamingSnake<KeyDateKind>))]
public enum KeyDateKind
{
    Expiry,
    WindowEnd,
    CohortDeadline,
    PolicyDate,
    ExtendedDeadline,
    EndOfLife,
    TrialEnd,
    Closing,
}

/// <summary>A day that matters to a key. Text: <c>date.{KIND}</c> with the fact <c>date</c>.</summary>
/// <param name="Binding">XP-7: the one date that decides about support while the key is over its maximum.</param>
/// <param name="Provisional">XP-9: from a provisional calendar; then nothing binds and this is the one that would.</param>
public sealed record KeyDate(KeyDateKind Kind, DateOnly Date, bool Binding, string Rule, string RuleVersion, bool Provisional = false);

public static class KeyDates
{
    /// <summary>Every date worth showing as known on a day, ascending. XP-7: the policy's dates appear while the key is over its maximum.</summary>
    public static ImmutableArray<KeyDate> Of(Key key, RuleBook rules, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Known is not { } facts)
        {
            return [];
        }

        var dates = ImmutableArray.CreateBuilder<KeyDate>();
        AddTerm(facts, rules, dates);
        if (rules.MajorVersions.InForce(day) is { } versions && versions.Value.Of(facts.PbxVersion) is { EndOfLife: { } end } major)
        {
            dates.Add(new KeyDate(KeyDateKind.EndOfLife, end, false, major.Rule, versions.Id));
        }

        if (facts.ClosesOn is { } closes)
        {
            dates.Add(new KeyDate(
                KeyDateKind.Closing, closes, false, facts.ReplacedBy is null ? "KL-15" : "KL-7", rules.Profile(closes).Id));
        }

        AddPolicy(facts, rules, day, dates);
        dates.Sort((a, b) => a.Date != b.Date ? a.Date.CompareTo(b.Date) : a.Kind.CompareTo(b.Kind));
        return dates.ToImmutable();
    }

    private static void AddTerm(KeyFacts facts, RuleBook rules, ImmutableArray<KeyDate>.Builder dates)
    {
        if (facts.LastDay is not { } lastDay)
        {
            return;
        }

        var bought = rules.Profile(facts.LastBoughtOn).Id;
        dates.Add(facts.Trial
            ? new KeyDate(KeyDateKind.TrialEnd, lastDay, false, "KL-14", bought)
            : new KeyDate(KeyDateKind.Expiry, lastDay, false, facts.Kind == KeyKind.Perpetual ? "KL-4" : "KL-1", bought));
        if (facts is { Kind: KeyKind.Perpetual, Trial: false })
        {
            var profile = rules.Profile(lastDay);
            dates.Add(new KeyDate(KeyDateKind.WindowEnd, lastDay.AddDays(profile.Value.WindowDays), false, "KL-5", profile.Id));
        }
    }

    private static void AddPolicy(KeyFacts facts, RuleBook rules, DateOnly day, ImmutableArray<KeyDate>.Builder dates)
    {
        var bought = facts.PurchasedOn(day);
        var max = rules.SizeTables.InForce(day)?.Value.MaxExtensions(bought.Size, bought.Free);
        if (!(facts.CountedOn(day) > max) || DeadlineCalendar(rules, day) is not { } calendar
            || calendar.Value.SupportFrom is not { } supportFrom)
        {
            return;
        }

        var provisional = calendar.Status == RuleStatus.Provisional;
        var deadline = Deadlines.Of(facts, calendar.Value, day);
        var marked = false;
        foreach (var extension in facts.DeadlineExtensions.Reverse())
        {
            if (extension.On <= day)
            {
                Add(KeyDateKind.ExtendedDeadline, extension.To, "XP-8");
                break;
            }
        }

        if (Deadlines.Cohort(calendar.Value, Deadlines.BoughtOn(facts, day)) is { } cohort)
        {
            Add(KeyDateKind.CohortDeadline, cohort, "XP-6");
        }

        Add(KeyDateKind.PolicyDate, supportFrom, "XP-5");

        void Add(KeyDateKind kind, DateOnly date, string rule)
        {
            var binding = !marked && date == deadline;
            marked |= binding;
            dates.Add(new KeyDate(kind, date, binding, rule, calendar.Id, provisional));
        }
    }

    /// <summary>XP-9: a final calendar with deadlines, else the provisional one.</summary>
    internal static RuleVersion<PolicyCalendar>? DeadlineCalendar(RuleBook rules, DateOnly day)
    {
        var binding = rules.Calendars.InForce(day);
        if (binding?.Value.SupportFrom is not null)
        {
            return binding;
        }

        var would = rules.Calendars.WouldBeInForce(day);
        return would?.Value.SupportFrom is null ? null : would;
    }
}
