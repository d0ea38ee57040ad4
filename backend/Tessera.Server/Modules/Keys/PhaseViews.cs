using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Keys;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys;

/// <summary>Phases with their reasons in words: each cause with the rule's text, the version it comes from, its source and standing.</summary>
internal sealed class PhaseViews(RuleBook book, Texts texts)
{
    public PhaseView Of(Phase phase, bool provisional)
    {
        var h = phase.Holds;
        return new PhaseView(
            phase.From, phase.To, h.Status, EntitlementView.Of(h.Effective), [.. h.ServicesOff.Select(s => new ServiceView(s, texts.Get("service." + s)))],
            h.Support, h.Updates, h.Renewable, h.TradeInOnly, h.WarnAtRenewal, provisional, [.. h.Causes.Select(Cause)]);
    }

    private CauseView Cause(Cause cause)
    {
        var version = book.Version(cause.Version);
        return new CauseView(cause.Rule, texts.Get("rule." + cause.Rule), cause.Version, version?.Status ?? RuleStatus.Final, version?.Source ?? "RULES");
    }
}
