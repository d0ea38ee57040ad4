using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>KL-3, KL-5, KL-12 and what stands in a renewal's way: end of life (KL-9), the maximum (XP-3, XP-9), a downgrade (KL-11).</summary>
internal static class Renewing
{
    public static Decision Annual(KeyCommand.RenewKey c, KeyFacts facts, Asked asked)
    {
        if (AlreadyPaid(facts, c.Reference))
        {
            return Decision.Nothing;
        }

        if (facts.Kind != KeyKind.Annual)
        {
            return Asked.No(RefusalCodes.RenewOnlyForAnnual, "KL-12", null, ("kind", Asked.Fact(facts.Kind)));
        }

        var paid = c.PaidOn ?? asked.Today;
        if (Hindrance(facts, asked, c.Years, paid, c.Reference) is { } refusal)
        {
            return refusal;
        }

        var starts = facts.LastDay is { } lastDay && paid <= lastDay ? lastDay.AddDays(1) : paid;
        var ends = starts.AddDays(asked.Rules.Profile(paid).Value.TermDays * c.Years - 1);
        return TooFar(ends, asked) is { } far
            ? far
            : Decision.Of(new KeyEvent.KeyRenewed(
                asked.Today, asked.Now, asked.By, paid, c.Years, starts, ends, c.Reference, facts.PendingDowngrade));
    }

    public static Decision Maintenance(KeyCommand.RenewMaintenance c, KeyFacts facts, Asked asked)
    {
        if (AlreadyPaid(facts, c.Reference))
        {
            return Decision.Nothing;
        }

        if (facts.Kind != KeyKind.Perpetual)
        {
            return Asked.No(RefusalCodes.MaintenanceOnlyForPerpetual, "KL-12", null, ("kind", Asked.Fact(facts.Kind)));
        }

        var paid = c.PaidOn ?? asked.Today;
        if (Hindrance(facts, asked, c.Years, paid, c.Reference) is { } refusal)
        {
            return refusal;
        }

        var lastDay = facts.LastDay ?? paid;
        var windowEnds = lastDay.AddDays(asked.Rules.Profile(lastDay).Value.WindowDays);
        if (paid > windowEnds)
        {
            return Asked.No(
                RefusalCodes.MaintenanceWindowClosed, "KL-6", null, ("lastDay", Asked.Fact(lastDay)), ("windowLastDay", Asked.Fact(windowEnds)));
        }

        var starts = lastDay.AddDays(1);
        var ends = lastDay.AddDays(asked.Rules.Profile(paid).Value.TermDays * c.Years);
        return TooFar(ends, asked) is { } far
            ? far
            : Decision.Of(new KeyEvent.MaintenanceRenewed(
                asked.Today, asked.Now, asked.By, paid, c.Years, starts, ends, c.Reference, facts.PendingDowngrade));
    }

    /// <summary>KL-14, ED-1: nothing is bought for a trial or a free key.</summary>
    public static Refusal? NotPaidFor(KeyFacts facts) =>
        facts.Trial ? Asked.No(RefusalCodes.TrialNotRenewable, "KL-14")
        : facts.Free ? Asked.No(RefusalCodes.FreeNotRenewable, "ED-1")
        : null;

    /// <summary>KL-9: nothing is ordered for a version past its end.</summary>
    public static Refusal? Deprecated(KeyFacts facts, Asked asked) =>
        asked.Rules.MajorVersions.InForce(asked.Today)?.Value.Of(facts.PbxVersion) is { EndOfLife: { } end } major && end < asked.Today
            ? Asked.No(RefusalCodes.KeyVersionDeprecated, major.Rule, null, ("version", major.Code), ("endOfLife", Asked.Fact(end)))
            : null;

    /// <summary>The same payment arriving twice renews once.</summary>
    private static bool AlreadyPaid(KeyFacts facts, string? reference)
    {
        if (reference is null)
        {
            return false;
        }

        foreach (var term in facts.Terms)
        {
            if (term.Reference == reference)
            {
                return true;
            }
        }

        return false;
    }

    private static Refusal? Hindrance(KeyFacts facts, Asked asked, int years, DateOnly paid, string? reference) =>
        NotPaidFor(facts)
        ?? Bounds.Years(years)
        ?? Bounds.OptionalText(reference, "reference", Bounds.LongestReference)
        ?? Bounds.Date(paid, "paidOn", asked.Today.AddDays(-Bounds.OldestPaymentDays), asked.Today)
        ?? Deprecated(facts, asked)
        ?? Measuring.BlocksRenewal(facts, asked)
        ?? (facts.PendingDowngrade is { } smaller ? Sizing.DoesNotFit(smaller.Size, facts, asked) : null);

    private static Refusal? TooFar(DateOnly ends, Asked asked)
    {
        var furthest = asked.Today.AddDays(Bounds.FurthestDays);
        return ends > furthest
            ? Asked.No(RefusalCodes.YearsOutOfRange, "KL-1", "years", ("latest", Asked.Fact(furthest)), ("fewest", "1"), ("most", Asked.Fact(Bounds.MostYears)))
            : null;
    }
}
