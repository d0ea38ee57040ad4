using System.Globalization;
using Tessera.Domain.Catalogue;
using static Tessera.Server.Modules.Demo.Stories;

namespace Tessera.Server.Modules.Demo;

/// <summary>Which keys there are in a programme: the named ones first, then as many of every sort as a partner of that size has.</summary>
internal sealed class Plot(DemoTenant tenant, RuleBook book, DateOnly today)
{
    private static readonly (string Name, Guid? Partner, Story Story)[] AllnetNamed =
    [
        ("not-started", DemoIds.Brenta, NotStarted), ("new", DemoIds.Brenta, New), ("active", DemoIds.Brenta, Active),
        ("expiring-7", DemoIds.Brenta, Expiring7), ("expiring-30", DemoIds.Brenta, Expiring30), ("expiring-60", DemoIds.Brenta, Expiring60), ("expiring-90", DemoIds.Brenta, Expiring90),
        ("fallback", DemoIds.Brenta, Fallback), ("fallback-2020", DemoIds.Brenta, Fallback2020), ("renewed-late", DemoIds.Brenta, RenewedLate), ("three-years", DemoIds.Brenta, ThreeYears),
        ("perpetual", DemoIds.Brenta, Perpetual), ("maintenance-window", DemoIds.Brenta, MaintenanceWindow), ("lapsed-perpetual", DemoIds.Brenta, MaintenanceLapsed),
        ("over-early-cohort", DemoIds.Brenta, OverEarlyCohort), ("over-deadline-past", DemoIds.Brenta, OverDeadlinePast), ("over-deadline-ahead", DemoIds.Brenta, OverDeadlineAhead),
        ("over-acknowledged", DemoIds.Brenta, OverAcknowledged), ("over-extended", DemoIds.Brenta, OverExtended), ("end-of-life", DemoIds.Brenta, EndOfLife), ("end-of-life-2", DemoIds.Brenta, EndOfLife),
        ("old-standard", DemoIds.Brenta, OldStandard), ("free", DemoIds.Brenta, Free), ("trial", DemoIds.Brenta, Trial), ("trial-expired", DemoIds.Brenta, TrialExpired),
        ("not-for-resale", DemoIds.Brenta, NotForResale), ("closed", DemoIds.Brenta, Closed), ("closing-planned", DemoIds.Brenta, ClosingPlanned), ("reissued", DemoIds.Brenta, Reissued),
        ("transfer-waiting", DemoIds.Brenta, l => Offered(l, Cast.Elena, DemoIds.Lagune)), ("transferred", DemoIds.Brenta, Transferred),
        ("downgrade-pending", DemoIds.Brenta, DowngradePending), ("upgraded", DemoIds.Brenta, Upgraded), ("education", DemoIds.Brenta, Active),
        ("lagune-active", DemoIds.Lagune, Active), ("lagune-not-for-resale", DemoIds.Lagune, NotForResale), ("lagune-transfer-waiting", DemoIds.Lagune, l => Offered(l, Cast.Camille, DemoIds.Brenta)),
        ("lagune-over", DemoIds.Lagune, OverDeadlinePast), ("lagune-over-early", DemoIds.Lagune, OverEarlyCohort), ("lagune-end-of-life", DemoIds.Lagune, EndOfLife), ("lagune-upgraded", DemoIds.Lagune, Upgraded),
        ("lagune-downgrade", DemoIds.Lagune, DowngradePending), ("lagune-not-started", DemoIds.Lagune, NotStarted),
        ("colli-active", DemoIds.Colli, Active), ("colli-expiring", DemoIds.Colli, Expiring7), ("colli-fallback", DemoIds.Colli, Fallback), ("colli-window", DemoIds.Colli, MaintenanceWindow), ("colli-over", DemoIds.Colli, OverDeadlineAhead),
        ("unassigned", null, Active), ("assigned-later", null, Assigned), ("unassigned-2", null, Expiring30), ("unassigned-3", null, Perpetual), ("unassigned-4", null, NotStarted), ("unassigned-5", null, Fallback), ("unassigned-6", null, Active),
        ("sold-first", DemoIds.Brenta, l => Due(l, 166, 21)), ("sold-together", DemoIds.Brenta, l => Due(l, 131, 9)), ("sold-together-2", DemoIds.Brenta, l => MaintenanceDue(l, 131, 16)),
        ("sold-years", DemoIds.Lagune, l => Due(l, 93, 33)), ("sold-colli", DemoIds.Colli, l => Due(l, 74, 5)), ("sold-refunded", DemoIds.Brenta, l => Due(l, 57, 27)),
        ("sold-twice", DemoIds.Brenta, l => Due(l, 28, 10)), ("sold-unpaid", DemoIds.Brenta, l => Due(l, 14, 39)),
    ];

    private static readonly (string Name, Guid? Partner, Story Story)[] VcomNamed =
    [
        ("vcom-subscription", DemoIds.Fjord, Subscription), ("vcom-perpetual", DemoIds.Fjord, Perpetual), ("vcom-end-of-life", DemoIds.Fjord, OldVersion), ("vcom-over", DemoIds.Fjord, OverMaximum),
        ("vcom-trial", DemoIds.Fjord, Trial), ("vcom-new", DemoIds.Fjord, New), ("vcom-not-started", DemoIds.Fjord, NotStarted), ("vcom-not-for-resale", DemoIds.Fjord, NotForResale),
        ("vcom-transfer-waiting", DemoIds.Fjord, l => Offered(l, Cast.Ola, DemoIds.Nordlys)), ("vcom-nordlys", DemoIds.Nordlys, Subscription), ("vcom-nordlys-old", DemoIds.Nordlys, OldVersion),
        ("vcom-free", DemoIds.Nordlys, Free), ("vcom-unassigned", null, Subscription), ("vcom-unassigned-2", null, Perpetual), ("vcom-unassigned-3", null, Expiring30),
        ("vcom-sold", DemoIds.Fjord, l => Due(l, 138, 18)), ("vcom-sold-2", DemoIds.Nordlys, l => MaintenanceDue(l, 63, 11)), ("vcom-sold-3", DemoIds.Fjord, l => Due(l, 30, 12)),
    ];

    private static readonly (Story Story, int Share)[] AllnetShares =
    [
        (Active, 14), (Expiring7, 1), (Expiring30, 4), (Expiring60, 3), (Expiring90, 3), (Fallback, 4), (Fallback2020, 1), (RenewedLate, 2), (Perpetual, 6), (MaintenanceWindow, 2), (MaintenanceLapsed, 2),
        (OverEarlyCohort, 1), (OverDeadlinePast, 1), (OverAcknowledged, 1), (OldStandard, 2), (Trial, 1), (TrialExpired, 1), (Closed, 1), (ThreeYears, 2),
    ];

    private static readonly (Story Story, int Share)[] VcomShares =
    [
        (Subscription, 11), (SubscriptionClosed, 1), (SubscriptionDowngraded, 1), (Perpetual, 6), (MaintenanceWindow, 2), (MaintenanceLapsed, 2), (Active, 3), (Expiring7, 1), (Expiring30, 1), (Expiring60, 1), (Fallback, 1),
    ];

    private readonly List<Life> _lives = [];

    /// <summary>Those that sales are told of, which a world planted before there were any lacks.</summary>
    public List<Life> SoldLives()
    {
        foreach (var (name, partner, story) in tenant.Id == DemoIds.Allnet ? AllnetNamed : VcomNamed)
            if (name.StartsWith("sold-", StringComparison.Ordinal) || name.StartsWith("vcom-sold", StringComparison.Ordinal)) Live(name, partner, story);
        return _lives;
    }

    public List<Life> Lives()
    {
        foreach (var (name, partner, story) in tenant.Id == DemoIds.Allnet ? AllnetNamed : VcomNamed) Live(name, partner, story);
        if (tenant.Id == DemoIds.Allnet)
        {
            Replaced("traded-in", DemoIds.Brenta, 40, 16);
            Replaced("lagune-traded-in", DemoIds.Lagune, 130, 64);
        }

        foreach (var partner in Cast.Partners.Where(p => p.Tenant == tenant.Id)) Fill(partner);
        return _lives;
    }

    private void Fill(DemoPartner partner)
    {
        var shares = tenant.Id == DemoIds.Allnet ? AllnetShares : VcomShares;
        var deck = shares.SelectMany(s => Enumerable.Repeat(s.Story, s.Share)).ToArray();
        var chance = new Chance("deck:" + partner.Name);
        for (var i = deck.Length - 1; i > 0; i--)
        {
            var j = chance.Between(0, i);
            (deck[i], deck[j]) = (deck[j], deck[i]);
        }

        for (var i = 0; _lives.Count(l => l.Facts.Partner?.Value == partner.Id) < partner.Keys; i++)
            Live($"{partner.Name}:{i.ToString(CultureInfo.InvariantCulture)}", partner.Id, deck[i % deck.Length]);
    }

    private void Live(string name, Guid? partner, Story story)
    {
        var life = Begin(name, partner, name == "education");
        story(life);
        _lives.Add(life);
    }

    /// <summary>KL-7.</summary>
    private void Replaced(string name, Guid partner, int daysAgo, int size)
    {
        var old = Begin(name, partner, false);
        var successor = new Life(name + "-for", tenant, book, today, old.Company, partner);
        old.PerpetualUntil(today.AddDays(-daysAgo - 150), size, 3);
        old.TradeIn(successor, today.AddDays(-daysAgo), Cast.Giulia, Edition.Enterprise, size);
        successor.Installed(today.AddDays(2 - daysAgo)).Counted();
        _lives.Add(old);
        _lives.Add(successor);
    }

    /// <summary>A few customers have many keys, most have few.</summary>
    private Life Begin(string name, Guid? partner, bool school)
    {
        var companies = Companies.Of(tenant.Id, partner);
        var chance = new Chance("company:" + name);
        var company = school ? companies.First(c => c.Education) : companies[Math.Min(chance.Between(0, companies.Length - 1), chance.Between(0, companies.Length * 2) % companies.Length)];
        return new Life(name, tenant, book, today, company, partner);
    }
}
