using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Programme.Contracts;

/// <summary>Partners something of whose people changed.</summary>
/// <param name="Partners">With what may have reached a level, such as <c>certificate:{id}</c>.</param>
internal sealed record Weighing(int Tenant, IReadOnlyDictionary<Guid, string> Partners, DateOnly Today, DateTimeOffset Now, AuditActor By);

/// <summary>A partner that reached a level.</summary>
internal sealed record Reached(Guid Partner, string Name, LevelChange Change);

/// <summary>
/// PP-4 for many partners at once: what <see cref="PointBook"/> does after lines of points, after anything else that may reach a level. The
/// partners are held, in one order, so that whoever books points of one meanwhile weighs what was written here, or the other way round.
/// </summary>
internal static class PartnerWeighing
{
    private const string Lock = "SELECT partner_id, name FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2) ORDER BY partner_id FOR NO KEY UPDATE";

    /// <summary>In the transaction of the change, after it.</summary>
    public static async Task<IReadOnlyList<Reached>> WeighAsync(TenantTransaction transaction, Weighing weighing, ImmutableArray<RuleVersion<LevelTable>> levels, CancellationToken ct)
    {
        if (weighing.Partners.Count == 0) return [];
        var asked = weighing.Partners.Keys.ToArray();
        var held = await transaction.QueryAsync(Sql.Of(Lock, weighing.Tenant, asked), r => (Id: r.GetGuid(0), Name: r.GetString(1)), ct);
        var facts = await transaction.ReadAsync(PartnerFacts.ReadMany(weighing.Tenant, asked, PartnerFacts.Span(weighing.Today)), PartnerFacts.MapManyAsync, ct);
        var reached = held.Where(partner => facts.ContainsKey(partner.Id)).Select(partner => (partner.Id, partner.Name, Change: Promotion.Of(facts[partner.Id], levels, weighing.Today)))
            .Where(one => one.Change is not null).Select(one => new Reached(one.Id, one.Name, one.Change!)).ToArray();
        if (reached.Length > 0) await transaction.WriteAsync([.. reached.SelectMany(one => ProgrammeRows.Promoted(Booking(weighing, one.Partner), one.Name, one.Change))], ct);
        return reached;
    }

    private static PointBooking Booking(Weighing weighing, Guid partner) =>
        new(weighing.Tenant, partner, weighing.Today, weighing.Now, weighing.By, []) { Reference = weighing.Partners[partner] };
}
