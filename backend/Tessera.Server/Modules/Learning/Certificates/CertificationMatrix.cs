using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Learning;
using Tessera.Domain.Programme;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Learning.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Learning.Certificates;

/// <summary>Person × certification of one partner, read in one round trip whatever its size.</summary>
internal static class CertificationMatrix
{
    private const string Name = "SELECT name FROM partner WHERE tenant_id = $1 AND partner_id = $2";

    private const string People = "SELECT membership_id, name, login, role, disabled_at IS NOT NULL FROM membership WHERE tenant_id = $1 AND partner_id = $2 AND NOT application ORDER BY disabled_at IS NOT NULL, name, membership_id";

    /// <summary>The newest of each person and path comes first: one that is not revoked before one that is, the later end before the earlier.</summary>
    private const string Certificates = """
        SELECT c.membership_id, c.certificate_id, c.path, c.from_day, c.until_day, c.revoked_on, c.revocation_reason
        FROM membership m JOIN certificate c ON c.tenant_id = m.tenant_id AND c.membership_id = m.membership_id
        WHERE m.tenant_id = $1 AND m.partner_id = $2
        ORDER BY c.membership_id, c.path, c.revoked_on IS NOT NULL, c.until_day DESC NULLS FIRST, c.from_day DESC, c.certificate_id
        """;

    private const string Coming = """
        SELECT e.membership_id, c.course_id, c.path, c.title, c.starts_at
        FROM membership m
        JOIN enrolment e ON e.tenant_id = m.tenant_id AND e.membership_id = m.membership_id AND e.withdrawn_at IS NULL AND e.outcome IS NULL
        JOIN course c ON c.tenant_id = e.tenant_id AND c.course_id = e.course_id AND c.cancelled_at IS NULL AND c.ends_at >= $3
        WHERE m.tenant_id = $1 AND m.partner_id = $2 ORDER BY e.membership_id, c.starts_at, c.course_id
        """;

    private sealed record Person(Guid Id, string Name, string Login, Role Role, bool Disabled);

    private sealed record Kept(Guid Person, Guid Id, string Path, DateOnly From, DateOnly? Until, DateOnly? RevokedOn, string? Reason);

    /// <returns>Null: there is no such partner, or it is not the caller's to see.</returns>
    public static Task<CertificationsView?> ReadAsync(TenantDb db, Caller caller, string id, RuleBook book, DateTimeOffset now, CancellationToken ct)
    {
        var (tenant, today) = (caller.TenantId, caller.Tenant.DayOf(now));
        if (!Guid.TryParseExact(id, "D", out var partner) || (caller.PartnerId ?? partner) != partner) return Task.FromResult<CertificationsView?>(null);
        return db.ReadAsync(
            tenant,
            [
                Sql.Of(Name, tenant, partner), PathBook.Statement(tenant), Sql.Of(People, tenant, partner), Sql.Of(Certificates, tenant, partner), Sql.Of(Coming, tenant, partner, now),
                .. PartnerFacts.Read(tenant, partner, PartnerFacts.Span(today)),
            ],
            (reader, token) => MapAsync(reader, (caller, partner, book, today), token), ct);
    }

    private static async Task<CertificationsView?> MapAsync(NpgsqlDataReader reader, (Caller Caller, Guid Partner, RuleBook Book, DateOnly Today) at, CancellationToken ct)
    {
        if (await TenantDb.RowsAsync(reader, r => r.GetString(0), ct) is not [var name]) return null;
        await reader.NextResultAsync(ct);
        var paths = await PathBook.MapAsync(reader, at.Book, ct);
        await reader.NextResultAsync(ct);
        var people = await TenantDb.RowsAsync(reader, r => new Person(r.GetGuid(0), r.GetString(1), r.GetString(2), Enum.Parse<Role>(r.GetString(3), ignoreCase: true), r.GetBoolean(4)), ct);
        await reader.NextResultAsync(ct);
        var certificates = (await TenantDb.RowsAsync(
            reader, r => new Kept(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetFieldValue<DateOnly>(3), r.DayOrNull(4), r.DayOrNull(5), r.TextOrNull(6)), ct)).DistinctBy(one => (one.Person, one.Path)).ToLookup(one => one.Person);
        await reader.NextResultAsync(ct);
        var coming = (await TenantDb.RowsAsync(reader, r => (Person: r.GetGuid(0), Course: new ComingCourseView(r.GetGuid(1), r.GetString(2), r.GetString(3), r.Moment(4))), ct)).ToLookup(one => one.Person, one => one.Course);
        await reader.NextResultAsync(ct);
        var facts = (await PartnerFacts.MapAsync(reader, ct))!;
        var standing = Standing.Today(facts, at.Book.Levels, at.Today);
        return new CertificationsView(
            at.Partner, name, at.Today, at.Caller.Tenant.TimeZone, facts.Level,
            [.. paths.All.Select(path => new PathColumnView(path.Code, path.Name, path.ValidityMonths, facts.Certified(path.Code, at.Today)))],
            [
                .. people.Where(one => !one.Disabled || certificates[one.Id].Any()).Select(one => new CertifiedPersonView(
                    one.Id, one.Name, one.Login, one.Role, one.Disabled, one.Id == at.Caller.Membership.Id, [.. certificates[one.Id].Select(kept => Cell(kept, one.Disabled, at.Today))], [.. coming[one.Id]])),
            ],
            standing?.Next is { } next ? Next(next, paths) : null);
    }

    private static NextLevelView Next(WeighedLevel level, PathBook paths) => new(
        level.Code, level.Name, level.Points.Missing, [.. level.Certificates.Select(one => new MissingPeopleView(one.Path!, paths.Name(one.Path!), one.Required, one.Actual, one.Missing))]);

    private static CertificateCellView Cell(Kept kept, bool disabled, DateOnly today)
    {
        var holds = kept.From <= today && !(kept.Until < today);
        var state = kept.RevokedOn is not null ? CertificateState.Revoked
            : !holds ? CertificateState.Expired
            : kept.Until is { } until && Expiring.IsSoon(until, today) ? CertificateState.Expiring
            : CertificateState.Valid;
        return new CertificateCellView(kept.Id, kept.Path, kept.From, kept.Until, state, holds && !disabled, kept.RevokedOn, kept.Reason);
    }
}
