using System.Collections.Immutable;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.BackTests;

/// <summary>A partner's past four half-years under both rules.</summary>
internal sealed record TestedLife(Guid Partner, string Name, ImmutableArray<TestedHalfYear> HalfYears);

/// <summary>Tries a draft on every partner of a programme, page by page: two round trips a page, whatever was sold.</summary>
internal sealed class DraftBackTest(TenantDb db, Tenant tenant, RuleBook book, ImmutableArray<LevelRow> draft, DateOnly today)
{
    private const int Page = 1_000;

    /// <summary>The level a partner held before a day: by its history; as its history begins; as it stands, where it has none.</summary>
    private const string Partners = """
        SELECT p.partner_id, p.name, p.created_at, least((SELECT min(d.day) FROM point_day d WHERE d.tenant_id = p.tenant_id AND d.partner_id = p.partner_id), first.on_day),
               CASE WHEN held.to_level IS NOT NULL THEN held.to_level WHEN first.n IS NULL THEN p.level WHEN first.cause = 'TAKEN' THEN first.to_level ELSE first.from_level END
        FROM partner p
        LEFT JOIN LATERAL (SELECT c.to_level FROM level_change c WHERE c.tenant_id = p.tenant_id AND c.partner_id = p.partner_id AND c.on_day < $2 ORDER BY c.n DESC LIMIT 1) held ON true
        LEFT JOIN LATERAL (SELECT c.n, c.on_day, c.cause, c.from_level, c.to_level FROM level_change c WHERE c.tenant_id = p.tenant_id AND c.partner_id = p.partner_id ORDER BY c.n LIMIT 1) first ON true
        WHERE p.tenant_id = $1 AND p.partner_id > $3 ORDER BY p.partner_id LIMIT $4
        """;

    private const string Corrections = """
        SELECT partner_id, counts_on, points FROM point_line WHERE tenant_id = $1 AND partner_id = ANY($2) AND counts_on BETWEEN $3 AND $4 AND cause = 'CORRECTION'
        """;

    private sealed record Row(Guid Id, string Name, DateTimeOffset Created, DateOnly? First, string? Level);

    public async IAsyncEnumerable<TestedLife> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var after = Guid.Empty;
        while (true)
        {
            var rows = await db.QueryAsync(
                tenant.Id, Sql.Of(Partners, tenant.Id, BackTest.Begins(today), after, Page), r => new Row(r.GetGuid(0), r.GetString(1), r.Moment(2), r.DayOrNull(3), r.TextOrNull(4)), ct);
            if (rows.Count == 0) yield break;
            var (facts, corrections) = await FactsAsync([.. rows.Select(row => row.Id)], ct);
            foreach (var row in rows)
            {
                var partner = new TestedPartner(new PartnerId(row.Id), Since(row), row.Level, facts[row.Id].Points, [.. corrections[row.Id]], facts[row.Id].Certificates);
                yield return new TestedLife(row.Id, row.Name, BackTest.Of(partner, book.Levels, draft, today));
            }

            if (rows.Count < Page) yield break;
            after = rows[^1].Id;
        }
    }

    /// <summary>A partner with a past that was imported was there before its row.</summary>
    private DateOnly Since(Row row)
    {
        var created = tenant.DayOf(row.Created);
        return row.First < created ? row.First.Value : created;
    }

    private Task<(Dictionary<Guid, ProgrammeFacts> Facts, ILookup<Guid, CountedPoints> Corrections)> FactsAsync(Guid[] partners, CancellationToken ct)
    {
        var span = BackTest.Span(today);
        return db.ReadAsync(tenant.Id, [Sql.Of(Corrections, tenant.Id, partners, span.From, span.To), .. PartnerFacts.ReadMany(tenant.Id, partners, span)], MapAsync, ct);
    }

    private static async Task<(Dictionary<Guid, ProgrammeFacts> Facts, ILookup<Guid, CountedPoints> Corrections)> MapAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var corrections = await TenantDb.RowsAsync(reader, r => (Partner: r.GetGuid(0), One: new CountedPoints(r.GetFieldValue<DateOnly>(1), r.GetInt64(2))), ct);
        await reader.NextResultAsync(ct);
        return (await PartnerFacts.MapManyAsync(reader, ct), corrections.ToLookup(one => one.Partner, one => one.One));
    }
}
