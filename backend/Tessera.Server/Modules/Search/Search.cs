using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Search;

/// <summary>
/// ⌘K: whatever is pasted or typed — a key's number, a customer, a partner, an FQDN, an e-mail address, a VAT id — the thing it names.
/// </summary>
internal static class Search
{
    internal sealed record SearchHit(string Kind, Guid Id, string Title, string? Subtitle);

    private const int Most = 10;
    private const int MostOfAKind = 4;

    /// <summary>Shorter words would match half a tenant's keys; customers and partners are fewer.</summary>
    private const int ShortestForKeys = 3;

    private const string ByNumber = "SELECT 'key', key_id, number, customer_name FROM licence_key WHERE tenant_id = $1 AND number = $2 AND ($3::uuid IS NULL OR partner_id = $3)";

    private const string Customers = """
        WITH found AS MATERIALIZED (SELECT customer_id, name, email, city FROM customer WHERE tenant_id = $1 AND search @@ $2::tsquery),
        shown AS MATERIALIZED (
          SELECT * FROM found f
          WHERE $3::uuid IS NULL OR EXISTS (SELECT FROM customer_in_care c WHERE c.tenant_id = $1 AND c.partner_id = $3 AND c.customer_id = f.customer_id AND c.seen) LIMIT 1000)
        SELECT 'customer', customer_id, name, coalesce(email, city) FROM shown ORDER BY name, customer_id LIMIT $4
        """;

    private const string Partners = """
        WITH found AS MATERIALIZED (SELECT partner_id, name, city, vat_id FROM partner WHERE tenant_id = $1 AND search @@ $2::tsquery)
        SELECT 'partner', partner_id, name, coalesce(city, vat_id) FROM found ORDER BY name, partner_id LIMIT $3
        """;

    private const string KeyHit = "SELECT 'key', key_id, number, concat_ws(' · ', customer_name, fqdn)";

    private const string FewKeys = $"""
        WITH few AS MATERIALIZED (
          SELECT key_id, number, customer_name, fqdn FROM licence_key WHERE tenant_id = $1 AND key_id = ANY ($2) AND ($3::uuid IS NULL OR partner_id = $3))
        {KeyHit} FROM few ORDER BY customer_name, key_id LIMIT $4
        """;

    private const string ManyKeys = $"""
        {KeyHit} FROM licence_key k WHERE tenant_id = $1 AND ($3::uuid IS NULL OR partner_id = $3)
          AND EXISTS (SELECT FROM key_search s WHERE s.tenant_id = $1 AND s.key_id = k.key_id AND s.search @@ $2::tsquery)
        ORDER BY customer_name, key_id LIMIT $4
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/search", HandleAsync).Operation(nameof(Search)).WithName("search")
        .Takes(QueryParameter.Text("q", "What was typed or pasted.")).Produces<SearchHit[]>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var text = input.Text("q");
        if (input.Problem is { } problem) return problem.Result();
        var commands = await CommandsAsync(caller, text ?? "", db, ct);
        if (commands.Count == 0) return TypedResults.Ok(Array.Empty<SearchHit>());
        var hits = await db.ReadAsync(
            caller.TenantId, commands,
            async (reader, token) =>
            {
                var all = new List<SearchHit>();
                do all.AddRange(await TenantDb.RowsAsync(reader, Read, token));
                while (await reader.NextResultAsync(token));
                return all;
            },
            ct);
        return TypedResults.Ok(hits.DistinctBy(h => (h.Kind, h.Id)).Take(Most).ToArray());
    }

    private static async Task<List<NpgsqlBatchCommand>> CommandsAsync(Caller caller, string text, TenantDb db, CancellationToken ct)
    {
        var (tenant, commands) = (caller.TenantId, new List<NpgsqlBatchCommand>());
        if (LicenceNumber.TryParse(text, out var number)) commands.Add(Sql.Of(ByNumber, tenant, number.Value, Optional.Id(caller.PartnerId)));
        var folded = SearchWords.Fold(text);
        if (folded.Length < 2 || SearchWords.Query(tenant, text) is not { } words) return commands;
        commands.Add(Sql.Of(Customers, tenant, words, Optional.Id(caller.PartnerId), MostOfAKind));
        if (caller.IsOperator) commands.Add(Sql.Of(Partners, tenant, words, MostOfAKind));
        if (folded.Length < ShortestForKeys) return commands;
        var few = await FoundIds.OfKeysAsync(db, tenant, words, ct);
        commands.Add(few is null ? Sql.Of(ManyKeys, tenant, words, Optional.Id(caller.PartnerId), Most) : Sql.Of(FewKeys, tenant, few, Optional.Id(caller.PartnerId), Most));
        return commands;
    }

    private static SearchHit Read(NpgsqlDataReader r) => new(r.GetString(0), r.GetGuid(1), r.GetString(2), r.TextOrNull(3));
}
