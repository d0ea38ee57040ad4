using Tessera.Domain.Catalogue;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Partners.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Partners.Lists;

/// <summary>What is counted about partners that are shown: keys, and where they stand. A round trip each, for all of them together.</summary>
internal static class PartnerDetails
{
    public static async Task<Func<PartnerEntry, PartnerEntry>> OfAsync(TenantDb db, int tenant, IReadOnlyList<PartnerEntry> shown, (RuleBook Book, DateOnly Today)? standing, CancellationToken ct)
    {
        var ids = shown.Select(p => p.Id).ToArray();
        var keys = await OpenKeys.OfAsync(db, tenant, ids, ct);
        var standings = standing is var (book, today) ? await PartnerStandings.OfAsync(db, tenant, ids, book, today, ct) : [];
        return entry => entry with { Keys = keys.GetValueOrDefault(entry.Id), Points = standings.GetValueOrDefault(entry.Id)?.Points, Outlook = standings.GetValueOrDefault(entry.Id)?.Outlook };
    }
}
