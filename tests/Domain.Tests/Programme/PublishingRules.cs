using Tessera.Domain.Explain;
using Tessera.Domain.Programme;
using static Domain.Tests.Programme.ProgrammeKit;

namespace Domain.Tests.Programme;

/// <summary>PP-4, PP-5 on the day a review is published; who may let it come to that; and what a key gave.</summary>
public sealed class PublishingRules
{
    private static readonly DateOnly On = Kit.Day("2027-01-10");
    private static readonly Notice Given = new("GOLD", Kit.Day("2026-07-04"), Kit.Day("2026-09-02"));
    private static readonly ReviewRecord Lost = Partner("Gold", Certified("advanced")).Reviewed("2027-01-01", Given);

    [Fact]
    public void A_lost_level_is_one_down_and_the_notice_is_spent()
    {
        var published = Publishing.Of(Lost, false, "Gold", Given, Today(Partner("Gold", Certified("advanced"))), On);
        Assert.Equal((ReviewEffect.Applied, "GOLD", "SILVER", "Silver", LevelCause.Review, null), (published.Effect, published.Change!.From, published.Change.To, published.Change.Name, published.Change.Cause, published.Notice));
    }

    [Fact]
    public void A_level_that_was_reached_again_since_the_snapshot_is_not_taken()
    {
        var back = Today(Partner("Gold", Sold("2027-01-05", 20_000), Certified("advanced")));
        Assert.Equal(new Publication(ReviewEffect.Overtaken, null, null), Publishing.Of(Lost, false, "Gold", Given, back, On));
        Assert.Equal(new Publication(ReviewEffect.Overtaken, null, null), Publishing.Of(Lost, false, "Platinum", Given, null, On));
    }

    [Fact]
    public void The_grace_begins_on_the_day_the_notice_is_given_however_long_the_approval_took()
    {
        var record = Partner("Gold").Reviewed("2027-01-01");
        var notice = Publishing.Of(record, false, "Gold", null, null, On).Notice!;
        Assert.Equal(new Notice("GOLD", On, Kit.Day("2027-03-11")), notice);
        Assert.Equal(ReviewOutcome.InGrace, Partner("Gold").Reviewed("2027-03-11", notice).Outcome);
        Assert.Equal(ReviewOutcome.Demoted, Partner("Gold").Reviewed("2027-03-12", notice).Outcome);
    }

    [Fact]
    public void An_exception_changes_nothing_and_a_kept_level_clears_the_notice()
    {
        Assert.Equal(new Publication(ReviewEffect.Exempted, null, Given), Publishing.Of(Lost, true, "Gold", Given, null, On));
        var kept = Partner("Gold", Sold("2026-10-01", 20_000), Certified("advanced")).Reviewed("2027-01-01", Given);
        Assert.Equal(new Publication(ReviewEffect.Applied, null, null), Publishing.Of(kept, false, "Gold", Given, null, On));
    }

    [Fact]
    public void People_look_at_what_is_lost_narrow_unknown_or_below_nothing()
    {
        Assert.Equal([ReviewMark.LosesLevel], ReviewMarks.Of(Lost));
        Assert.Equal([ReviewMark.NarrowlyBelow], ReviewMarks.Of(Partner("Gold", Sold("2026-10-01", 19_100), Certified("advanced")).Reviewed("2027-01-01")));
        Assert.Equal([ReviewMark.NarrowlyKept], ReviewMarks.Of(Partner("Gold", Sold("2026-10-01", 20_900), Certified("advanced")).Reviewed("2027-01-01")));
        Assert.Empty(ReviewMarks.Of(Partner("Gold", Sold("2026-10-01", 30_000), Certified("advanced")).Reviewed("2027-01-01")));
        Assert.Equal([ReviewMark.UnknownLevel, ReviewMark.PointsBelowNothing], ReviewMarks.Of(Partner("Diamond", Sold("2026-10-01", -5)).Reviewed("2027-01-01")));
        Assert.Equal((-900, null), (ReviewMarks.Margin(Partner("Gold", Sold("2026-10-01", 19_100)).Reviewed("2027-01-01")), ReviewMarks.Margin(Partner(null).Reviewed("2027-01-01"))));
    }

    [Theory]
    [InlineData(100, new[] { 100L }, new[] { 100L })]
    [InlineData(100, new[] { 1L, 1L, 1L }, new[] { 33L, 33L, 34L })]
    [InlineData(-100, new[] { 1L, 1L, 1L }, new[] { -33L, -33L, -34L })]
    [InlineData(7, new[] { 0L, 0L }, new[] { 0L, 7L })]
    [InlineData(0, new[] { 5L, 5L }, new[] { 0L, 0L })]
    public void What_an_order_earned_is_shared_among_its_keys_to_the_last_point(long points, long[] nets, long[] shares)
    {
        Assert.Equal(shares, KeyWeighing.Shares(points, nets));
        Assert.Equal(points, KeyWeighing.Shares(points, nets).Sum());
    }

    [Fact]
    public void A_key_complies_is_over_or_overdue_and_silence_is_none_of_them()
    {
        var on = Kit.Day("2026-07-01");
        Assert.Equal(KeyCompliance.NotReported, KeyWeighing.Compliance(null, 80, null, on));
        Assert.Equal(KeyCompliance.Complies, KeyWeighing.Compliance(80, 80, null, on));
        Assert.Equal(KeyCompliance.Complies, KeyWeighing.Compliance(900, null, null, on));
        Assert.Equal(KeyCompliance.Over, KeyWeighing.Compliance(81, 80, null, on));
        Assert.Equal(KeyCompliance.Over, KeyWeighing.Compliance(81, 80, on, on));
        Assert.Equal(KeyCompliance.Overdue, KeyWeighing.Compliance(81, 80, on.AddDays(-1), on));
    }

    [Theory]
    [InlineData("2027-01-01", "2027-01-01")]
    [InlineData("2027-01-15", "2027-01-01")]
    [InlineData("2027-01-16", null)]
    [InlineData("2027-06-30", null)]
    [InlineData("2027-07-02", "2027-07-01")]
    public void The_clock_starts_what_is_due_and_catches_up_for_two_weeks(string today, string? on) =>
        Assert.Equal(on is null ? null : Kit.Day(on), ReviewConduct.Scheduled(Kit.Day(today)));

    [Fact]
    public void Every_state_of_a_run_allows_something_or_says_why_not()
    {
        foreach (var state in Enum.GetValues<ReviewState>())
        {
            foreach (var dry in new[] { false, true })
            {
                var run = new ReviewRun(Kit.Day("2027-01-01"), dry, state, Person(1), 2, [Person(2)]);
                var asked = new[] { ReviewConduct.Approve(run, Person(3), false), ReviewConduct.Publish(run), ReviewConduct.Stop(run), ReviewConduct.Resume(run), ReviewConduct.Cancel(run, false, "why"), ReviewConduct.Exempt(run, "why") };
                Assert.True(asked.Count(one => one is null) <= 2, $"{state}");
                Assert.Equal(dry || state != ReviewState.Compared, asked[0] is not null);
                Assert.Equal(dry || state != ReviewState.Approved, asked[1] is not null);
                foreach (var refusal in asked.OfType<Tessera.Domain.Kernel.Refusal>())
                {
                    foreach (var texts in Texts.Languages.Select(Texts.Of))
                    {
                        Wording.IsComplete(texts.Refusal(refusal));
                        Wording.IsComplete(texts.Remedy(refusal));
                    }
                }
            }
        }
    }

    [Fact]
    public void A_verdict_is_a_sentence_in_every_language()
    {
        ReviewRecord[] records =
        [
            Lost, Partner("Gold").Reviewed("2027-01-01"), Partner("Gold").Reviewed("2026-08-01", Given), Partner("Affiliate").Reviewed("2027-01-01"), Partner(null).Reviewed("2027-01-01"),
            Partner("Gold", Sold("2026-10-01", 20_000), Certified("advanced")).Reviewed("2027-01-01"),
        ];
        foreach (var texts in Texts.Languages.Select(Texts.Of))
        {
            foreach (var record in records)
            {
                Wording.IsComplete(ProgrammeTexts.Verdict(record, texts));
                Assert.DoesNotContain("verdict.", ProgrammeTexts.Verdict(record, texts), StringComparison.Ordinal);
                Assert.All(ReviewMarks.Of(record), mark => Assert.DoesNotContain("review-mark", ProgrammeTexts.Mark(mark, texts), StringComparison.Ordinal));
            }
        }
    }

    private static Standing Today(ProgrammeFacts facts) => Standing.Today(facts, Levels, On)!;
}
