using System.Collections.Concurrent;

namespace Tessera.Server.Modules.Changes;

/// <summary>How many streams each membership holds open in this process; further ones are refused.</summary>
internal sealed class OpenStreams
{
    private const int Most = 20;
    private readonly ConcurrentDictionary<Guid, int> _open = new();

    /// <summary>Null where there is no place left. Dispose to give it back.</summary>
    public IDisposable? Open(Guid membership)
    {
        if (_open.AddOrUpdate(membership, 1, (_, n) => n + 1) <= Most) return new Place(this, membership);
        Close(membership);
        return null;
    }

    private void Close(Guid membership)
    {
        if (_open.AddOrUpdate(membership, 0, (_, n) => n - 1) <= 0) _open.TryRemove(KeyValuePair.Create(membership, 0));
    }

    private sealed class Place(OpenStreams streams, Guid membership) : IDisposable
    {
        private int _closed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0) streams.Close(membership);
        }
    }
}
