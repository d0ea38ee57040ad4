using Npgsql;
using Tessera.Server.Modules.Demo;

namespace Tessera.TestKit;

/// <summary>
/// Databases that hold the demonstration world as it stands on <see cref="TestClock.OnDemoDay"/>: planted once per test process,
/// then copied. Ids and named keys are in <c>DemoIds</c> and <c>DemoKeys</c>.
/// </summary>
internal static class SeededServer
{
    private static readonly Lazy<Task<TestDatabase>> Template = new(PlantAsync);

    /// <summary>A database of one's own with the demonstration world in it.</summary>
    public static async Task<TestDatabase> CopyAsync() => await PostgresServer.CopyAsync(await Template.Value);

    private static async Task<TestDatabase> PlantAsync()
    {
        var template = await PostgresServer.CopyAsync();
        await World.PlantAsync(template.Owner, template.App, TestClock.OnDemoDay(), CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
        return template;
    }
}
