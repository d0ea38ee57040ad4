using System.Text;
using System.Text.Json;
using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Quotes.Queries;

/// <summary>Every version of a quote as it was frozen, newest first, each with what it changed.</summary>
internal static class ReadQuoteVersions
{
    private const string OfQuote = """
        SELECT version, at, actor, body::text FROM quote_version
        WHERE tenant_id = $1 AND quote_id = (SELECT quote_id FROM quote WHERE tenant_id = $1 AND quote_id = $2 AND ($3::uuid IS NULL OR partner_id = $3)) ORDER BY version
        """;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/quotes/{id:guid}/versions", HandleAsync).Operation(nameof(ReadQuoteVersions)).WithName("quoteVersions").Produces<IReadOnlyList<QuoteVersionView>>();

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var rows = await db.QueryAsync(
            caller.TenantId, Sql.Of(OfQuote, caller.TenantId, id, Optional.Id(caller.PartnerId)), r => (Version: r.GetInt32(0), At: r.Moment(1), Actor: r.GetString(2), Body: r.GetString(3)), ct);
        if (rows.Count == 0) return Problem.NotFound.Result();
        var views = new List<QuoteVersionView>(rows.Count);
        QuoteDocument? before = null;
        foreach (var row in rows)
        {
            var document = OrderJson.ReadDocument(Encoding.UTF8.GetBytes(row.Body));
            using var json = JsonDocument.Parse(row.Body);
            views.Add(new QuoteVersionView(
                row.Version, row.At, row.Actor, json.RootElement.Clone(),
                before is null ? [] : [.. QuoteChanges.Between(before, document).Select(c => new QuoteChangeView(c.Path, c.From, c.To))]));
            before = document;
        }

        views.Reverse();
        return QuoteDesk.Answer(views);
    }
}
