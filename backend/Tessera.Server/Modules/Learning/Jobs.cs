using Quartz;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Learning.Reminders;

namespace Tessera.Server.Modules.Learning;

/// <summary>Who is told that a certificate ends, in every programme's own morning; asked often, so that a system that was stopped catches up.</summary>
internal sealed class RemindOfCertificates(ExpiryRound round, Tenants tenants, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenants.AllAsync(cancellationToken)) await round.RunAsync(tenant, clock.GetUtcNow(), cancellationToken);
    }
}
