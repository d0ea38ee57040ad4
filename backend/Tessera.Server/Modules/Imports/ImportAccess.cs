using System.Globalization;
using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Platform.Errors;
using Tessera.Platform.Events;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Imports.Runs;

namespace Tessera.Server.Modules.Imports;

/// <summary>What the commands on a run share: find it in the caller's tenant, hold it, move it, tell of it.</summary>
internal static class ImportAccess
{
    public static async Task<ImportRow?> HoldAsync(string id, Write write) =>
        Guid.TryParseExact(id, "D", out var run) ? (await write.Transaction.QueryAsync(ImportRow.ById(write.Caller.TenantId, run, lockRow: true), ImportRow.Read, write.Ct)).FirstOrDefault() : null;

    public static async Task<Outcome> MoveAsync(ImportRow run, Write write, ChangeFeed feed, AuditRow audit, NpgsqlBatchCommand move, bool wanted)
    {
        var tenant = write.Caller.TenantId;
        await write.Transaction.WriteAsync([move, AuditTrail.Add(tenant, write.Who, write.Now, audit)], write.Ct);
        var now = (await write.Transaction.QueryAsync(ImportRow.ById(tenant, run.Id), ImportRow.Read, write.Ct))[0];
        write.AfterCommit(() =>
        {
            feed.Publish(now.Told(tenant));
            if (wanted) ImportWorker.Want(feed, tenant, run.Id);
        });
        return Outcome.Done(now.View(write.Now));
    }

    /// <summary>Text <c>import.{code}</c>; the API's code is IMPORT_{code}.</summary>
    public static Problem Refused(string code, Write write, params ReadOnlySpan<(string Name, int Value)> facts)
    {
        var named = new Dictionary<string, string>();
        foreach (var (name, value) in facts) named[name] = value.ToString(CultureInfo.InvariantCulture);
        return new Problem(StatusCodes.Status422UnprocessableEntity, "IMPORT_" + code, Texts.Of(write.Caller.Language).Get("import." + code, named), Facts: named.Count > 0 ? named : null);
    }
}
