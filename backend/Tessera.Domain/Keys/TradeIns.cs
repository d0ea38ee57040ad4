using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>KL-7: both halves of a trade-in. Both are accepted or both are refused; append both streams in one transaction.</summary>
public sealed record TradeInDecision(Decision Old, Decision New);

/// <summary>KL-7: a lapsed perpetual key becomes an annual one of the same or a larger size.</summary>
public static class TradeIns
{
    public static TradeInDecision Decide(
        KeyCommand.TradeInKey command, Key old, RuleBook rules, DateOnly today, DateTimeOffset now, Actor? actor = null)
    {
        var decided = KeyDecider.Decide(command, old, rules, today, now, actor);
        return new TradeInDecision(decided, decided);
    }
}
