using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Audit;

/// <summary>One entry of the audit.</summary>
internal static class ReadAudit
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit/{id}", HandleAsync).Operation(nameof(ReadAudit)).WithName("auditEntry").Produces<AuditView>();

    private static async Task<IResult> HandleAsync(string id, HttpContext context, TenantDb db, CancellationToken ct)
    {
        var tenant = context.Caller().TenantId;
        if (!Guid.TryParseExact(id, "D", out var entry)) return Problem.NotFound.Result();
        var found = await db.FirstAsync(tenant, Sql.Of($"SELECT {AuditView.Columns} FROM audit_entry WHERE tenant_id = $1 AND audit_id = $2", tenant, entry), AuditView.Read, ct);
        return found is null ? Problem.NotFound.Result() : TypedResults.Ok(found);
    }
}
