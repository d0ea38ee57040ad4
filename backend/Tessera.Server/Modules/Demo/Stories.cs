using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Server.Modules.Demo;

/// <summary>A way a key's life can have gone until yesterday.</summary>
internal delegate void Story(Life life);

/// <summary>The stories. Days count from the tenant's today, so that the demonstration never goes stale; where the law or the policy names a date, that date stands.</summary>
internal static class Stories
{
    private static readonly DateOnly LastDayOfEarlyCohort = new(2025, 10, 22);

    public static void NotStarted(Life l) => l.Bought(l.Today.AddDays(-l.Chance.Between(2, 9)), KeyKind.Annual, l.Size(), l.Chance.Of(1, 1, 3), l.Today.AddDays(l.Chance.Between(5, 25)));

    public static void New(Life l) => l.Bought(l.Today.AddDays(-l.Chance.Between(1, 6)), KeyKind.Annual, l.Size());

    public static void Active(Life l) => Ending(l, 100, 355);

    public static void Expiring7(Life l) => Ending(l, 0, 7);

    public static void Expiring30(Life l) => Ending(l, 8, 30);

    public static void Expiring60(Life l) => Ending(l, 31, 60);

    public static void Expiring90(Life l) => Ending(l, 61, 90);

    public static void Fallback(Life l) => Ending(l, -300, -2);

    public static void Fallback2020(Life l) => l.AnnualUntil(new DateOnly(2025, 6, 1).AddDays(l.Chance.Between(0, 140)), l.Size(), 1, 1);

    public static void RenewedLate(Life l)
    {
        var late = l.Chance.Between(10, 70);
        var on = l.Today.AddDays(-l.Chance.Between(20, 200));
        l.AnnualUntil(on.AddDays(-late), l.Size(), 1).Renewed(on);
        l.Counted();
    }

    public static void ThreeYears(Life l) => l.AnnualUntil(l.Today.AddDays(l.Chance.Between(400, 1000)), l.Size(), 3).Counted();

    public static void Perpetual(Life l) => l.PerpetualUntil(l.Today.AddDays(l.Chance.Between(10, 350)), l.Size(perpetual: true), l.Chance.Between(1, 5)).Counted();

    public static void MaintenanceWindow(Life l) => l.PerpetualUntil(l.Today.AddDays(-l.Chance.Between(3, 85)), l.Size(perpetual: true), l.Chance.Between(1, 4)).Counted();

    public static void MaintenanceLapsed(Life l) => l.PerpetualUntil(l.Today.AddDays(-l.Chance.Between(95, 600)), l.Size(perpetual: true), l.Chance.Between(1, 4)).Counted();

    /// <summary>Renewable so many days ago, with so many days left then, and silent since: a sale goes on from there.</summary>
    public static void Due(Life l, int daysAgo, int left) => l.AnnualUntil(l.Today.AddDays(left - daysAgo), l.Size(), 1, 1).Counts(l.Today.AddDays(-daysAgo - 14), l.Most * 3 / 5);

    /// <inheritdoc cref="Due"/>
    public static void MaintenanceDue(Life l, int daysAgo, int left) => l.PerpetualUntil(l.Today.AddDays(left - daysAgo), l.Size(perpetual: true), 2).Counts(l.Today.AddDays(-daysAgo - 14), l.Most * 3 / 5);

    /// <summary>XP-6: bought by 22 October 2025, for as many years as it takes to run today.</summary>
    public static void OverEarlyCohort(Life l)
    {
        var on = LastDayOfEarlyCohort.AddDays(-l.Chance.Between(1, 60));
        l.Bought(on, KeyKind.Annual, l.Size(), Math.Min(Bounds.MostYears, (l.Today.DayNumber + 200 - on.DayNumber) / 365 + 1));
        l.Installed(on.AddDays(3)).Over(l.Today.AddDays(-l.Chance.Between(2, 28)));
    }

    public static void OverDeadlinePast(Life l) => OverSince(l, l.Chance.Between(230, 340));

    public static void OverDeadlineAhead(Life l) => OverSince(l, l.Chance.Between(20, 160));

    public static void OverAcknowledged(Life l)
    {
        var on = l.Today.AddDays(-l.Chance.Between(10, 120));
        l.AnnualUntil(on.AddDays(20), l.Size(), 1, 1).Over(on.AddDays(-25));
        var by = Cast.OwnerOf(l.Partner, DemoIds.Allnet);
        l.Do(on.AddDays(-3), by, new KeyCommand.AcknowledgeOverLimit(by.Name, by.Language)).Renewed(on);
    }

    public static void OverExtended(Life l)
    {
        OverSince(l, 205);
        l.Do(l.Today.AddDays(-12), l.Operator, new KeyCommand.ExtendDeadline(l.Today.AddDays(75), "Il cliente migra le sedi entro l’inverno"));
    }

    /// <summary>KL-9: brought in from the old system with a version past its end; maintenance long over.</summary>
    public static void EndOfLife(Life l) => l.Do(l.Today.AddDays(-420), l.Operator, new KeyCommand.ImportKey(
        new KeyId(l.Id), l.Number, Imported(l, KeyKind.Perpetual, Edition.Standard) with { Start = new(2018, 3, 12), MaintenanceLastDay = new(2020, 3, 10), PbxVersion = "15.5.15502.6", Fqdn = l.Site }));

    /// <summary>Standard is not sold any more; keys that have it go on (ED-3).</summary>
    public static void OldStandard(Life l)
    {
        var lastDay = l.Today.AddDays(l.Chance.Between(20, 330));
        l.Do(lastDay.AddDays(-360), l.Operator, new KeyCommand.ImportKey(
            new KeyId(l.Id), l.Number, Imported(l, KeyKind.Annual, Edition.Standard) with { Start = lastDay.AddDays(-364), LastDay = lastDay, PbxVersion = l.Chance.Of("16.0.8.9", "18.0.9.20"), Fqdn = l.Site }));
        l.Counted();
    }

    public static void Free(Life l)
    {
        var on = l.Today.AddDays(-l.Chance.Between(20, 700));
        l.Do(on, l.Operator, Issue(l, Edition.Standard, 4) with { Free = true }).Installed(on.AddDays(1)).Counts(l.Today.AddDays(-l.Chance.Between(1, 12)), l.Chance.Between(2, 9));
    }

    public static void Trial(Life l)
    {
        var on = l.Today.AddDays(-l.Chance.Between(3, 24));
        l.Do(on, l.Operator, Issue(l, Edition.Enterprise, 16) with { Trial = true }).Installed(on.AddDays(1));
    }

    public static void TrialExpired(Life l)
    {
        var on = l.Today.AddDays(-l.Chance.Between(40, 200));
        l.Do(on, l.Operator, Issue(l, Edition.Enterprise, 16) with { Trial = true }).Installed(on.AddDays(2));
    }

    public static void NotForResale(Life l)
    {
        var on = l.Today.AddDays(-l.Chance.Between(60, 300));
        l.Do(on, l.Operator, Issue(l, Edition.Enterprise, 16) with { NotForResale = true }).Installed(on.AddDays(1)).Counted();
    }

    public static void Closed(Life l)
    {
        Ending(l, 60, 300);
        l.Do(l.Today.AddDays(-l.Chance.Between(5, 50)), l.Operator, new KeyCommand.CloseKey(l.Chance.Of("Il cliente ha cessato l’attività", "Sede chiusa", "Passato alla centrale del gruppo")));
    }

    public static void ClosingPlanned(Life l)
    {
        Ending(l, 100, 300);
        l.Do(l.Today.AddDays(-6), l.Operator, new KeyCommand.CloseKey("Trasloco: la sede chiude a fine mese", l.Today.AddDays(24)));
    }

    public static void Reissued(Life l)
    {
        Ending(l, 120, 300);
        var replacement = LicenceNumber.FromRandom(l.Chance.Bytes(LicenceNumber.RandomBytes));
        l.Do(l.Today.AddDays(-15), l.Operator, new KeyCommand.ReissueKey(replacement, "Numero pubblicato per errore in un manuale")).Installed(l.Today.AddDays(-14));
    }

    public static void DowngradePending(Life l)
    {
        l.AnnualUntil(l.Today.AddDays(l.Chance.Between(40, 200)), 32, 1, 1).Counts(l.Today.AddDays(-22), 61);
        l.Do(l.Today.AddDays(-20), l.Operator, new KeyCommand.DowngradeKey(l.Facts.Purchased.Edition, 16));
    }

    public static void Upgraded(Life l)
    {
        l.AnnualUntil(l.Today.AddDays(l.Chance.Between(40, 200)), 8, 1, 1).Do(l.Today.AddDays(-l.Chance.Between(60, 100)), l.Operator, new KeyCommand.UpgradeKey(Edition.Enterprise, 24));
        l.Counted();
    }

    public static void Assigned(Life l)
    {
        Ending(l, 100, 300);
        l.Do(l.Today.AddDays(-30), l.Operator, new KeyCommand.AssignKey(new PartnerId(DemoIds.Colli), "Richiesta del cliente"));
    }

    public static void Offered(Life l, DemoPerson by, Guid to)
    {
        Ending(l, 100, 300);
        l.Do(l.Today.AddDays(-4), by, new KeyCommand.ProposeTransfer(new PartnerId(to), "Il cliente preferisce un partner più vicino"));
    }

    public static void Transferred(Life l)
    {
        Ending(l, 100, 300);
        l.Do(l.Today.AddDays(-40), Cast.Elena, new KeyCommand.ProposeTransfer(new PartnerId(DemoIds.Lagune), "Filiale francese del gruppo"));
        l.Do(l.Today.AddDays(-37), Cast.Camille, new KeyCommand.AcceptTransfer());
    }

    public static void Subscription(Life l)
    {
        var on = l.Today.AddDays(-l.Chance.Between(40, 900));
        l.Bought(on, KeyKind.Subscription, l.Size(), edition: l.Chance.Of(Edition.Standard, Edition.Professional, Edition.Enterprise)).Installed(on.AddDays(2)).Counted();
    }

    public static void SubscriptionClosed(Life l)
    {
        Subscription(l);
        l.Do(l.Today.AddDays(-l.Chance.Between(1, 10)), l.Operator, new KeyCommand.CloseKey("Sagt opp av kunden"));
    }

    public static void SubscriptionDowngraded(Life l)
    {
        l.Bought(l.Today.AddDays(-300), KeyKind.Subscription, 48).Installed(l.Today.AddDays(-298)).Counts(l.Today.AddDays(-9), 20);
        l.Do(l.Today.AddDays(-5), l.Operator, new KeyCommand.DowngradeKey(l.Facts.Purchased.Edition, 24));
    }

    /// <summary>SA-8: version 11 is older than four years.</summary>
    public static void OldVersion(Life l) => l.Do(l.Today.AddDays(-500), l.Operator, new KeyCommand.ImportKey(
        new KeyId(l.Id), l.Number, Imported(l, KeyKind.Perpetual, Edition.Professional) with { Start = new(2016, 9, 1), MaintenanceLastDay = l.Today.AddDays(l.Chance.Between(20, 200)), PbxVersion = l.Chance.Of("11r1 sr8", "12r2 sr31"), Fqdn = l.Site }));

    public static void OverMaximum(Life l) => l.PerpetualUntil(l.Today.AddDays(l.Chance.Between(60, 300)), l.Size(perpetual: true), 2).Over(l.Today.AddDays(-l.Chance.Between(1, 20)));

    private static void Ending(Life l, int from, int to)
    {
        var lastDay = l.Today.AddDays(l.Chance.Between(from, to));
        _ = l.Chance.Between(1, 5) switch
        {
            1 => l.AnnualUntil(lastDay, l.Size(), 1),
            2 or 3 => l.AnnualUntil(lastDay, l.Size(), 1, 1),
            4 => l.AnnualUntil(lastDay, l.Size(), 1, 1, 1),
            _ => l.AnnualUntil(lastDay, l.Size(), 1, 1, 1, 1),
        };
        l.Counted();
    }

    private static void OverSince(Life l, int days)
    {
        var on = l.Today.AddDays(-days);
        l.Bought(on, KeyKind.Annual, l.Size()).Installed(on.AddDays(2)).Over(l.Today.AddDays(-l.Chance.Between(14, 18)));
    }

    private static KeyCommand.IssueKey Issue(Life l, Edition edition, int size) => new(
        new KeyId(l.Id), l.Number, new CustomerId(l.Company.Id), l.Partner is { } p ? new PartnerId(p) : null, KeyKind.Annual, edition, size, Education: l.Company.Education);

    private static ImportedFacts Imported(Life l, KeyKind kind, Edition edition) => new(
        new CustomerId(l.Company.Id), l.Partner is { } p ? new PartnerId(p) : null, kind, edition, l.Size(kind == KeyKind.Perpetual), Education: l.Company.Education);
}
