using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Policy;

namespace Domain.Tests;

/// <summary>RULES.md EX and XP as they bear on a key.</summary>
public sealed class ExtensionPolicy
{
    private static Stream Over(RuleBook rules) =>
        new Stream(rules).With(Kit.Issue(years: 3), "2025-06-01").With(new KeyCommand.ReportUsage(95, 10), "2025-12-15");

    [Fact]
    public void XP2_before_2026_figures_are_information_only()
    {
        var key = Over(Kit.AllnetFinal);
        Assert.False(key.On("2025-12-31").WarnAtRenewal);
        Assert.Single(key.Do(new KeyCommand.RenewKey(1), "2025-12-31").Accepted());
    }

    [Fact]
    public void XP3_a_renewal_while_over_waits_for_an_acknowledgement_which_it_uses_up()
    {
        var key = Over(Kit.AllnetFinal);
        var refusal = key.Do(new KeyCommand.RenewKey(1), "2026-01-01").Refused();
        Assert.Equal((RefusalCodes.OverLimitNotAcknowledged, "85", "80"), (refusal.Code, refusal.Facts["counted"], refusal.Facts["max"]));
        key.With(new KeyCommand.AcknowledgeOverLimit("Elena Zanon", "it"), "2026-01-02");
        Assert.Empty(key.Do(new KeyCommand.AcknowledgeOverLimit("Elena Zanon", "it"), "2026-01-02").Accepted());
        key.With(new KeyCommand.RenewKey(1), "2026-01-02");
        Assert.Equal(RefusalCodes.OverLimitNotAcknowledged, key.Do(new KeyCommand.RenewKey(1), "2026-01-03").Code());

        var kept = Assert.Single(key.Facts.Acknowledgements);
        Assert.Equal(("Elena Zanon", 85, 80, "over-limit-1"), (kept.Name, kept.Counted, kept.MaxExtensions, kept.TextVersion));
        Assert.Contains("85 interni", kept.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void XP3_more_extensions_than_acknowledged_ask_again_fewer_do_not()
    {
        var key = Over(Kit.AllnetFinal).With(new KeyCommand.AcknowledgeOverLimit("Elena Zanon"), "2026-01-02").With(new KeyCommand.ReportUsage(96, 10), "2026-01-03");
        Assert.Equal(RefusalCodes.OverLimitNotAcknowledged, key.Do(new KeyCommand.RenewKey(1), "2026-01-03").Code());
        key.With(new KeyCommand.ReportUsage(92, 10), "2026-01-04").With(new KeyCommand.RenewKey(1), "2026-01-04");
    }

    [Fact]
    public void XP6_a_renewal_moves_a_key_to_its_own_six_months()
    {
        var key = Over(Kit.AllnetFinal).With(new KeyCommand.AcknowledgeOverLimit("Elena Zanon"), "2026-02-10").With(new KeyCommand.RenewKey(1), "2026-02-10");
        Assert.Equal(Kit.Day("2026-08-10"), key.Summary.Deadline);
    }

    [Fact]
    public void XP6_never_before_the_policy_date()
    {
        var calendar = Kit.AllnetFinal.Calendars[^1].Value with { Cohort = new CohortRule(Kit.Day("2025-09-01"), Kit.Day("2026-10-22"), 1) };
        var facts = new Stream(Kit.AllnetFinal).With(Kit.Issue(size: 8), "2025-10-01").Facts;
        Assert.Equal(Kit.Day("2026-04-01"), Deadlines.Of(facts, calendar, Kit.Day("2026-01-01")));
    }

    [Fact]
    public void XP7_three_dates_are_shown_and_one_binds()
    {
        var key = Over(Kit.AllnetFinal);
        var dates = KeyDates.Of(key.Key, Kit.AllnetFinal, Kit.Day("2026-05-01"));
        Assert.Equal(
            [
                (KeyDateKind.PolicyDate, Kit.Day("2026-04-01"), false),
                (KeyDateKind.CohortDeadline, Kit.Day("2026-10-22"), true),
                (KeyDateKind.Expiry, Kit.Day("2028-05-30"), false),
            ],
            dates.Select(date => (date.Kind, date.Date, date.Binding)));
        key.With(new KeyCommand.ExtendDeadline(Kit.Day("2027-03-31"), "agreed"), "2026-05-01");
        var extended = KeyDates.Of(key.Key, Kit.AllnetFinal, Kit.Day("2026-05-01"));
        Assert.Equal(KeyDateKind.ExtendedDeadline, Assert.Single(extended, date => date.Binding).Kind);
        Assert.DoesNotContain(KeyDates.Of(Over(Kit.AllnetFinal).With(new KeyCommand.ReportUsage(80), "2026-05-01").Key, Kit.AllnetFinal, Kit.Day("2026-05-01")), date => date.Binding);
    }

    [Fact]
    public void XP8_a_deadline_moves_only_later_and_only_where_there_is_one()
    {
        var key = Over(Kit.AllnetFinal);
        Assert.Equal(RefusalCodes.DeadlineNotLater, key.Do(new KeyCommand.ExtendDeadline(Kit.Day("2026-10-22"), "agreed"), "2026-05-01").Code());
        Assert.Equal(RefusalCodes.ReasonRequired, key.Do(new KeyCommand.ExtendDeadline(Kit.Day("2026-12-22"), ""), "2026-05-01").Code());
        key.With(new KeyCommand.ExtendDeadline(Kit.Day("2026-12-22"), "agreed"), "2026-05-01");
        Assert.Empty(key.Do(new KeyCommand.ExtendDeadline(Kit.Day("2026-12-22"), "agreed"), "2026-05-01").Accepted());
        var fits = new Stream(Kit.AllnetFinal).With(Kit.Issue(), "2026-02-01");
        Assert.Equal(RefusalCodes.DeadlineNotApplicable, fits.Do(new KeyCommand.ExtendDeadline(Kit.Day("2026-12-22"), "agreed"), "2026-05-01").Code());
    }

    [Fact]
    public void XP8_an_extension_granted_too_late_does_not_rewrite_the_days_before()
    {
        var key = Over(Kit.AllnetFinal).With(new KeyCommand.ExtendDeadline(Kit.Day("2027-03-31"), "agreed at last"), "2026-11-15");
        Assert.Equal([true, false, false, true, true, false],
            new[] { "2026-10-22", "2026-10-23", "2026-11-14", "2026-11-15", "2027-03-31", "2027-04-01" }.Select(day => key.On(day).Support));
    }

    [Fact]
    public void XP9_a_provisional_version_shows_what_would_hold_and_binds_nobody()
    {
        var key = Over(Kit.Allnet);
        var holds = key.On("2026-11-21");
        Assert.True(holds.Support);
        Assert.False(holds.WouldHold!.Support);
        Assert.Contains(holds.WouldHold.Causes, cause => cause == new Cause("XP-5", "extension-policy-2026-04"));
        Assert.Null(key.On("2026-10-22").WouldHold);
        Assert.Equal((Kit.Day("2026-10-22"), true), (key.Summary.Deadline!.Value, key.Summary.DeadlineProvisional));
        Assert.Null(key.Summary.SupportUntil);

        var shown = Timeline.Of(key.Key, Kit.Allnet).Provisional().Phases;
        Assert.Equal(Timeline.Of(key.Key, Kit.AllnetFinal).Phases.Select(phase => (phase.From, phase.Holds.Support)), shown.Select(phase => (phase.From, phase.Holds.Support)));
        Assert.Empty(Timeline.Of(key.Key, Kit.AllnetFinal).Provisional().Phases);
    }

    [Fact]
    public void XP9_a_switch_refuses_renewals_over_the_maximum()
    {
        var strict = Kit.AllnetFinal with { Switches = [new Switch(Switch.RefuseRenewalOverLimit, true, "XP-9")] };
        var key = Over(strict).With(new KeyCommand.AcknowledgeOverLimit("Elena Zanon"), "2026-01-02");
        Assert.Equal(RefusalCodes.RenewalRefusedOverLimit, key.Do(new KeyCommand.RenewKey(1), "2026-01-02").Code());
        Assert.False(key.On("2026-01-02").Renewable);
        key.With(new KeyCommand.ReportUsage(80), "2026-01-03").With(new KeyCommand.RenewKey(1), "2026-01-03");
    }

    [Fact]
    public void XP10_coming_back_under_the_maximum_clears_it_at_once()
    {
        var key = Over(Kit.AllnetFinal).With(new KeyCommand.ReportUsage(80), "2026-11-10");
        Assert.Equal([false, true], new[] { "2026-11-09", "2026-11-10" }.Select(day => key.On(day).Support));
        Assert.Equal((false, null), (key.Summary.Over, key.Summary.Deadline));
        Assert.Equal(RefusalCodes.NotOverLimit, key.Do(new KeyCommand.AcknowledgeOverLimit("Elena Zanon"), "2026-11-10").Code());
        var upgraded = Over(Kit.AllnetFinal).With(new KeyCommand.UpgradeKey(Edition.Professional, 24), "2026-11-10");
        Assert.True(upgraded.On("2026-11-10").Support);
    }

    [Theory]
    [InlineData(-1, 0, "usersAndExtensions")]
    [InlineData(1_000_001, 0, "usersAndExtensions")]
    [InlineData(10, 11, "systemMailboxes")]
    [InlineData(10, -1, "systemMailboxes")]
    public void EX6_figures_are_bounded(int users, int mailboxes, string field)
    {
        var refusal = new Stream(Kit.Allnet).With(Kit.Issue(), "2026-02-01").Do(new KeyCommand.ReportUsage(users, mailboxes), "2026-03-01").Refused();
        Assert.Equal((RefusalCodes.QuantityOutOfRange, field), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void EX6_the_same_figures_on_the_same_day_are_one_report_and_older_ones_come_too_late()
    {
        var key = new Stream(Kit.Allnet).With(Kit.Issue(), "2026-02-01").With(new KeyCommand.ReportUsage(50, 5, 0, "20.0.1"), "2026-03-01");
        Assert.Empty(key.Do(new KeyCommand.ReportUsage(50, 5, 0, "20.0.1"), "2026-03-01").Accepted());
        Assert.Single(key.Do(new KeyCommand.ReportUsage(50, 5, 0, "20.0.1"), "2026-03-02").Accepted());
        Assert.Equal(RefusalCodes.DateOutOfRange, key.Do(new KeyCommand.ReportUsage(60, On: Kit.Day("2026-02-20")), "2026-03-02").Code());
        Assert.Equal(RefusalCodes.DateOutOfRange, key.Do(new KeyCommand.ReportUsage(60, On: Kit.Day("2026-03-03")), "2026-03-02").Code());
        Assert.False(key.Facts.Usage!.IsStale(Kit.Day("2026-04-01"), 30));
        Assert.True(key.Facts.Usage.IsStale(Kit.Day("2026-04-02"), 30));
    }

    [Fact]
    public void A_key_remembers_only_so_many_changes_of_its_figures()
    {
        var key = new Stream(Kit.Allnet).With(Kit.Issue(years: 3), "2026-02-01");
        for (var day = 0; day < 200; day++)
        {
            key.Do(new KeyCommand.ReportUsage(50 + day % 7), Kit.Day("2026-02-01").AddDays(day)).Accepted();
        }

        Assert.Equal(UsageMark.Kept, key.Facts.UsageMarks.Length);
        Assert.Equal(50 + 199 % 7, key.Facts.CountedOn(Kit.Day("2027-01-01")));
    }

    [Theory]
    [InlineData("2026-01-31", "2026-02-15", "2026-01-31", "2026-02-27")]
    [InlineData("2026-01-31", "2026-02-28", "2026-02-28", "2026-03-30")]
    [InlineData("2026-01-15", "2026-03-14", "2026-02-15", "2026-03-14")]
    [InlineData("2026-01-15", "2025-12-01", "2026-01-15", "2026-02-14")]
    public void KL8_months_follow_the_calendar(string start, string day, string first, string last) =>
        Assert.Equal(new SubscriptionMonth(Kit.Day(first), Kit.Day(last)), SubscriptionMonth.Of(Kit.Day(start), Kit.Day(day)));
}
