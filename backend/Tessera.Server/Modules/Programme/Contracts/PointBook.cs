using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.Contracts;

/// <summary>Lines of points to be booked for a partner.</summary>
/// <param name="Today">The tenant's day on which the level is weighed.</param>
internal sealed record PointBooking(int Tenant, Guid Partner, DateOnly Today, DateTimeOffset Now, AuditActor By, IReadOnlyList<PointLine> Lines);

/// <summary>What booking came to.</summary>
/// <param name="Facts">The partner as it stands with the new lines.</param>
/// <param name="Change">The level that was reached; null where it stays.</param>
internal sealed record Booked(ProgrammeFacts Facts, LevelChange? Change);

/// <summary>
/// Books points and takes on the level they reach (PP-4), in the transaction of whatever earned them. Two transactions of one partner
/// come one after the other at its row, so that the second weighs what the first booked. A reference that is there already undoes the
/// transaction: callers decide first whether something is new.
/// </summary>
internal sealed class PointBook(TenantRules rules)
{
    /// <summary>Kind of the change that a reached level announces; its id is the partner's.</summary>
    public const string ChangeKind = "level";

    private const string Lock = "SELECT name FROM partner WHERE tenant_id = $1 AND partner_id = $2 FOR NO KEY UPDATE";

    /// <returns>Null: there is no such partner.</returns>
    public async Task<Booked?> BookAsync(TenantTransaction transaction, PointBooking booking, CancellationToken ct)
    {
        var (tenant, partner) = (booking.Tenant, booking.Partner);
        var levels = (await rules.OfAsync(tenant, ct)).Book.Levels;
        if (await transaction.QueryAsync(Sql.Of(Lock, tenant, partner), r => r.GetString(0), ct) is not [var name]) return null;
        if (booking.Lines.Count > 0) await transaction.WriteAsync([ProgrammeRows.Lines(booking)], ct);
        var facts = (await transaction.ReadAsync(PartnerFacts.Read(tenant, partner, PartnerFacts.Span(booking.Today)), PartnerFacts.MapAsync, ct))!;
        var change = Promotion.Of(facts, levels, booking.Today);
        if (change is not null) await transaction.WriteAsync(ProgrammeRows.Promoted(booking, name, change), ct);
        return new Booked(facts, change);
    }
}
