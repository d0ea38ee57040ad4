using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>KL-7: both halves of a trade-in. Both are accepted or both are refused; append both streams in one transaction.</summary>
public sealed record TradeInDecision(Decision Old, Decision New);

/// <summary>KL-7: a lapsed perpetual key becomes an annual one of the same or a larger size, for the same customer and partner.</summary>
public static class TradeIns
{
    /// <summary>A repeated trade-in (same new id) accepts both halves without events.</summary>
    public static TradeInDecision Decide(
        KeyCommand.TradeInKey command, Key old, RuleBook rules, DateOnly today, DateTimeOffset now, Actor? actor = null)
    {
        var closing = KeyDecider.Decide(command, old, rules, today, now, actor);
        if (closing is not Decision.Accepted { Events: [KeyEvent.KeyTradedIn] } || old.Known is not { } facts)
        {
            return new TradeInDecision(closing, closing);
        }

        var issuing = KeyDecider.Decide(
            new KeyCommand.IssueKey(
                command.NewId, command.NewNumber, facts.Customer, facts.Partner,
                KeyKind.Annual, command.Edition, command.Size,
                NotForResale: facts.NotForResale, Education: facts.Education,
                StartsOn: today, Years: command.Years, Replaces: new KeyLink(facts.Id, facts.Number)),
            Key.None, rules, today, now, actor);
        return issuing is Decision.Accepted ? new TradeInDecision(closing, issuing) : new TradeInDecision(issuing, issuing);
    }
}
