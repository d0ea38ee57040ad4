using Npgsql;
using Tessera.Domain.Keys;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Keys.Contracts;

internal sealed record CustomerLink(Guid Id, string Name, string? Email, string? VatId, string? Country, string? City, string? Language, bool Education, DateTimeOffset CreatedAt);

internal sealed record PartnerLink(Guid Id, string Name, string? Country, string? City, string? Language, string? Level, string? VatId);

/// <summary>A key as loaded for a decision or a detail page: its facts at a version, and whose it is.</summary>
internal sealed record LoadedKey(KeyFacts Facts, CustomerLink Customer, PartnerLink? Partner)
{
    private const string Columns = """
        SELECT k.state, c.customer_id, c.name, c.email, c.vat_id, c.country, c.city, c.language, c.education, c.created_at,
               p.partner_id, p.name, p.country, p.city, p.language, p.level, p.vat_id
        FROM licence_key k
        JOIN customer c ON c.tenant_id = k.tenant_id AND c.customer_id = k.customer_id
        LEFT JOIN partner p ON p.tenant_id = k.tenant_id AND p.partner_id = k.partner_id
        WHERE k.tenant_id = $1 AND
        """;

    /// <summary>By id, as far as a partner may see it: its own keys, and keys a transfer offers it. Null partner: an operator.</summary>
    public static NpgsqlBatchCommand ById(int tenant, Guid key, Guid? partner) => partner is { } own
        ? Sql.Of(Columns + " k.key_id = $2 AND (k.partner_id = $3 OR k.transfer_to = $3)", tenant, key, own)
        : Sql.Of(Columns + " k.key_id = $2", tenant, key);

    /// <summary>What <see cref="ManyAsync"/> reads of licence_key, of customer and (<see cref="PartnerColumns"/>) of partner.</summary>
    public const string ManyColumns = "state, customer_id, partner_id";

    /// <inheritdoc cref="ManyColumns"/>
    public const string CustomerColumns = "customer_id, name, email, vat_id, country, city, language, education, created_at";

    // Of an array that stands in the parameter itself the planner counts the elements, and plans anew for each.
    private const string Wanted = "ANY (ARRAY(SELECT unnest($2::uuid[])))";

    private const string These = $"SELECT {ManyColumns} FROM licence_key WHERE tenant_id = $1 AND key_id = {Wanted} AND ($3::uuid IS NULL OR partner_id = $3)";

    private const string TheirCustomers = $"""
        SELECT {CustomerColumns} FROM customer
        WHERE tenant_id = $1 AND customer_id = ANY (ARRAY(SELECT customer_id FROM licence_key WHERE tenant_id = $1 AND key_id = {Wanted}))
        """;

    private const string TheirPartners = $"SELECT {PartnerColumns} FROM partner WHERE tenant_id = $1 AND partner_id = ANY (ARRAY(SELECT partner_id FROM licence_key WHERE tenant_id = $1 AND key_id = {Wanted}))";

    /// <summary>Many in one round trip, relations after the keys. Only keys this partner looks after; null partner: any.</summary>
    public static NpgsqlBatchCommand[] ByIds(int tenant, Guid[] keys, Guid? partner) =>
        [Sql.Of(These, tenant, keys, KeyRow.Parameter(NpgsqlTypes.NpgsqlDbType.Uuid, partner)), Sql.Of(TheirCustomers, tenant, keys), Sql.Of(TheirPartners, tenant, keys)];

    /// <summary>The reader stands on the first of three results (keys, their customers, their partners) and is left on the last.</summary>
    public static async Task<Dictionary<Guid, LoadedKey>> ManyAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var rows = await TenantDb.RowsAsync(reader, r => (Facts: KeyJson.ReadFacts(r.GetFieldValue<byte[]>(0)), Customer: r.GetGuid(1), Partner: r.GuidOrNull(2)), ct);
        await reader.NextResultAsync(ct);
        var customers = (await TenantDb.RowsAsync(reader, r => CustomerAt(r, 0), ct)).ToDictionary(c => c.Id);
        await reader.NextResultAsync(ct);
        var partners = (await TenantDb.RowsAsync(reader, MapPartner, ct)).ToDictionary(p => p.Id);
        return rows.Where(r => customers.ContainsKey(r.Customer)).ToDictionary(r => r.Facts.Id.Value, r => new LoadedKey(r.Facts, customers[r.Customer], r.Partner is { } p ? partners.GetValueOrDefault(p) : null));
    }

    public static NpgsqlBatchCommand ByNumber(int tenant, string number) => Sql.Of(Columns + " k.number = $2", tenant, number);

    public static LoadedKey Map(NpgsqlDataReader r) => new(
        KeyJson.ReadFacts(r.GetFieldValue<byte[]>(0)),
        CustomerAt(r, 1),
        r.IsDBNull(10) ? null : new PartnerLink(r.GetGuid(10), r.GetString(11), r.TextOrNull(12), r.TextOrNull(13), r.TextOrNull(14), r.TextOrNull(15), r.TextOrNull(16)));

    private static CustomerLink CustomerAt(NpgsqlDataReader r, int first) => new(
        r.GetGuid(first), r.GetString(first + 1), r.TextOrNull(first + 2), r.TextOrNull(first + 3), r.TextOrNull(first + 4), r.TextOrNull(first + 5), r.TextOrNull(first + 6), r.GetBoolean(first + 7), r.Moment(first + 8));

    public static PartnerLink MapPartner(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3), r.TextOrNull(4), r.TextOrNull(5), r.TextOrNull(6));

    public const string PartnerColumns = "partner_id, name, country, city, language, level, vat_id";
}
