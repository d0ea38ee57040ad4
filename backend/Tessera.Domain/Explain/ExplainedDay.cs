using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Domain.Policy;

namespace Tessera.Domain.Explain;

/// <summary>A key on one day with everything a sentence about it may need: one bag of named facts, all as text.</summary>
internal sealed class ExplainedDay
{
    private readonly Dictionary<string, string> facts = new(StringComparer.Ordinal);

    public ExplainedDay(KeyFacts key, RuleBook rules, DateOnly day, Phase phase, Texts texts)
    {
        (Key, Rules, Day, Phase, Texts) = (key, rules, day, phase, texts);
        Term = key.Terms[0];
        foreach (var term in key.Terms)
        {
            Term = term.Start <= day ? term : Term;
        }

        Bought = key.PurchasedOn(day);
        Table = rules.SizeTables.InForce(day);
        Max = Table?.Value.MaxExtensions(Bought.Size, Bought.Free);
        Counted = key.CountedOn(day);
        Calendar = KeyDates.DeadlineCalendar(rules, day);
        Deadline = Counted > Max && Calendar is not null ? Deadlines.Of(key, Calendar.Value, day) : null;
        Versions = rules.MajorVersions.InForce(day);
        Major = Versions?.Value.Of(key.PbxVersion);
        Collect();
    }

    public KeyFacts Key { get; }

    public RuleBook Rules { get; }

    public DateOnly Day { get; }

    public Phase Phase { get; }

    public Holding Holds => Phase.Holds;

    public Texts Texts { get; }

    /// <summary>The term of the day: the running one, else the one before, else the first.</summary>
    public Term Term { get; }

    public Purchase Bought { get; }

    public RuleVersion<SizeTable>? Table { get; }

    public int? Max { get; }

    public int? Counted { get; }

    /// <summary>XP-9: the calendar that has deadlines, final or else provisional.</summary>
    public RuleVersion<PolicyCalendar>? Calendar { get; }

    public DateOnly? Deadline { get; }

    public RuleVersion<MajorVersionTable>? Versions { get; }

    public MajorVersion? Major { get; }

    public bool IsOver => Counted > Max;

    public bool InForce => Holds.Status is not (KeyStatus.NotStarted or KeyStatus.Expired or KeyStatus.Closed);

    public bool PastEndOfLife => InForce && Major?.EndOfLife < Day;

    public IReadOnlyDictionary<string, string> Facts => facts;

    public string Text(string id) => Texts.Get(id, facts);

    public void Set(string name, string value) => facts[name] = value;

    private void Collect()
    {
        // Paid time that goes on without a gap is one stretch for the reader: "until" means its end.
        var end = Term.LastDay;
        foreach (var later in Key.Terms)
        {
            end = later.Start.DayNumber == end?.DayNumber + 1 ? later.LastDay : end;
        }

        Add("startsOn", Key.StartsOn);
        Add("lastDay", end);
        Add("closesOn", Key.ClosesOn);
        Add("deadline", Deadline);
        Add("endOfLife", Major?.EndOfLife);
        Add("boughtOn", Deadlines.BoughtOn(Key, Day));
        Add("monthLastDay", Key.Kind == KeyKind.Subscription ? SubscriptionMonth.Of(Key.StartsOn, Day).LastDay : null);
        Add("windowLastDay", Key.Kind == KeyKind.Perpetual ? end?.AddDays(Rules.Profile(end.Value).Value.WindowDays) : null);
        Set("edition", Asked.Fact(Holds.Effective.Edition));
        Set("size", Number(Holds.Effective.Size));
        Set("boughtEdition", Asked.Fact(Bought.Edition));
        Set("boughtSize", Number(Bought.Size));
        Set("off", Number(Holds.ServicesOff.Length));
        Set("services", string.Join(',', Holds.ServicesOff));
        Add("max", Max);
        Add("counted", Counted);
        Add("version", Major?.Code);
        Add("usageReportedOn", Key.Usage is { } usage && usage.On <= Day ? usage.On : null);
        Add("fits", Counted is { } count ? SizeAdviser.Advise(Rules, count, Day).Size : null);
        Add("policyDate", Calendar?.Value.SupportFrom);
        Add("cohortDeadline", Calendar is null ? null : Deadlines.Cohort(Calendar.Value, Deadlines.BoughtOn(Key, Day)));
        Add("extendedTo", Extension());
        Add("reason", Key.CloseReason);
    }

    private DateOnly? Extension()
    {
        DateOnly? to = null;
        foreach (var extension in Key.DeadlineExtensions)
        {
            to = extension.On <= Day ? extension.To : to;
        }

        return to;
    }

    private void Add(string name, DateOnly? day) => Add(name, day is { } known ? Asked.Fact(known) : null);

    private void Add(string name, int? number) => Add(name, number is { } known ? Number(known) : null);

    private void Add(string name, string? value)
    {
        if (value is not null)
        {
            facts[name] = value;
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
