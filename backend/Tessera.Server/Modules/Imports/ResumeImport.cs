using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Imports;

/// <summary>Lets a stopped run go on at the row where it stopped; also one that failed for a reason of ours.</summary>
internal static class ResumeImport
{
    internal sealed record Body;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/imports/{id}/resume", (string id, HttpContext context, OnceOnly once, ChangeFeed feed) => once.RunAsync<Body>(context, (_, write) => HandleAsync(id, write, feed)))
            .Operation(nameof(ResumeImport)).WithName("resumeImport").Accepts<Body>("application/json").TakesIdempotencyKey().Produces<ImportView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Write write, ChangeFeed feed)
    {
        if (await ImportAccess.HoldAsync(id, write) is not { } run) return Problem.NotFound;
        if (run.State != ImportState.Stopped && run is not { State: ImportState.Failed, Failure: "INTERNAL" }) return ImportAccess.Refused("NOT_STOPPED", write);
        return await ImportAccess.MoveAsync(run, write, feed, new AuditRow(nameof(ResumeImport), "import", run.Id, run.FileName), Sql.Of("""
            UPDATE import_run SET state = CASE WHEN committing THEN 'COMMITTING' ELSE 'CHECKING' END, stop_asked = false, failure = NULL, finished_at = NULL, phase_started_at = $3
            WHERE tenant_id = $1 AND import_id = $2
            """, write.Caller.TenantId, run.Id, write.Now), wanted: true);
    }
}
