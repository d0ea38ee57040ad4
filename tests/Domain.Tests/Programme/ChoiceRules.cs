using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using static Domain.Tests.Programme.ProgrammeKit;

namespace Domain.Tests.Programme;

/// <summary>PP-9: the fewest renewals, and a review with a plan carried out.</summary>
public sealed class ChoiceRules
{
    [Fact]
    public void The_fewest_are_as_few_as_can_be_and_enough()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 400; round++)
        {
            var keys = Enumerable.Range(1, random.Next(0, 10)).Select(n => Key(n, random.Next(-1, 40))).ToArray();
            var missing = random.Next(-5, 160);
            var chosen = RenewalChoice.Fewest(keys, missing);
            var best = Enumerable.Range(0, 1 << keys.Length).Where(set => Sum(keys, set) >= missing).Select(set => (int?)System.Numerics.BitOperations.PopCount((uint)set)).Min();
            Assert.Equal(missing <= 0 ? 0 : best ?? 0, chosen.Length);
            if (chosen.Length > 0) Assert.True(keys.Where(key => chosen.Contains(key.Key)).Sum(key => key.Points) >= missing);
        }
    }

    [Fact]
    public void Nobody_is_asked_for_more_than_is_missing() =>
        Assert.Equal([2, 3], RenewalChoice.Fewest([Key(1, 500), Key(2, 900), Key(3, 210), Key(4, 100)], 1_100).Select(key => key.Value.ToByteArray()[0]).Select(n => (int)n));

    [Fact]
    public void A_plan_before_the_review_counts_in_it_and_one_after_it_does_not()
    {
        var inputs = Inputs(Partner("SILVER", Sold("2026-05-01", 1_000), Certified("intermediate")), "2026-11-22");
        var sold = new Plan([Sold("2026-12-31", 4_500)], []);
        Assert.Equal(ReviewOutcome.Notice, WhatIf.AtNextReview(inputs, Plan.Nothing, Levels)!.Outcome);
        Assert.Equal(ReviewOutcome.Keeps, WhatIf.AtNextReview(inputs, sold, Levels)!.Outcome);
        Assert.Equal(ReviewOutcome.Notice, WhatIf.AtNextReview(inputs, new Plan([Sold("2027-01-01", 4_500)], []), Levels)!.Outcome);
        var gold = WhatIf.AtNextReview(inputs, new Plan([Sold("2026-12-01", 30_000)], [Certified("advanced", 2, "2026-12-01")]), Levels)!;
        Assert.Equal(("GOLD", ReviewOutcome.Keeps), (gold.LevelAfter, gold.Outcome));
    }

    private static EarningKey Key(int n, long points) => new(new KeyId(new Guid(n, 0, 0, new byte[8])), Kit.Day("2026-12-01").AddDays(n), points);

    private static long Sum(EarningKey[] keys, int set) => keys.Where((_, n) => (set & (1 << n)) != 0).Sum(key => Math.Max(0, key.Points));
}
