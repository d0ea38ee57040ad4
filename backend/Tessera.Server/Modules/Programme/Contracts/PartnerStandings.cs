using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Programme.Contracts;

/// <summary>Where a partner stands, in short.</summary>
/// <param name="Points">That count today.</param>
/// <param name="Outlook">What the next review would come to if nothing more were sold; null where the tenant has no levels.</param>
internal sealed record PartnerStanding(long Points, ReviewOutcome? Outlook);

/// <summary>Many partners weighed at once, from one round trip.</summary>
internal static class PartnerStandings
{
    private const string Notices = "SELECT partner_id, level, given_on, grace_until FROM level_notice WHERE tenant_id = $1 AND partner_id = ANY($2)";

    public static async Task<Dictionary<Guid, PartnerStanding>> OfAsync(TenantDb db, int tenant, Guid[] partners, RuleBook book, DateOnly today, CancellationToken ct)
    {
        if (partners.Length == 0) return [];
        var span = PartnerFacts.Span(today);
        var (notices, facts) = await db.ReadAsync(tenant, [Sql.Of(Notices, tenant, partners), .. PartnerFacts.ReadMany(tenant, partners, span)], MapAsync, ct);
        return facts.ToDictionary(one => one.Key, one => new PartnerStanding(one.Value.In(span), Outlook(one.Key, one.Value, notices.GetValueOrDefault(one.Key), (book, today))));
    }

    private static ReviewOutcome? Outlook(Guid partner, ProgrammeFacts facts, Notice? notice, (RuleBook Book, DateOnly Today) at) =>
        WhatIf.AtNextReview(new ReviewInputs(new PartnerId(partner), at.Today, facts.Level, notice, facts.Points, facts.Certificates), at.Book.Levels)?.Outcome;

    private static async Task<(Dictionary<Guid, Notice> Notices, Dictionary<Guid, ProgrammeFacts> Facts)> MapAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var notices = await TenantDb.RowsAsync(reader, r => KeyValuePair.Create(r.GetGuid(0), new Notice(r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetFieldValue<DateOnly>(3))), ct);
        await reader.NextResultAsync(ct);
        return (notices.ToDictionary(), await PartnerFacts.MapManyAsync(reader, ct));
    }
}
