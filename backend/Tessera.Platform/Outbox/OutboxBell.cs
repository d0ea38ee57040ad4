using Tessera.Platform.Events;

namespace Tessera.Platform.Outbox;

/// <summary>Tells the workers of all processes that something waits. Rung after commit; unheard, the next round finds it.</summary>
public sealed class OutboxBell(ChangeFeed feed)
{
    /// <summary>Kind of the change; readers are not told of it.</summary>
    internal const string WantedKind = "outbox-wanted";

    public void Ring(int tenant) => feed.Publish(new Change(tenant, WantedKind, Guid.Empty, 0, []));

    internal IDisposable Heard(Action<int> handler) => feed.Subscribe(change =>
    {
        if (change.Kind == WantedKind) handler(change.Tenant);
    });
}
