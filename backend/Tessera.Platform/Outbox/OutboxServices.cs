using Microsoft.Extensions.DependencyInjection;

namespace Tessera.Platform.Outbox;

/// <summary>How a process takes part in the outbox.</summary>
public static class OutboxServices
{
    /// <summary>Everything that writes rings; only a process with jobs sends by itself.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services, bool sends)
    {
        services.AddSingleton<OutboxBell>().AddSingleton<OutboxRunner>().AddSingleton<OutboxWorker>();
        if (sends) services.AddHostedService(s => s.GetRequiredService<OutboxWorker>());
        return services;
    }

    /// <summary>Says who sends messages of a kind. Messages of a kind nobody sends wait.</summary>
    public static IServiceCollection AddOutbox(this IServiceCollection services, string kind, Func<IServiceProvider, OutboxHandler> handler) =>
        services.AddSingleton(s => new OutboxKind(kind, handler(s)));
}
