using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using static Domain.Tests.Programme.ProgrammeKit;

namespace Domain.Tests.Programme;

/// <summary>A day of a partner's life: so many days later, points won or lost, or somebody certified for so long, or a review.</summary>
internal sealed record Happening(int DaysLater, int Points, int Path, int Person, int ValidDays, bool Review);

/// <summary>What holds of every partner whatever it sells, gives back, learns and forgets.</summary>
public sealed class ProgrammeProperties
{
    private static readonly string[] Paths = ["basic", "intermediate", "advanced"];

    private static readonly ImmutableArray<RuleVersion<LevelTable>> Rules = Levels.Add(Levels[0] with
    {
        Id = "levels-2027",
        EffectiveFrom = Kit.Day("2027-01-01"),
        Value = new LevelTable(true, [.. Levels[0].Value.Rows.Select(row => row with { Points = row.Points * 3 / 2 })]),
    });

    private static readonly Gen<Happening> One =
        from days in Gen.Choose(0, 60)
        from points in Gen.Frequency((5, Gen.Choose(1, 12_000)), (2, Gen.Choose(-6_000, -1)), (2, Gen.Constant(0)))
        from path in Gen.Choose(0, 2)
        from person in Gen.Choose(1, 3)
        from valid in Gen.Choose(20, 600)
        from review in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Happening(days, points, path, person, valid, review);

    private static readonly Arbitrary<Happening[]> Any = Arb.From(
        from length in Gen.Choose(1, 40)
        from life in Gen.ArrayOf(One, length)
        select life);

    [Fact]
    public void Promotion_never_waits_and_nothing_but_a_review_takes_a_level() => Hold(life =>
    {
        foreach (var moment in Live(life))
        {
            var rank = Rank(moment.After, moment.Day);
            if (!moment.Reviewed)
            {
                Assert.True(rank >= Rank(moment.Before, moment.Day));
                Assert.True(rank >= Standing.Today(moment.Facts with { Level = moment.After }, Rules, moment.Day)!.ReachedRank);
            }
        }
    });

    [Fact]
    public void A_review_takes_one_level_at_most_and_only_after_a_notice_whose_grace_has_ended() => Hold(life =>
    {
        Notice? notice = null;
        foreach (var moment in Live(life).Where(moment => moment.Reviewed))
        {
            var (before, after) = (Rank(moment.Before, moment.Day), Rank(moment.After, moment.Day));
            Assert.InRange(before - after, 0, 1);
            Assert.Equal(before > after, moment.Record!.Outcome == ReviewOutcome.Demoted);
            Assert.True(before == after || notice is not null && notice.Level == moment.Record.Standing.Held && moment.Day > notice.GraceUntil);
            notice = moment.Record.NoticeAfter;
        }
    });

    [Fact]
    public void A_replay_is_the_record_byte_for_byte_whatever_the_order_of_its_facts() => Hold(life =>
    {
        foreach (var moment in Live(life).Where(moment => moment.Reviewed))
        {
            var stored = ProgrammeJson.WriteReview(moment.Record!);
            Assert.Equal(stored, ProgrammeJson.WriteReview(Review.Replay(ProgrammeJson.ReadReview(stored), Rules)!));
            var turned = moment.Record!.Inputs with { Lines = [.. moment.Facts.Points.Reverse()], Certificates = [.. moment.Facts.Certificates.Reverse()] };
            Assert.Equal(stored, ProgrammeJson.WriteReview(Review.Decide(turned, Rules)!));
        }
    });

    [Fact]
    public void The_sum_of_the_lines_is_the_points_and_days_sums_weigh_the_same() => Hold(life =>
    {
        foreach (var moment in Live(life))
        {
            var window = PointWindow.Through(moment.Day);
            var standing = Standing.Today(moment.Facts, Rules, moment.Day)!;
            Assert.Equal(moment.Facts.Points.Where(line => line.On >= window.From && line.On <= window.To).Sum(line => line.Points), standing.Points);
            var days = moment.Facts with { Points = [.. moment.Facts.Points.GroupBy(line => line.On).Select(day => new CountedPoints(day.Key, day.Sum(line => line.Points)))] };
            Assert.Equal(ProgrammeJson.WriteStanding(standing), ProgrammeJson.WriteStanding(Standing.Today(days, Rules, moment.Day)!));
            Assert.Equal(moment.Record?.Inputs.Lines.Sum(line => line.Points) ?? 0, moment.Record?.Standing.Points ?? 0);
        }
    });

    [Fact]
    public void The_smallest_change_flips_a_review_and_one_point_less_does_not() => Hold(life =>
    {
        foreach (var moment in Live(life).Where(moment => moment.Reviewed))
        {
            var below = moment.Record!.Standing.IsBelow;
            foreach (var change in moment.Record.Flips)
            {
                Assert.NotEqual(below, Changed(moment.Record, change).Standing.IsBelow);
                if (change.Points != 0)
                {
                    Assert.Equal(below, Changed(moment.Record, change with { Points = change.Points - Math.Sign(change.Points) }).Standing.IsBelow);
                }
            }

            Assert.True(!below || moment.Record.Flips.Length == 1);
        }
    });

    [Fact]
    public void A_plan_reaches_what_living_it_reaches() => Hold(life =>
    {
        var happenings = life.Select(one => one with { Review = false, DaysLater = one.DaysLater + 1 }).ToArray();
        var start = new ProgrammeFacts("AFFILIATE", [], []);
        var lived = Live(happenings).Where(moment => moment.Before != moment.After).Select(moment => (moment.Day, moment.After)).ToArray();
        var all = Live(happenings).Last().Facts;
        var steps = WhatIf.Steps(start, new Plan(all.Points, all.Certificates), Rules, Start);
        Assert.Equal(lived.Select(one => one.After).LastOrDefault(), steps.LastOrDefault()?.Level);
    });

    private static readonly DateOnly Start = Kit.Day("2025-03-01");

    private sealed record Moment(DateOnly Day, ProgrammeFacts Facts, string? Before, string? After, bool Reviewed, ReviewRecord? Record);

    private static IEnumerable<Moment> Live(Happening[] life)
    {
        var facts = new ProgrammeFacts("AFFILIATE", [], []);
        Notice? notice = null;
        var (day, number) = (Start, 0);
        foreach (var one in life)
        {
            day = day.AddDays(one.DaysLater);
            var before = facts.Level;
            ReviewRecord? record = null;
            if (one.Review)
            {
                record = Review.Decide(new ReviewInputs(Kit.Brenta, day, facts.Level, notice, facts.Points, facts.Certificates), Rules)!;
                (facts, notice) = (facts with { Level = record.LevelAfter }, record.NoticeAfter);
            }
            else
            {
                facts = one.Points == 0
                    ? facts with { Certificates = facts.Certificates.Add(new HeldCertificate(Person(one.Person), $"P{one.Person}", Paths[one.Path], day, day.AddDays(one.ValidDays))) }
                    : facts with { Points = facts.Points.Add(new CountedPoints(day, one.Points, $"line:{number++}")) };
                facts = facts with { Level = Promotion.Of(facts, Rules, day)?.To ?? facts.Level };
            }

            yield return new Moment(day, facts, before, facts.Level, one.Review, record);
        }
    }

    /// <summary>The review as it would have been with a change.</summary>
    private static ReviewRecord Changed(ReviewRecord record, SmallestChange change)
    {
        var inputs = record.Inputs with { Lines = record.Inputs.Lines.Add(new CountedPoints(record.Standing.Window.To, change.Points, "change")) };
        foreach (var need in change.Certificates)
        {
            var lost = inputs.Certificates.Where(one => one.Path == need.Path).Select(one => one.Person).Distinct().Take(-need.Count).ToHashSet();
            inputs = inputs with
            {
                Certificates =
                [
                    .. inputs.Certificates.Where(one => one.Path != need.Path || !lost.Contains(one.Person)),
                    .. Enumerable.Range(0, Math.Max(0, need.Count)).Select(n => new HeldCertificate(Person(100 + n), "New", need.Path, Start, null)),
                ],
            };
        }

        return Review.Decide(inputs, Rules)!;
    }

    private static int Rank(string? level, DateOnly day) => Standing.Today(new ProgrammeFacts(level, [], []), Rules, day)!.HeldRank;

    private static void Hold(Action<Happening[]> property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Any, life => property(life)));
}
