using Tessera.TestKit;

namespace Server.Tests.Security;

/// <summary>A core over the small world, for tests about who is let in.</summary>
public sealed class SmallCore : IAsyncLifetime
{
    internal CoreHost Core { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Core = new CoreHost(await SmallWorld.CreateAsync(), TestClock.OnDemoDay());

    public async ValueTask DisposeAsync() => await Core.DisposeAsync();
}
