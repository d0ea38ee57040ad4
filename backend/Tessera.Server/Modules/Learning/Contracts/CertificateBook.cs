using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Learning.Contracts;

/// <param name="Until">Last day, included; null: no end.</param>
internal sealed record NewCertificate(Guid Id, Guid Person, string Path, DateOnly From, DateOnly? Until);

/// <summary>Certificates that people gained, and the moment.</summary>
internal sealed record Granting(int Tenant, DateOnly Today, DateTimeOffset Now, AuditActor By, IReadOnlyList<NewCertificate> Certificates);

/// <summary>What granting came to.</summary>
/// <param name="Fresh">Ids of those that were not there before.</param>
/// <param name="Partners">Whose people gained them.</param>
/// <param name="Levels">Partners that reached a level with them.</param>
internal sealed record Granted(IReadOnlySet<Guid> Fresh, IReadOnlyList<Guid> Partners, IReadOnlyList<Reached> Levels);

/// <summary>
/// Writes certificates, in the transaction of whatever they follow from, and takes on the levels their partners reach with them (PP-4).
/// A certificate somebody has already, of the same path from the same day, is left as it is.
/// </summary>
internal static class CertificateBook
{
    private const string Insert = """
        INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, until_day, at, actor)
        SELECT $1, c.id, c.person, c.path, c.from_day, c.until_day, $2, $3 FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::date[], $8::date[]) AS c (id, person, path, from_day, until_day)
        ON CONFLICT (tenant_id, membership_id, path, from_day) WHERE revoked_on IS NULL DO NOTHING RETURNING certificate_id
        """;

    /// <summary>Where they work now; who is disabled works nowhere.</summary>
    private const string Partners = "SELECT membership_id, partner_id FROM membership WHERE tenant_id = $1 AND membership_id = ANY($2) AND partner_id IS NOT NULL AND disabled_at IS NULL";

    public static async Task<Granted> GrantAsync(TenantTransaction transaction, Granting granting, ImmutableArray<RuleVersion<LevelTable>> levels, CancellationToken ct)
    {
        var fresh = (await transaction.QueryAsync(Rows(granting), r => r.GetGuid(0), ct)).ToHashSet();
        var news = granting.Certificates.Where(one => fresh.Contains(one.Id)).ToArray();
        if (news.Length == 0) return new Granted(fresh, [], []);
        var partners = (await transaction.QueryAsync(Sql.Of(Partners, granting.Tenant, news.Select(one => one.Person).Distinct().ToArray()), r => (Person: r.GetGuid(0), Partner: r.GetGuid(1)), ct))
            .ToDictionary(one => one.Person, one => one.Partner);
        PointBooking[] bookings =
        [
            .. news.Where(one => partners.ContainsKey(one.Person)).GroupBy(one => partners[one.Person])
                .Select(of => new PointBooking(granting.Tenant, of.Key, granting.Today, granting.Now, granting.By, []) { Reference = $"certificate:{of.Last().Id}" }),
        ];
        return new Granted(fresh, [.. bookings.Select(booking => booking.Partner)], await PointBook.BookManyAsync(transaction, levels, bookings, ct));
    }

    /// <summary>In one order, so that two who grant the same wait for each other.</summary>
    private static NpgsqlBatchCommand Rows(Granting granting)
    {
        var ordered = granting.Certificates.OrderBy(one => one.Person).ThenBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.From).ToArray();
        return Sql.Of(
            Insert, granting.Tenant, granting.Now, granting.By.Name, ordered.Select(one => one.Id).ToArray(), ordered.Select(one => one.Person).ToArray(), ordered.Select(one => one.Path).ToArray(),
            ordered.Select(one => one.From).ToArray(), new NpgsqlParameter { Value = ordered.Select(one => one.Until).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
    }
}
