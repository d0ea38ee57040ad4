using Tessera.Platform.Events;
using Tessera.Platform.Outbox;

namespace Tessera.Server.Modules.Joining.Applications;

/// <summary>What follows an application that was kept or answered: its mail leaves, and operators who look at the list see it.</summary>
internal sealed class ApplicationNews(ChangeFeed feed, OutboxBell bell)
{
    public void Tell(int tenant, Guid application)
    {
        bell.Ring(tenant);
        feed.Publish(new Change(tenant, Change.Application, application, 0, []));
    }
}
