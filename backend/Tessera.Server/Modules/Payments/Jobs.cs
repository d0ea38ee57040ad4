using Quartz;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Inbox;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Sessions;

namespace Tessera.Server.Modules.Payments;

/// <summary>Messages that nobody works on, or whose time has come.</summary>
internal sealed class TakeUpInbox(InboxWorker worker) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await worker.TakeUpAsync(cancellationToken);
}

/// <summary>Paid orders somebody died over, sessions of cancelled orders, refunds that were asked for and not sent.</summary>
internal sealed class TakeUpOrders(Reconciler reconciler, RefundDesk refunds, Tenants tenants) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenants.AllAsync(cancellationToken))
        {
            await reconciler.FinishAsync(tenant, cancellationToken);
            await refunds.SendAsync(tenant, cancellationToken);
        }
    }
}

/// <summary>Orders that were paid before there were points; once for a programme, and nothing after it.</summary>
internal sealed class BookEarlierOrders(EarlierOrders orders, Tenants tenants) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenants.AllAsync(cancellationToken)) await orders.BookAsync(tenant, cancellationToken);
    }
}

/// <summary>Payments the provider has told nothing about.</summary>
internal sealed class AskProvider(Reconciler reconciler, Tenants tenants) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenants.AllAsync(cancellationToken)) await reconciler.AskAsync(tenant, cancellationToken);
    }
}

/// <summary>Messages that were sent and never arrived, of the last half hour; pending refunds.</summary>
internal sealed class SweepEvents(Reconciler reconciler, RefundDesk refunds, Tenants tenants) : IJob
{
    private static readonly TimeSpan Back = TimeSpan.FromMinutes(30);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenants.AllAsync(cancellationToken))
        {
            await reconciler.SweepAsync(tenant, Back, cancellationToken);
            await refunds.AskAsync(tenant, cancellationToken);
        }
    }
}

/// <summary>The same over three days, for when nobody was there to look.</summary>
internal sealed class SweepOldEvents(Reconciler reconciler, Tenants tenants) : IJob
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(3);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenants.AllAsync(cancellationToken)) await reconciler.SweepAsync(tenant, Back, cancellationToken);
    }
}

/// <summary>What messages said that were worked on long ago (decision 0011).</summary>
internal sealed class ForgetEvents(TenantDb db, Tenants tenants, Settings settings, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var tenant in await tenants.AllAsync(cancellationToken))
            while (await db.WriteAsync(tenant.Id, [InboxItem.Forgetting(tenant.Id, clock.GetUtcNow() - settings.KeepsTexts)], cancellationToken) > 0) { }
    }
}
