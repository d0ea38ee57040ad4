using Tessera.Platform.Errors;
using Tessera.Platform.Tenancy;
using Tessera.Platform.Identity;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Partners.Notes;

/// <summary>What operators remember about a partner, among themselves. A note is added to, never changed.</summary>
internal static class AddPartnerNote
{
    internal sealed record Request(string Text);

    private const int Longest = 2_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partners/{id}/notes/add", (string id, HttpContext context, OnceOnly once) => once.RunAsync<Request>(context, (request, write) => HandleAsync(id, request, write)))
            .Operation(nameof(AddPartnerNote)).WithName("addPartnerNote").Accepts<Request>("application/json").TakesIdempotencyKey().Produces<PartnerNote>();

    private static async Task<Outcome> HandleAsync(string id, Request request, Write write)
    {
        var tenant = write.Caller.TenantId;
        if (!Guid.TryParseExact(id, "D", out var partner)) return Problem.NotFound;
        if (await write.Transaction.QueryAsync(Sql.Of("SELECT name FROM partner WHERE tenant_id = $1 AND partner_id = $2", tenant, partner), r => r.GetString(0), write.Ct) is not [var name]) return Problem.NotFound;
        if (PlainText.Check("text", request.Text, Longest, required: true) is { } unfit) return Problem.Invalid(unfit);
        var note = new PartnerNote(Guid.CreateVersion7(write.Now), PlainText.Kept(request.Text)!, write.Now, write.Who.Name);
        await write.Transaction.WriteAsync([note.Added(tenant, partner), AuditTrail.Add(tenant, write.Who, write.Now, new AuditRow(nameof(AddPartnerNote), "partner", partner, name))], write.Ct);
        return Outcome.Done(note);
    }
}
