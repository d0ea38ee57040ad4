using System.Text.Json;
using Tessera.TestKit;

namespace Server.Tests.Reviews;

/// <summary>What of a review waits for somebody stands on Home of that somebody: an operator of the programme, and nobody else.</summary>
public sealed class ReviewAttentionTests
{
    [Fact]
    public async Task A_review_asks_its_operators_and_never_a_partner_or_another_programme()
    {
        await using var world = await ReviewCore.OpenAsync();
        var dry = await world.StartAsync(dry: true);
        await world.RunAsync(dry);
        await AsksAsync(world, null);
        var run = await world.StartAsync();
        await AsksAsync(world, null);
        await world.ExecuteAsync($"UPDATE review_run SET state = 'FAILED', stopped_in = 'SNAPSHOT', failure = 'INTERNAL' WHERE run_id = '{run}'");
        await AsksAsync(world, "REVIEW_FAILED");
        await world.DoAsync(Person.Marco, $"/v1/reviews/{run}/resume", new { });
        await world.RunAsync(run);
        await AsksAsync(world, "REVIEW_APPROVAL");
        await world.DoAsync(Person.Marco, $"/v1/reviews/{run}/approve", new { });
        await AsksAsync(world, "REVIEW_PUBLICATION");
        await world.DoAsync(Person.Giulia, $"/v1/reviews/{run}/publish", new { });
        await world.RunAsync(run);
        await AsksAsync(world, null);
    }

    /// <summary>Also while an operator looks as the partner.</summary>
    private static async Task AsksAsync(ReviewCore world, string? kind)
    {
        foreach (var operators in new[] { Person.Giulia, Person.Marco })
            Assert.Equal(kind is null ? [] : [$"{kind} 1"], Of(await world.ReadAsync(operators, "/v1/home")));
        foreach (var other in new[] { Person.Elena, Person.Camille, Person.Ingrid })
            Assert.Empty(Of(await world.ReadAsync(other, "/v1/home")));
        var viewing = await world.DoAsync(Person.Giulia, $"/v1/partners/{SmallWorld.Brenta}/view-as", new { });
        using var seeing = world.As(Person.Giulia);
        seeing.DefaultRequestHeaders.Add("Tessera-Viewing", viewing.Text("id"));
        Assert.Empty(Of((await seeing.ReadAsync("/v1/home")).Body));
    }

    private static string[] Of(JsonElement home) =>
        [.. home.GetProperty("attention").EnumerateArray().Where(one => one.Text("kind").StartsWith("REVIEW_", StringComparison.Ordinal)).Select(one => $"{one.Text("kind")} {one.GetProperty("count").GetInt32()}")];
}
