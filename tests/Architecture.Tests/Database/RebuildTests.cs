using Architecture.Tests.Kit;

namespace Architecture.Tests.Database;

/// <summary>One truth in three forms: events, the fold, the row (decision 0004). Any two tell the same.</summary>
public sealed class RebuildTests(RunningCore running)
{
    [Fact]
    public async Task Every_key_is_what_its_events_make_of_it()
    {
        await using var superuser = await Superuser.OfAsync(await running.LivedAsync());
        var (keys, differences) = await Rebuild.CompareAsync(superuser);
        Rule.Holds(keys, differences);
    }

    [Theory]
    [InlineData("UPDATE licence_key SET state = jsonb_set(state::jsonb, '{pbxVersion}', '\"1.0\"')::json", "another state")]
    [InlineData("UPDATE licence_key SET last_day = last_day + 1 WHERE last_day < 'infinity'", "last_day")]
    [InlineData("UPDATE licence_key SET outline = outline || '0'", "outline")]
    [InlineData("UPDATE licence_key SET timeline = '[]'", "timeline")]
    [InlineData("UPDATE licence_key SET renewal_minor = 1 WHERE renewal_minor IS NOT NULL", "renewal_minor")]
    [InlineData("DELETE FROM key_event WHERE name = 'key.renewed.v1'", "another state")]
    public async Task A_planted_difference_is_found(string damage, string difference)
    {
        await using var superuser = await Superuser.OfAsync(await running.LivedAsync());
        var (_, differences) = await superuser.PlantedAsync(damage, () => Rebuild.CompareAsync(superuser));
        Assert.Contains(differences, d => d.Contains(difference, StringComparison.Ordinal));
    }
}
