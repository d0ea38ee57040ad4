using Domain.Tests.Orders;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Domain.Programme;

namespace Domain.Tests.Programme;

/// <summary>PP-3: what an order earns, and what a refund takes back of it.</summary>
public sealed class PointRules
{
    private static readonly EarningOrder Order = new(ProgrammeKit.Person(1), ProgrammeKit.Person(2), "O-000117", "EUR", 82_199, 100_283);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    [InlineData(199, 1)]
    [InlineData(82_199, 821)]
    [InlineData(-500, 0)]
    public void One_point_per_whole_unit(long netMinor, long points) => Assert.Equal(points, Points.Of(netMinor));

    [Fact]
    public void An_order_earns_on_the_day_it_is_paid_and_says_from_what()
    {
        var line = Points.Earned(Order, Kit.Day("2026-03-01"))!;
        Assert.Equal(($"payment:{Order.PaymentId}", PointCause.Order, 821L, Kit.Day("2026-03-01")), (line.Reference, line.Cause, line.Points, line.CountsOn));
        Assert.Equal(("O-000117", "82199 EUR"), (line.Facts["order"], line.Facts["net"]));
        Assert.Null(Points.Earned(Order with { PartnerNetMinor = 99 }, Kit.Day("2026-03-01")));
    }

    [Fact]
    public void Turnover_from_before_is_a_line_once_and_only_the_same_again_is_the_same()
    {
        var told = new Turnover("2025-42", ProgrammeKit.Person(1), Kit.Day("2025-03-31"), 123_456, "EUR", "March 2025");
        Assert.Equal(("turnover:2025-42", PointCause.Turnover, 1_234L, told.Day), (told.Line.Reference, told.Line.Cause, told.Line.Points, told.Line.CountsOn));
        Assert.Null(told.Check(told.Day));
        Assert.Equal(RefusalCodes.DateOutOfRange, told.Check(told.Day.AddDays(-1))!.Code);
        Assert.Null((told with { Note = "Other words" }).Differs(told.Line, told.Partner));
        foreach (var other in new[] { told with { NetMinor = 123_457 }, told with { NetMinor = 123_500 }, told with { Day = told.Day.AddDays(1) }, told with { Partner = ProgrammeKit.Person(2) } })
        {
            Assert.Equal((RefusalCodes.TurnoverDiffers, "1234"), (other.Differs(told.Line, told.Partner)!.Code, other.Differs(told.Line, told.Partner)!.Facts["points"]));
        }
    }

    [Fact]
    public void What_the_customer_pays_counts_at_the_partners_price()
    {
        var line = OrderKit.Annual(size: 32).Facts.Line(1, "Gold");
        var byCustomer = line.Priced(OrderKit.By(Payer.Customer, OrderKit.Hotel));
        var byPartner = line.Priced(OrderKit.By(Payer.Partner, OrderKit.Brenta));
        Assert.True(byCustomer.NetMinor > byPartner.NetMinor);
        Assert.Equal(byPartner.NetMinor, Points.PartnerNet(Payer.Customer, [byCustomer]));
        Assert.Equal(byPartner.NetMinor, Points.PartnerNet(Payer.Partner, [byPartner]));
    }

    [Fact]
    public void A_refund_of_everything_takes_everything_however_it_is_cut()
    {
        long refunded = 0, points = Points.Earned(Order, ProgrammeKit.Today)!.Points;
        foreach (var part in new long[] { 1, 49_999, 30, 50_253 })
        {
            points += Points.TakenBack(Order, "r", refunded, part, ProgrammeKit.Today)?.Points ?? 0;
            refunded += part;
            Assert.Equal(Points.Left(Order, refunded), points);
        }

        Assert.Equal((Order.GrossMinor, 0L), (refunded, points));
    }

    [Fact]
    public void A_refund_that_comes_back_gives_what_it_took()
    {
        var taken = Points.TakenBack(Order, "r", 0, 50_000, ProgrammeKit.Today)!;
        var given = Points.GivenBack(Order, "r", 50_000, 50_000, ProgrammeKit.Today)!;
        Assert.Equal((PointCause.Refund, PointCause.RefundUndone, 0L), (taken.Cause, given.Cause, taken.Points + given.Points));
        Assert.NotEqual(taken.Reference, given.Reference);
    }

    [Fact]
    public void No_amount_overflows_or_falls_below_nothing()
    {
        var huge = Order with { PartnerNetMinor = long.MaxValue, GrossMinor = long.MaxValue };
        Assert.Equal(long.MaxValue / 100, Points.Left(huge, 0));
        Assert.Equal(0, Points.Left(huge, long.MaxValue));
        Assert.Equal(0, Points.Left(Order, long.MaxValue));
        Assert.Equal(0, Points.Left(Order with { GrossMinor = 0 }, 0));
    }

    [Theory]
    [InlineData(0, "2026-11-22", "why", RefusalCodes.PointsOutOfRange)]
    [InlineData(10_000_001, "2026-11-22", "why", RefusalCodes.PointsOutOfRange)]
    [InlineData(long.MinValue, "2026-11-22", "why", RefusalCodes.PointsOutOfRange)]
    [InlineData(5, "2026-11-23", "why", RefusalCodes.DateOutOfRange)]
    [InlineData(5, "1989-12-31", "why", RefusalCodes.DateOutOfRange)]
    [InlineData(5, "2026-11-22", " ", RefusalCodes.ReasonRequired)]
    [InlineData(5, "2026-11-22", null, RefusalCodes.ReasonRequired)]
    [InlineData(-10_000_000, "2026-11-22", "why", null)]
    [InlineData(5, "2020-02-29", "why", null)]
    public void A_correction_has_an_amount_a_day_that_is_not_ahead_and_a_reason(long points, string on, string? reason, string? code) =>
        Assert.Equal(code, Points.CheckCorrection(points, Kit.Day(on), ProgrammeKit.Today, reason)?.Code);
}
