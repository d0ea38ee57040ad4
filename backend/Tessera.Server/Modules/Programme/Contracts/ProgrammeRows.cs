using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Programme.Contracts;

/// <summary>What is written of points and levels. Nothing here is changed or removed, only added to.</summary>
internal static class ProgrammeRows
{
    private const string InsertLines = """
        INSERT INTO point_line (tenant_id, line_id, partner_id, reference, cause, counts_on, points, order_id, facts, at, actor)
        SELECT $1, l.id, l.partner_id, l.reference, l.cause, l.counts_on, l.points, l.order_id, l.facts, $2, $3
        FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::date[], $9::bigint[], $10::uuid[], $11::jsonb[]) AS l (id, partner_id, reference, cause, counts_on, points, order_id, facts)
        """;

    private const string Raise = "UPDATE partner SET level = $3 WHERE tenant_id = $1 AND partner_id = $2";

    private const string Remember = """
        INSERT INTO level_change (tenant_id, partner_id, n, from_level, to_level, name, cause, on_day, reference, standing, at, actor)
        SELECT $1, $2, 1 + count(*), $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM level_change WHERE tenant_id = $1 AND partner_id = $2
        """;

    /// <summary>One statement for all of them; they are of one tenant, moment and actor.</summary>
    public static NpgsqlBatchCommand Lines(params IReadOnlyList<PointBooking> bookings)
    {
        var first = bookings[0];
        var lines = bookings.SelectMany(booking => booking.Lines).ToArray();
        return Sql.Of(
            InsertLines, first.Tenant, first.Now, first.By.Name,
            lines.Select(_ => Guid.CreateVersion7(first.Now)).Order().ToArray(), bookings.SelectMany(booking => booking.Lines.Select(_ => booking.Partner)).ToArray(), lines.Select(l => l.Reference).ToArray(), lines.Select(l => ProgrammeWords.Of(l.Cause)).ToArray(), lines.Select(l => l.CountsOn).ToArray(),
            new NpgsqlParameter { Value = lines.Select(l => l.Points).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
            new NpgsqlParameter { Value = lines.Select(l => l.OrderId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            Sql.JsonArray([.. lines.Select(l => Encoding.UTF8.GetString(ProgrammeJson.WriteFacts(l.Facts)))]));
    }

    /// <summary>A level that was reached: the partner's own row, its history and the audit.</summary>
    /// <param name="name">The partner's.</param>
    public static NpgsqlBatchCommand[] Promoted(PointBooking booking, string name, LevelChange change) =>
    [
        Sql.Of(Raise, booking.Tenant, booking.Partner, change.Name),
        Sql.Of(
            Remember, booking.Tenant, booking.Partner, Optional.Text(change.From), change.To, change.Name, ProgrammeWords.Of(change.Cause), booking.Today,
            Optional.Text(booking.Reference), Json(change.Standing), booking.Now, booking.By.Name),
        AuditTrail.Add(
            booking.Tenant, booking.By, booking.Now, new AuditRow("PromotePartner", "partner", booking.Partner, name, AuditTrail.Changes(("level", change.From, change.To)))),
    ];

    /// <summary>A level that a corrected review gives back.</summary>
    /// <param name="reference">Of the correction.</param>
    public static NpgsqlBatchCommand[] Restored(PointBooking booking, string reference, LevelChange change) =>
    [
        Sql.Of(Raise, booking.Tenant, booking.Partner, change.Name),
        Sql.Of(
            Remember, booking.Tenant, booking.Partner, Optional.Text(change.From), change.To, change.Name, ProgrammeWords.Of(change.Cause), booking.Today, reference, Json(change.Standing), booking.Now, booking.By.Name),
    ];

    /// <summary>The level held when the history begins; what there was before it nobody wrote down.</summary>
    public static NpgsqlBatchCommand[] Taken(PointBooking booking, LevelRow level) =>
    [
        Sql.Of(Raise, booking.Tenant, booking.Partner, level.Name),
        Sql.Of(
            Remember, booking.Tenant, booking.Partner, Optional.Text(null), level.Code, level.Name, ProgrammeWords.Of(LevelCause.Taken), booking.Today, Optional.Text(null), Json(null), booking.Now,
            booking.By.Name),
    ];

    private static NpgsqlParameter Json(Standing? standing) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Json,
        Value = standing is null ? DBNull.Value : Encoding.UTF8.GetString(ProgrammeJson.WriteStanding(standing)),
    };
}
