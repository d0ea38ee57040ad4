using System.Collections.Frozen;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Learning;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Learning.Contracts;

/// <summary>The certification paths of a programme: those described, and those that a published version of the level rules names without anybody having described them.</summary>
internal sealed class PathBook
{
    private readonly FrozenDictionary<string, CertificationPath> _paths;
    private readonly FrozenSet<string> _described;

    private PathBook(List<CertificationPath> described, RuleBook book)
    {
        _described = described.Select(path => path.Code).ToFrozenSet(StringComparer.Ordinal);
        var named = InRules(book).Except(_described).Select(code => new CertificationPath(code, code, null));
        _paths = described.Concat(named).ToFrozenDictionary(path => path.Code, StringComparer.Ordinal);
    }

    /// <summary>By name.</summary>
    public IEnumerable<CertificationPath> All => _paths.Values.OrderBy(path => path.Name, StringComparer.OrdinalIgnoreCase).ThenBy(path => path.Code, StringComparer.Ordinal);

    public static NpgsqlBatchCommand Statement(int tenant) => Sql.Of("SELECT code, name, validity_months FROM certification_path WHERE tenant_id = $1 ORDER BY code", tenant);

    public static async Task<PathBook> MapAsync(NpgsqlDataReader reader, RuleBook book, CancellationToken ct) => new(await TenantDb.RowsAsync(reader, Row, ct), book);

    public static async Task<PathBook> ReadAsync(TenantTransaction transaction, int tenant, RuleBook book, CancellationToken ct) => new(await transaction.QueryAsync(Statement(tenant), Row, ct), book);

    public static async Task<PathBook> ReadAsync(TenantDb db, int tenant, RuleBook book, CancellationToken ct) => new(await db.QueryAsync(tenant, Statement(tenant), Row, ct), book);

    public CertificationPath? Find(string? code) => code is null ? null : _paths.GetValueOrDefault(code);

    /// <summary>As people call it; the code where nobody has said.</summary>
    public string Name(string code) => Find(code)?.Name ?? code;

    public bool IsDescribed(string code) => _described.Contains(code);

    /// <summary>Codes that the published level rules ask for.</summary>
    public static IEnumerable<string> InRules(RuleBook book) =>
        book.Levels.Where(version => version.Status == RuleStatus.Final).SelectMany(version => version.Value.Rows).SelectMany(row => row.Certificates).Select(need => need.Path).Distinct();

    private static CertificationPath Row(NpgsqlDataReader r) => new(r.GetString(0), r.GetString(1), r.IntOrNull(2));
}
