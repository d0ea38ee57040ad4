using Npgsql;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Partners.Contracts;

/// <summary>A partner as /v1 shows it.</summary>
/// <param name="Suspended">Its people are kept out (PP-1).</param>
/// <param name="Keys">Open keys it looks after; null where the partner is only mentioned.</param>
/// <param name="Points">That count today; null where nobody asked, as the two that follow.</param>
/// <param name="Outlook">What the next review would come to if nothing more were sold.</param>
/// <param name="People">Who works there and may sign in.</param>
internal sealed record PartnerEntry(
    Guid Id, string Name, string? Country, string? City, string? Language, string? Level, string? VatId, bool Suspended = false, long? Keys = null, long? Points = null, ReviewOutcome? Outlook = null, int? People = null,
    DateTimeOffset? Since = null)
{
    public const string Columns = "partner_id, name, country, city, language, level, vat_id, suspended_at IS NOT NULL";

    public static PartnerEntry Read(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3), r.TextOrNull(4), r.TextOrNull(5), r.TextOrNull(6), r.GetBoolean(7));

    /// <summary>The partners that a page mentions, by id.</summary>
    public static async Task<Dictionary<Guid, PartnerEntry>> MentionedAsync(TenantDb db, int tenant, IEnumerable<Guid?> ids, CancellationToken ct)
    {
        var wanted = ids.OfType<Guid>().Distinct().ToArray();
        if (wanted.Length == 0) return [];
        var rows = await db.QueryAsync(tenant, Sql.Of($"SELECT {Columns} FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2)", tenant, wanted), Read, ct);
        return rows.ToDictionary(p => p.Id);
    }
}
