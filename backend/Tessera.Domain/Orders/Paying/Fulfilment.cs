using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Orders;

/// <summary>A paid line of an order, as frozen.</summary>
public sealed record OrderLineFacts(Guid OrderId, int Line, QuotedLine Quoted)
{
    /// <summary>What the key remembers of it: applied twice, it renews once.</summary>
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"order:{OrderId}:{Line}");
}

/// <summary>
/// OM-7, OM-8: what a paid line does to its key. Decided here, where the sources are silent: a key that moved to another partner is
/// renewed all the same (its customer paid for the key); one that was closed, renewed, or changed in edition or size since it was
/// priced is not, and the money becomes an open credit.
/// </summary>
public static class Fulfilment
{
    /// <param name="paidOn">The tenant's day of the payment; a day after <paramref name="today"/> (clocks differ) counts as today.</param>
    /// <param name="inSpite">An operator applies it although the key has changed since.</param>
    /// <returns>Accepted without events: it was applied before.</returns>
    public static Decision Decide(
        OrderLineFacts line, KeyFacts key, RuleBook rules, DateOnly paidOn, DateOnly today, DateTimeOffset now, Actor? actor, bool inSpite = false)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(key);
        if (key.Id != line.Quoted.Key)
        {
            return Refusal.Of(RefusalCodes.KeyUnknown, "OM-8");
        }

        if (key.Terms.Any(term => term.Reference == line.Reference))
        {
            return Decision.Nothing;
        }

        var live = new Key.OpenKey(key).AsOf(today);
        if (!inSpite && live is Key.OpenKey && Changed(line.Quoted, key) is { } changed)
        {
            return changed;
        }

        var paid = paidOn > today ? today : paidOn;
        KeyCommand command = line.Quoted.Kind == OrderLineKind.Maintenance
            ? new KeyCommand.RenewMaintenance(line.Quoted.Years, paid, line.Reference)
            : new KeyCommand.RenewKey(line.Quoted.Years, paid, line.Reference);
        return KeyDecider.Decide(command, live, rules, today, now, actor);
    }

    /// <summary>Of a paid order: PAID while a line waits, ATTENTION where one became a credit, else FULFILLED.</summary>
    public static OrderState StateOf(IEnumerable<LineState> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var state = OrderState.Fulfilled;
        foreach (var line in lines)
        {
            if (line == LineState.Waiting)
            {
                return OrderState.Paid;
            }

            state = line == LineState.Credited ? OrderState.Attention : state;
        }

        return state;
    }

    private static Refusal? Changed(QuotedLine quoted, KeyFacts key)
    {
        if (key.LastDay != quoted.KeyLastDay)
        {
            return key.LastDay is { } now
                ? Refusal.Of(RefusalCodes.RenewedMeanwhile, "OM-8", null, ("lastDay", Asked.Fact(now)))
                : Refusal.Of(RefusalCodes.KeyChangedMeanwhile, "OM-8", null, Holds(quoted.Edition, quoted.Size));
        }

        var next = key.PendingDowngrade ?? new EntitledTo(key.Purchased.Edition, key.Purchased.Size);
        return next.Edition == quoted.Edition && next.Size == quoted.Size
            ? null
            : Refusal.Of(RefusalCodes.KeyChangedMeanwhile, "OM-8", null, Holds(quoted.Edition, quoted.Size));
    }

    private static (string Name, string Value)[] Holds(Edition edition, int size) => [("edition", Asked.Fact(edition)), ("size", Asked.Fact(size))];
}
