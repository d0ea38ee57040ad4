using System.Collections.Immutable;
using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Domain.Tests;

/// <summary>Named things the tests share.</summary>
internal static class Kit
{
    public static readonly CustomerId Hotel = new(new Guid("00000000-0000-7000-8000-0000000000c1"));
    public static readonly PartnerId Brenta = new(new Guid("00000000-0000-7000-8000-0000000000b1"));
    public static readonly PartnerId Lagune = new(new Guid("00000000-0000-7000-8000-0000000000b2"));
    public static readonly Actor Giulia = new("Giulia Ferri");
    public static readonly Actor Elena = new("Elena Zanon", Brenta);
    public static readonly Actor Camille = new("Camille Renaud", Lagune);
    public static readonly RuleBook Allnet = RuleBooks.Load("allnet");
    public static readonly RuleBook Vcom = RuleBooks.Load("vcom");

    /// <summary>The book as if the source had decided: every provisional version is final.</summary>
    public static readonly RuleBook AllnetFinal = Allnet with
    {
        Calendars = [.. Allnet.Calendars.Select(version => version with { Status = RuleStatus.Final })],
    };

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(12, 0), TimeSpan.Zero);

    public static KeyId Id(int number) => new(new Guid(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]));

    public static LicenceNumber Number(int number) => LicenceNumber.FromRandom([.. BitConverter.GetBytes(number), 1, 2, 3, 4, 5, 6]);

    public static KeyCommand.IssueKey Issue(KeyKind kind = KeyKind.Annual, Edition edition = Edition.Professional, int size = 16, int years = 1) =>
        new(Id(1), Number(1), Hotel, Brenta, kind, edition, size, Years: years);

    public static KeyCommand.ImportKey ImportPerpetual(DateOnly maintenanceLastDay, Edition edition = Edition.Professional, int size = 16) =>
        new(Id(1), Number(1), new ImportedFacts(Hotel, Brenta, KeyKind.Perpetual, edition, size, MaintenanceLastDay: maintenanceLastDay));

    public static KeyEvent[] Accepted(this Decision decision) =>
        decision is Decision.Accepted accepted
            ? [.. accepted.Events]
            : throw new Xunit.Sdk.XunitException($"refused: {((Decision.Refused)decision).Refusal}");

    public static Refusal Refused(this Decision decision) =>
        decision is Decision.Refused refused ? refused.Refusal : throw new Xunit.Sdk.XunitException("accepted");

    public static string? Code(this Decision decision) => decision is Decision.Refused refused ? refused.Refusal.Code : null;

    public static bool SameAs(this Holding? a, Holding? b) =>
        a is null || b is null
            ? a is null && b is null
            : a.Status == b.Status && a.Effective == b.Effective && a.Support == b.Support && a.Updates == b.Updates
              && a.Renewable == b.Renewable && a.TradeInOnly == b.TradeInOnly && a.WarnAtRenewal == b.WarnAtRenewal
              && a.ServicesOff.SequenceEqual(b.ServicesOff) && a.Causes.SequenceEqual(b.Causes) && a.WouldHold.SameAs(b.WouldHold);

    public static string Json(this Key key) => key.Known is { } facts
        ? key.GetType().Name + System.Text.Encoding.UTF8.GetString(KeyJson.WriteFacts(facts))
        : nameof(Key.NoKey);
}

/// <summary>One key's stream, as the store would keep it.</summary>
internal sealed class Stream(RuleBook rules)
{
    public Key Key { get; private set; } = Key.None;

    public List<KeyEvent> Events { get; } = [];

    public KeyFacts Facts => Key.Known!;

    public Decision Do(KeyCommand command, DateOnly today, Actor? actor = null)
    {
        var decision = KeyDecider.Decide(command, Key, rules, today, Kit.Noon(today), actor ?? Kit.Giulia);
        if (decision is Decision.Accepted accepted)
        {
            foreach (var happened in accepted.Events)
            {
                Events.Add(happened);
                Key = Key.Evolve(happened);
            }
        }

        return decision;
    }

    public Decision Do(KeyCommand command, string today, Actor? actor = null) => Do(command, Kit.Day(today), actor);

    public Stream With(KeyCommand command, string today, Actor? actor = null)
    {
        Do(command, today, actor).Accepted();
        return this;
    }

    public Holding On(string day) => Holding.On(Key, rules, Kit.Day(day))!;

    public ImmutableArray<Phase> Phases => Timeline.Of(Key, rules).Phases;

    public KeySummary Summary => KeySummary.Of(Key, rules)!;
}
