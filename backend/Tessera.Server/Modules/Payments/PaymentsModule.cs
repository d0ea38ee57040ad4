using Tessera.Server.Modules.Payments.Contracts;
using Tessera.Server.Modules.Payments.Inbox;
using Tessera.Server.Modules.Payments.Orders;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Sessions;
using Tessera.Server.Modules.Payments.Stripe;
using Tessera.Server.Modules.Payments.Tasks;

namespace Tessera.Server.Modules.Payments;

/// <summary>Orders and the money they are paid with: checkout, what the provider tells, the ledger, documents, open credits, refunds.</summary>
internal static class PaymentsModule
{
    public static void AddPayments(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Stripe).AddSingleton<StripeClient>();
        services.AddSingleton<Checkout>().AddSingleton<SessionDesk>().AddSingleton<RefundDesk>().AddSingleton<Reconciler>();
        services.AddSingleton<Hearing>().AddSingleton<Earnings>().AddSingleton<NewsDesk>().AddSingleton<OrderDesk>().AddSingleton<OrderClosing>().AddSingleton<EarlierOrders>();
        services.AddSingleton<InboxDesk>().AddSingleton<InboxWorker>().AddHostedService(s => s.GetRequiredService<InboxWorker>());
    }

    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        ReceiveStripeEvent.Map(routes);
        ListOrders.Map(routes);
        ReadOrder.Map(routes);
        ExportOrders.Map(routes);
        ReadDocument.Map(routes);
        RefundOrder.Map(routes);
        ListCredits.Map(routes);
        SettleCredit.Map(routes);
        CheckLedger.Map(routes);
        ListInbox.Map(routes);
        RetryInbox.Map(routes);
    }
}
