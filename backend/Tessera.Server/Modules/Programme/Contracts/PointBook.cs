using System.Collections.Immutable;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.Contracts;

/// <summary>Lines of points to be booked for a partner.</summary>
/// <param name="Today">The tenant's day on which the level is weighed.</param>
internal sealed record PointBooking(int Tenant, Guid Partner, DateOnly Today, DateTimeOffset Now, AuditActor By, IReadOnlyList<PointLine> Lines)
{
    /// <summary>What may reach a level; the last line's unless something else is said.</summary>
    public string? Reference { get; init; } = Lines.Count > 0 ? Lines[^1].Reference : null;
}

/// <summary>What booking came to.</summary>
/// <param name="Facts">The partner as it stands with the new lines.</param>
/// <param name="Change">The level that was reached; null where it stays.</param>
internal sealed record Booked(ProgrammeFacts Facts, LevelChange? Change);

/// <summary>A partner that rose.</summary>
internal sealed record Reached(Guid Partner, string Name, LevelChange Change);

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

    private const string LockMany = "SELECT partner_id, name FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2) ORDER BY partner_id FOR NO KEY UPDATE";
    private const string Under = "SELECT partner_id, reference, cause, counts_on, points, order_id, facts FROM point_line WHERE tenant_id = $1 AND reference = ANY($2)";

    /// <returns>Null: there is no such partner.</returns>
    public async Task<Booked?> BookAsync(TenantTransaction transaction, PointBooking booking, CancellationToken ct)
    {
        var (tenant, partner) = (booking.Tenant, booking.Partner);
        var levels = (await rules.OfAsync(tenant, ct)).Book.Levels;
        if (await transaction.QueryAsync(Sql.Of(Lock, tenant, partner), r => r.GetString(0), ct) is not [var name]) return null;
        NpgsqlBatchCommand[] lines = booking.Lines.Count > 0 ? [ProgrammeRows.Lines(booking)] : [];
        var facts = (await transaction.ReadAsync([.. lines, .. PartnerFacts.Read(tenant, partner, PartnerFacts.Span(booking.Today))], PartnerFacts.MapAsync, ct))!;
        var change = Promotion.Of(facts, levels, booking.Today);
        if (change is not null) await transaction.WriteAsync(ProgrammeRows.Promoted(booking, name, change), ct);
        return new Booked(facts, change);
    }

    /// <summary>
    /// Lines of many partners of one tenant and moment, and the levels they reach, in a few statements whatever their number. Without lines:
    /// something else was written before in this transaction that may reach a level, such as certificates.
    /// </summary>
    /// <returns>The partners that rose.</returns>
    public static async Task<IReadOnlyList<Reached>> BookManyAsync(
        TenantTransaction transaction, ImmutableArray<RuleVersion<LevelTable>> levels, IReadOnlyList<PointBooking> bookings, CancellationToken ct)
    {
        if (bookings is not [{ Tenant: var tenant, Today: var today }, ..]) return [];
        var partners = bookings.Select(booking => booking.Partner).ToArray();
        var names = (await transaction.QueryAsync(Sql.Of(LockMany, tenant, partners), r => KeyValuePair.Create(r.GetGuid(0), r.GetString(1)), ct)).ToDictionary();
        if (bookings.Any(booking => booking.Lines.Count > 0)) await transaction.WriteAsync([ProgrammeRows.Lines(bookings)], ct);
        var facts = await transaction.ReadAsync(PartnerFacts.ReadMany(tenant, partners, PartnerFacts.Span(today)), PartnerFacts.MapManyAsync, ct);
        var raised = bookings.Select(booking => (Booking: booking, Change: Promotion.Of(facts[booking.Partner], levels, today))).Where(one => one.Change is not null).ToArray();
        if (raised.Length > 0) await transaction.WriteAsync([.. raised.SelectMany(one => ProgrammeRows.Promoted(one.Booking, names[one.Booking.Partner], one.Change!))], ct);
        return [.. raised.Select(one => new Reached(one.Booking.Partner, names[one.Booking.Partner], one.Change!))];
    }

    /// <summary>What the ledger holds under these references.</summary>
    public static async Task<Dictionary<string, (Guid Partner, PointLine Line)>> BookedAsync(TenantTransaction transaction, int tenant, IReadOnlyList<string> references, CancellationToken ct)
    {
        var rows = references.Count == 0 ? [] : await transaction.QueryAsync(Sql.Of(Under, tenant, references.ToArray()), r => (r.GetGuid(0), Line: new PointLine(
            r.GetString(1), ProgrammeWords.Read<PointCause>(r.GetString(2)), r.GetFieldValue<DateOnly>(3), r.GetInt64(4), r.GuidOrNull(5), ProgrammeJson.ReadFacts(r.GetFieldValue<byte[]>(6)))), ct);
        return rows.ToDictionary(row => row.Line.Reference);
    }
}
