using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Programme.Plans;

/// <summary>A key that can be renewed today, and what that would earn the partner.</summary>
internal sealed record RenewableKey(Guid Id, string Number, string Customer, DateOnly LastDay, long NetMinor)
{
    /// <summary>Of an order of its own: several keys in one order never earn less.</summary>
    public long Points => Domain.Programme.Points.Of(NetMinor);

    public EarningKey Earning => new(new KeyId(Id), LastDay, Points);
}

/// <summary>A partner's keys that end in a span of days, priced for a year as its basket would price them; those that cannot be renewed are left out.</summary>
internal static class RenewableKeys
{
    public const int Most = 100;

    /// <summary>One more than are shown, which tells whether there are more.</summary>
    private const string Due = """
        SELECT key_id FROM licence_key
        WHERE tenant_id = $1 AND partner_id = $2 AND last_day BETWEEN $3 AND $4 AND kind <> 'SUBSCRIPTION' AND NOT trial AND NOT free AND NOT not_for_resale
          AND (closes_on IS NULL OR closes_on > $5) ORDER BY last_day, key_id LIMIT 101
        """;

    public static async Task<(RenewableKey[] Keys, bool More)> OfAsync(TenantDb db, (int Tenant, Guid Partner) of, (DateOnly From, DateOnly Until) span, RuleBook book, DateOnly today, CancellationToken ct)
    {
        var due = await db.QueryAsync(of.Tenant, Sql.Of(Due, of.Tenant, of.Partner, span.From, span.Until, today), r => r.GetGuid(0), ct);
        if (due.Count == 0) return ([], false);
        var ids = due.Take(Most).ToArray();
        var loaded = await db.ReadAsync(of.Tenant, LoadedKey.ByIds(of.Tenant, ids, of.Partner), LoadedKey.ManyAsync, ct);
        return ([.. ids.Where(loaded.ContainsKey).Select(id => Priced(loaded[id], book, today)).OfType<RenewableKey>()], due.Count > Most);
    }

    private static RenewableKey? Priced(LoadedKey key, RuleBook book, DateOnly today)
    {
        var partner = key.Partner;
        var line = new LineRequest(key.Facts, key.Customer.Name, key.Customer.Education, 1, partner?.Level);
        var context = new PricingContext(book, today, Payer.Partner, new Buyer(partner?.Name ?? "", partner?.Country, partner?.VatId, IsPartner: true));
        return key.Facts.LastDay is { } lastDay && Pricing.Price(line, context) is LineResult.Quoted { Line: var quoted }
            ? new RenewableKey(key.Facts.Id.Value, key.Facts.Number.ToString(), key.Customer.Name, lastDay, quoted.NetMinor)
            : null;
    }
}
