using Tessera.Domain.Catalogue;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Quotes.Contracts;

namespace Tessera.Server.Modules.Demo;

/// <summary>A handful of quotes in each programme, one of every fate: days count back from today, so that none goes stale.</summary>
internal sealed class Trade(Tenant tenant, RuleBook book, DateOnly today, IReadOnlyList<Life> lives)
{
    public async Task PlantAsync(TenantTransaction transaction, CancellationToken ct)
    {
        foreach (var tale in Tales()) await QuoteTales.TellAsync(transaction, tenant, book, tale, ct);
    }

    /// <summary>In the order in which they were made, so that numbers are.</summary>
    private IEnumerable<QuoteTale> Tales() => tenant.Id == DemoIds.Allnet
        ?
        [
            Tale("expired", Cast.Davide, Payer.Customer, 44, 1, null, [DemoKeys.Active], Sent(44, Cast.Davide), Viewed(41)),
            Tale("withdrawn", Cast.Hugo, Payer.Customer, 20, 1, null, [DemoKeys.Lagune], Sent(20, Cast.Hugo), Withdrawn(16, Cast.Hugo, "Le client change de taille : un nouveau devis suit")),
            Tale("declined", Cast.Davide, Payer.Customer, 13, 1, null, [DemoKeys.Upgraded], Sent(13, Cast.Davide), Viewed(12), Declined(10, "Passiamo alla centrale del gruppo a fine anno")),
            Tale("viewed", Cast.Davide, Payer.Customer, 9, 1, null, [DemoKeys.Expiring7], Sent(9, Cast.Davide), Viewed(8)),
            Tale("lagune-sent", Cast.Hugo, Payer.Customer, 6, 1, "BC-2214", [DemoIds.Key("lagune-upgraded")], Sent(6, Cast.Hugo)),
            Tale("sent", Cast.Davide, Payer.Customer, 5, 3, null, [DemoKeys.Expiring30], Sent(5, Cast.Davide)),
            Tale("accepted", Cast.Paolo, Payer.Partner, 4, 1, "ODA 331/26", [DemoKeys.Expiring60, DemoKeys.Perpetual], Accepted(2, Cast.Paolo)),
            Tale("draft", Cast.Elena, Payer.Customer, 1, 2, null, [DemoKeys.Expiring90]),
        ]
        :
        [
            Tale("vcom-viewed", Cast.Ola, Payer.Customer, 8, 1, "PO-7781", [DemoKeys.VcomPerpetual], Sent(8, Cast.Ola), Viewed(7)),
            Tale("vcom-draft", Cast.Ola, Payer.Partner, 2, 1, null, [DemoIds.Key("vcom-new")]),
        ];

    private QuoteTale Tale(string name, DemoPerson by, Payer payer, int daysAgo, int years, string? poNumber, Guid[] keys, params Func<string, IReadOnlyList<LoadedKey>, QuoteDeed>[] deeds)
    {
        var loaded = lives.Where(l => keys.Contains(l.Id)).OrderBy(l => Array.IndexOf(keys, l.Id)).Select(Loaded).ToArray();
        var madeAt = At(daysAgo, 9);
        return new QuoteTale(DemoIds.At(madeAt, "quote:" + name), DemoIds.At(madeAt, "quote-made:" + name), payer, years, madeAt, Actor(by, name), poNumber, loaded, [.. deeds.Select(d => d(name, loaded))]);
    }

    private Func<string, IReadOnlyList<LoadedKey>, QuoteDeed> Sent(int daysAgo, DemoPerson by) => (name, keys) => Deed(name, At(daysAgo, 10), Actor(by, name), "SendQuote", new QuoteCommand.Send(keys[0].Customer.Email));

    private Func<string, IReadOnlyList<LoadedKey>, QuoteDeed> Viewed(int daysAgo) => (name, keys) => Deed(name, At(daysAgo, 14), Visitor(keys, name), "SeePayPage", new QuoteCommand.View());

    private Func<string, IReadOnlyList<LoadedKey>, QuoteDeed> Declined(int daysAgo, string reason) => (name, keys) => Deed(name, At(daysAgo, 15), Visitor(keys, name), "DeclinePayPage", new QuoteCommand.Decline(reason));

    private Func<string, IReadOnlyList<LoadedKey>, QuoteDeed> Withdrawn(int daysAgo, DemoPerson by, string reason) => (name, _) => Deed(name, At(daysAgo, 11), Actor(by, name), "VoidQuote", new QuoteCommand.Void(reason));

    private Func<string, IReadOnlyList<LoadedKey>, QuoteDeed> Accepted(int daysAgo, DemoPerson by) => (name, _) => Deed(name, At(daysAgo, 12), Actor(by, name), "PayQuote", new QuoteCommand.Accept(by.Name, 1));

    private static QuoteDeed Deed(string name, DateTimeOffset at, AuditActor by, string action, QuoteCommand command) => new(DemoIds.At(at, $"quote:{name}:{action}"), at, by, action, command);

    private DateTimeOffset At(int daysAgo, int hour) => new(today.AddDays(-daysAgo).ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);

    private static AuditActor Actor(DemoPerson by, string name) => new(by.Name, by.MembershipId, by.Role, "demo-quote-" + name, null);

    private static AuditActor Visitor(IReadOnlyList<LoadedKey> keys, string name) => new(keys[0].Customer.Name, null, null, "demo-quote-" + name, null);

    private static LoadedKey Loaded(Life life)
    {
        var c = life.Company;
        var partner = Cast.Partners.FirstOrDefault(p => p.Id == life.Facts.Partner?.Value);
        return new LoadedKey(
            life.Facts, new CustomerLink(c.Id, c.Name, c.Email, c.VatId, c.Country, c.City, c.Language, c.Education, life.Facts.IssuedAt),
            partner is null ? null : new PartnerLink(partner.Id, partner.Name, partner.Country, partner.City, partner.Language, partner.Level, partner.VatId));
    }
}
