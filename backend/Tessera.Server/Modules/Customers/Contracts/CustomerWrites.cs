using Npgsql;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Customers.Contracts;

/// <summary>How a customer is written, by people and by imports. Who sees it and how many there are follows by triggers.</summary>
internal static class CustomerWrites
{
    private const string InsertOne = """
        INSERT INTO customer (tenant_id, customer_id, partner_id, reference, name, email, vat_id, country, city, language, education, created_at, search)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, array_to_tsvector($13))
        """;

    private const string UpdateOne = """
        UPDATE customer SET name = $3, email = $4, vat_id = $5, country = $6, city = $7, language = $8, education = $9, version = version + 1, search = array_to_tsvector($10)
        WHERE tenant_id = $1 AND customer_id = $2
        """;

    private const string KeysOf = """
        SELECT k.key_id, k.number, k.fqdn, (SELECT p.name FROM partner p WHERE p.tenant_id = $1 AND p.partner_id = k.partner_id)
        FROM licence_key k WHERE k.tenant_id = $1 AND k.customer_id = $2
        """;

    private const string RenameKeys = "UPDATE licence_key SET customer_name = $3 WHERE tenant_id = $1 AND customer_id = $2";

    private const string ReindexKeys = """
        UPDATE key_search s SET search = array_to_tsvector(string_to_array(v.words, ' '))
        FROM unnest($2::uuid[], $3::text[]) AS v (key_id, words) WHERE s.tenant_id = $1 AND s.key_id = v.key_id
        """;

    /// <param name="fields">Kept and without problems.</param>
    public static NpgsqlBatchCommand Insert(int tenant, Guid id, Guid? partner, string? reference, CustomerFields fields, DateTimeOffset now) => Sql.Of(
        InsertOne, tenant, id, partner, reference, fields.Name, fields.Email, fields.VatId, fields.Country, fields.City, fields.Language, fields.Education, now, Words(tenant, fields, reference));

    /// <param name="fields">Kept and without problems. Where the name changes, call <see cref="RenameKeysAsync"/> in the same transaction.</param>
    public static NpgsqlBatchCommand Update(int tenant, Guid id, string? reference, CustomerFields fields) => Sql.Of(
        UpdateOne, tenant, id, fields.Name, fields.Email, fields.VatId, fields.Country, fields.City, fields.Language, fields.Education, Words(tenant, fields, reference));

    /// <summary>The customer's keys are sorted and found by its name: both follow in the same transaction.</summary>
    public static async Task RenameKeysAsync(TenantTransaction transaction, int tenant, Guid customer, string name, CancellationToken ct)
    {
        var keys = await transaction.QueryAsync(
            Sql.Of(KeysOf, tenant, customer), r => (Id: r.GetGuid(0), Words: SearchWords.Joined(SearchWords.OfKey(tenant, r.GetString(1), name, r.TextOrNull(3), r.TextOrNull(2)))), ct);
        if (keys.Count == 0) return;
        await transaction.WriteAsync(
            [Sql.Of(RenameKeys, tenant, customer, name), Sql.Of(ReindexKeys, tenant, keys.Select(k => k.Id).ToArray(), keys.Select(k => k.Words).ToArray())], ct);
    }

    private static string[] Words(int tenant, CustomerFields fields, string? reference) =>
        SearchWords.OfCustomer(tenant, fields.Name!, fields.Email, fields.VatId, fields.City, reference);
}
