using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using static Domain.Tests.Programme.ProgrammeKit;

namespace Domain.Tests.Programme;

/// <summary>A draft of the level rules, tried on the past four half-years.</summary>
public sealed class BackTestRules
{
    private static readonly ImmutableArray<LevelRow> InForce = Levels[0].Value.Rows;

    private static readonly Gen<CountedPoints> Sale =
        from day in Gen.Choose(0, 1_190)
        from points in Gen.Frequency((6, Gen.Choose(1, 9_000)), (1, Gen.Choose(-4_000, -1)))
        select new CountedPoints(Today.AddDays(-day), points, $"payment:{day}:{points}");

    private static readonly Gen<HeldCertificate> Course =
        from path in Gen.Elements("basic", "intermediate", "advanced")
        from person in Gen.Choose(1, 3)
        from day in Gen.Choose(0, 1_400)
        from days in Gen.Choose(100, 900)
        select new HeldCertificate(Person(person), $"Person {person}", path, Today.AddDays(-day), Today.AddDays(days - day));

    private static readonly Arbitrary<TestedPartner> Any = Arb.From(
        from level in Gen.Elements(null, "AFFILIATE", "BRONZE", "SILVER", "GOLD", "PLATINUM")
        from since in Gen.Choose(0, 1_400)
        from sales in Gen.ListOf(Sale)
        from corrected in Gen.Choose(0, 2)
        from courses in Gen.ListOf(Course)
        select new TestedPartner(Kit.Brenta, Today.AddDays(-since), level, [.. sales], [.. sales.Take(corrected)], [.. courses]));

    [Fact]
    public void It_looks_at_the_last_four_reviews_and_begins_a_half_year_before_them()
    {
        Assert.Equal(["2025-01-01", "2025-07-01", "2026-01-01", "2026-07-01"], BackTest.Reviews(Today).Select(Text));
        Assert.Equal("2024-07-01", Text(BackTest.Begins(Today)));
        Assert.Equal(("2023-07-01", "2026-11-22"), (Text(BackTest.Span(Today).From), Text(BackTest.Span(Today).To)));
        Assert.Equal("2026-07-01", Text(BackTest.Reviews(Kit.Day("2026-07-01"))[^1]));
        Assert.Equal("2026-01-01", Text(BackTest.Reviews(Kit.Day("2026-06-30"))[^1]));
    }

    [Fact]
    public void A_lower_threshold_raises_with_the_order_that_reaches_it_and_costs_the_difference_at_list_price_from_the_next_order_on()
    {
        // Silver at 3 000 rather than 5 000: reached on 1 March 2025. Paid at 20 % off, list price is a quarter more; Silver gives 5 points more.
        var draft = With("SILVER", row => row with { Points = 3_000 });
        var halves = Try(Partner("BRONZE", [Sold("2025-03-01", 3_200), Sold("2025-04-01", 800), Sold("2025-09-01", 400)], [Certified("basic", from: "2020-01-01"), Certified("intermediate", from: "2020-01-01")]), draft);
        Assert.Equal(["SAME 4000 5000", "HIGHER 400 2500", "HIGHER 0 0", "HIGHER 0 0"], halves.Select(half => $"{Word(half)} {half.Turnover} {half.CostMinor}"));
        Assert.Equal(("BRONZE", "SILVER"), (halves[1].Then!.Code, halves[1].Draft!.Code));
        Assert.Equal(("2025-07-01", "2025-12-31"), (Text(halves[1].On), Text(halves[1].Through)));
        Assert.Equal(Today, halves[^1].Through);
    }

    [Fact]
    public void A_level_is_lost_under_the_draft_only_after_notice_and_grace_and_then_one_at_a_time()
    {
        var draft = With("GOLD", row => row with { Points = 30_000 }).SetItem(2, InForce[2] with { Points = 25_000 });
        CountedPoints[] sold = [.. Enumerable.Range(0, 36).Select(n => new CountedPoints(Kit.Day("2023-12-15").AddMonths(n), 2_000))];
        var halves = Try(Partner("GOLD", sold.Where(one => one.On <= Today), [Certified("advanced", from: "2020-01-01"), Certified("intermediate", from: "2020-01-01"), Certified("basic", from: "2020-01-01")]), draft);
        // Notice when it begins (1 July 2024); lost at the next review; notice for Silver; lost; Bronze is met.
        Assert.Equal(["SILVER", "SILVER", "BRONZE", "BRONZE"], halves.Select(half => half.Draft!.Code));
        Assert.All(halves, half => Assert.Equal(("GOLD", LevelMove.Lower), (half.Then!.Code, half.Move)));
        Assert.All(halves, half => Assert.True(half.CostMinor < 0));
    }

    [Fact]
    public void Points_that_an_operator_corrected_weigh_but_are_no_turnover()
    {
        var corrected = Sold("2025-08-01", 5_000, "correction:1");
        var partner = Partner("BRONZE", [corrected, Sold("2025-08-02", 1_000)], [Certified("intermediate", from: "2020-01-01")]) with { Corrections = [corrected] };
        var half = Try(partner, With("SILVER", row => row with { DiscountPercent = 28 }))[1];
        Assert.Equal((1_000L, LevelMove.Same), (half.Turnover, half.Move));
        // Silver in both lives by the correction: 1 000 at 25 % off, 3 points of its list price.
        Assert.Equal(4_000, half.CostMinor);
    }

    [Fact]
    public void A_draft_that_says_what_is_in_force_makes_no_difference_and_costs_nothing() =>
        Prop.ForAll(Any, partner => Assert.All(Try(partner, InForce), half => Assert.False(half.Differs))).Check(Checks);

    [Fact]
    public void The_order_of_what_is_known_plays_no_part() => Prop.ForAll(Any, partner =>
    {
        var draft = With("SILVER", row => row with { Points = 3_000, DiscountPercent = 27.5m });
        var turned = partner with { Points = [.. partner.Points.Reverse()], Corrections = [.. partner.Corrections.Reverse()], Certificates = [.. partner.Certificates.Reverse()] };
        var days = partner with { Points = [.. partner.Points.GroupBy(one => one.On).Select(day => new CountedPoints(day.Key, day.Sum(one => one.Points)))] };
        Assert.Equal(Try(partner, draft).AsEnumerable(), Try(turned, draft));
        Assert.Equal(Try(partner, draft).AsEnumerable(), Try(days, draft));
    }).Check(Checks);

    [Fact]
    public void A_life_under_the_rules_of_the_time_is_what_the_product_would_have_decided() => Prop.ForAll(Any, partner =>
    {
        var (level, notice) = (partner.Level, (Notice?)null);
        var halves = Try(partner, InForce);
        foreach (var review in BackTest.Reviews(Today).Insert(0, BackTest.Begins(Today)))
        {
            if (partner.Since <= review)
            {
                var record = Review.Decide(new ReviewInputs(partner.Id, review, level, notice, partner.Points, partner.Certificates), Levels)!;
                (level, notice) = (record.LevelAfter, record.NoticeAfter);
            }

            Assert.Equal(Levels[0].Value.Row(level)?.Code, review == BackTest.Begins(Today) ? Levels[0].Value.Row(level)?.Code : halves.Single(half => half.On == review).Then?.Code);
            for (var day = review; day < review.AddMonths(6) && day <= Today; day = day.AddDays(1))
            {
                if (partner.Points.Any(one => one.On == day) || partner.Certificates.Any(one => one.From == day))
                {
                    level = Promotion.Of(new ProgrammeFacts(level, partner.Points, partner.Certificates), Levels, day)?.To ?? level;
                }
            }
        }
    }).Check(Checks);

    private static Config Checks => Config.QuickThrowOnFailure.WithMaxTest(60);

    private static ImmutableArray<TestedHalfYear> Try(TestedPartner partner, ImmutableArray<LevelRow> draft) => BackTest.Of(partner, Levels, draft, Today);

    private static TestedPartner Partner(string level, IEnumerable<CountedPoints> points, IEnumerable<HeldCertificate> certificates) =>
        new(Kit.Brenta, Kit.Day("2020-01-01"), level, [.. points], [], [.. certificates]);

    private static ImmutableArray<LevelRow> With(string code, Func<LevelRow, LevelRow> change) => [.. InForce.Select(row => row.Code == code ? change(row) : row)];

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Word(TestedHalfYear half) => half.Move.ToString().ToUpperInvariant();
}
