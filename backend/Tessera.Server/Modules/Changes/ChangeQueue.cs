using System.Threading.Channels;
using Tessera.Platform.Events;
using Tessera.Platform.Identity;

namespace Tessera.Server.Modules.Changes;

/// <summary>
/// What one open page has not been told yet. Bounded: a reader too slow for it is told once to read everything again, and its
/// backlog is forgotten.
/// </summary>
internal sealed class ChangeQueue(Caller caller)
{
    private const int Bound = 256;
    private readonly Channel<Change> _waiting = Channel.CreateBounded<Change>(new BoundedChannelOptions(Bound) { SingleReader = true });
    private int _overflowed;

    public ChannelReader<Change> Waiting => _waiting.Reader;

    /// <summary>Called by the feed: quick, never throws.</summary>
    public void Offer(Change change)
    {
        if (change.Kind == Change.ManyKeys && change.Tenant == caller.TenantId) Overflow();
        else if (IsSeen(change) && !_waiting.Writer.TryWrite(change)) Interlocked.Exchange(ref _overflowed, 1);
    }

    /// <summary>Changes may have been missed; whatever waits is covered by reading everything again.</summary>
    public void Overflow()
    {
        Interlocked.Exchange(ref _overflowed, 1);
        _waiting.Writer.TryWrite(new Change(caller.TenantId, "", Guid.Empty, 0, []));
    }

    /// <summary>True once after an overflow; the backlog is gone.</summary>
    public bool TakeOverflow()
    {
        if (Interlocked.Exchange(ref _overflowed, 0) == 0) return false;
        while (_waiting.Reader.TryRead(out _))
        {
        }

        return true;
    }

    /// <summary>Imports, reviews and applications are the operators', courses everybody's; what happens to a key, a quote, an order, a level or a team is told to operators and to the partners it concerns.</summary>
    private bool IsSeen(Change change) =>
        change.Tenant == caller.TenantId && (change.Kind is "key" or "quote" or "order" or "level" or Change.Team or "import" or "review" or Change.Application or Change.Course)
        && (caller.IsOperator || change.Kind == Change.Course || (change.Kind is not ("import" or "review" or Change.Application) && caller.PartnerId is { } own && change.Partners.Contains(own)));
}
