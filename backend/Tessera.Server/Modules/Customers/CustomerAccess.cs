using Npgsql;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Customers.Contracts;
using Tessera.Server.Modules.Partners.Contracts;

namespace Tessera.Server.Modules.Customers;

/// <summary>One customer, if this reader may see it: operators all, a partner its own and those of whose keys it looks after some.</summary>
internal static class CustomerAccess
{
    private const string Seen = $"""
        SELECT {CustomerRow.Columns} FROM customer
        WHERE tenant_id = $1 AND customer_id = $2
          AND ($3::uuid IS NULL OR EXISTS (SELECT FROM customer_in_care c WHERE c.tenant_id = $1 AND c.partner_id = $3 AND c.customer_id = $2 AND c.seen))
        """;

    public static NpgsqlBatchCommand Find(Caller caller, Guid id) => Sql.Of(Seen, caller.TenantId, id, Optional.Id(caller.PartnerId));

    public static async Task<CustomerEntry> EntryAsync(TenantDb db, Caller caller, CustomerRow row, CancellationToken ct)
    {
        var shown = row.PartnerShownTo(caller);
        var partners = await PartnerEntry.MentionedAsync(db, caller.TenantId, [shown], ct);
        return row.Entry(shown is { } id ? partners.GetValueOrDefault(id) : null);
    }
}
