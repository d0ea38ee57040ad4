using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Audit;

/// <summary>The audit, as filtered, as a file.</summary>
internal static class ExportAudit
{
    private const int Piece = 500;
    private static readonly string[] Header = ["id", "at", "actor", "actorRole", "action", "objectKind", "objectId", "object", "changes", "reason", "requestId", "address"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit.csv", HandleAsync).Operation(nameof(ExportAudit)).WithName("exportAudit").Takes(AuditFilter.Takes).Produces<string>(200, "text/csv");

    private static async Task HandleAsync(HttpContext context, TenantDb db)
    {
        var ct = context.RequestAborted;
        var caller = context.Caller();
        var (filter, problem) = await AuditFilter.ReadAsync(new QueryInput(context), caller, db, ct);
        if (problem is not null)
        {
            await Problems.WriteAsync(context, problem);
            return;
        }

        var rows = filter.Nothing ? [] : await db.QueryAsync(caller.TenantId, filter.Page(null, Piece), AuditView.Read, ct);
        await using var csv = await CsvWriter.StartAsync(context, "audit.csv", Header);
        while (rows.Count > 0)
        {
            foreach (var row in rows) await csv.RowAsync(ct, Cells(row));
            if (rows.Count < Piece) return;
            rows = await db.QueryAsync(caller.TenantId, filter.Page(rows[^1].Id, Piece), AuditView.Read, ct);
        }
    }

    private static string?[] Cells(AuditView row) =>
    [
        row.Id.ToString(), CsvWriter.Moment(row.At), row.Actor, row.ActorRole is { } role ? AuditTrail.Word(role) : null, row.Action, row.ObjectKind, row.ObjectId == Guid.Empty ? null : row.ObjectId.ToString(),
        row.Object, row.Changes.GetRawText(), row.Reason, row.RequestId, row.Address,
    ];
}
