using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Server.Tests.Payments;
using Tessera.Platform.Events;
using Tessera.Server.Modules.Programme.Reviews.Runs;
using Tessera.TestKit;

namespace Server.Tests.Reviews;

/// <summary>PP-3, PP-7, F19: orders as they are paid in earnest, before a review and in the middle of it.</summary>
public sealed class OrderInReviewTests(PayWorld world) : IClassFixture<PayWorld>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_paid_before_the_snapshot_is_counted_with_its_keys_and_one_paid_while_the_review_runs_is_the_next_ones()
    {
        world.Clock.Now = new DateTimeOffset(2026, 12, 31, 20, 0, 0, TimeSpan.Zero);
        var (before, first) = await world.OpenedAsync();
        var (during, second) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(first));
        world.Clock.Now = new DateTimeOffset(2027, 1, 1, 6, 0, 0, TimeSpan.Zero);

        using var giulia = world.Core.As(Person.Giulia);
        var (status, started) = await giulia.PostAsync("/v1/reviews/start", new { });
        Assert.True(status == HttpStatusCode.Accepted, started.ToString());
        var run = Guid.Parse(started.Text("id"));
        var paid = 0;
        using (world.Services.GetRequiredService<ChangeFeed>().Subscribe(change =>
        {
            if (change.Kind == "review" && change.State == "WEIGHING" && Interlocked.Exchange(ref paid, 1) == 0) world.HearAsync(world.Stripe.Pay(second)).GetAwaiter().GetResult();
        }))
            Assert.True(await world.Services.GetRequiredService<ReviewRunner>().RunAsync(1, run, Ct));
        Assert.Equal(1, paid);
        await PublishAsync(run);

        var record = await ReadAsync($"/v1/reviews/{run}/results/{SmallWorld.Brenta}");
        Assert.Equal((Points(before), 1, true), (record.GetProperty("result").GetProperty("points").GetInt64(), record.GetProperty("lines").GetInt32(), record.GetProperty("replay").GetProperty("same").GetBoolean()));
        Assert.Equal((Points(before), 0L), (await OfKeyAsync(before, run), await OfKeyAsync(during, run)));
        // What was paid meanwhile was not lost: it counts now, and in the next review.
        var (_, dry) = await giulia.PostAsync("/v1/reviews/start", new { dry = true });
        Assert.True(await world.Services.GetRequiredService<ReviewRunner>().RunAsync(1, Guid.Parse(dry.Text("id")), Ct));
        Assert.Equal(Points(before) + Points(during), (await ReadAsync($"/v1/reviews/{dry.Text("id")}/results/{SmallWorld.Brenta}")).GetProperty("result").GetProperty("points").GetInt64());
        await world.HoldsAsync();
    }

    private async Task PublishAsync(Guid run)
    {
        using var marco = world.Core.As(Person.Marco);
        await marco.PostAsync($"/v1/reviews/{run}/approve", new { });
        await marco.PostAsync($"/v1/reviews/{run}/publish", new { });
        Assert.True(await world.Services.GetRequiredService<ReviewRunner>().RunAsync(1, run, Ct));
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var client = world.Core.As(Person.Giulia);
        var (status, body) = await client.ReadAsync(path);
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body;
    }

    /// <summary>What the review says its key gave.</summary>
    private async Task<long> OfKeyAsync(TestQuote quote, Guid run) =>
        (await ReadAsync($"/v1/keys/{quote.Keys[0]}/reviews")).EnumerateArray().Single(r => r.Text("runId") == run.ToString()).GetProperty("points").GetInt64();

    private static long Points(TestQuote quote) => quote.Document.Lines.Sum(line => line.PartnerNetMinor!.Value) / 100;
}
