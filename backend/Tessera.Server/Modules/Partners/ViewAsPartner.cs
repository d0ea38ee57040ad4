using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Partners;

/// <summary>
/// An operator begins to see what a partner sees. Requests that name the viewing are answered as the partner's owner would be, and may only
/// read; it ends by itself. Who looked as whom, and since when, stands in the audit.
/// </summary>
internal static class ViewAsPartner
{
    internal sealed record Request;

    /// <param name="Id">For the header Tessera-Viewing.</param>
    internal sealed record View(Guid Id, Guid PartnerId, string PartnerName, DateTimeOffset Until);

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    private const string Begin = """
        INSERT INTO partner_viewing (tenant_id, viewing_id, membership_id, partner_id, at, until) SELECT $1, $2, $3, p.partner_id, $5, $6 FROM partner p WHERE p.tenant_id = $1 AND p.partner_id = $4
        """;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{id}/view-as", (string id, HttpContext context, OnceOnly once) => once.RunAsync<Request>(context, (_, write) => HandleAsync(id, write)))
            .Operation(nameof(ViewAsPartner)).WithName("viewAsPartner").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<View>();

    private static async Task<Outcome> HandleAsync(string id, Write write)
    {
        var tenant = write.Caller.TenantId;
        if (!Guid.TryParseExact(id, "D", out var partner)) return Problem.NotFound;
        if (await write.Transaction.QueryAsync(Sql.Of("SELECT name FROM partner WHERE tenant_id = $1 AND partner_id = $2", tenant, partner), r => r.GetString(0), write.Ct) is not [var name]) return Problem.NotFound;
        var (viewing, until) = (Guid.CreateVersion7(write.Now), write.Now + Lasts);
        var audit = new AuditRow(nameof(ViewAsPartner), "partner", partner, name, AuditTrail.Changes(("until", null, CsvWriter.Moment(until))));
        await write.Transaction.WriteAsync(
            [Sql.Of(Begin, tenant, viewing, write.Caller.Membership.Id, partner, write.Now, until), AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
        return Outcome.Done(new View(viewing, partner, name, until));
    }
}
