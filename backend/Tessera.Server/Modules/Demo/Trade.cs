using Tessera.Domain.Catalogue;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Payments.Contracts;
using Tessera.Server.Modules.Quotes.Contracts;

namespace Tessera.Server.Modules.Demo;

/// <summary>A quote of the demonstration and, where somebody went to pay it, what came of that.</summary>
/// <param name="Keys">By their names' ids, in the order in which they stand on it.</param>
internal sealed record Deal(
    string Name, DemoPerson By, Payer Payer, int DaysAgo, int Years, string? PoNumber, Guid[] Keys, IReadOnlyList<Func<string, IReadOnlyList<LoadedKey>, QuoteDeed>> Deeds, IReadOnlyList<Func<string, SaleDeed>>? Sale = null)
{
    /// <summary>In the audit, by which a deal that was told is known again.</summary>
    public string Request => "demo-quote-" + Name;
}

/// <summary>
/// Quotes of every fate in each programme, and sales over the past months: paid by the customer or the partner, one refunded in part, one
/// paid for a key that was renewed meanwhile, one whose debit failed. Days count back from today, so that none goes stale.
/// </summary>
internal sealed class Trade(Tenant tenant, RuleBook book, DateOnly today)
{
    /// <summary>Where a payer of the past came back to; nobody is sent there any more.</summary>
    private string ReturnTo => "https://tessera.example/pay/" + tenant.Slug;

    /// <summary>Each deal that was not told yet; one whose telling was interrupted is told to its end.</summary>
    public async Task TellAsync(TenantDb db, SaleTales sales, CancellationToken ct)
    {
        foreach (var deal in Deals())
        {
            var quote = await db.TransactAsync(tenant.Id, transaction => BeginAsync(transaction, deal, ct), ct);
            if (quote is { } told && deal.Sale is not null) await sales.TellAsync(tenant, Sale(deal, told), ct);
        }
    }

    /// <summary>The quote and, where it is a sale, its order with it; null where it could not have happened to these keys.</summary>
    private async Task<Guid?> BeginAsync(TenantTransaction transaction, Deal deal, CancellationToken ct)
    {
        var known = await transaction.QueryAsync(
            Sql.Of("SELECT object_id FROM audit_entry WHERE tenant_id = $1 AND request_id = $2 AND object_kind = 'quote' ORDER BY audit_id LIMIT 1", tenant.Id, deal.Request), r => r.GetGuid(0), ct);
        if (known is [var before]) return before;
        var keys = await transaction.ReadAsync(LoadedKey.ByIds(tenant.Id, deal.Keys, null), LoadedKey.ManyAsync, ct);
        if (deal.Keys.Any(k => !keys.ContainsKey(k))) return null;
        var tale = Tale(deal, [.. deal.Keys.Select(k => keys[k])]);
        if (!await QuoteTales.TellAsync(transaction, tenant, book, tale, ct)) return null;
        if (deal.Sale is not null) await SaleTales.OpenAsync(transaction, tenant, Sale(deal, tale.Id), ct);
        return tale.Id;
    }

    /// <summary>In the order in which they were made, so that numbers are.</summary>
    private IEnumerable<Deal> Deals() => tenant.Id == DemoIds.Allnet
        ?
        [
            Sold("first", Cast.Davide, Payer.Customer, 168, 1, null, ["sold-first"], Paid(166)),
            Sold("together", Cast.Paolo, Payer.Partner, 131, 1, "ODA 118/26", ["sold-together", "sold-together-2"], Paid(131)),
            Sold("years", Cast.Hugo, Payer.Customer, 96, 3, "BC-2090", ["sold-years"], Paid(93)),
            Sold("colli", Cast.Anna, Payer.Partner, 74, 1, null, ["sold-colli"], Paid(74)),
            Sold("refunded", Cast.Davide, Payer.Customer, 58, 1, null, ["sold-refunded"], Paid(57), Refunded(41, 4_900, "Sconto concordato per il ritardo dell’attivazione", Cast.Giulia)),
            Told("expired", Cast.Davide, Payer.Customer, 44, 1, null, [DemoKeys.Active], Sent(44, Cast.Davide), Viewed(41)),
            Sold("renewed-meanwhile", Cast.Davide, Payer.Customer, 30, 1, null, ["sold-twice"], Begun(28), RenewedByHand(26, "sold-twice", Cast.Giulia), Paid(23)),
            Told("withdrawn", Cast.Hugo, Payer.Customer, 20, 1, null, [DemoKeys.Lagune], Sent(20, Cast.Hugo), Withdrawn(16, Cast.Hugo, "Le client change de taille : un nouveau devis suit")),
            Sold("debit-failed", Cast.Davide, Payer.Customer, 15, 1, null, ["sold-unpaid"], Begun(14), Failed(11)),
            Told("declined", Cast.Davide, Payer.Customer, 13, 1, null, [DemoKeys.Upgraded], Sent(13, Cast.Davide), Viewed(12), Declined(10, "Passiamo alla centrale del gruppo a fine anno")),
            Told("viewed", Cast.Davide, Payer.Customer, 9, 1, null, [DemoKeys.Expiring7], Sent(9, Cast.Davide), Viewed(8)),
            Told("lagune-sent", Cast.Hugo, Payer.Customer, 6, 1, "BC-2214", [DemoIds.Key("lagune-upgraded")], Sent(6, Cast.Hugo)),
            Told("sent", Cast.Davide, Payer.Customer, 5, 3, null, [DemoKeys.Expiring30], Sent(5, Cast.Davide)),
            Told("accepted", Cast.Paolo, Payer.Partner, 4, 1, "ODA 331/26", [DemoKeys.Expiring60, DemoKeys.Perpetual], Accepted(2, Cast.Paolo.Name, Cast.Paolo)),
            Told("draft", Cast.Elena, Payer.Customer, 1, 2, null, [DemoKeys.Expiring90]),
        ]
        :
        [
            Sold("vcom-first", Cast.Ola, Payer.Customer, 140, 1, "PO-7310", ["vcom-sold"], Paid(138)),
            Sold("vcom-partner", Cast.Nils, Payer.Partner, 63, 1, null, ["vcom-sold-2"], Paid(63)),
            Sold("vcom-years", Cast.Ola, Payer.Customer, 33, 2, null, ["vcom-sold-3"], Paid(30)),
            Told("vcom-viewed", Cast.Ola, Payer.Customer, 8, 1, "PO-7781", [DemoKeys.VcomPerpetual], Sent(8, Cast.Ola), Viewed(7)),
            Told("vcom-draft", Cast.Ola, Payer.Partner, 2, 1, null, [DemoIds.Key("vcom-new")]),
        ];

    private static Deal Told(string name, DemoPerson by, Payer payer, int daysAgo, int years, string? poNumber, Guid[] keys, params Func<string, IReadOnlyList<LoadedKey>, QuoteDeed>[] deeds) =>
        new(name, by, payer, daysAgo, years, poNumber, keys, deeds);

    /// <summary>A quote that was accepted on the day its payer went to pay; a customer's was sent and seen before.</summary>
    private Deal Sold(string name, DemoPerson by, Payer payer, int daysAgo, int years, string? poNumber, string[] keys, params Func<string, SaleDeed>[] sale)
    {
        var accepted = today.DayNumber - DateOnly.FromDateTime(sale[0](name).At.UtcDateTime).DayNumber;
        Func<string, IReadOnlyList<LoadedKey>, QuoteDeed>[] deeds = payer == Payer.Partner
            ? [Accepted(accepted, by.Name, by)]
            : [Sent(daysAgo, by), Viewed(accepted), (deed, loaded) => Accepted(accepted, loaded[0].Customer.Name, null)(deed, loaded)];
        return new Deal(name, by, payer, daysAgo, years, poNumber, [.. keys.Select(DemoIds.Key)], deeds, sale);
    }

    private QuoteTale Tale(Deal deal, LoadedKey[] keys)
    {
        var (name, madeAt) = (deal.Name, At(deal.DaysAgo, 9));
        return new QuoteTale(
            DemoIds.At(madeAt, "quote:" + name), DemoIds.At(madeAt, "quote-made:" + name), deal.Payer, deal.Years, madeAt, Actor(deal.By, name), deal.PoNumber, keys,
            [.. deal.Deeds.Select(d => d(name, keys))], deal.Payer == Payer.Partner ? deal.By.Login : null);
    }

    private SaleTale Sale(Deal deal, Guid quote)
    {
        SaleDeed[] deeds = [.. deal.Sale!.Select(d => d(deal.Name))];
        return new SaleTale(deal.Name, quote, deeds[0].At.AddMinutes(-7), ReturnTo, deal.By.Language, deeds);
    }

    private Func<string, SaleDeed> Paid(int daysAgo) => _ => new SaleDeed.Paid(At(daysAgo, 16).AddMinutes(7));

    private Func<string, SaleDeed> Begun(int daysAgo) => _ => new SaleDeed.Begun(At(daysAgo, 16).AddMinutes(7));

    private Func<string, SaleDeed> Failed(int daysAgo) => _ => new SaleDeed.Failed(At(daysAgo, 6), "async_payment_failed");

    private Func<string, SaleDeed> Refunded(int daysAgo, long amountMinor, string reason, DemoPerson by) =>
        name => new SaleDeed.Refunded(At(daysAgo, 11), DemoIds.At(At(daysAgo, 11), "refund:" + name), amountMinor, reason, Actor(by, name));

    private Func<string, SaleDeed> RenewedByHand(int daysAgo, string key, DemoPerson by) => name => new SaleDeed.RenewedByHand(At(daysAgo, 10), DemoIds.Key(key), Actor(by, name));

    private Func<string, IReadOnlyList<LoadedKey>, QuoteDeed> Sent(int daysAgo, DemoPerson by) => (name, keys) => Deed(name, At(daysAgo, 10), Actor(by, name), "SendQuote", new QuoteCommand.Send(keys[0].Customer.Email));

    private Func<string, IReadOnlyList<LoadedKey>, QuoteDeed> Viewed(int daysAgo) => (name, keys) => Deed(name, At(daysAgo, 14), Visitor(keys, name), "SeePayPage", new QuoteCommand.View());

    private Func<string, IReadOnlyList<LoadedKey>, QuoteDeed> Declined(int daysAgo, string reason) => (name, keys) => Deed(name, At(daysAgo, 15), Visitor(keys, name), "DeclinePayPage", new QuoteCommand.Decline(reason));

    private Func<string, IReadOnlyList<LoadedKey>, QuoteDeed> Withdrawn(int daysAgo, DemoPerson by, string reason) => (name, _) => Deed(name, At(daysAgo, 11), Actor(by, name), "VoidQuote", new QuoteCommand.Void(reason));

    /// <param name="by">Null: the customer, on the pay page.</param>
    private Func<string, IReadOnlyList<LoadedKey>, QuoteDeed> Accepted(int daysAgo, string who, DemoPerson? by) => (name, keys) =>
        Deed(name, At(daysAgo, 15).AddMinutes(50), by is null ? Visitor(keys, name) : Actor(by, name), by is null ? "AcceptPayPage" : "PayQuote", new QuoteCommand.Accept(who, 1));

    private static QuoteDeed Deed(string name, DateTimeOffset at, AuditActor by, string action, QuoteCommand command) => new(DemoIds.At(at, $"quote:{name}:{action}"), at, by, action, command);

    private DateTimeOffset At(int daysAgo, int hour) => new(today.AddDays(-daysAgo).ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);

    private static AuditActor Actor(DemoPerson by, string name) => new(by.Name, by.MembershipId, by.Role, "demo-quote-" + name, null);

    private static AuditActor Visitor(IReadOnlyList<LoadedKey> keys, string name) => new(keys[0].Customer.Name, null, null, "demo-quote-" + name, null);
}
