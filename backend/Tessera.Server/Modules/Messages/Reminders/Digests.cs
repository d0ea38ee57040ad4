using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Messages.Reminders;

/// <summary>The digest of a partner for one day, before it is written for a reader.</summary>
internal sealed record Digest(Tenant Tenant, Addressee Partner, DateOnly Day, IReadOnlyList<DueKey> Keys)
{
    private const int MostCustomers = 8;
    private const int MostKeys = 3;

    public MailContent For(Recipient reader, string publicUrl, string leaveUrl) => MailBook.ReminderDigest(
        new DigestMail(
            Tenant.Name, Partner.Name, Day, Keys.Max(k => k.LastDay), [.. Keys.GroupBy(k => k.Window).OrderBy(g => g.Key).Select(Window)], publicUrl, leaveUrl),
        reader.Language);

    private static DigestWindow Window(IGrouping<int, DueKey> keys) => new(
        keys.Key, keys.Count(),
        [.. keys.Where(k => k.Renewal is not null).GroupBy(k => k.Renewal!.Value.Currency).Select(g => new Money(g.Sum(k => k.Renewal!.Value.Minor), g.Key)).Where(m => m.Minor > 0).OrderBy(m => m.Currency, StringComparer.Ordinal)],
        [.. keys.GroupBy(k => k.Customer).Take(MostCustomers).Select(g => new DigestCustomer(g.First().CustomerName, g.Count(), [.. g.Take(MostKeys).Select(Listed)]))]);

    private static DigestKey Listed(DueKey key) => new(key.Number, key.Edition, key.Size, key.Maintenance, key.LastDay, key.Renewal, key.Counted, key.MaxExtensions);
}

/// <summary>Makes reminders: the same for sending and for looking at them before.</summary>
internal sealed class Digests(TenantDb db, TenantRules rules)
{
    /// <summary>Days before a last day, by the tenant's rule book; largest first.</summary>
    public async Task<int[]> WindowsAsync(int tenant, DateOnly day, CancellationToken ct)
    {
        var (_, book) = await rules.OfAsync(tenant, ct);
        return [.. ReminderPlan.WindowsOn(book, day)];
    }

    /// <summary>Null where the partner has nothing to be reminded of, or wants no digest.</summary>
    /// <param name="tenant">The programme.</param>
    /// <param name="partner">Whose digest.</param>
    /// <param name="day">Of the digest.</param>
    /// <param name="entersFrom">See <see cref="DueKeys.Of"/>.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Digest?> DigestAsync(Tenant tenant, Addressee partner, DateOnly day, DateOnly? entersFrom, CancellationToken ct)
    {
        var windows = await WindowsAsync(tenant.Id, day, ct);
        var keys = await db.QueryAsync(tenant.Id, DueKeys.Of(tenant.Id, partner.Id, DueKeys.Partner, day, windows, entersFrom), DueKeys.Read, ct);
        return keys.Count == 0 ? null : new Digest(tenant, partner, day, keys);
    }

    /// <summary>Customers of a partner who are to be reminded, each with its keys; those without an address, or whose address wants none, left out.</summary>
    public async Task<List<CustomerDue>> CustomersAsync(Tenant tenant, Guid partner, DateOnly day, DateOnly? entersFrom, CancellationToken ct)
    {
        var windows = await WindowsAsync(tenant.Id, day, ct);
        var keys = await db.QueryAsync(tenant.Id, DueKeys.Of(tenant.Id, partner, DueKeys.Customer, day, windows, entersFrom), DueKeys.Read, ct);
        if (keys.Count == 0) return [];
        var customers = await db.QueryAsync(
            tenant.Id, Sql.Of("SELECT customer_id, name, email, language FROM customer WHERE tenant_id = $1 AND customer_id = ANY($2) AND email IS NOT NULL", tenant.Id, keys.Select(k => k.Customer).Distinct().ToArray()),
            row => (Id: row.GetGuid(0), Name: row.GetString(1), Reader: new Recipient(row.GetString(2), row.TextOrNull(3) ?? tenant.Languages[0])), ct);
        var reachable = customers.Where(c => MailAddresses.IsAddress(c.Reader.Address)).ToDictionary(c => c.Id);
        var willing = await Unsubscribed.OthersAsync(db, tenant.Id, [.. reachable.Values.Select(c => c.Reader.Address)], ct);
        return
        [
            .. keys.GroupBy(k => k.Customer).Where(g => reachable.TryGetValue(g.Key, out var c) && willing.Contains(c.Reader.Address))
                .Select(g => new CustomerDue(g.Key, reachable[g.Key].Name, reachable[g.Key].Reader, [.. g])),
        ];
    }
}

/// <summary>A customer who is to be reminded.</summary>
internal sealed record CustomerDue(Guid Id, string Name, Recipient Reader, IReadOnlyList<DueKey> Keys);
