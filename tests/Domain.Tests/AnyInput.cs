using FsCheck;
using FsCheck.Fluent;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Policy;

namespace Domain.Tests;

/// <summary>PROOFS F35: no input makes the domain throw; what it accepts can be judged, drawn, stored and explained.</summary>
public sealed class AnyInput
{
    private static readonly Gen<int> Int = Gen.Elements(int.MinValue, -1, 0, 1, 4, 8, 10, 11, 16, 365, 1_000_000, 1_000_001, int.MaxValue);

    private static readonly Gen<DateOnly> Date = Gen.OneOf(
        Gen.Elements(DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(1989, 12, 31), new DateOnly(2024, 2, 29), new DateOnly(2200, 1, 1)),
        Gen.Choose(0, 365 * 300).Select(days => new DateOnly(1950, 1, 1).AddDays(days)),
        Gen.Choose(0, 365 * 6).Select(days => new DateOnly(2023, 1, 1).AddDays(days)));

    private static readonly Gen<DateOnly?> MaybeDate = Gen.OneOf(Gen.Constant((DateOnly?)null), Date.Select(day => (DateOnly?)day));

    private static readonly Gen<string> Text = Gen.Elements(
        null!, "", "   ", "because", "\0", "a\u0001b", "\uD800", "x\uDC00", "\U0001F600", "=cmd|' /C calc'!A0", "<script>", "{name}", "٣", new string('x', 501),
        new string('y', 100_000), "15.5", "16", "20.0.4", "fr", "klingon", "2026-12-08");

    /// <summary>Mostly good, so that the one bad value of a command meets a key that is alive.</summary>
    private static readonly Gen<int> Years = Gen.Frequency((3, Gen.Choose(1, 10)), (1, Int));

    private static readonly Gen<string> Word = Gen.Frequency((3, Gen.Constant("because")), (1, Text));

    private static readonly Gen<DateOnly> Today = Gen.Frequency(
        (7, Gen.Choose(0, 700).Select(days => new DateOnly(2024, 1, 1).AddDays(days))), (2, Date));

    private static readonly Gen<KeyKind> Kind = Gen.Choose(-1, 3).Select(number => (KeyKind)number);

    private static readonly Gen<Edition> Edition = Gen.Choose(-1, 3).Select(number => (Edition)number);

    private static readonly Gen<LicenceNumber> Number = Gen.Choose(0, 3).Select(number => number == 0 ? default : Kit.Number(number));

    private static readonly Gen<PartnerId> Partner = Gen.Elements(default, Kit.Brenta, Kit.Lagune);

    private static readonly Gen<Money?> Price = Gen.Elements<Money?>(
        null, new Money(-1, "EUR"), new Money(long.MaxValue, "EUR"), new Money(5, "XXX"), new Money(5, null!), new Money(5, "EUR"));

    private static readonly Gen<ImportedFacts> Facts =
        from kind in Kind
        from edition in Edition
        from size in Int
        from flags in Gen.Choose(0, 15)
        from start in MaybeDate
        from last in MaybeDate
        from maintenance in MaybeDate
        from bought in MaybeDate
        from version in Text
        select flags == 15 ? null! : new ImportedFacts(
            flags == 14 ? default : Kit.Hotel, null, kind, edition, size, (flags & 1) > 0, (flags & 2) > 0, (flags & 4) > 0, (flags & 8) > 0,
            start, last, maintenance, bought, version, version);

    private static readonly Gen<KeyCommand> Command = Gen.OneOf<KeyCommand>(
        from kind in Kind
        from edition in Edition
        from size in Int
        from years in Int
        from start in MaybeDate
        from version in Text
        from flags in Gen.Choose(0, 15)
        select (KeyCommand)new KeyCommand.IssueKey(
            Kit.Id(flags & 1), Kit.Number(1), Kit.Hotel, null, kind, edition, size, (flags & 2) > 0, (flags & 4) > 0, (flags & 8) > 0, false, start, years, version),
        from facts in Facts from number in Number select (KeyCommand)new KeyCommand.ImportKey(Kit.Id(1), number, facts),
        from a in Text from b in Text from c in Text select (KeyCommand)new KeyCommand.ActivateKey(a, b, c),
        from reason in Text select (KeyCommand)new KeyCommand.ReleaseKey(reason),
        from a in Int from b in Int from c in Int from v in Text from day in MaybeDate select (KeyCommand)new KeyCommand.ReportUsage(a, b, c, v, day),
        from years in Years from paid in MaybeDate from reference in Word select (KeyCommand)new KeyCommand.RenewKey(years, paid, reference),
        from years in Years from paid in MaybeDate from reference in Word select (KeyCommand)new KeyCommand.RenewMaintenance(years, paid, reference),
        from to in Date from reason in Word select (KeyCommand)new KeyCommand.ExtendDeadline(to, reason),
        from partner in Partner from reason in Text select (KeyCommand)new KeyCommand.AssignKey(partner, reason),
        from partner in Partner from reason in Text select (KeyCommand)new KeyCommand.ProposeTransfer(partner, reason),
        from reason in Text select (KeyCommand)new KeyCommand.DeclineTransfer(reason),
        from number in Number from reason in Text select (KeyCommand)new KeyCommand.ReissueKey(number, reason),
        from number in Number
        from edition in Edition
        from size in Int
        from years in Int
        from price in Price
        select (KeyCommand)new KeyCommand.TradeInKey(Kit.Id(2), number, edition, size, years, price),
        from edition in Edition from size in Int select (KeyCommand)new KeyCommand.UpgradeKey(edition, size),
        from edition in Edition from size in Int select (KeyCommand)new KeyCommand.DowngradeKey(edition, size),
        from name in Text from language in Text select (KeyCommand)new KeyCommand.AcknowledgeOverLimit(name, language),
        from reason in Word from day in MaybeDate select (KeyCommand)new KeyCommand.CloseKey(reason, day));

    private static readonly Arbitrary<(int Book, KeyCommand[] Commands, DateOnly[] Days)> Lives = Arb.From(
        from book in Gen.Choose(0, Histories.Books.Length - 1)
        from commands in Gen.ArrayOf(Command, 14)
        from days in Gen.ArrayOf(Today, 14)
        from kind in Gen.Elements(KeyKind.Annual, KeyKind.Perpetual, KeyKind.Subscription)
        from seeded in Gen.Choose(0, 2)
        select (book, seeded == 0 ? commands : [Kit.Issue(kind), .. commands], seeded == 0 ? days : [new DateOnly(2024, 1, 1), .. days]));

    [Fact]
    public void Nothing_anyone_can_send_makes_it_throw() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Lives, life =>
        {
            var rules = Histories.Books[life.Book];
            var key = Key.None;
            for (var at = 0; at < life.Commands.Length; at++)
            {
                var (command, today) = (life.Commands[at], life.Days[at]);
                var decision = KeyDecider.Decide(command, key, rules, today, DateTimeOffset.MinValue, null);
                switch (decision)
                {
                    case Decision.Refused { Refusal: var refusal }:
                        Wording.IsComplete(Texts.Of("it").Refusal(refusal));
                        break;
                    case Decision.Accepted { Events: var events }:
                        foreach (var happened in events)
                        {
                            var stored = KeyJson.ReadEvent(KeyEventNames.Of(happened), KeyJson.WriteEvent(happened));
                            key = key.Evolve(stored);
                        }

                        break;
                }

                Judge(key, rules, today);
            }
        }));

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void The_adviser_refuses_nonsense_with_a_code(int count) =>
        Assert.Equal(RefusalCodes.QuantityOutOfRange, SizeAdviser.Advise(Kit.Allnet, count, DateOnly.MaxValue).Refusal?.Code);

    private static void Judge(Key key, RuleBook rules, DateOnly today)
    {
        var phases = Timeline.Of(key, rules).Phases;
        Assert.Equal(phases.Length, KeyJson.ReadPhases(KeyJson.WritePhases(phases)).Length);
        foreach (var day in new[] { DateOnly.MinValue, today, DateOnly.MaxValue })
        {
            Holding.On(key, rules, day);
            KeyDates.Of(key, rules, day);
            _ = Explanation.Of(key, rules, day, "fr")?.Sentence.Length;
        }

        KeySummary.Of(key, rules);
        if (today.Year is > 1990 and < 2100)
        {
            KeyActions.Of(key, rules, today, DateTimeOffset.MaxValue);
        }
    }
}
