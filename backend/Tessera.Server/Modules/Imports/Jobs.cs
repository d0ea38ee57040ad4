using Quartz;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Imports.Runs;

namespace Tessera.Server.Modules.Imports;

/// <summary>Imports nobody works on, because their worker died or could not reach the database, are taken up again.</summary>
internal sealed class TakeUpImports(ImportWorker worker) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await worker.TakeUpAsync(cancellationToken);
}

/// <summary>Uploads that never ended are forgotten.</summary>
internal sealed class ForgetUploads(Uploads uploads, Tenants tenants) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenants.AllAsync(cancellationToken)) await uploads.SweepAsync(tenant.Id, cancellationToken);
    }
}
