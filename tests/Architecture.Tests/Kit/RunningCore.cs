using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Architecture.Tests.Kit.RunningCore))]

namespace Architecture.Tests.Kit;

/// <summary>One core for all rules that ask the running system; for those that ask its data, keys live in it first (see <see cref="Lives"/>).</summary>
public sealed class RunningCore : IAsyncLifetime
{
    private readonly Lazy<Task<TestDatabase>> _lived;
    private CoreHost? _core;

    public RunningCore() => _lived = new(async () =>
    {
        await Lives.LiveAsync(Core);
        return Core.Database;
    });

    internal CoreHost Core => _core ?? throw new InvalidOperationException("The fixture has not started.");

    /// <summary>The database once keys have lived in it.</summary>
    internal Task<TestDatabase> LivedAsync() => _lived.Value;

    internal IReadOnlyList<RouteEndpoint> Endpoints { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _core = new CoreHost(await SmallWorld.CreateAsync(), TestClock.OnDemoDay());
        Endpoints = [.. _core.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
    }

    public async ValueTask DisposeAsync()
    {
        if (_core is not null) await _core.DisposeAsync();
    }

    internal static string NameOf(RouteEndpoint endpoint) =>
        string.Join(',', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []) + " " + endpoint.RoutePattern.RawText;
}
