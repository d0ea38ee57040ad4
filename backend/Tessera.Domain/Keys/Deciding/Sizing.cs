using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Policy;

namespace Tessera.Domain.Keys;

/// <summary>KL-10 and KL-11: larger at once, smaller with the next renewal.</summary>
internal static class Sizing
{
    public static Decision Upgrade(KeyCommand.UpgradeKey c, KeyFacts facts, Asked asked)
    {
        if (CannotBeSold(facts, c.Edition, c.Size, asked) is { } refusal)
        {
            return refusal;
        }

        var has = facts.PurchasedOn(asked.Today);
        if (c.Edition < has.Edition || c.Size < has.Size || c.Edition == has.Edition && c.Size == has.Size)
        {
            return Asked.No(
                RefusalCodes.UpgradeNotLarger, "KL-10", c.Size < has.Size ? "size" : "edition",
                ("edition", Asked.Fact(has.Edition)), ("size", Asked.Fact(has.Size)));
        }

        return BlockedByMaintenance(facts, asked) is { } blocked
            ? blocked
            : Decision.Of(new KeyEvent.KeyUpgraded(
                asked.Today, asked.Now, asked.By, has.Edition, has.Size, c.Edition, c.Size, UnusedDays(facts, asked.Today)));
    }

    public static Decision Downgrade(KeyCommand.DowngradeKey c, KeyFacts facts, Asked asked)
    {
        if ((Bounds.Edition(c.Edition) ?? Renewing.NotPaidFor(facts)) is { } refusal)
        {
            return refusal;
        }

        var has = facts.PurchasedOn(asked.Today);
        if (c.Edition == has.Edition && c.Size == has.Size && (facts.PendingDowngrade is not null || CountsLater(facts, asked.Today)))
        {
            return Decision.Of(new KeyEvent.DowngradeCancelled(asked.Today, asked.Now, asked.By));
        }

        if (c.Edition > has.Edition || c.Size > has.Size || c.Edition == has.Edition && c.Size == has.Size)
        {
            return Asked.No(
                RefusalCodes.DowngradeNotSmaller, "KL-11", c.Size > has.Size ? "size" : "edition",
                ("edition", Asked.Fact(has.Edition)), ("size", Asked.Fact(has.Size)));
        }

        if ((CannotBeSold(facts, c.Edition, c.Size, asked) ?? DoesNotFit(c.Size, facts, asked)) is { } unfit)
        {
            return unfit;
        }

        var monthly = facts.Kind == KeyKind.Subscription ? SubscriptionMonth.Of(facts.StartsOn, asked.Today).LastDay.AddDays(1) : (DateOnly?)null;
        var planned = monthly is null
            ? facts.PendingDowngrade == new EntitledTo(c.Edition, c.Size)
            : CountsLater(facts, asked.Today) && facts.Purchased.Edition == c.Edition && facts.Purchased.Size == c.Size;
        return planned
            ? Decision.Nothing
            : Decision.Of(new KeyEvent.DowngradePlanned(asked.Today, asked.Now, asked.By, c.Edition, c.Size, monthly));
    }

    /// <summary>A downgrade already confirmed by an early renewal, or by the next month of a subscription.</summary>
    private static bool CountsLater(KeyFacts facts, DateOnly today) => facts.Purchases.Length > 1 && facts.Purchased.From > today;

    /// <summary>KL-11, XP-1: a downgrade must fit first.</summary>
    public static Refusal? DoesNotFit(int size, KeyFacts facts, Asked asked) =>
        facts.Usage?.Counted is { } counted
        && asked.Rules.SizeTables.InForce(asked.Today)?.Value.MaxExtensions(size, free: false) is { } max
        && counted > max
            ? Asked.No(
                RefusalCodes.DowngradeOverLimit, "KL-11", "size",
                ("counted", Asked.Fact(counted)), ("max", Asked.Fact(max)), ("size", Asked.Fact(size)))
            : null;

    /// <summary>An edition the key already has may be kept although it is no longer sold (ED-3).</summary>
    private static Refusal? CannotBeSold(KeyFacts facts, Edition edition, int size, Asked asked)
    {
        if ((Bounds.Edition(edition) ?? Renewing.NotPaidFor(facts) ?? Renewing.Deprecated(facts, asked)) is { } refusal)
        {
            return refusal;
        }

        var has = facts.PurchasedOn(asked.Today);
        var refused = Issuing.NotSold(facts.Kind, edition, size, asked.Rules);
        return refused?.Code == RefusalCodes.EditionNotSold && edition == has.Edition && asked.Rules.Sold.For(facts.Kind).Contains(size)
            ? null
            : refused;
    }

    /// <summary>KL-10: extra years are those paid beyond one term from today.</summary>
    private static Refusal? BlockedByMaintenance(KeyFacts facts, Asked asked)
    {
        if (facts.Kind != KeyKind.Perpetual || facts.LastDay is not { } lastDay)
        {
            return null;
        }

        return lastDay < asked.Today
                ? Asked.No(RefusalCodes.UpgradeBlockedExpiredMaintenance, "KL-10", null, ("lastDay", Asked.Fact(lastDay)))
            : lastDay.DayNumber - asked.Today.DayNumber > asked.Rules.Profile(asked.Today).Value.TermDays
                ? Asked.No(RefusalCodes.UpgradeBlockedExtraMaintenance, "KL-10", null, ("lastDay", Asked.Fact(lastDay)))
            : null;
    }

    /// <summary>KL-10: whole days after today that are paid for. Today counts as used.</summary>
    private static int UnusedDays(KeyFacts facts, DateOnly today)
    {
        var paidTo = facts.Kind == KeyKind.Subscription ? SubscriptionMonth.Of(facts.StartsOn, today).LastDay : facts.LastDay ?? today;
        var from = facts.StartsOn > today ? facts.StartsOn.AddDays(-1) : today;
        return Math.Max(0, paidTo.DayNumber - from.DayNumber);
    }
}
