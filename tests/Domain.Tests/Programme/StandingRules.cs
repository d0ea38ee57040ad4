using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using static Domain.Tests.Programme.ProgrammeKit;

namespace Domain.Tests.Programme;

/// <summary>PP-4, PP-6: the window, what a level asks for, and the rise.</summary>
public sealed class StandingRules
{
    [Theory]
    [InlineData("2026-07-01", "2025-07-01", "2026-06-30")]
    [InlineData("2027-01-01", "2026-01-01", "2026-12-31")]
    [InlineData("2028-02-29", "2027-02-28", "2028-02-28")]
    [InlineData("2028-03-01", "2027-03-01", "2028-02-29")]
    public void PP6_twelve_months_up_to_the_day_before(string day, string from, string to) =>
        Assert.Equal(new PointWindow(Kit.Day(from), Kit.Day(to)), PointWindow.Before(Kit.Day(day)));

    [Fact]
    public void PP6_the_first_and_the_last_day_count_and_their_neighbours_do_not()
    {
        var facts = Partner("BRONZE", Sold("2025-06-30", 1), Sold("2025-07-01", 10), Sold("2026-06-30", 100), Sold("2026-07-01", 1000));
        Assert.Equal(110, Standing.AtReview(facts, Levels, Kit.Day("2026-07-01"))!.Points);
        Assert.Equal(1100, Standing.Today(facts, Levels, Kit.Day("2026-07-01"))!.Points);
    }

    [Fact]
    public void PP6_a_level_needs_its_points_and_its_people()
    {
        Assert.Equal("AFFILIATE", Reached(Sold("2026-10-01", 30_000)));
        Assert.Equal("BRONZE", Reached(Sold("2026-10-01", 30_000), Certified("basic")));
        Assert.Equal("GOLD", Reached(Sold("2026-10-01", 30_000), Certified("advanced")));
        Assert.Equal("AFFILIATE", Reached(Sold("2026-10-01", 999), Certified("basic")));
        Assert.Equal("AFFILIATE", Reached(Sold("2026-10-01", -999)));

        static string? Reached(params object[] had) => Standing.Today(Partner(null, had), Levels, Today)!.Reached?.Code;
    }

    [Fact]
    public void PP2_two_certificates_of_one_person_are_one_person_and_an_expired_one_is_none()
    {
        var facts = Partner("GOLD", Sold("2026-10-01", 60_000), Certified("advanced"), Certified("advanced", from: "2026-01-01"), Certified("advanced", 2, until: "2026-11-21"));
        Assert.Equal("GOLD", Standing.Today(facts, Levels, Today)!.Reached!.Code);
        Assert.Equal("PLATINUM", Standing.Today(facts, Levels, Kit.Day("2026-11-21"))!.Reached!.Code);
        Assert.Equal(0, Partner(null, Certified("basic", from: "2026-11-23")).Certified("basic", Today));
    }

    [Fact]
    public void What_is_missing_to_each_level_is_said()
    {
        var standing = Standing.Today(Partner("Silver", Sold("2026-10-01", 17_400), Certified("intermediate")), Levels, Today)!;
        Assert.Equal(("SILVER", "GOLD", 2_600L), (standing.Held, standing.Next!.Code, standing.Next.Points.Missing));
        Assert.Equal(("advanced", 1L), (standing.Next.Certificates[0].Path, standing.Next.Certificates[0].Missing));
        Assert.Equal([0L, 0, 0, 2_600, 32_600], standing.Levels.Select(level => level.Points.Missing));
        Assert.Null(Standing.Today(Partner("Platinum"), Levels, Today)!.Next);
    }

    [Fact]
    public void PP4_a_level_is_taken_on_the_day_of_the_order_that_reaches_it()
    {
        var before = Partner("Silver", Sold("2026-10-01", 17_400), Certified("advanced"));
        Assert.Null(Promotion.Of(before, Levels, Today));
        var change = Promotion.Of(before with { Points = before.Points.Add(Sold("2026-11-22", 2_600)) }, Levels, Today)!;
        Assert.Equal(("SILVER", "GOLD", "Gold", LevelCause.Promotion, "levels-2026"), (change.From, change.To, change.Name, change.Cause, change.Standing.Rules));
    }

    [Fact]
    public void PP5_nothing_but_a_review_takes_a_level_away() => Assert.Null(Promotion.Of(Partner("Platinum"), Levels, Today));

    [Fact]
    public void The_version_of_the_day_weighs()
    {
        var raised = Levels[0] with
        {
            Id = "levels-2027",
            EffectiveFrom = Kit.Day("2027-01-01"),
            Value = new LevelTable(true, [.. Levels[0].Value.Rows.Select(row => row with { Points = row.Points * 2 })]),
        };
        var facts = Partner("Bronze", Sold("2026-10-01", 1_500), Certified("basic"));
        Assert.Equal(("levels-2026", "BRONZE"), Said(Standing.Today(facts, Levels.Add(raised), Kit.Day("2026-12-31"))));
        Assert.Equal(("levels-2027", "AFFILIATE"), Said(Standing.AtReview(facts, Levels.Add(raised), Kit.Day("2027-01-01"))));
        Assert.Equal(("levels-2026", "BRONZE"), Said(Standing.AtReview(facts, Levels.Add(raised with { Status = RuleStatus.Provisional }), Kit.Day("2027-01-01"))));
        Assert.Null(Standing.Today(facts, [], Today));

        static (string, string?) Said(Standing? standing) => (standing!.Rules, standing.Reached?.Code);
    }

    [Fact]
    public void PP9_a_plan_says_which_level_and_on_which_day()
    {
        var facts = Partner("Bronze", Sold("2026-10-01", 3_000), Certified("basic"));
        var plan = new Plan([Sold("2026-12-10", 1_500), Sold("2026-01-01", 500)], [Certified("intermediate", 2, from: "2027-02-01")]);
        Assert.Equal([(Kit.Day("2027-02-01"), "SILVER", 25m)], WhatIf.Steps(facts, plan, Levels, Today).Select(step => (step.On, step.Level, step.DiscountPercent)));
        Assert.Empty(WhatIf.Steps(facts, Plan.Nothing, Levels, Today));
        Assert.Empty(WhatIf.Steps(facts, plan with { Certificates = [] }, Levels, Today));
    }
}
