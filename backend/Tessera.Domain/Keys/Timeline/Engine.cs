using Tessera.Domain.Catalogue;
using Tessera.Domain.Policy;

namespace Tessera.Domain.Keys;

/// <summary>
/// The one engine: (facts, rule versions, day) → what holds and why. Timeline, explanation, validation and previews all ask it.
/// <para>Decided here, where RULES.md is silent:</para>
/// <list type="bullet">
/// <item>KL-2: a lapsed key falls back by the table in force on its first day after the term, and keeps to it; a newer table does not
/// reach back.</item>
/// <item>KL-5, KL-6: the profile in force on the last day of maintenance decides about the window after it.</item>
/// <item>Support is withdrawn by KL-9 and XP-5 alone; falling back or lapsing does not withdraw it.</item>
/// <item>XP: being over is measured against the purchased size, also while the key has fallen back.</item>
/// <item>KL-9 judges by the newest PBX version heard of.</item>
/// <item>A key that has not started, has expired or is closed holds nothing (size 0) and has no support.</item>
/// </list>
/// </summary>
internal static class Engine
{
    private const string Closing = "KL-15";

    public static void Judge(KeyFacts facts, RuleBook rules, DateOnly day, bool asIfFinal, out Verdict found)
    {
        found = default;
        found.ServicesOff = [];
        if (facts.ClosesOn <= day)
        {
            Nothing(facts, KeyStatus.Closed, ref found);
            found.Because(facts.ReplacedBy is null ? Closing : "KL-7", rules.Profile(facts.ClosesOn.GetValueOrDefault(), asIfFinal).Id);
            return;
        }

        var at = TermAt(facts, day);
        var term = facts.Terms[Math.Max(at, 0)];
        if (at < 0)
        {
            Nothing(facts, KeyStatus.NotStarted, ref found);
            found.Renewable = CanBeRenewed(facts);
            found.Because(RuleOf(facts), rules.Profile(term.BoughtOn, asIfFinal).Id);
        }
        else
        {
            Holds(facts, rules, day, asIfFinal, term, ref found);
        }

        if (found.Status == KeyStatus.Expired)
        {
            return;
        }

        EndOfLife(facts, rules, day, asIfFinal, ref found);
        if (at >= 0)
        {
            Extensions(facts, rules, day, asIfFinal, ref found);
        }
    }

    /// <summary>XP-9: does the book hold anything provisional that could change what holds for this key?</summary>
    public static bool HasProvisional(KeyFacts facts, RuleBook rules) =>
        !facts.UsageMarks.IsEmpty && Any(rules.Calendars) || Any(rules.SizeTables) || Any(rules.Fallbacks) || Any(rules.MajorVersions) || Any(rules.Profiles);

    private static bool Any<T>(System.Collections.Immutable.ImmutableArray<RuleVersion<T>> versions)
    {
        foreach (var version in versions)
        {
            if (version.Status == RuleStatus.Provisional)
            {
                return true;
            }
        }

        return false;
    }

    private static int TermAt(KeyFacts facts, DateOnly day)
    {
        var at = facts.Terms.Length - 1;
        while (at >= 0 && facts.Terms[at].Start > day)
        {
            at--;
        }

        return at;
    }

    private static void Holds(KeyFacts facts, RuleBook rules, DateOnly day, bool asIfFinal, Term term, ref Verdict found)
    {
        var purchase = facts.PurchasedOn(day);
        found.Edition = purchase.Edition;
        found.Size = purchase.Size;
        found.Free = purchase.Free;
        found.Support = true;
        found.Updates = true;
        found.Renewable = CanBeRenewed(facts);
        if (term.LastDay is not { } lastDay || lastDay >= day)
        {
            found.Status = KeyStatus.Active;
            found.Because(RuleOf(facts), rules.Profile(term.BoughtOn, asIfFinal).Id);
        }
        else if (facts.Trial || facts.Kind == KeyKind.Subscription)
        {
            Nothing(facts, KeyStatus.Expired, ref found);
            found.Because(RuleOf(facts), rules.Profile(term.BoughtOn, asIfFinal).Id);
            return;
        }
        else if (facts.Kind == KeyKind.Annual)
        {
            FallBack(rules, lastDay.AddDays(1), asIfFinal, purchase, ref found);
        }
        else
        {
            MaintenanceOver(rules, lastDay, day, asIfFinal, ref found);
        }

        var table = asIfFinal ? rules.SizeTables.WouldBeInForce(day) : rules.SizeTables.InForce(day);
        found.MaxExtensions = table?.Value.MaxExtensions(found.Size, found.Free);
    }

    private static void FallBack(RuleBook rules, DateOnly firstDayAfter, bool asIfFinal, Purchase bought, ref Verdict found)
    {
        found.Status = KeyStatus.Fallback;
        var table = asIfFinal ? rules.Fallbacks.WouldBeInForce(firstDayAfter) : rules.Fallbacks.InForce(firstDayAfter);
        FallbackRow? applies = null;
        foreach (var row in table?.Value.Rows ?? [])
        {
            if (row.BoughtFrom <= bought.Size && (applies is null || row.BoughtFrom > applies.BoughtFrom))
            {
                applies = row;
            }
        }

        if (applies is not null)
        {
            found.Edition = applies.Edition < bought.Edition ? applies.Edition : bought.Edition;
            found.Size = Math.Min(applies.Size, bought.Size);
            found.Free = applies.Free;
        }

        found.Because("KL-2", table?.Id ?? "");
    }

    private static void MaintenanceOver(RuleBook rules, DateOnly lastDay, DateOnly day, bool asIfFinal, ref Verdict found)
    {
        var profile = rules.Profile(lastDay, asIfFinal);
        var late = day.DayNumber - lastDay.DayNumber;
        var closed = late > profile.Value.WindowDays;
        found.Status = closed ? KeyStatus.MaintenanceLapsed : KeyStatus.MaintenanceWindow;
        found.Renewable &= !closed;
        found.TradeInOnly = closed;
        if (!closed)
        {
            found.Because("KL-5", profile.Id);
        }

        if (late > profile.Value.ServicesOffAfterDays)
        {
            found.ServicesOff = profile.Value.Services;
            found.Updates = false;
            found.Because("KL-6", profile.Id);
        }

        if (closed)
        {
            found.Because("KL-7", profile.Id);
        }
    }

    private static void EndOfLife(KeyFacts facts, RuleBook rules, DateOnly day, bool asIfFinal, ref Verdict found)
    {
        var table = asIfFinal ? rules.MajorVersions.WouldBeInForce(day) : rules.MajorVersions.InForce(day);
        if (table?.Value.Of(facts.PbxVersion) is { } major && major.EndOfLife < day)
        {
            found.Support = false;
            found.Updates = false;
            found.Renewable = false;
            found.Because(major.Rule, table.Id);
        }
    }

    private static void Extensions(KeyFacts facts, RuleBook rules, DateOnly day, bool asIfFinal, ref Verdict found)
    {
        if (facts.CountedOn(day) is not { } counted)
        {
            return;
        }

        var calendar = asIfFinal ? rules.Calendars.WouldBeInForce(day) : rules.Calendars.InForce(day);
        var table = asIfFinal ? rules.SizeTables.WouldBeInForce(day) : rules.SizeTables.InForce(day);
        var bought = facts.PurchasedOn(day);
        if (calendar is null || table is null || !(counted > table.Value.MaxExtensions(bought.Size, bought.Free)))
        {
            return;
        }

        if (calendar.Value.WarnFrom <= day)
        {
            found.Warn = true;
            found.Renewable &= !rules.IsOn(Switch.RefuseRenewalOverLimit);
            found.Because("XP-3", calendar.Id);
        }

        if (calendar.Value.SupportFrom <= day && Deadlines.Of(facts, calendar.Value, day) < day)
        {
            found.Support = false;
            found.Because("XP-5", calendar.Id);
        }
    }

    private static void Nothing(KeyFacts facts, KeyStatus status, ref Verdict found)
    {
        found.Status = status;
        found.Edition = facts.Purchased.Edition;
        found.Size = 0;
        found.Free = false;
        found.Support = false;
        found.Updates = false;
        found.Renewable = false;
    }

    /// <summary>KL-12, KL-14, ED-1: only paid annual keys renew, only perpetual ones take maintenance, trials and free keys neither.</summary>
    private static bool CanBeRenewed(KeyFacts facts) => !facts.Trial && !facts.Free && facts.Kind != KeyKind.Subscription;

    private static string RuleOf(KeyFacts facts) =>
        facts.Trial ? "KL-14"
        : facts.Free ? "ED-1"
        : facts.Kind switch { KeyKind.Annual => "KL-1", KeyKind.Perpetual => "KL-4", _ => "KL-8" };
}
