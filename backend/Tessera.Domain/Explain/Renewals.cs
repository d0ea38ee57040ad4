using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Explain;

/// <summary>What the reader needs to know about renewing on a day.</summary>
internal static class Renewals
{
    public static void Explain(ExplainedDay day, Statements to)
    {
        var profile = day.Rules.Profile(day.Day).Id;
        if (day.Holds.Status is KeyStatus.Closed)
        {
            to.Add(Topic.Renewal, "renewal.closed", day.Holds.Causes[0].Rule, day.Holds.Causes[0].Version, "closesOn", "issue");
        }
        else if (day.Key.Trial)
        {
            to.Add(Topic.Renewal, "renewal.trial", "KL-14", profile, "lastDay", "issue");
        }
        else if (day.Key.Free)
        {
            to.Add(Topic.Renewal, "renewal.free", "ED-1", profile, "", "issue");
        }
        else if (day.Key.Kind == KeyKind.Subscription)
        {
            to.Add(Topic.Renewal, "renewal.subscription", "KL-8", profile, "monthLastDay", "");
        }
        else if (day.Major?.EndOfLife < day.Day)
        {
            to.Add(Topic.Renewal, "renewal.end-of-life", day.Major.Rule, day.Versions?.Id, "version,endOfLife", "update-pbx");
        }
        else if (day.Holds.TradeInOnly)
        {
            to.Add(Topic.Renewal, "renewal.trade-in", "KL-7", StatementsOf.VersionOf(day, "KL-7"), "lastDay,windowLastDay,boughtSize", "trade-in");
        }
        else
        {
            Renewable(day, to, profile);
        }
    }

    private static void Renewable(ExplainedDay day, Statements to, string profile)
    {
        var warn = StatementsOf.VersionOf(day, "XP-3");
        if (!day.Holds.Renewable)
        {
            to.Add(Topic.Renewal, "renewal.refused", "XP-9", warn ?? profile, "counted,max", "fewer,fits");
            return;
        }

        if (day.Key.Kind == KeyKind.Perpetual)
        {
            to.Add(Topic.Renewal, "renewal.maintenance", "KL-5", profile, "lastDay,windowLastDay", "renew-maintenance");
        }
        else if (day.Holds.Status == KeyStatus.Fallback)
        {
            to.Add(Topic.Renewal, "renewal.late", "KL-3", profile, "lastDay,boughtEdition,boughtSize", "renew-now");
        }
        else
        {
            to.Add(Topic.Renewal, "renewal.early", "KL-3", profile, "lastDay", "renew-by");
        }

        if (warn is not null)
        {
            to.Add(Topic.Renewal, "renewal.warn", "XP-3", warn, "counted,max", "acknowledge,fewer,fits");
        }
    }
}
