using Npgsql;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Programme.Contracts;

/// <summary>A partner as weighing sees it: its level, the sums of the days of a span, and the certificates of those who work there.</summary>
internal static class PartnerFacts
{
    private const string Level = "SELECT level FROM partner WHERE tenant_id = $1 AND partner_id = $2";
    private const string Days = "SELECT day, points FROM point_day WHERE tenant_id = $1 AND partner_id = $2 AND day BETWEEN $3 AND $4 AND points <> 0 ORDER BY day";
    private const string Certificates = """
        SELECT m.membership_id, m.name, c.path, c.from_day, c.until_day FROM membership m JOIN certificate c ON c.tenant_id = m.tenant_id AND c.membership_id = m.membership_id
        WHERE m.tenant_id = $1 AND m.partner_id = $2 AND m.disabled_at IS NULL ORDER BY m.membership_id, c.path, c.from_day
        """;

    private const string ManyLevels = "SELECT partner_id, level FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2)";
    private const string ManyDays = "SELECT partner_id, day, points FROM point_day WHERE tenant_id = $1 AND partner_id = ANY($2) AND day BETWEEN $3 AND $4 AND points <> 0 ORDER BY partner_id, day";
    private const string ManyCertificates = """
        SELECT m.partner_id, m.membership_id, m.name, c.path, c.from_day, c.until_day FROM membership m JOIN certificate c ON c.tenant_id = m.tenant_id AND c.membership_id = m.membership_id
        WHERE m.tenant_id = $1 AND m.partner_id = ANY($2) AND m.disabled_at IS NULL ORDER BY m.partner_id, m.membership_id, c.path, c.from_day
        """;

    /// <summary>The window of what is weighed at once.</summary>
    public static PointWindow Span(DateOnly today) => PointWindow.Through(today);

    public static NpgsqlBatchCommand[] Read(int tenant, Guid partner, PointWindow span) =>
        [Sql.Of(Level, tenant, partner), Sql.Of(Days, tenant, partner, span.From, span.To), Sql.Of(Certificates, tenant, partner)];

    /// <returns>Null: there is no such partner.</returns>
    public static async Task<ProgrammeFacts?> MapAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        if (await TenantDb.RowsAsync(reader, r => r.TextOrNull(0), ct) is not [var level]) return null;
        await reader.NextResultAsync(ct);
        var days = await TenantDb.RowsAsync(reader, r => new CountedPoints(r.GetFieldValue<DateOnly>(0), r.GetInt64(1)), ct);
        await reader.NextResultAsync(ct);
        var certificates = await TenantDb.RowsAsync(reader, r => new HeldCertificate(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateOnly>(3), r.DayOrNull(4)), ct);
        return new ProgrammeFacts(level, [.. days], [.. certificates]);
    }

    /// <summary>Many partners, in one round trip.</summary>
    public static NpgsqlBatchCommand[] ReadMany(int tenant, Guid[] partners, PointWindow span) =>
        [Sql.Of(ManyLevels, tenant, partners), Sql.Of(ManyDays, tenant, partners, span.From, span.To), Sql.Of(ManyCertificates, tenant, partners)];

    public static async Task<Dictionary<Guid, ProgrammeFacts>> MapManyAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var levels = await TenantDb.RowsAsync(reader, r => (Partner: r.GetGuid(0), Level: r.TextOrNull(1)), ct);
        await reader.NextResultAsync(ct);
        var days = (await TenantDb.RowsAsync(reader, r => (Partner: r.GetGuid(0), Day: new CountedPoints(r.GetFieldValue<DateOnly>(1), r.GetInt64(2))), ct)).ToLookup(d => d.Partner, d => d.Day);
        await reader.NextResultAsync(ct);
        var certificates = (await TenantDb.RowsAsync(
            reader, r => (Partner: r.GetGuid(0), One: new HeldCertificate(r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetFieldValue<DateOnly>(4), r.DayOrNull(5))), ct)).ToLookup(c => c.Partner, c => c.One);
        return levels.ToDictionary(one => one.Partner, one => new ProgrammeFacts(one.Level, [.. days[one.Partner]], [.. certificates[one.Partner]]));
    }
}
