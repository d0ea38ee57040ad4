using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Partners.Notes;

/// <summary>Operators' notes on a partner, newest first.</summary>
internal static class ListPartnerNotes
{
    private const string Sort = "partner-notes";
    private const string Exists = "SELECT 1 FROM partner WHERE tenant_id = $1 AND partner_id = $2";
    private const string Page = "SELECT note_id, body, at, actor FROM partner_note WHERE tenant_id = $1 AND partner_id = $2 AND note_id < $3 ORDER BY note_id DESC LIMIT $4";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{id}/notes", HandleAsync).Operation(nameof(ListPartnerNotes)).WithName("partnerNotes").TakesPage().Produces<Page<PartnerNote>>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var tenant = context.Caller().TenantId;
        var input = new QueryInput(context);
        var page = input.Page(tenant, Sort);
        if (input.Problem is { } problem) return problem.Result();
        if (!Guid.TryParseExact(id, "D", out var partner)) return Problem.NotFound.Result();
        var rows = await db.ReadAsync(
            tenant, [Sql.Of(Exists, tenant, partner), Sql.Of(Page, tenant, partner, page.After?.Id ?? Guid.AllBitsSet, page.Limit)],
            async (reader, token) =>
            {
                if (!await reader.ReadAsync(token)) return null;
                await reader.NextResultAsync(token);
                return await TenantDb.RowsAsync(reader, PartnerNote.Read, token);
            },
            ct);
        return rows is null ? Problem.NotFound.Result() : TypedResults.Ok(page.Page(rows, note => note, note => new Cursor(tenant, Sort, "", note.Id)));
    }
}
