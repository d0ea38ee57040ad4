using Tessera.Platform.Events;
using Tessera.Platform.Outbox;

namespace Tessera.Server.Modules.Learning.Courses;

/// <summary>What follows a change of a course or its seats: mails leave, and whoever looks at it sees it.</summary>
internal sealed class CourseNews(ChangeFeed feed, OutboxBell bell)
{
    public void Tell(int tenant, Guid course)
    {
        bell.Ring(tenant);
        feed.Publish(new Change(tenant, Change.Course, course, 0, []));
    }
}
