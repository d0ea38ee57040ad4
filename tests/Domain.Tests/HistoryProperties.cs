using Tessera.Domain.Keys;

namespace Domain.Tests;

/// <summary>What holds for any life a key can have.</summary>
public sealed class HistoryProperties
{
    private const int TenYears = 3653;

    [Fact]
    public void Phases_cover_the_future_without_gap_or_overlap() => Histories.Hold(history =>
    {
        var key = Histories.Run(history).Last().After;
        var phases = Timeline.Of(key, history.Rules()).Phases;
        if (key.Known is not { } facts)
        {
            Assert.Empty(phases);
            return;
        }

        Assert.Equal(facts.KnownFrom < facts.StartsOn ? facts.KnownFrom : facts.StartsOn, phases[0].From);
        Assert.Null(phases[^1].To);
        for (var at = 1; at < phases.Length; at++)
        {
            Assert.Equal(phases[at].From.AddDays(-1), phases[at - 1].To);
            Assert.True(phases[at - 1].From <= phases[at - 1].To);
            Assert.False(phases[at].Holds.SameAs(phases[at - 1].Holds), "equal neighbours must be merged");
        }
    });

    [Fact]
    public void The_timeline_is_the_engine_on_every_single_day() => Histories.Hold(
        history =>
        {
            var key = Histories.Run(history).Last().After;
            var timeline = Timeline.Of(key, history.Rules());
            if (timeline.Phases.IsEmpty)
            {
                return;
            }

            var first = timeline.Phases[0].From;
            for (var later = 0; later < 9 * 366; later++)
            {
                var day = first.AddDays(later);
                Assert.True(
                    timeline.At(day)!.Holds.SameAs(Holding.On(key, history.Rules(), day)),
                    $"{day:O}: {timeline.At(day)!.Holds} but {Holding.On(key, history.Rules(), day)}");
            }
        });

    [Fact]
    public void Renewing_early_never_loses_a_day() => Histories.Hold(history =>
    {
        foreach (var taken in Histories.Run(history))
        {
            if (taken.Decision is not Decision.Accepted { Events: [KeyEvent.KeyRenewed or KeyEvent.MaintenanceRenewed] }
                || taken.Before.Known!.LastDay is not { } lastDay || lastDay < taken.Today)
            {
                continue;
            }

            var years = taken.Command is KeyCommand.RenewKey annual ? annual.Years : ((KeyCommand.RenewMaintenance)taken.Command).Years;
            Assert.Equal(lastDay.AddDays(365 * years), taken.After.Known!.LastDay);
            for (var day = taken.Today; day <= taken.After.Known.LastDay; day = day.AddDays(17))
            {
                var was = Holding.On(taken.Before, history.Rules(), day)!.Status;
                var now = Holding.On(taken.After, history.Rules(), day)!.Status;
                Assert.True(now is KeyStatus.Active || now == was, $"{day:O} was {was}, is {now}");
            }
        }
    });

    [Fact]
    public void The_purchased_edition_is_never_lost() => Histories.Hold(history =>
    {
        foreach (var taken in Histories.Run(history))
        {
            if (taken.Before.Known is not { } before || taken.After.Known is not { } after || taken.Command is KeyCommand.ImportKey
                || taken.Decision is Decision.Accepted
                {
                    Events: [KeyEvent.KeyRenewed { Downgraded: not null } or KeyEvent.MaintenanceRenewed { Downgraded: not null }]
                })
            {
                continue;
            }

            var had = before.PurchasedOn(taken.Today);
            var has = after.PurchasedOn(taken.Today);
            Assert.True(has.Edition >= had.Edition && has.Size >= had.Size, $"{had} became {has} on the day");
            if (before.PendingDowngrade is null && taken.Command is not KeyCommand.DowngradeKey and not KeyCommand.UpgradeKey)
            {
                Assert.Equal((before.Purchased.Edition, before.Purchased.Size), (after.Purchased.Edition, after.Purchased.Size));
            }

            if (taken.Decision is Decision.Accepted { Events: [KeyEvent.KeyRenewed { Downgraded: null } renewed] } && after.ClosesOn is null)
            {
                var back = Holding.On(taken.After, history.Rules(), renewed.StartsOn)!.Effective;
                var bought = after.PurchasedOn(renewed.StartsOn);
                Assert.Equal((bought.Edition, bought.Size), (back.Edition, back.Size));
            }
        }
    });

    [Fact]
    public void Folding_the_stored_events_gives_the_decided_state() => Histories.Hold(history =>
    {
        var taken = Histories.Run(history).ToArray();
        var events = taken.SelectMany(one => one.Decision is Decision.Accepted accepted ? accepted.Events : []).ToArray();
        var stored = events.Select(happened => KeyJson.ReadEvent(KeyEventNames.Of(happened), KeyJson.WriteEvent(happened)));
        var folded = Key.Fold(stored);
        Assert.Equal(taken[^1].After.Json(), folded.Json());
        if (folded.Known is { } facts)
        {
            Assert.Equal(events.Length, facts.Version);
            Assert.Equal(KeyJson.WriteFacts(facts), KeyJson.WriteFacts(KeyJson.ReadFacts(KeyJson.WriteFacts(facts))));
        }
    });

    /// <summary>Two renewals without a reference are two payments; everything else asked twice happens once.</summary>
    [Fact]
    public void Deciding_again_on_its_own_result_writes_nothing() => Histories.Hold(history =>
    {
        foreach (var taken in Histories.Run(history))
        {
            if (taken.Decision is not Decision.Accepted
                || taken.Command is KeyCommand.RenewKey { Reference: null } or KeyCommand.RenewMaintenance { Reference: null })
            {
                continue;
            }

            var again = KeyDecider.Decide(taken.Command, taken.After, history.Rules(), taken.Today, Kit.Noon(taken.Today), taken.Actor);
            Assert.True(again is Decision.Refused or Decision.Accepted { Events: [] }, $"{taken.Command} wrote twice");
        }
    });

    [Fact]
    public void A_deadline_is_never_shortened_by_an_extension() => Histories.Hold(history =>
    {
        foreach (var taken in Histories.Run(history))
        {
            if (taken.Command is KeyCommand.ExtendDeadline && taken.Decision is Decision.Accepted { Events: [_] })
            {
                Assert.True(KeySummary.Of(taken.After, history.Rules())!.Deadline >= KeySummary.Of(taken.Before, history.Rules())!.Deadline);
            }
        }
    });

    [Fact]
    public void The_row_alone_tells_the_status_of_every_day_from_the_last_renewal_on() => Histories.Hold(history =>
    {
        var key = Histories.Run(history).Last().After;
        if (KeySummary.Of(key, history.Rules()) is not { } row)
        {
            return;
        }

        var terms = key.Known!.Terms;
        var follows = terms.Length > 1 && terms[^2].LastDay?.AddDays(1) == terms[^1].Start;
        var from = follows && row.LastBoughtOn < terms[^1].Start ? row.LastBoughtOn : terms[^1].Start;
        for (var later = terms.Length == 1 ? -400 : 0; later < TenYears; later++)
        {
            var day = from.AddDays(later);
            Assert.Equal(Holding.On(key, history.Rules(), day)!.Status, row.StatusOn(day));
        }
    });

    [Fact]
    public void The_support_and_the_maximum_of_the_row_are_the_engines() => Histories.Hold(history =>
    {
        var key = Histories.Run(history).Last().After;
        if (history.Book is 5 || KeySummary.Of(key, history.Rules()) is not { } row)
        {
            return;
        }

        var newest = new DateOnly(2040, 1, 1);
        Assert.Equal(row.SupportUntil is not { } until || until >= newest, SupportAt(newest) || NotInForce(newest));
        if (row.SupportUntil is { } last && last > history.Steps.Aggregate(Histories.Start.AddDays(history.FirstDay), (day, step) => day.AddDays(step.DaysLater)) && !NotInForce(last))
        {
            Assert.True(SupportAt(last), $"support ends before {last:O}");
            Assert.False(SupportAt(last.AddDays(1)), $"support goes on after {last:O}");
        }

        bool SupportAt(DateOnly day) => Holding.On(key, history.Rules(), day)!.Support;
        bool NotInForce(DateOnly day) => Holding.On(key, history.Rules(), day)!.Status is KeyStatus.NotStarted;
    });

    [Fact]
    public void Every_refusal_and_event_has_its_words_in_every_language() => Histories.Hold(
        history =>
        {
            foreach (var taken in Histories.Run(history))
            {
                foreach (var texts in Tessera.Domain.Explain.Texts.Languages.Select(Tessera.Domain.Explain.Texts.Of))
                {
                    var sentences = taken.Decision switch
                    {
                        Decision.Refused refused => [texts.Refusal(refused.Refusal), texts.Remedy(refused.Refusal)],
                        Decision.Accepted accepted => accepted.Events.Select(texts.Event),
                        _ => [],
                    };
                    Assert.All(sentences, Wording.IsComplete);
                }
            }
        });

    [Fact]
    public void Every_day_can_be_explained_in_every_language() => Histories.Hold(
        history =>
        {
            var key = Histories.Run(history).Last().After;
            foreach (var language in Tessera.Domain.Explain.Texts.Languages)
            {
                for (var year = 0; year < 12 && key.Known is not null; year++)
                {
                    Wording.IsComplete(Tessera.Domain.Explain.Explanation.Of(key, history.Rules(), Histories.Start.AddDays(year * 401), language)!);
                }
            }
        },
        150);
}
