using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Domain.Tests;

/// <summary>The rules of a key's life, one by one (RULES.md KL).</summary>
public sealed class KeyRules
{
    private static Stream Annual(int size = 16, int years = 1) => new Stream(Kit.Allnet).With(Kit.Issue(size: size, years: years), "2026-02-01");

    private static Stream Perpetual(string maintenanceLastDay = "2026-04-30") =>
        new Stream(Kit.Allnet).With(Kit.ImportPerpetual(Kit.Day(maintenanceLastDay)), "2026-01-10");

    [Fact]
    public void KL1_a_year_is_365_days_even_in_a_leap_year() =>
        Assert.Equal(Kit.Day("2028-02-28"), new Stream(Kit.Allnet).With(Kit.Issue(), "2027-03-01").Facts.LastDay);

    [Fact]
    public void KL3_paying_late_starts_on_the_day_of_payment_even_when_it_is_booked_later()
    {
        var key = Annual().With(new KeyCommand.RenewKey(1, Kit.Day("2027-05-10")), "2027-05-20");
        Assert.Equal((Kit.Day("2027-05-10"), Kit.Day("2028-05-08")), (key.Facts.NewestTerm.Start, key.Facts.NewestTerm.LastDay));
        Assert.Equal(KeyStatus.Fallback, key.On("2027-05-09").Status);
        Assert.Equal(KeyStatus.Active, key.On("2027-05-10").Status);
    }

    [Fact]
    public void The_same_payment_renews_once_and_another_one_again()
    {
        var key = Annual().With(new KeyCommand.RenewKey(1, null, "order-1"), "2026-10-01");
        Assert.Empty(key.Do(new KeyCommand.RenewKey(1, null, "order-1"), "2026-10-02").Accepted());
        Assert.Single(key.Do(new KeyCommand.RenewKey(1, null, "order-2"), "2026-10-02").Accepted());
        Assert.Equal(Kit.Day("2027-01-31").AddDays(730), key.Facts.LastDay);
    }

    [Theory]
    [InlineData(0, RefusalCodes.YearsOutOfRange)]
    [InlineData(-3, RefusalCodes.YearsOutOfRange)]
    [InlineData(11, RefusalCodes.YearsOutOfRange)]
    [InlineData(int.MaxValue, RefusalCodes.YearsOutOfRange)]
    [InlineData(10, null)]
    public void Years_are_one_to_ten(int years, string? code) => Assert.Equal(code, Annual().Do(new KeyCommand.RenewKey(years), "2026-10-01").Code());

    [Fact]
    public void Terms_never_reach_further_than_twenty_years_ahead() =>
        Assert.Equal(
            RefusalCodes.YearsOutOfRange,
            Annual().With(new KeyCommand.RenewKey(10), "2026-10-01").Do(new KeyCommand.RenewKey(10), "2026-10-01").Code());

    [Theory]
    [InlineData("2026-10-02")]
    [InlineData("2025-09-30")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void A_payment_lies_within_the_last_year(string paidOn)
    {
        var refusal = Annual().Do(new KeyCommand.RenewKey(1, Kit.Day(paidOn)), "2026-10-01").Refused();
        Assert.Equal((RefusalCodes.DateOutOfRange, "paidOn"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void KL12_each_kind_has_its_own_renewal()
    {
        Assert.Equal(RefusalCodes.MaintenanceOnlyForPerpetual, Annual().Do(new KeyCommand.RenewMaintenance(1), "2026-10-01").Code());
        Assert.Equal(RefusalCodes.RenewOnlyForAnnual, Perpetual().Do(new KeyCommand.RenewKey(1), "2026-03-01").Code());
        var subscription = new Stream(Kit.Vcom).With(Kit.Issue(KeyKind.Subscription), "2026-02-01");
        Assert.Equal(RefusalCodes.RenewOnlyForAnnual, subscription.Do(new KeyCommand.RenewKey(1), "2026-03-01").Code());
        Assert.Equal(RefusalCodes.MaintenanceOnlyForPerpetual, subscription.Do(new KeyCommand.RenewMaintenance(1), "2026-03-01").Code());
    }

    [Fact]
    public void KL6_strict_turns_services_off_at_once_but_keeps_the_window()
    {
        var strict = Kit.Allnet with { ProfileInUse = "strict" };
        var key = new Stream(strict).With(Kit.ImportPerpetual(Kit.Day("2026-04-30")), "2026-01-10");
        var holds = key.On("2026-05-01");
        Assert.Equal((KeyStatus.MaintenanceWindow, 10, true, false), (holds.Status, holds.ServicesOff.Length, holds.Renewable, holds.Updates));
        Assert.Contains(holds.Causes, cause => cause == new Cause("KL-6", "life-strict-2020"));
    }

    [Fact]
    public void KL7_a_trade_in_closes_the_old_key_and_issues_the_new_one_linked_both_ways()
    {
        var old = Perpetual();
        var today = Kit.Day("2026-08-03");
        var command = new KeyCommand.TradeInKey(Kit.Id(2), Kit.Number(2), Edition.Enterprise, 32, 2, new Money(99_900, "EUR"));
        var decided = TradeIns.Decide(command, old.Key, Kit.Allnet, today, Kit.Noon(today), Kit.Giulia);
        var closed = Key.Fold([.. old.Events, .. decided.Old.Accepted()]);
        var issued = Key.Fold(decided.New.Accepted());

        Assert.Equal(new KeyLink(Kit.Id(2), Kit.Number(2)), Assert.IsType<Key.ClosedKey>(closed).Facts.ReplacedBy);
        Assert.Equal(new KeyLink(Kit.Id(1), Kit.Number(1)), issued.Known!.Replaces);
        Assert.Equal((today, today.AddDays(729)), (issued.Known.StartsOn, issued.Known.LastDay));
        Assert.Equal((Kit.Hotel, Kit.Brenta), (issued.Known.Customer, issued.Known.Partner!.Value));
        Assert.Equal(KeyStatus.MaintenanceLapsed, Holding.On(closed, Kit.Allnet, today.AddDays(-1))!.Status);
        Assert.Equal(KeyStatus.Closed, Holding.On(closed, Kit.Allnet, today)!.Status);

        var again = TradeIns.Decide(command, closed, Kit.Allnet, today, Kit.Noon(today), Kit.Giulia);
        Assert.Empty(again.Old.Accepted());
        Assert.Empty(again.New.Accepted());
    }

    [Theory]
    [InlineData(8, RefusalCodes.TradeInTooSmall)]
    [InlineData(17, RefusalCodes.SizeNotSold)]
    [InlineData(16, null)]
    public void KL7_a_trade_in_never_gets_smaller(int size, string? code)
    {
        var today = Kit.Day("2026-08-03");
        var command = new KeyCommand.TradeInKey(Kit.Id(2), Kit.Number(2), Edition.Professional, size);
        var decided = TradeIns.Decide(command, Perpetual().Key, Kit.Allnet, today, Kit.Noon(today));
        Assert.Equal((code, code), (decided.Old.Code(), decided.New.Code()));
    }

    [Fact]
    public void KL7_a_key_that_can_still_be_renewed_needs_no_trade_in()
    {
        var command = new KeyCommand.TradeInKey(Kit.Id(2), Kit.Number(2), Edition.Professional, 16);
        Assert.Equal(RefusalCodes.TradeInNotNeeded, Perpetual().Do(command, "2026-07-29").Code());
        Assert.Equal(RefusalCodes.TradeInNotNeeded, Annual().Do(command, "2029-07-29").Code());
    }

    [Fact]
    public void KL8_a_subscription_runs_until_it_is_closed()
    {
        var key = new Stream(Kit.Vcom).With(Kit.Issue(KeyKind.Subscription), "2026-01-31");
        Assert.Null(key.Facts.LastDay);
        Assert.Equal(KeyStatus.Active, key.On("2040-01-01").Status);
        key.With(new KeyCommand.CloseKey("moves back on premises", Kit.Day("2026-06-30")), "2026-06-01");
        Assert.Equal((KeyStatus.Active, KeyStatus.Closed), (key.On("2026-06-29").Status, key.On("2026-06-30").Status));
        Assert.Equal(KeyStatus.Closed, key.Summary.StatusOn(Kit.Day("2026-06-30")));
    }

    [Fact]
    public void KL9_an_ended_version_takes_no_activation_and_no_order_but_goes_on()
    {
        var key = new Stream(Kit.Allnet).With(Kit.Issue(years: 3), "2020-01-15").With(new KeyCommand.ActivateKey("host", null, "15.5.1"), "2020-01-16");
        Assert.True(key.On("2020-07-31") is { Updates: true, Support: true, Renewable: true });
        var after = key.On("2020-08-01");
        Assert.True(after is { Status: KeyStatus.Active, Updates: false, Support: false, Renewable: false });
        Assert.Contains(after.Causes, cause => cause.Rule == "KL-9");
        Assert.Equal(RefusalCodes.KeyVersionDeprecated, key.Do(new KeyCommand.RenewKey(1), "2020-08-01").Code());
        Assert.Equal(RefusalCodes.KeyVersionDeprecated, key.Do(new KeyCommand.UpgradeKey(Edition.Enterprise, 32), "2020-08-01").Code());
        Assert.Empty(key.Do(new KeyCommand.ActivateKey("host", null, "15.5.1"), "2020-08-01").Accepted());
        key.With(new KeyCommand.ReleaseKey("new host"), "2020-08-02");
        Assert.Equal(RefusalCodes.KeyVersionDeprecated, key.Do(new KeyCommand.ActivateKey("other", null, "15.5.2"), "2020-08-02").Code());
        key.With(new KeyCommand.ActivateKey("other", null, "16.0.1"), "2020-08-02");
        Assert.True(key.On("2020-08-02") is { Updates: true, Support: true, Renewable: true });
    }

    [Fact]
    public void KL10_an_upgrade_counts_at_once_and_records_the_unused_days()
    {
        var key = Annual();
        var upgraded = Assert.IsType<KeyEvent.KeyUpgraded>(Assert.Single(key.Do(new KeyCommand.UpgradeKey(Edition.Enterprise, 32), "2026-12-01").Accepted()));
        Assert.Equal(61, upgraded.UnusedDays);
        Assert.Equal((Edition.Professional, 16), (key.On("2026-11-30").Effective.Edition, key.On("2026-11-30").Effective.Size));
        Assert.Equal((Edition.Enterprise, 32), (key.On("2026-12-01").Effective.Edition, key.On("2026-12-01").Effective.Size));
        Assert.Equal(Kit.Day("2027-01-31"), key.Facts.LastDay);
    }

    [Theory]
    [InlineData("2026-04-30", "2026-05-01", RefusalCodes.UpgradeBlockedExpiredMaintenance)]
    [InlineData("2027-05-02", "2026-05-01", RefusalCodes.UpgradeBlockedExtraMaintenance)]
    [InlineData("2027-05-01", "2026-05-01", null)]
    [InlineData("2026-05-01", "2026-05-01", null)]
    public void KL10_a_perpetual_upgrade_needs_current_maintenance_without_extra_years(string lastDay, string today, string? code) =>
        Assert.Equal(code, Perpetual(lastDay).Do(new KeyCommand.UpgradeKey(Edition.Enterprise, 32), today).Code());

    [Theory]
    [InlineData(Edition.Professional, 16, RefusalCodes.UpgradeNotLarger)]
    [InlineData(Edition.Enterprise, 8, RefusalCodes.UpgradeNotLarger)]
    [InlineData(Edition.Standard, 32, RefusalCodes.EditionNotSold)]
    [InlineData(Edition.Professional, 17, RefusalCodes.SizeNotSold)]
    [InlineData((Edition)9, 32, RefusalCodes.InvalidInput)]
    public void KL10_an_upgrade_is_larger_and_sold(Edition edition, int size, string code) =>
        Assert.Equal(code, Annual().Do(new KeyCommand.UpgradeKey(edition, size), "2026-10-01").Code());

    [Fact]
    public void KL11_a_downgrade_waits_for_the_next_renewal()
    {
        var key = Annual().With(new KeyCommand.DowngradeKey(Edition.Professional, 8), "2026-10-01");
        Assert.Equal(16, key.On("2026-12-31").Effective.Size);
        key.With(new KeyCommand.RenewKey(1), "2026-12-01");
        Assert.Equal(16, key.On("2027-01-31").Effective.Size);
        Assert.Equal(8, key.On("2027-02-01").Effective.Size);
        Assert.Null(key.Facts.PendingDowngrade);
    }

    [Fact]
    public void KL11_a_downgrade_must_fit_when_planned_and_when_renewed()
    {
        var key = Annual().With(new KeyCommand.ReportUsage(41), "2026-03-01");
        Assert.Equal(RefusalCodes.DowngradeOverLimit, key.Do(new KeyCommand.DowngradeKey(Edition.Professional, 8), "2026-10-01").Code());
        key.With(new KeyCommand.ReportUsage(40), "2026-10-02").With(new KeyCommand.DowngradeKey(Edition.Professional, 8), "2026-10-02");
        key.With(new KeyCommand.ReportUsage(50), "2026-10-03");
        Assert.Equal(RefusalCodes.DowngradeOverLimit, key.Do(new KeyCommand.RenewKey(1), "2026-12-01").Code());
        key.With(new KeyCommand.DowngradeKey(Edition.Professional, 16), "2026-12-01").With(new KeyCommand.RenewKey(1), "2026-12-01");
        Assert.Equal(16, key.On("2027-02-01").Effective.Size);
    }

    [Fact]
    public void KL13_one_installation_at_a_time()
    {
        var key = Annual().With(new KeyCommand.ActivateKey("a", "pbx.example", "20.0.1"), "2026-02-02");
        Assert.Empty(key.Do(new KeyCommand.ActivateKey("a", "pbx.example", "20.0.1"), "2026-02-03").Accepted());
        Assert.Empty(key.Do(new KeyCommand.ActivateKey("a"), "2026-02-03").Accepted());
        Assert.Equal(RefusalCodes.KeyBoundElsewhere, key.Do(new KeyCommand.ActivateKey("b"), "2026-02-03").Code());
        Assert.Equal(RefusalCodes.ReasonRequired, key.Do(new KeyCommand.ReleaseKey(" "), "2026-02-03").Code());
        key.With(new KeyCommand.ReleaseKey("moved"), "2026-02-03");
        Assert.Equal(RefusalCodes.KeyNotActivated, key.Do(new KeyCommand.ReleaseKey("moved"), "2026-02-03").Code());
        key.With(new KeyCommand.ActivateKey("b"), "2026-02-03");
        Assert.Equal("b", key.Summary.Fingerprint);
    }

    [Fact]
    public void KL13_binding_again_and_again_ends_at_a_limit_that_forgets_after_a_year()
    {
        var key = Annual(years: 3);
        for (var round = 0; round < 50; round++)
        {
            key.With(new KeyCommand.ActivateKey($"host-{round}"), "2026-02-02").With(new KeyCommand.ReleaseKey("moved"), "2026-02-02");
        }

        Assert.Equal(RefusalCodes.ActivationLimit, key.Do(new KeyCommand.ActivateKey("one more"), "2027-02-01").Code());
        key.With(new KeyCommand.ActivateKey("one more"), "2027-02-02");
    }

    [Fact]
    public void KL13_a_reissued_key_keeps_term_and_history_and_forgets_nothing()
    {
        var key = Annual().With(new KeyCommand.ActivateKey("thief"), "2026-02-02").With(new KeyCommand.ReissueKey(Kit.Number(5), "leaked"), "2026-03-01");
        Assert.Equal(Kit.Number(5), key.Facts.Number);
        Assert.Equal([Kit.Number(1)], key.Facts.LeakedNumbers);
        Assert.Equal(Kit.Day("2027-01-31"), key.Facts.LastDay);
        Assert.Null(key.Facts.Activation);
        Assert.Equal(RefusalCodes.KeyAlreadyExists, key.Do(new KeyCommand.ReissueKey(Kit.Number(1), "again"), "2026-03-02").Code());
    }

    [Fact]
    public void KL13_a_transfer_asks_both_sides()
    {
        var key = Annual();
        Assert.Equal(RefusalCodes.TransferNotYours, key.Do(new KeyCommand.ProposeTransfer(Kit.Lagune), "2026-03-01", Kit.Camille).Code());
        Assert.Equal(RefusalCodes.TransferSamePartner, key.Do(new KeyCommand.ProposeTransfer(Kit.Brenta), "2026-03-01", Kit.Elena).Code());
        Assert.Equal(RefusalCodes.TransferNotPending, key.Do(new KeyCommand.AcceptTransfer(), "2026-03-01", Kit.Camille).Code());
        key.With(new KeyCommand.ProposeTransfer(Kit.Lagune, "moves to France"), "2026-03-01", Kit.Elena);
        Assert.Empty(key.Do(new KeyCommand.ProposeTransfer(Kit.Lagune), "2026-03-02", Kit.Elena).Accepted());
        Assert.Equal(RefusalCodes.TransferPending, key.Do(new KeyCommand.ProposeTransfer(new PartnerId(Guid.AllBitsSet)), "2026-03-02").Code());
        Assert.Equal(RefusalCodes.TransferNotYours, key.Do(new KeyCommand.AcceptTransfer(), "2026-03-02", Kit.Elena).Code());
        Assert.Equal(RefusalCodes.TransferNotYours, key.Do(new KeyCommand.AcceptTransfer(), "2026-03-02", Kit.Giulia).Code());
        Assert.Equal(Kit.Lagune, key.Summary.TransferTo);
        key.With(new KeyCommand.AcceptTransfer(), "2026-03-02", Kit.Camille);
        Assert.Equal(Kit.Lagune, key.Facts.Partner);
        Assert.Equal(RefusalCodes.AlreadyAssigned, key.Do(new KeyCommand.AssignKey(Kit.Brenta), "2026-03-03").Code());
        Assert.Empty(key.Do(new KeyCommand.AssignKey(Kit.Lagune), "2026-03-03").Accepted());
        key.With(new KeyCommand.ProposeTransfer(Kit.Brenta), "2026-03-04", Kit.Camille).With(new KeyCommand.DeclineTransfer("not ours"), "2026-03-05", Kit.Elena);
        Assert.Null(key.Facts.Transfer);
    }

    [Fact]
    public void KL14_trials_last_thirty_days_and_are_not_renewed()
    {
        var trial = new Stream(Kit.Allnet).With(Kit.Issue() with { Trial = true }, "2026-03-01");
        Assert.Equal(Kit.Day("2026-03-30"), trial.Facts.LastDay);
        Assert.Equal((KeyStatus.Active, KeyStatus.Expired), (trial.On("2026-03-30").Status, trial.On("2026-03-31").Status));
        Assert.Equal(0, trial.On("2026-03-31").Effective.Size);
        Assert.Equal(RefusalCodes.TrialNotRenewable, trial.Do(new KeyCommand.RenewKey(1), "2026-03-10").Code());
        Assert.Equal(RefusalCodes.KeyClosed, trial.Do(new KeyCommand.ActivateKey("late"), "2026-03-31").Code());
    }

    [Fact]
    public void KL14_one_free_key_per_customer_and_one_not_for_resale_key_per_partner()
    {
        var free = Kit.Issue(edition: Edition.Standard, size: 4) with { Free = true };
        Assert.Equal(RefusalCodes.FreeKeyTaken, new Stream(Kit.Allnet).Do(free with { FreeKeyTaken = true }, "2026-03-01").Code());
        Assert.Equal(RefusalCodes.NfrKeyTaken, new Stream(Kit.Allnet).Do(Kit.Issue() with { NotForResale = true, NotForResaleTaken = true }, "2026-03-01").Code());
        var key = new Stream(Kit.Allnet).With(free, "2026-03-01");
        Assert.Equal((KeyStatus.Active, 10), (key.On("2036-03-01").Status, key.On("2036-03-01").Effective.MaxExtensions));
        Assert.Equal(RefusalCodes.FreeNotRenewable, key.Do(new KeyCommand.RenewKey(1), "2026-03-10").Code());
    }

    [Theory]
    [InlineData(Edition.Professional, 4, RefusalCodes.EditionNotSold)]
    [InlineData(Edition.Standard, 16, RefusalCodes.SizeNotSold)]
    [InlineData(Edition.Standard, 8, null)]
    public void ED1_only_small_Standard_keys_are_free(Edition edition, int size, string? code) =>
        Assert.Equal(code, new Stream(Kit.Allnet).Do(Kit.Issue(edition: edition, size: size) with { Free = true }, "2026-03-01").Code());

    [Theory]
    [InlineData(KeyKind.Annual, Edition.Standard, 16, RefusalCodes.EditionNotSold)]
    [InlineData(KeyKind.Annual, Edition.Professional, 5, RefusalCodes.SizeNotSold)]
    [InlineData(KeyKind.Perpetual, Edition.Professional, 24, RefusalCodes.SizeNotSold)]
    [InlineData(KeyKind.Subscription, Edition.Professional, 16, RefusalCodes.SizeNotSold)]
    [InlineData(KeyKind.Perpetual, Edition.Professional, 64, null)]
    public void ED3_EX5_only_what_is_in_the_catalogue_is_sold(KeyKind kind, Edition edition, int size, string? code) =>
        Assert.Equal(code, new Stream(Kit.Allnet).Do(Kit.Issue(kind, edition, size), "2026-03-01").Code());

    [Fact]
    public void A_key_issued_for_later_starts_later()
    {
        var key = new Stream(Kit.Allnet).With(Kit.Issue() with { StartsOn = Kit.Day("2026-05-01") }, "2026-03-01");
        Assert.Equal((KeyStatus.NotStarted, 0, false), (key.On("2026-04-30").Status, key.On("2026-04-30").Effective.Size, key.On("2026-04-30").Support));
        Assert.Equal(Kit.Day("2026-03-01"), key.Phases[0].From);
        Assert.Equal(KeyStatus.Active, key.On("2026-05-01").Status);
    }

    [Fact]
    public void A_closing_planned_ahead_comes_true_by_itself()
    {
        var key = Annual().With(new KeyCommand.CloseKey("the customer leaves", Kit.Day("2026-06-01")), "2026-03-01");
        Assert.Empty(key.Do(new KeyCommand.CloseKey("the customer leaves", Kit.Day("2026-06-01")), "2026-03-02").Accepted());
        Assert.IsType<Key.OpenKey>(key.Key.AsOf(Kit.Day("2026-05-31")));
        Assert.IsType<Key.ClosedKey>(key.Key.AsOf(Kit.Day("2026-06-01")));
        Assert.Single(key.Do(new KeyCommand.ReportUsage(5), "2026-05-31").Accepted());
        Assert.Equal(RefusalCodes.KeyClosed, key.Do(new KeyCommand.ReportUsage(6), "2026-06-01").Code());
        Assert.Equal(RefusalCodes.DateOutOfRange, Annual().Do(new KeyCommand.CloseKey("too late", Kit.Day("2026-02-28")), "2026-03-01").Code());
    }
}
