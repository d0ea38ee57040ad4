using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Catalogue.Contracts;

/// <summary>Rule books as they are stored: a revision is added, none is changed. Two at once: the later one breaks its primary key.</summary>
internal static class RuleBookRows
{
    public static async Task<PublishedRules> NewestAsync(TenantTransaction transaction, int tenant, CancellationToken ct) =>
        (await transaction.QueryAsync(
            Sql.Of("SELECT revision, body::text FROM rule_book WHERE tenant_id = $1 ORDER BY revision DESC LIMIT 1", tenant), r => new PublishedRules(r.GetInt32(0), RuleBooks.Read(r.GetString(1))), ct))[0];

    public static NpgsqlBatchCommand Add(int tenant, PublishedRules rules, DateTimeOffset at, string by) => Sql.Of(
        "INSERT INTO rule_book (tenant_id, revision, body, published_at, published_by) VALUES ($1, $2, $3, $4, $5)", tenant, rules.Revision, Sql.Json(RuleBooks.Write(rules.Book)), at, by);
}
