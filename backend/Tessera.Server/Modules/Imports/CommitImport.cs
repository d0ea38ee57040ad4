using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;

namespace Tessera.Server.Modules.Imports;

/// <summary>Lets a checked import write: every good row, or, if asked, only a file without a bad one.</summary>
internal static class CommitImport
{
    internal sealed record Body(bool OnlyIfClean = false);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/imports/{id}/commit", (string id, HttpContext context, OnceOnly once, ChangeFeed feed) => once.RunAsync<Body>(context, (body, write) => HandleAsync(id, body, write, feed)))
            .Operation(nameof(CommitImport)).WithName("commitImport").Accepts<Body>("application/json").TakesIdempotencyKey().Produces<ImportView>().ProducesProblem(422);

    private static async Task<Outcome> HandleAsync(string id, Body body, Write write, ChangeFeed feed)
    {
        if (await ImportAccess.HoldAsync(id, write) is not { } run) return Problem.NotFound;
        if (run.State != ImportState.Checked) return ImportAccess.Refused("NOT_CHECKED", write);
        if (body.OnlyIfClean && run.Bad > 0) return ImportAccess.Refused("NOT_CLEAN", write, ("bad", run.Bad));
        var tenant = write.Caller.TenantId;
        return await ImportAccess.MoveAsync(run, write, feed, new AuditRow(nameof(CommitImport), "import", run.Id, run.FileName, AuditTrail.Changes(("onlyIfClean", null, body.OnlyIfClean))), Sql.Of("""
            UPDATE import_run SET state = 'COMMITTING', committing = true, only_if_clean = $3, committed_by = $4, actor_id = $5, phase_started_at = $6, stop_asked = false, failure = NULL,
              done = 0, good = 0, bad = 0, unchanged = 0, created = 0, changed = 0, committed = 0
            WHERE tenant_id = $1 AND import_id = $2
            """, tenant, run.Id, body.OnlyIfClean, write.Caller.Membership.Name, write.Caller.Membership.Id, write.Now), wanted: true);
    }
}
