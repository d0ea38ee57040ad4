using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Demo;

/// <summary>An accepted write of the past, for the audit.</summary>
internal sealed record Deed(DateTimeOffset At, DemoPerson? By, AuditRow Row);

/// <summary>
/// One key's history: commands of the product itself, decided on the days they are said to have been given. A refusal is a mistake
/// in the story and stops the seed.
/// </summary>
internal sealed class Life(string name, DemoTenant tenant, RuleBook book, DateOnly today, DemoCompany company, Guid? partner)
{
    private static readonly TimeSpan Opening = TimeSpan.FromHours(8);
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    public Guid Id { get; } = DemoIds.Key(name);

    public Chance Chance { get; } = new("life:" + name);

    public LicenceNumber Number { get; } = LicenceNumber.FromRandom(new Chance("number:" + name).Bytes(LicenceNumber.RandomBytes));

    public Key Key { get; private set; } = Key.None;

    public List<KeyEvent> Events { get; } = [];

    public List<Deed> Deeds { get; } = [];

    public DateOnly Today => today;

    public RuleBook Book => book;

    public DemoCompany Company => company;

    public Guid? Partner => partner;

    public KeyFacts Facts => Key.Known ?? throw new InvalidOperationException($"{name} was not begun");

    /// <summary>EX-1 for what was bought.</summary>
    public int Most => book.SizeTables.Newest()?.Value.MaxExtensions(Facts.Purchased.Size, Facts.Free) ?? Facts.Purchased.Size;

    public DemoPerson Operator => tenant.Id == DemoIds.Vcom ? Cast.Ingrid : Chance.OneIn(3) ? Cast.Marco : Cast.Giulia;

    public string Site => $"pbx{(Chance.OneIn(3) ? "" : Chance.Between(1, 9).ToString(System.Globalization.CultureInfo.InvariantCulture))}.{company.Domain}";

    /// <summary>A command of a person; null: the installation itself, of which the audit keeps activations.</summary>
    public Life Do(DateOnly on, DemoPerson? by, KeyCommand command)
    {
        var (day, at) = Moment(on);
        var before = Key.Known;
        return Take(day, at, by, command, KeyDecider.Decide(command, Key.AsOf(day), book, day, at, by?.Actor ?? new Actor("PBX")), before);
    }

    /// <summary>KL-7: this key ends, another begins.</summary>
    public void TradeIn(Life successor, DateOnly on, DemoPerson by, Edition edition, int size)
    {
        var (day, at) = Moment(on);
        var command = new KeyCommand.TradeInKey(new KeyId(successor.Id), successor.Number, edition, size);
        var decided = TradeIns.Decide(command, Key.AsOf(day), book, day, at, by.Actor);
        Take(day, at, by, command, decided.Old, Key.Known);
        successor.Take(day, at, by, command, decided.New, null);
    }

    public KeyStep Step(string? partnerName) => new(null, Facts, Events, company.Name, partnerName);

    private Life Take(DateOnly day, DateTimeOffset at, DemoPerson? by, KeyCommand command, Decision decision, KeyFacts? before)
    {
        if (decision is not Decision.Accepted { Events.Length: > 0 } accepted)
            throw new InvalidOperationException($"The demonstration's story of {name} stops on {day:O}: {command.GetType().Name} {(decision as Decision.Refused)?.Refusal.Code ?? "changes nothing"}.");
        foreach (var happened in accepted.Events)
        {
            Events.Add(happened);
            Key = Key.Evolve(happened);
        }

        _last = at;
        var action = command.GetType().Name;
        if (command is KeyCommand.ActivateKey || by is not null && command is not KeyCommand.ImportKey) Deeds.Add(new Deed(at, by, new AuditRow(action, "key", Id, Facts.Number.Masked, Changes(before, Facts), Reason(command))));
        return this;
    }

    /// <summary>Office hours of the past, never before what happened last, never today: the demonstration's today belongs to its visitor.</summary>
    private (DateOnly Day, DateTimeOffset At) Moment(DateOnly on)
    {
        var day = on < today ? on : today.AddDays(-1);
        var at = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + Opening + TimeSpan.FromMinutes(Chance.Between(0, 480));
        if (at <= _last) at = _last + TimeSpan.FromMinutes(Chance.Between(2, 40));
        return (DateOnly.FromDateTime(at.UtcDateTime), at);
    }

    private static string? Reason(KeyCommand command) => command switch
    {
        KeyCommand.CloseKey c => c.Reason,
        KeyCommand.ReissueKey c => c.Reason,
        KeyCommand.ReleaseKey c => c.Reason,
        KeyCommand.ExtendDeadline c => c.Reason,
        KeyCommand.ProposeTransfer c => c.Reason,
        _ => null,
    };

    private static string Changes(KeyFacts? before, KeyFacts after) => AuditTrail.Changes(
        ("lastDay", before?.LastDay, after.LastDay),
        ("edition", before is null ? null : Words.Of(before.Purchased.Edition), Words.Of(after.Purchased.Edition)),
        ("size", before?.Purchased.Size, after.Purchased.Size),
        ("partner", before?.Partner, after.Partner),
        ("number", before?.Number.Masked, after.Number.Masked),
        ("fingerprint", before?.Activation?.Fingerprint, after.Activation?.Fingerprint),
        ("usersAndExtensions", before?.Usage?.UsersAndExtensions, after.Usage?.UsersAndExtensions),
        ("deadline", before?.DeadlineExtensions.LastOrDefault()?.To, after.DeadlineExtensions.LastOrDefault()?.To),
        ("transferTo", before?.Transfer?.ToPartner, after.Transfer?.ToPartner),
        ("closesOn", before?.ClosesOn, after.ClosesOn),
        ("pendingSize", before?.PendingDowngrade?.Size, after.PendingDowngrade?.Size));
}
