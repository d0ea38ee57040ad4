using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys;

/// <summary>Looks up who else a command names, inside the caller's tenant only.</summary>
internal sealed record KeyParties(TenantDb Db, Caller Caller)
{
    public Task<bool> PartnerExistsAsync(Guid partner, CancellationToken ct) =>
        Db.FirstAsync(Caller.TenantId, Sql.Of("SELECT true FROM partner WHERE tenant_id = $1 AND partner_id = $2", Caller.TenantId, partner), r => r.GetBoolean(0), ct);

    public Task<Guid?> PartnerByVatIdAsync(string vatId, CancellationToken ct) => Db.FirstAsync<Guid?>(
        Caller.TenantId, Sql.Of("SELECT partner_id FROM partner WHERE tenant_id = $1 AND vat_id = $2 LIMIT 1", Caller.TenantId, vatId.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()), r => r.GetGuid(0), ct);

    public Task<CustomerLink?> CustomerAsync(Guid customer, CancellationToken ct) => Db.FirstAsync(
        Caller.TenantId,
        Sql.Of("SELECT customer_id, name, email, vat_id, country, city, language, education, created_at FROM customer WHERE tenant_id = $1 AND customer_id = $2", Caller.TenantId, customer),
        r => new CustomerLink(r.GetGuid(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3), r.TextOrNull(4), r.TextOrNull(5), r.TextOrNull(6), r.GetBoolean(7), r.Moment(8)), ct);

    public Task<PartnerLink?> PartnerAsync(Guid partner, CancellationToken ct) => Db.FirstAsync(
        Caller.TenantId, Sql.Of($"SELECT {LoadedKey.PartnerColumns} FROM partner WHERE tenant_id = $1 AND partner_id = $2", Caller.TenantId, partner), LoadedKey.MapPartner, ct);

    public static Problem UnknownPartner(string field) => Problem.Invalid(new FieldProblem(field, "UNKNOWN_PARTNER", "There is no such partner in this programme."));
}
