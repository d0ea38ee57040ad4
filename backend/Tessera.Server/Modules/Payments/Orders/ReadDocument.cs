using System.Text.Json;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>An invoice, receipt or credit note as it was issued (OM-11).</summary>
internal static class ReadDocument
{
    private const string Find = """
        SELECT d.document_id, d.kind, d.body ->> 'number', d.order_id, d.issued_on, d.gross_minor, d.currency, d.body FROM document d JOIN sales_order o ON o.tenant_id = d.tenant_id AND o.order_id = d.order_id
        WHERE d.tenant_id = $1 AND d.document_id = $2 AND ($3::uuid IS NULL OR o.partner_id = $3)
        """;

    /// <param name="Body">The print body: seller, buyer, lines, totals, dates, the sentence about tax in four languages.</param>
    internal sealed record DocumentView(Guid Id, string Kind, string Number, Guid OrderId, DateOnly IssuedOn, MoneyView Gross, JsonElement Body);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/documents/{id:guid}", HandleAsync).Operation(nameof(ReadDocument)).WithName("document").Produces<DocumentView>().ProducesProblem(404);

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var found = await db.FirstAsync(
            caller.TenantId, Sql.Of(Find, caller.TenantId, id, Optional.Id(caller.PartnerId)),
            r => new DocumentView(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetGuid(3), r.GetFieldValue<DateOnly>(4), new MoneyView(r.GetInt64(5), r.GetString(6)), JsonDocument.Parse(r.GetString(7)).RootElement), ct);
        return found is null ? Problem.NotFound.Result() : TypedResults.Ok(found);
    }
}
