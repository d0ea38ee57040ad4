using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Imports;

/// <summary>Asks a run to stop after the chunk it is at; one that nobody works on stops at once. What was written stays.</summary>
internal static class StopImport
{
    internal sealed record Body;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/imports/{id}/stop", (string id, HttpContext context, OnceOnly once, ChangeFeed feed) => once.RunAsync<Body>(context, (_, write) => HandleAsync(id, write, feed)))
            .Operation(nameof(StopImport)).WithName("stopImport").Accepts<Body>("application/json").TakesIdempotencyKey().Produces<ImportView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Write write, ChangeFeed feed)
    {
        if (await ImportAccess.HoldAsync(id, write) is not { } run) return Problem.NotFound;
        if (run.State is not (ImportState.Checking or ImportState.Committing)) return ImportAccess.Refused("NOT_RUNNING", write);
        return await ImportAccess.MoveAsync(run, write, feed, new AuditRow(nameof(StopImport), "import", run.Id, run.FileName), Sql.Of("""
            UPDATE import_run SET stop_asked = leased_until >= now(), state = CASE WHEN leased_until >= now() THEN state ELSE 'STOPPED' END,
              worker = CASE WHEN leased_until >= now() THEN worker END, leased_until = CASE WHEN leased_until >= now() THEN leased_until END
            WHERE tenant_id = $1 AND import_id = $2
            """, write.Caller.TenantId, run.Id), wanted: false);
    }
}
