using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Domain.Tests.Orders;

/// <summary>OM-7, OM-8: a paid line renews its key once, or says why it cannot.</summary>
public sealed class FulfilmentRules
{
    private static readonly PricingContext Customer = OrderKit.By(Payer.Customer, OrderKit.Hotel);

    [Theory]
    [InlineData("2025-12-05")]
    [InlineData("2025-11-22")]
    [InlineData("2024-01-01")]
    public void It_does_what_the_quote_showed_and_once(string issued)
    {
        var key = OrderKit.Annual(on: issued);
        var line = Line(key, years: 2);
        var renewed = Assert.IsType<KeyEvent.KeyRenewed>(Assert.Single(Apply(line, key.Facts).Accepted()));
        Assert.Equal((line.Quoted.TermStarts, line.Quoted.TermEnds, 2), (renewed.StartsOn, renewed.LastDay, renewed.Years));
        Assert.Equal($"order:{OrderKit.Order}:1", renewed.Reference);
        Assert.Empty(Apply(line, key.Key.Evolve(renewed).Known!).Accepted());
    }

    [Fact]
    public void Maintenance_too()
    {
        var key = OrderKit.Perpetual("2026-10-31");
        var line = Line(key);
        var renewed = Assert.IsType<KeyEvent.MaintenanceRenewed>(Assert.Single(Apply(line, key.Facts).Accepted()));
        Assert.Equal((line.Quoted.TermStarts, line.Quoted.TermEnds), (renewed.StartsOn, renewed.LastDay));
    }

    [Fact]
    public void A_message_that_comes_late_counts_from_the_day_of_the_payment()
    {
        var key = OrderKit.Annual(on: "2024-01-01");
        var renewed = Assert.IsType<KeyEvent.KeyRenewed>(Assert.Single(Apply(Line(key), key.Facts, processed: OrderKit.Today.AddDays(3)).Accepted()));
        Assert.Equal((OrderKit.Today, OrderKit.Today), (renewed.StartsOn, renewed.PaidOn));
    }

    [Fact]
    public void A_clock_ahead_of_ours_counts_as_today()
    {
        var key = OrderKit.Annual();
        Assert.Single(Fulfilment.Decide(Line(key), key.Facts, Kit.Allnet, OrderKit.Today.AddDays(1), OrderKit.Today, Kit.Noon(OrderKit.Today), null).Accepted());
    }

    [Fact]
    public void F7_what_happened_to_the_key_meanwhile()
    {
        Assert.Equal(RefusalCodes.RenewedMeanwhile, After(new KeyCommand.RenewKey(1, null, "another order")));
        Assert.Equal(RefusalCodes.KeyChangedMeanwhile, After(new KeyCommand.UpgradeKey(Edition.Enterprise, 32)));
        Assert.Equal(RefusalCodes.KeyChangedMeanwhile, After(new KeyCommand.DowngradeKey(Edition.Professional, 8)));
        Assert.Equal(RefusalCodes.KeyClosed, After(new KeyCommand.CloseKey("leaves")));
        Assert.Equal(RefusalCodes.OverLimitNotAcknowledged, After(new KeyCommand.ReportUsage(95)));
        Assert.Null(After(new KeyCommand.ProposeTransfer(Kit.Lagune), new KeyCommand.AcceptTransfer()));
        Assert.Null(After(new KeyCommand.ReissueKey(Kit.Number(9), "leaked")));
        Assert.Null(After(new KeyCommand.CloseKey("leaves", OrderKit.Today.AddDays(30))));
    }

    [Fact]
    public void An_operator_may_apply_it_in_spite_of_a_change_and_still_only_once()
    {
        var key = OrderKit.Annual();
        var line = Line(key);
        key.With(new KeyCommand.RenewKey(1, null, "another order"), "2026-11-22");
        Assert.Equal(RefusalCodes.RenewedMeanwhile, Apply(line, key.Facts).Code());
        var renewed = Assert.Single(Apply(line, key.Facts, inSpite: true).Accepted());
        Assert.Equal(Kit.Day("2027-02-01").AddDays(365), ((KeyEvent.KeyRenewed)renewed).StartsOn);
        Assert.Empty(Apply(line, key.Key.Evolve(renewed).Known!, inSpite: true).Accepted());
    }

    [Fact]
    public void Applied_and_closed_since_it_is_still_applied()
    {
        var key = OrderKit.Annual();
        var line = Line(key);
        var renewed = key.Key.Evolve(Apply(line, key.Facts).Accepted()[0]);
        var closed = renewed.Evolve(new KeyEvent.KeyClosed(OrderKit.Today, Kit.Noon(OrderKit.Today), "x", OrderKit.Today, "leaves"));
        Assert.Empty(Apply(line, closed.Known!).Accepted());
    }

    [Fact]
    public void A_closed_key_is_not_reopened_even_in_spite()
    {
        var key = OrderKit.Annual();
        var line = Line(key);
        key.With(new KeyCommand.CloseKey("leaves"), "2026-11-22");
        Assert.Equal(RefusalCodes.KeyClosed, Apply(line, key.Facts, inSpite: true).Code());
    }

    [Fact]
    public void Two_lines_of_different_orders_are_two_terms_only_if_an_operator_says_so()
    {
        var key = OrderKit.Annual();
        var (first, second) = (Line(key), Line(key) with { OrderId = OrderKit.Payment });
        key.With(new KeyCommand.RenewKey(1, null, first.Reference), "2026-11-22");
        Assert.Empty(Apply(first, key.Facts).Accepted());
        Assert.Equal(RefusalCodes.RenewedMeanwhile, Apply(second, key.Facts).Code());
    }

    [Fact]
    public void A_line_of_another_key_is_refused() =>
        Assert.Equal(RefusalCodes.KeyUnknown, Apply(Line(OrderKit.Annual()), OrderKit.Annual(number: 2).Facts).Code());

    [Fact]
    public void A_payment_of_more_than_a_year_ago_is_for_an_operator_to_look_at()
    {
        var key = OrderKit.Annual(on: "2024-01-01");
        Assert.Equal(RefusalCodes.DateOutOfRange, Apply(Line(key), key.Facts, processed: OrderKit.Today.AddDays(366)).Code());
    }

    [Theory]
    [InlineData(OrderState.Fulfilled, LineState.Applied, LineState.Applied)]
    [InlineData(OrderState.Attention, LineState.Applied, LineState.Credited)]
    [InlineData(OrderState.Attention, LineState.Credited, LineState.Credited)]
    [InlineData(OrderState.Paid, LineState.Credited, LineState.Waiting)]
    [InlineData(OrderState.Paid, LineState.Applied, LineState.Waiting)]
    public void The_state_of_a_paid_order_follows_from_its_lines(OrderState state, LineState one, LineState other)
    {
        Assert.Equal(state, Fulfilment.StateOf([one, other]));
        Assert.Equal(state, Fulfilment.StateOf([other, one]));
    }

    private static OrderLineFacts Line(Stream key, int years = 1) => new(OrderKit.Order, 1, key.Facts.Line(years).Priced(Customer));

    private static Decision Apply(OrderLineFacts line, KeyFacts key, DateOnly? processed = null, bool inSpite = false)
    {
        var today = processed ?? OrderKit.Today;
        return Fulfilment.Decide(line, key, Kit.Allnet, OrderKit.Today, today, Kit.Noon(today), null, inSpite);
    }

    private static string? After(params KeyCommand[] meanwhile)
    {
        var key = OrderKit.Annual();
        var line = Line(key);
        foreach (var command in meanwhile)
        {
            key.With(command, "2026-11-22", command is KeyCommand.AcceptTransfer ? Kit.Camille : null);
        }

        return Apply(line, key.Facts).Code();
    }
}
