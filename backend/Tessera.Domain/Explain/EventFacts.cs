using System.Globalization;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Explain;

/// <summary>The facts of an event that its sentence names.</summary>
internal static class EventFacts
{
    public static IReadOnlyDictionary<string, string> Of(KeyEvent happened) => happened switch
    {
        KeyEvent.KeyIssued e => Facts(
            ("kind", Asked.Fact(e.Kind)), ("edition", Asked.Fact(e.Edition)), ("size", Text(e.Size)), ("startsOn", Asked.Fact(e.StartsOn))),
        KeyEvent.KeyImported e => Facts(
            ("kind", Asked.Fact(e.Facts.Kind)), ("edition", Asked.Fact(e.Facts.Edition)), ("size", Text(e.Facts.Size)),
            ("startsOn", Asked.Fact(e.StartsOn))),
        KeyEvent.KeyCorrected e => Facts(("changed", string.Join(',', e.Changed))),
        KeyEvent.KeyReleased e => Facts(("reason", e.Reason)),
        KeyEvent.UsageReported e => Facts(
            ("users", Text(e.UsersAndExtensions)), ("mailboxes", Text(e.SystemMailboxes)),
            ("counted", Text(e.UsersAndExtensions - e.SystemMailboxes))),
        KeyEvent.KeyRenewed e => Facts(("years", Text(e.Years)), ("startsOn", Asked.Fact(e.StartsOn)), ("lastDay", Asked.Fact(e.LastDay))),
        KeyEvent.MaintenanceRenewed e => Facts(("years", Text(e.Years)), ("lastDay", Asked.Fact(e.LastDay))),
        KeyEvent.DeadlineExtended e => Facts(("from", Asked.Fact(e.From)), ("to", Asked.Fact(e.To)), ("reason", e.Reason)),
        KeyEvent.TransferDeclined e => Facts(("reason", e.Reason)),
        KeyEvent.KeyReissued e => Facts(("reason", e.Reason)),
        KeyEvent.KeyTradedIn e => Facts(("edition", Asked.Fact(e.Edition)), ("size", Text(e.Size)), ("years", Text(e.Years))),
        KeyEvent.KeyUpgraded e => Facts(
            ("fromEdition", Asked.Fact(e.FromEdition)), ("fromSize", Text(e.FromSize)),
            ("edition", Asked.Fact(e.Edition)), ("size", Text(e.Size)), ("unused", Text(e.UnusedDays))),
        KeyEvent.DowngradePlanned e => Facts(("edition", Asked.Fact(e.Edition)), ("size", Text(e.Size))),
        KeyEvent.OverLimitAcknowledged e => Facts(("name", e.Name), ("counted", Text(e.Counted)), ("max", Text(e.MaxExtensions))),
        KeyEvent.ClosingPlanned e => Facts(("closesOn", Asked.Fact(e.ClosesOn)), ("reason", e.Reason)),
        KeyEvent.KeyClosed e => Facts(("closesOn", Asked.Fact(e.ClosesOn)), ("reason", e.Reason)),
        _ => Facts(),
    };

    private static Dictionary<string, string> Facts(params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var named = new Dictionary<string, string>(facts.Length, StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            named[name] = value;
        }

        return named;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
