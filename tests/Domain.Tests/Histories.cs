using FsCheck;
using FsCheck.Fluent;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Domain.Tests;

internal sealed record Step(int DaysLater, KeyCommand Command, int Who);

/// <summary>A random life: a rule book, a first day, and commands drawn at random with days between them.</summary>
internal sealed record History(int Book, int FirstDay, KeyCommand First, Step[] Steps)
{
    public override string ToString() =>
        $"book {Book}, {Histories.Start.AddDays(FirstDay):O}: {First}\n  {string.Join("\n  ", Steps.Select(step => $"+{step.DaysLater} who {step.Who} {step.Command}"))}";
}

/// <summary>One command of a history, with the state before and after it.</summary>
internal sealed record Taken(KeyCommand Command, Key Before, Decision Decision, Key After, DateOnly Today, Actor? Actor);

internal static class Histories
{
    public const int Runs = 400;

    public static readonly DateOnly Start = new(2018, 6, 1);

    private static readonly RuleBook LaterTables = Kit.Allnet with
    {
        SizeTables = Kit.Allnet.SizeTables.Add(Kit.Allnet.SizeTables[1] with
        {
            Id = "extensions-2027",
            EffectiveFrom = new DateOnly(2027, 2, 1),
            Status = RuleStatus.Provisional,
            Value = new SizeTable([.. Kit.Allnet.SizeTables[1].Value.Rows.Select(row => row with { MaxExtensions = row.MaxExtensions / 2 })]),
        }),
        Fallbacks = Kit.Allnet.Fallbacks.Add(Kit.Allnet.Fallbacks[0] with { Id = "fallback-2026", EffectiveFrom = new DateOnly(2026, 5, 1) }),
        Profiles = Kit.Allnet.Profiles.Add(Kit.Allnet.Profiles[0] with
        {
            Id = "life-2026",
            EffectiveFrom = new DateOnly(2026, 1, 1),
            Status = RuleStatus.Provisional,
            Value = Kit.Allnet.Profiles[0].Value with { WindowDays = 30, ServicesOffAfterDays = 10 },
        }),
        MajorVersions = Kit.Allnet.MajorVersions.Add(Kit.Allnet.MajorVersions[0] with
        {
            Id = "versions-2026",
            EffectiveFrom = new DateOnly(2026, 6, 1),
            Value = new MajorVersionTable([new MajorVersion("16", 2019, new DateOnly(2026, 9, 30), "KL-9"), new MajorVersion("20", 2024, null, "KL-9")]),
        }),
    };

    public static readonly RuleBook[] Books =
    [
        Kit.AllnetFinal,
        Kit.Allnet,
        Kit.Vcom,
        Kit.AllnetFinal with { ProfileInUse = "strict" },
        Kit.AllnetFinal with { Switches = [new Switch(Switch.RefuseRenewalOverLimit, true, "XP-9")] },
        LaterTables,
    ];

    private static readonly Actor?[] People = [Kit.Giulia, Kit.Elena, Kit.Camille, null];

    private static readonly Gen<Edition> Edition = Gen.Elements(
        Tessera.Domain.Catalogue.Edition.Standard, Tessera.Domain.Catalogue.Edition.Professional, Tessera.Domain.Catalogue.Edition.Enterprise);

    private static readonly Gen<int> Size = Gen.Elements(4, 8, 16, 24, 32, 64, 128);

    private static readonly Gen<int> Years = Gen.Frequency((9, Gen.Choose(1, 3)), (1, Gen.Elements(0, 10, 11)));

    private static readonly Gen<string?> Version = Gen.Elements<string?>(null, "15.5.1", "16.0.6", "18", "20.0.1", "12r2", "13r3");

    private static readonly Gen<PartnerId> Partner = Gen.Elements(Kit.Brenta, Kit.Lagune);

    private static readonly Gen<DateOnly> Date = Gen.Choose(0, 365 * 14).Select(days => Start.AddDays(days));

    public static Arbitrary<History> Any { get; } = Arb.From(
        from book in Gen.Choose(0, Books.Length - 1)
        from firstDay in Gen.Choose(0, 365 * 9)
        from first in Gen.OneOf(Issue, Import(1))
        from length in Gen.Choose(0, 14)
        from steps in Gen.ArrayOf(Steps, length)
        select new History(book, firstDay, first, steps),
        Shrink);

    public static IEnumerable<Taken> Run(History history)
    {
        var rules = Books[history.Book];
        var today = Start.AddDays(history.FirstDay);
        var key = Key.None;
        foreach (var step in history.Steps.Prepend(new Step(0, history.First, 0)))
        {
            today = today.AddDays(step.DaysLater);
            var actor = People[step.Who];
            var decision = KeyDecider.Decide(step.Command, key, rules, today, Kit.Noon(today), actor);
            var after = decision is Decision.Accepted accepted ? accepted.Events.Aggregate(key, (state, happened) => state.Evolve(happened)) : key;
            yield return new Taken(step.Command, key, decision, after, today, actor);
            key = after;
        }
    }

    public static RuleBook Rules(this History history) => Books[history.Book];

    /// <summary>Fails with the shrunken history and the seed.</summary>
    public static void Hold(Action<History> property, int runs = Runs) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs), Prop.ForAll(Any, history => property(history)));

    private static Gen<KeyCommand> Issue =>
        from kind in Gen.Elements(KeyKind.Annual, KeyKind.Annual, KeyKind.Perpetual, KeyKind.Subscription)
        from edition in Edition
        from size in Size
        from years in Gen.Choose(1, 3)
        from flags in Gen.Choose(0, 9)
        from later in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 60)))
        from version in Version
        select (KeyCommand)new KeyCommand.IssueKey(
            Kit.Id(1), Kit.Number(1), Kit.Hotel, flags % 2 == 0 ? Kit.Brenta : null, kind,
            flags == 1 ? Tessera.Domain.Catalogue.Edition.Standard : edition, flags == 1 ? 8 : size,
            Free: flags == 1, Trial: flags == 2, NotForResale: flags == 3, Education: flags == 4,
            Years: years, MajorVersion: version is "15.5.1" or "12r2" ? null : version);

    private static Gen<KeyCommand> Import(int number) =>
        from kind in Gen.Elements(KeyKind.Annual, KeyKind.Perpetual, KeyKind.Subscription)
        from edition in Edition
        from size in Size
        from flags in Gen.Choose(0, 9)
        from start in Date
        from length in Gen.Choose(1, 900)
        from version in Version
        from bought in Gen.Choose(0, 3)
        select (KeyCommand)new KeyCommand.ImportKey(Kit.Id(1), Kit.Number(number), new ImportedFacts(
            Kit.Hotel, flags % 3 == 0 ? Kit.Lagune : null, kind, edition, size, Free: flags == 1, Trial: flags == 2,
            Start: flags > 5 ? null : start,
            LastDay: kind == KeyKind.Perpetual || flags == 1 ? null : start.AddDays(length),
            MaintenanceLastDay: kind == KeyKind.Perpetual ? start.AddDays(length) : null,
            BoughtOn: bought == 0 ? start : null, PbxVersion: version, Fqdn: flags == 7 ? "pbx.example" : null));

    private static Gen<Step> Steps =>
        from days in Gen.Frequency((3, Gen.Choose(0, 3)), (5, Gen.Choose(4, 200)), (2, Gen.Choose(200, 500)))
        from command in Command
        from who in Gen.Frequency((6, Gen.Constant(0)), (4, Gen.Choose(0, 3)))
        select new Step(days, command, who);

    private static Gen<KeyCommand> Command => Gen.Frequency(
        (6, from years in Years from reference in Reference select (KeyCommand)new KeyCommand.RenewKey(years, null, reference)),
        (5, from years in Years from reference in Reference select (KeyCommand)new KeyCommand.RenewMaintenance(years, null, reference)),
        (6, from users in Gen.Choose(0, 400)
            from boxes in Gen.Choose(0, 12)
            from version in Version
            select (KeyCommand)new KeyCommand.ReportUsage(users, boxes, 1, version)),
        (2, from print in Gen.Elements("host-a", "host-b")
            from version in Version
            select (KeyCommand)new KeyCommand.ActivateKey(print, "pbx.example", version)),
        (1, Gen.Constant((KeyCommand)new KeyCommand.ReleaseKey("moved to another host"))),
        (2, from number in Gen.Choose(1, 4) select (KeyCommand)new KeyCommand.ReissueKey(Kit.Number(number), "leaked")),
        (3, from to in Date select (KeyCommand)new KeyCommand.ExtendDeadline(to, "agreed")),
        (2, Gen.Constant((KeyCommand)new KeyCommand.AcknowledgeOverLimit("Elena Zanon", "it"))),
        (1, from partner in Partner select (KeyCommand)new KeyCommand.AssignKey(partner)),
        (2, from partner in Partner select (KeyCommand)new KeyCommand.ProposeTransfer(partner, "the customer asks")),
        (2, Gen.Elements<KeyCommand>(new KeyCommand.AcceptTransfer(), new KeyCommand.DeclineTransfer("not ours"))),
        (3, from edition in Edition from size in Size select (KeyCommand)new KeyCommand.UpgradeKey(edition, size)),
        (3, from edition in Edition from size in Size select (KeyCommand)new KeyCommand.DowngradeKey(edition, size)),
        (2, from size in Size
            select (KeyCommand)new KeyCommand.TradeInKey(
            Kit.Id(2), Kit.Number(9), Tessera.Domain.Catalogue.Edition.Enterprise, size, 1, new Money(99_00, "EUR"))),
        (1, from last in Gen.OneOf(Gen.Constant((DateOnly?)null), Date.Select(day => (DateOnly?)day))
            select (KeyCommand)new KeyCommand.CloseKey("the customer leaves", last)),
        (1, Issue),
        (2, Import(1)));

    private static Gen<string?> Reference => Gen.Frequency(
        (4, Gen.Choose(1, 5).Select(number => (string?)$"order-{number}")), (1, Gen.Constant((string?)null)));

    private static IEnumerable<History> Shrink(History history)
    {
        for (var at = 0; at < history.Steps.Length; at++)
        {
            yield return history with { Steps = [.. history.Steps[..at], .. history.Steps[(at + 1)..]] };
            if (history.Steps[at].DaysLater > 0)
            {
                var less = history.Steps[at] with { DaysLater = history.Steps[at].DaysLater / 2 };
                yield return history with { Steps = [.. history.Steps[..at], less, .. history.Steps[(at + 1)..]] };
            }
        }

        if (history.Book != 0)
        {
            yield return history with { Book = 0 };
        }
    }
}
