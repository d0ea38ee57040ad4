using Tessera.Platform.Tenancy;

namespace Tessera.Platform.Identity;

/// <summary>An operator who looks at a programme as one of its partners.</summary>
/// <param name="Until">It ends by itself.</param>
public sealed record Viewing(Guid Id, Guid PartnerId, string PartnerName, DateTimeOffset Until);

/// <summary>
/// Viewings that were begun, each with its row in the audit. A request that names one in <see cref="Header"/> is answered as the partner's
/// owner would be, and may only read: see <see cref="Operations"/>.
/// </summary>
public sealed class Viewings(TenantDb db, TimeProvider clock)
{
    public const string Header = "Tessera-Viewing";

    private const string Begun = """
        SELECT v.viewing_id, v.partner_id, p.name, v.until FROM partner_viewing v JOIN partner p ON p.tenant_id = v.tenant_id AND p.partner_id = v.partner_id
        WHERE v.tenant_id = $1 AND v.viewing_id = $2 AND v.membership_id = $3 AND v.until > $4
        """;

    /// <summary>The membership's own viewing. Null: there is none of this name, or it is over, or its reader is no operator (any more).</summary>
    public async Task<Viewing?> FindAsync(Membership reader, string name, CancellationToken ct) =>
        reader.Role == Role.Operator && Guid.TryParseExact(name, "D", out var id)
            ? await db.FirstAsync(
                reader.TenantId, Sql.Of(Begun, reader.TenantId, id, reader.Id, clock.GetUtcNow()), r => new Viewing(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.Moment(3)), ct)
            : null;

    /// <summary>The operator as the partner's owner: their own name and membership, the partner's rows.</summary>
    public static Membership As(Membership reader, Viewing viewing) => reader with { Role = Role.Owner, PartnerId = viewing.PartnerId, Organisation = viewing.PartnerName };
}
