using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Partners.Contracts;

namespace Tessera.Server.Modules.Partners.Lists;

/// <summary>A partner at its place in a list.</summary>
/// <param name="Place">What the list is ordered by, as a cursor carries it.</param>
internal sealed record PlacedPartner(PartnerEntry Entry, string Place);

/// <summary>Partners as filtered and ordered, a page at a time; the page in one statement, however many there are.</summary>
internal static class PartnerListing
{
    private const string Named = $"SELECT {PartnerEntry.Columns}, name FROM partner WHERE tenant_id = $1 AND (name, partner_id) > ($2, $3) ORDER BY name, partner_id LIMIT $4";
    private const string Counted = "SELECT count(*) FROM (SELECT FROM partner WHERE tenant_id = $1 ORDER BY name, partner_id LIMIT 1001) bounded";

    /// <summary>$2 words, $3 levels, $4 countries, $5 and $6 the days whose points count, $7 by what: KEYS, POINTS or LEVEL, $8 which way: 1 or -1, $9 kept out or not, $10 the levels from the lowest.</summary>
    private const string Found = """
        WITH found AS MATERIALIZED (
          SELECT p.*, $8::bigint * coalesce(CASE $7::text WHEN 'KEYS' THEN (SELECT t.keys FROM scope_total t WHERE t.tenant_id = p.tenant_id AND t.scope_id = p.partner_id)
            WHEN 'POINTS' THEN (SELECT sum(d.points)::bigint FROM point_day d WHERE d.tenant_id = p.tenant_id AND d.partner_id = p.partner_id AND d.day BETWEEN $5 AND $6)
            WHEN 'LEVEL' THEN array_position($10::text[], lower(p.level)) END, 0) AS place
          FROM partner p WHERE p.tenant_id = $1 AND ($2::text IS NULL OR p.search @@ $2::tsquery) AND ($3::text[] IS NULL OR lower(p.level) = ANY($3)) AND ($4::text[] IS NULL OR p.country = ANY($4))
            AND ($9::boolean IS NULL OR (p.suspended_at IS NOT NULL) = $9))
        """;

    private const string UpByName = $"{Found} SELECT {PartnerEntry.Columns}, name FROM found WHERE (name, partner_id) > ($11, $12) ORDER BY name, partner_id LIMIT $13";
    private const string DownByName = $"{Found} SELECT {PartnerEntry.Columns}, name FROM found WHERE $11::text = '' OR (name, partner_id) < ($11, $12) ORDER BY name DESC, partner_id DESC LIMIT $13";
    private const string ByNumber = $"{Found} SELECT {PartnerEntry.Columns}, place::text FROM found WHERE (place, partner_id) > ($11, $12) ORDER BY found.place, found.partner_id LIMIT $13";
    private const string FoundCounted = $"{Found} SELECT count(*) FROM (SELECT FROM found LIMIT 1001) bounded";

    public static Task<(List<PlacedPartner> Rows, Total Total)> ReadAsync(TenantDb db, int tenant, PartnerFilter filter, (string Place, Guid Id)? after, (int Limit, DateOnly Today) page, CancellationToken ct) =>
        filter.Nothing ? Task.FromResult((new List<PlacedPartner>(), new Total(0, false))) : db.ReadAsync(
            tenant, filter is { IsPlain: true, Words: null } ? Plain(tenant, after, page.Limit) : Filtered(tenant, filter, after, page),
            async (reader, token) =>
            {
                var rows = await TenantDb.RowsAsync(reader, r => new PlacedPartner(PartnerEntry.Read(r), r.GetString(8)), token);
                await reader.NextResultAsync(token);
                return (rows, await reader.ReadAsync(token) ? Total.Of(reader.GetInt64(0)) : new Total(0, false));
            },
            ct);

    /// <summary>Can this place be one of the order’s?</summary>
    public static bool IsPlace(PartnerSort sort, string place) => sort.By == PartnerPlace.Name || long.TryParse(place, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static NpgsqlBatchCommand[] Plain(int tenant, (string Place, Guid Id)? after, int limit) =>
        [Sql.Of(Named, tenant, after?.Place ?? "", after?.Id ?? Guid.Empty, limit), Sql.Of(Counted, tenant)];

    private static NpgsqlBatchCommand[] Filtered(int tenant, PartnerFilter filter, (string Place, Guid Id)? after, (int Limit, DateOnly Today) page)
    {
        var window = PointWindow.Through(page.Today);
        var sort = filter.Sort;
        var (place, id) = (after?.Place ?? "", after?.Id ?? Guid.Empty);
        var rows = (sort.By, sort.Descending) switch
        {
            (PartnerPlace.Name, false) => Sql.Of(UpByName, [.. Narrowed("NAME", 1), place, id, page.Limit]),
            (PartnerPlace.Name, true) => Sql.Of(DownByName, [.. Narrowed("NAME", 1), place, id, page.Limit]),
            _ => Sql.Of(
                ByNumber, [.. Narrowed(sort.By.ToString().ToUpperInvariant(), sort.Descending ? -1 : 1), after is null ? long.MinValue : long.Parse(place, CultureInfo.InvariantCulture), id, page.Limit]),
        };
        return [rows, Sql.Of(FoundCounted, [.. Narrowed("NAME", 1)])];

        object?[] Narrowed(string by, long way) => [tenant, Optional.Text(filter.Words), Words(filter.Levels), Words(filter.Countries), window.From, window.To, by, way, Optional.Flag(filter.Suspended), filter.Ranks];
    }

    private static NpgsqlParameter Words(string[]? words) => new() { Value = (object?)words ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
