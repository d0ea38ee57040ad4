using Npgsql;
using NpgsqlTypes;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Customers.Contracts;

/// <summary>A customer to be written: kept fields without problems.</summary>
internal sealed record CustomerStep(Guid Id, Guid? Partner, string? Reference, CustomerFields Fields);

/// <summary>Many customers written at once: one statement per table whatever their number.</summary>
internal static class CustomerBatch
{
    private const string Values = """
        unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[], $12::text[])
          AS v (customer_id, partner_id, reference, name, email, vat_id, country, city, language, education, words)
        """;

    private const string InsertMany = $"""
        INSERT INTO customer (tenant_id, customer_id, partner_id, reference, name, email, vat_id, country, city, language, education, created_at, search)
        SELECT $1, v.customer_id, v.partner_id, v.reference, v.name, v.email, v.vat_id, v.country, v.city, v.language, v.education, $13, array_to_tsvector(string_to_array(v.words, ' ')) FROM {Values}
        """;

    private const string UpdateMany = $"""
        UPDATE customer c SET partner_id = v.partner_id, name = v.name, email = v.email, vat_id = v.vat_id, country = v.country, city = v.city, language = v.language,
          education = v.education, version = c.version + 1, search = array_to_tsvector(string_to_array(v.words, ' '))
        FROM {Values} WHERE c.tenant_id = $1 AND c.customer_id = v.customer_id
        """;

    private const string KeysOf = "SELECT key_id, number, fqdn, partner_id, customer_id FROM licence_key WHERE tenant_id = $1 AND customer_id = ANY($2)";

    private const string RenameKeys = """
        UPDATE licence_key k SET customer_name = v.name FROM unnest($2::uuid[], $3::text[]) AS v (customer_id, name) WHERE k.tenant_id = $1 AND k.customer_id = v.customer_id
        """;

    private const string ReindexKeys = """
        UPDATE key_search s SET search = array_to_tsvector(string_to_array(v.words, ' ')) FROM unnest($2::uuid[], $3::text[]) AS v (key_id, words) WHERE s.tenant_id = $1 AND s.key_id = v.key_id
        """;

    public static NpgsqlBatchCommand Insert(int tenant, IReadOnlyList<CustomerStep> steps, DateTimeOffset now) => Sql.Of(InsertMany, [tenant, .. Arrays(tenant, steps), now]);

    /// <summary>Where names change, call <see cref="RenameKeysAsync"/> in the same transaction.</summary>
    public static NpgsqlBatchCommand Update(int tenant, IReadOnlyList<CustomerStep> steps) => Sql.Of(UpdateMany, [tenant, .. Arrays(tenant, steps)]);

    /// <summary>The customers' keys are sorted and found by their names: both follow.</summary>
    public static async Task RenameKeysAsync(TenantTransaction transaction, int tenant, IReadOnlyDictionary<Guid, string> names, CancellationToken ct)
    {
        if (names.Count == 0) return;
        var keys = await transaction.QueryAsync(
            Sql.Of(KeysOf, tenant, names.Keys.ToArray()), r => (Id: r.GetGuid(0), Number: r.GetString(1), Fqdn: r.TextOrNull(2), Partner: r.GuidOrNull(3), Customer: r.GetGuid(4)), ct);
        if (keys.Count == 0) return;
        var partners = (await transaction.QueryAsync(
            Sql.Of("SELECT partner_id, name FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2)", tenant, keys.Where(k => k.Partner is not null).Select(k => k.Partner!.Value).Distinct().ToArray()),
            r => KeyValuePair.Create(r.GetGuid(0), r.GetString(1)), ct)).ToDictionary();
        var words = keys.Select(k => SearchWords.Joined(SearchWords.OfKey(tenant, k.Number, names[k.Customer], k.Partner is { } p ? partners.GetValueOrDefault(p) : null, k.Fqdn))).ToArray();
        await transaction.WriteAsync(
            [Sql.Of(RenameKeys, tenant, names.Keys.ToArray(), names.Values.ToArray()), Sql.Of(ReindexKeys, tenant, keys.Select(k => k.Id).ToArray(), words)], ct);
    }

    private static IEnumerable<object?> Arrays(int tenant, IReadOnlyList<CustomerStep> steps)
    {
        yield return steps.Select(s => s.Id).ToArray();
        yield return new NpgsqlParameter { Value = steps.Select(s => s.Partner).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
        foreach (var of in (Func<CustomerStep, string?>[])[s => s.Reference, s => s.Fields.Name, s => s.Fields.Email, s => s.Fields.VatId, s => s.Fields.Country, s => s.Fields.City, s => s.Fields.Language])
            yield return new NpgsqlParameter { Value = steps.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
        yield return steps.Select(s => s.Fields.Education).ToArray();
        yield return steps.Select(s => SearchWords.Joined(SearchWords.OfCustomer(tenant, s.Fields.Name!, s.Fields.Email, s.Fields.VatId, s.Fields.City, s.Reference))).ToArray();
    }
}
