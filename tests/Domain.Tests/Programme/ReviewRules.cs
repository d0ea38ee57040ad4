using System.Text;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using static Domain.Tests.Programme.ProgrammeKit;

namespace Domain.Tests.Programme;

/// <summary>PP-5, PP-8: notice, grace, one level at a time; and what would have changed it.</summary>
public sealed class ReviewRules
{
    private static readonly ProgrammeFacts Fallen = Partner("Gold", Sold("2026-08-01", 3_000), Certified("advanced"));

    private static readonly Notice Given = new("GOLD", Kit.Day("2026-07-01"), Kit.Day("2026-08-30"));

    [Theory]
    [InlineData("2026-01-01", "2026-07-01")]
    [InlineData("2026-06-30", "2026-07-01")]
    [InlineData("2026-07-01", "2027-01-01")]
    [InlineData("2026-12-31", "2027-01-01")]
    public void On_the_first_of_January_and_of_July(string day, string next) => Assert.Equal(Kit.Day(next), Review.Next(Kit.Day(day)));

    [Fact]
    public void Below_for_the_first_time_gives_notice_and_sixty_days()
    {
        var record = Fallen.Reviewed("2027-01-01");
        Assert.Equal((ReviewOutcome.Notice, "GOLD"), (record.Outcome, record.LevelAfter));
        Assert.Equal(new Notice("GOLD", Kit.Day("2027-01-01"), Kit.Day("2027-03-02")), record.NoticeAfter);
    }

    [Fact]
    public void A_review_within_the_grace_takes_nothing()
    {
        var record = Fallen.Reviewed("2026-08-30", Given);
        Assert.Equal((ReviewOutcome.InGrace, "GOLD", Given), (record.Outcome, record.LevelAfter, record.NoticeAfter));
        Assert.Equal(ReviewOutcome.Demoted, Fallen.Reviewed("2026-08-31", Given).Outcome);
    }

    [Fact]
    public void Still_below_after_the_grace_is_one_level_down_and_never_two()
    {
        var record = Partner("Gold").Reviewed("2027-01-01", Given);
        Assert.Equal((ReviewOutcome.Demoted, "SILVER", null), (record.Outcome, record.LevelAfter, record.NoticeAfter));
        Assert.Equal((ReviewOutcome.Notice, "SILVER"), (Partner("SILVER").Reviewed("2027-07-01").Outcome, Partner("SILVER").Reviewed("2027-07-01").LevelAfter));
    }

    [Fact]
    public void Whoever_is_back_keeps_the_level_and_the_notice_is_gone()
    {
        var record = Partner("Gold", Sold("2026-09-01", 20_000), Certified("advanced")).Reviewed("2027-01-01", Given);
        Assert.Equal((ReviewOutcome.Keeps, "GOLD", null), (record.Outcome, record.LevelAfter, record.NoticeAfter));
    }

    [Fact]
    public void A_notice_speaks_of_the_level_it_was_given_for()
    {
        var record = Partner("Platinum").Reviewed("2027-01-01", Given);
        Assert.Equal((ReviewOutcome.Notice, "PLATINUM"), (record.Outcome, record.LevelAfter));
    }

    [Fact]
    public void The_lowest_level_an_unknown_one_and_none_cannot_be_lost()
    {
        foreach (var level in new[] { "Affiliate", "Diamond", null })
        {
            var record = Partner(level, Sold("2026-10-01", -50)).Reviewed("2027-01-01");
            Assert.Equal(ReviewOutcome.Keeps, record.Outcome);
            Assert.Empty(record.Flips);
        }
    }

    [Fact]
    public void A_review_raises_nobody()
    {
        var record = Partner("Bronze", Sold("2026-10-01", 60_000), Certified("advanced"), Certified("advanced", 2)).Reviewed("2027-01-01");
        Assert.Equal((ReviewOutcome.Keeps, "BRONZE", "PLATINUM"), (record.Outcome, record.LevelAfter, record.Standing.Reached!.Code));
    }

    [Fact]
    public void PP8_the_record_names_what_was_counted_and_the_smallest_change_that_flips_it()
    {
        var record = Partner("Gold", Sold("2025-12-31", 9_999), Sold("2026-12-31", 17_400), Certified("basic"), Certified("advanced", 2, until: "2026-12-30")).Reviewed("2027-01-01");
        Assert.Equal([("payment:2026-12-31", 17_400L)], record.Inputs.Lines.Select(line => (line.Reference!, line.Points)));
        Assert.Equal(["basic"], record.Inputs.Certificates.Select(one => one.Path));
        var flip = Assert.Single(record.Flips);
        Assert.Equal((2_600L, new CertificateNeed("advanced", 1)), (flip.Points, Assert.Single(flip.Certificates)));

        var safe = Partner("Gold", Sold("2026-12-31", 21_000), Certified("advanced"), Certified("advanced", 2)).Reviewed("2027-01-01");
        Assert.Equal([(-1_001L, ""), (0L, "advanced -2")], safe.Flips.Select(one => (one.Points, string.Concat(one.Certificates.Select(need => $"{need.Path} {need.Count}")))));
    }

    [Fact]
    public void PP8_a_year_later_under_newer_rules_the_record_replays_byte_for_byte()
    {
        var record = Fallen.Reviewed("2027-01-01", Given);
        var newer = Levels.Add(Levels[0] with { Id = "levels-2027", EffectiveFrom = Kit.Day("2026-12-01"), Value = new LevelTable(true, []) });
        var stored = ProgrammeJson.WriteReview(record);
        Assert.Equal(stored, ProgrammeJson.WriteReview(Review.Replay(ProgrammeJson.ReadReview(stored), newer)!));
        Assert.Null(Review.Replay(record, []));
    }

    [Fact]
    public void The_stored_shape_is_a_contract() => Assert.Equal(
        """
        {"inputs":{"partner":"00000000-0000-7000-8000-0000000000b1","on":"2026-08-31","level":"Gold","notice":{"level":"GOLD","givenOn":"2026-07-01","graceUntil":"2026-08-30"},"lines":[{"on":"2026-08-01","points":3000,"reference":"payment:2026-08-01"}],"certificates":[{"person":"00000001-0000-7000-8000-000000000009","name":"Person 1","path":"advanced","from":"2025-01-01"}]},
        """, Encoding.UTF8.GetString(ProgrammeJson.WriteReview(Fallen.Reviewed("2026-08-31", Given))).Split("\"standing\"")[0]);

    [Fact]
    public void The_next_reviews_likely_outcome_is_the_reviews_own()
    {
        var ahead = WhatIf.AtNextReview(Inputs(Fallen, "2026-11-22"), Levels)!;
        Assert.Equal(ProgrammeJson.WriteReview(Fallen.Reviewed("2027-01-01")), ProgrammeJson.WriteReview(ahead));
    }
}
