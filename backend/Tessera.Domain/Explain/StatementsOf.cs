using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Explain;

/// <summary>Everything that holds on a day, topic by topic, each with rule, version, facts and what would change it.</summary>
internal static class StatementsOf
{
    public static ImmutableArray<Statement> Day(ExplainedDay day)
    {
        var statements = new Statements(day);
        Status(day, statements);
        Edition(day, statements);
        if (day.InForce)
        {
            Extensions(day, statements);
        }

        Services(day, statements);
        Support(day, statements);
        Renewals.Explain(day, statements);
        Updates(day, statements);
        Dates(day, statements);
        return statements.All();
    }

    private static void Status(ExplainedDay day, Statements to)
    {
        var cause = day.Holds.Causes[0];
        var (claim, facts, changes) = day.Holds.Status switch
        {
            KeyStatus.NotStarted => ("not-started", "startsOn", "wait"),
            KeyStatus.Active when day.Key.Trial => ("active-trial", "startsOn,lastDay", "issue"),
            KeyStatus.Active when !day.Facts.ContainsKey("lastDay") =>
                day.Key.Kind == KeyKind.Subscription ? ("active-subscription", "startsOn,monthLastDay", "") : ("active-free", "startsOn", ""),
            KeyStatus.Active => day.Key.Kind == KeyKind.Perpetual
                ? ("active-perpetual", "startsOn,lastDay,windowLastDay", day.Holds.Renewable ? "renew-maintenance" : "")
                : ("active-annual", "startsOn,lastDay", day.Holds.Renewable ? "renew-by" : ""),
            KeyStatus.Fallback => ("fallback", "lastDay,boughtEdition,boughtSize", day.Holds.Renewable ? "renew-now" : ""),
            KeyStatus.MaintenanceWindow => ("window", "lastDay,windowLastDay", day.Holds.Renewable ? "renew-maintenance" : ""),
            KeyStatus.MaintenanceLapsed => ("lapsed", "lastDay,windowLastDay", "trade-in"),
            KeyStatus.Expired => ("expired", "lastDay", "issue"),
            _ => ("closed", "closesOn,reason", "issue"),
        };
        to.Add(Topic.Status, "status." + claim, cause.Rule, cause.Version, facts, changes);
    }

    private static void Edition(ExplainedDay day, Statements to)
    {
        var holds = day.Holds;
        var features = day.Rules.Features.InForce(day.Day);
        if (!day.InForce)
        {
            to.Add(Topic.Edition, "edition.none", holds.Causes[0].Rule, holds.Causes[0].Version, "boughtEdition,boughtSize", "");
        }
        else if (holds.Effective.Edition == day.Bought.Edition && holds.Effective.Size == day.Bought.Size)
        {
            to.Add(Topic.Edition, "edition.same", "ED", features?.Id, "boughtEdition,boughtSize", day.Key.Trial || day.Key.Free ? "" : "upgrade-size");
        }
        else
        {
            to.Add(
                Topic.Edition, "edition.fallback", holds.Causes[0].Rule, holds.Causes[0].Version,
                "edition,size,boughtEdition,boughtSize", holds.Renewable ? "renew-now" : "");
        }

        if (day.Key.PendingDowngrade is { } planned && holds.Status != KeyStatus.Closed)
        {
            to.Add(
                Topic.Edition, "edition.planned", "KL-11", day.Rules.Profile(day.Day).Id, "boughtEdition,boughtSize", "cancel-downgrade",
                ("edition", Asked.Fact(planned.Edition)), ("size", Asked.Fact(planned.Size)));
        }
    }

    private static void Extensions(ExplainedDay day, Statements to)
    {
        if (day.Max is null)
        {
            to.Add(Topic.Extensions, "extensions.no-max", "EX-1", day.Table?.Id, "boughtSize", "");
            return;
        }

        const string facts = "boughtSize,max,counted,usageReportedOn";
        if (day.Counted is null)
        {
            to.Add(Topic.Extensions, "extensions.max", "EX-1", day.Table?.Id, facts, "report");
            return;
        }

        var claim = day.IsOver ? "extensions.over" : "extensions.within";
        to.Add(Topic.Extensions, claim, "EX-1", day.Table?.Id, facts, day.IsOver ? Remedies(day) : "");
        var profile = day.Rules.Profile(day.Day);
        if (day.Key.Usage is { } usage && usage.On <= day.Day && usage.IsStale(day.Day, profile.Value.UsageStaleDays))
        {
            to.Add(
                Topic.Extensions, "extensions.stale", "EX-6", profile.Id, "usageReportedOn,staleAfter", "report",
                ("staleAfter", day.Texts.Count("day", profile.Value.UsageStaleDays)));
        }
    }

    private static void Services(ExplainedDay day, Statements to)
    {
        if (!day.InForce)
        {
            to.Add(Topic.Services, "services.none", day.Holds.Causes[0].Rule, day.Holds.Causes[0].Version, "", "");
        }
        else if (day.Holds.ServicesOff.IsEmpty)
        {
            var perpetual = day.Key.Kind == KeyKind.Perpetual;
            to.Add(
                Topic.Services, "services.on", day.Holds.Causes[0].Rule, day.Holds.Causes[0].Version,
                perpetual ? "lastDay,windowLastDay" : "", perpetual && day.Holds.Renewable ? "renew-maintenance" : "");
        }
        else
        {
            to.Add(
                Topic.Services, "services.off", "KL-6", VersionOf(day, "KL-6"), "lastDay,windowLastDay",
                day.Holds.TradeInOnly ? "trade-in" : day.Holds.Renewable ? "renew-maintenance" : "");
        }
    }

    private static void Support(ExplainedDay day, Statements to)
    {
        const string facts = "counted,max,boughtOn,deadline,extendedTo";
        var holds = day.Holds;
        var final = day.Calendar?.Status == RuleStatus.Final;
        if (!day.InForce)
        {
            to.Add(Topic.Support, "support.none", holds.Causes[0].Rule, holds.Causes[0].Version, "", "");
            return;
        }

        if (day.PastEndOfLife)
        {
            to.Add(Topic.Support, "support.end-of-life", day.Major!.Rule, day.Versions?.Id, "version,endOfLife", "update-pbx");
        }

        if (SentenceOfDay.Because(holds, "XP-5"))
        {
            to.Add(Topic.Support, "support.over", "XP-5", VersionOf(day, "XP-5"), facts, Remedies(day) + ",extend");
        }
        else if (holds.Support && day.Deadline is not null && final)
        {
            to.Add(Topic.Support, "support.until", "XP-6", day.Calendar?.Id, facts, Remedies(day) + ",extend");
        }
        else if (holds.Support)
        {
            to.Add(Topic.Support, "support.yes", holds.Causes[0].Rule, holds.Causes[0].Version, "", "");
        }

        if (day.Deadline is not null && !final)
        {
            to.Add(Topic.Support, "support.would", "XP-9", day.Calendar?.Id, facts, "final," + Remedies(day));
        }
    }

    private static void Updates(ExplainedDay day, Statements to)
    {
        var first = day.Holds.Causes[0];
        if (!day.InForce)
        {
            to.Add(Topic.Updates, "updates.none", first.Rule, first.Version, "", "");
        }
        else if (day.PastEndOfLife)
        {
            to.Add(Topic.Updates, "updates.end-of-life", day.Major!.Rule, day.Versions?.Id, "version,endOfLife", "update-pbx");
        }
        else if (!day.Holds.Updates)
        {
            to.Add(
                Topic.Updates, "updates.lapsed", "KL-6", VersionOf(day, "KL-6"), "lastDay,windowLastDay",
                day.Holds.TradeInOnly ? "trade-in" : "renew-maintenance");
        }
        else if (day.Major?.EndOfLife is not null)
        {
            to.Add(Topic.Updates, "updates.until", day.Major.Rule, day.Versions?.Id, "version,endOfLife", "update-pbx");
        }
        else
        {
            to.Add(Topic.Updates, "updates.yes", first.Rule, first.Version, "", "");
        }
    }

    private static void Dates(ExplainedDay day, Statements to)
    {
        if (day.InForce && day.Deadline is not null)
        {
            if (day.Facts.TryGetValue("lastDay", out var expiry))
            {
                day.Set("expiry", expiry);
            }

            to.Add(
                Topic.Dates, "dates.deadline", "XP-7", day.Calendar?.Id, "cohortDeadline,expiry,policyDate,extendedTo",
                day.Calendar?.Status == RuleStatus.Final ? "extend" : "final,extend");
        }

        if (day.Holds.Status != KeyStatus.Closed && day.Key.ClosesOn is { } closes)
        {
            to.Add(Topic.Dates, "dates.closing", day.Key.ReplacedBy is null ? "KL-15" : "KL-7", day.Rules.Profile(closes).Id, "closesOn,reason", "");
        }
    }

    internal static string? VersionOf(ExplainedDay day, string rule)
    {
        foreach (var cause in day.Holds.Causes)
        {
            if (cause.Rule == rule)
            {
                return cause.Version;
            }
        }

        return null;
    }

    private static string Remedies(ExplainedDay day) =>
        day.Facts.ContainsKey("fits") && day.Key is { Trial: false, Free: false } ? "fewer,fits" : "fewer";
}
