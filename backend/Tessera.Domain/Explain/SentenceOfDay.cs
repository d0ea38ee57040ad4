using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Explain;

/// <summary>One or two sentences that a person reads first.</summary>
internal static class SentenceOfDay
{
    public static string Write(ExplainedDay day)
    {
        var sentences = new List<string> { day.Text("sentence." + Main(day)) };
        if (day.PastEndOfLife)
        {
            sentences.Add(day.Text("sentence.plus.end-of-life"));
        }

        if (day.InForce && day.IsOver)
        {
            var withdrawn = Because(day.Holds, "XP-5");
            if (withdrawn || day.Holds.WarnAtRenewal)
            {
                sentences.Add(day.Text(withdrawn ? "sentence.plus.no-support" : "sentence.plus.warn"));
            }

            if (day.Holds is { Support: true, WouldHold.Support: false })
            {
                sentences.Add(day.Text("sentence.plus.would"));
            }
        }

        if (day.Holds.Status != KeyStatus.Closed && day.Key is { ClosesOn: not null, ReplacedBy: null })
        {
            sentences.Add(day.Text("sentence.plus.closing"));
        }

        return string.Join(' ', sentences);
    }

    public static bool Because(Holding holds, string rule)
    {
        foreach (var cause in holds.Causes)
        {
            if (cause.Rule == rule)
            {
                return true;
            }
        }

        return false;
    }

    private static string Main(ExplainedDay day) => day.Holds.Status switch
    {
        KeyStatus.NotStarted => "not-started",
        KeyStatus.Active when day.Key.Trial => "active-trial",
        KeyStatus.Active when !day.Facts.ContainsKey("lastDay") => day.Key.Kind == KeyKind.Subscription ? "active-subscription" : "active-free",
        KeyStatus.Active => day.Key.Kind == KeyKind.Perpetual ? "active-perpetual" : "active-annual",
        KeyStatus.Fallback => day.Holds.Renewable ? "fallback" : "fallback-free",
        KeyStatus.MaintenanceWindow => day.Holds.ServicesOff.IsEmpty ? "window" : "window-off",
        KeyStatus.MaintenanceLapsed => "lapsed",
        KeyStatus.Expired => day.Key.Trial ? "expired-trial" : "expired-subscription",
        _ => day.Key.ReplacedBy is null ? "closed" : "closed-traded",
    };
}
