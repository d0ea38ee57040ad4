using Quartz;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Messages.Reminders;

namespace Tessera.Server.Modules.Messages;

/// <summary>The day's reminders of every programme, in its own morning; asked often, so that a system that was stopped catches up.</summary>
internal sealed class SendReminders(ReminderRound round, Tenants tenants) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenants.AllAsync(cancellationToken)) await round.RunAsync(tenant, cancellationToken);
    }
}

/// <summary>What was written in mails that went out long ago (decision 0011).</summary>
internal sealed class ForgetMails(TenantDb db, Tenants tenants, Settings settings, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenants.AllAsync(cancellationToken))
            while (await db.WriteAsync(tenant.Id, [Mails.Forgetting(tenant.Id, clock.GetUtcNow() - settings.KeepsTexts)], cancellationToken) > 0) { }
    }
}
