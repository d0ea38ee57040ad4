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

    public static NpgsqlBatchCommand ByNumber(int tenant, string number) => Sql.Of(Columns + " k.number = $2", tenant, number);

    public static LoadedKey Map(NpgsqlDataReader r) => new(
        KeyJson.ReadFacts(r.GetFieldValue<byte[]>(0)),
        new CustomerLink(r.GetGuid(1), r.GetString(2), r.TextOrNull(3), r.TextOrNull(4), r.TextOrNull(5), r.TextOrNull(6), r.TextOrNull(7), r.GetBoolean(8), r.Moment(9)),
        r.IsDBNull(10) ? null : new PartnerLink(r.GetGuid(10), r.GetString(11), r.TextOrNull(12), r.TextOrNull(13), r.TextOrNull(14), r.TextOrNull(15), r.TextOrNull(16)));

    public static PartnerLink MapPartner(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3), r.TextOrNull(4), r.TextOrNull(5), r.TextOrNull(6));

    public const string PartnerColumns = "partner_id, name, country, city, language, level, vat_id";
}
