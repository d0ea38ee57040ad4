using Architecture.Tests.Kit;

namespace Architecture.Tests.Database;

/// <summary>The demonstration world is planted past the API, set by set: it must be what the API would have made.</summary>
public sealed class DemonstrationTests
{
    private const int FewestKeys = 300;

    [Fact]
    public async Task The_demonstration_world_is_sound()
    {
        await using var superuser = await Superuser.OfAsync(await SeededServer.CopyAsync());
        var (keys, differences) = await Rebuild.CompareAsync(superuser);
        Rule.Holds(keys - FewestKeys, differences.Concat(await InvariantTests.Broken(superuser)));
    }
}
