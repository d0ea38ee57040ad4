using Tessera.Server.Modules.Payments.Contracts;
using Tessera.Server.Modules.Payments.Inbox;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Sessions;
using Tessera.Server.Modules.Payments.Stripe;

namespace Tessera.Server.Modules.Payments;

/// <summary>Orders and the money they are paid with: checkout, what the provider tells, the ledger, documents, open credits, refunds.</summary>
internal static class PaymentsModule
{
    public static void AddPayments(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Stripe).AddSingleton<StripeClient>();
        services.AddSingleton<Checkout>().AddSingleton<SessionDesk>().AddSingleton<RefundDesk>().AddSingleton<Reconciler>();
        services.AddSingleton<NewsDesk>().AddSingleton<OrderDesk>().AddSingleton<OrderClosing>();
        services.AddSingleton<InboxDesk>().AddSingleton<InboxWorker>().AddHostedService(s => s.GetRequiredService<InboxWorker>());
    }

    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        ReceiveStripeEvent.Map(routes);
    }
}
