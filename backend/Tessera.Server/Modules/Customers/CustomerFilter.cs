using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Customers;

/// <summary>Which customers: of one partner or of all; by words or all.</summary>
/// <param name="Words">A tsquery that matches many; null where there are none or <paramref name="Ids"/> says it all.</param>
/// <param name="Ids">What the words match, where that is few.</param>
internal sealed record CustomerFilter(Guid? PartnerId, string? Words, Guid[]? Ids)
{
    public static readonly QueryParameter[] Parameters =
    [
        QueryParameter.Text("search", "Words of the name, the e-mail address, the VAT id, the city or the reference."),
        QueryParameter.Id("partnerId", "Only what this partner looks after; operators only."),
    ];

    /// <summary>Null problem where the filter can be used. A partner is held to itself whatever it asks for.</summary>
    public static async Task<(CustomerFilter Filter, Problem? Problem)> ReadAsync(QueryInput input, Caller caller, TenantDb db, CancellationToken ct)
    {
        var text = input.Text("search");
        var partner = input.Id("partnerId");
        var filter = new CustomerFilter(caller.PartnerId ?? partner, null, null);
        if (input.Problem is { } problem) return (filter, problem);
        if (partner is { } asked && !await IsSeenAsync(asked, caller, db, ct)) return (filter, Problem.NotFound);
        if (text is null) return (filter, null);
        if (SearchWords.Query(caller.TenantId, text) is not { } words) return (filter with { Ids = [] }, null);
        return (await FoundIds.OfCustomersAsync(db, caller.TenantId, words, ct) is { } ids ? filter with { Ids = ids } : filter with { Words = words }, null);
    }

    private static async Task<bool> IsSeenAsync(Guid partner, Caller caller, TenantDb db, CancellationToken ct) => caller.PartnerId is { } own
        ? own == partner
        : await db.FirstAsync(caller.TenantId, Sql.Of("SELECT true FROM partner WHERE tenant_id = $1 AND partner_id = $2", caller.TenantId, partner), r => r.GetBoolean(0), ct);
}
