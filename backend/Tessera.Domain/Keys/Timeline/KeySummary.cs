using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Policy;

namespace Tessera.Domain.Keys;

/// <summary>
/// What a key's row stores beside its phases. Nothing in it depends on a clock: the status of any day from the last renewal on
/// follows from it by comparing dates (<see cref="StatusOn"/>), in SQL as well as here.
/// </summary>
/// <param name="Edition">Purchased; with a planned downgrade that a renewal has confirmed, what the newest term was bought for.</param>
/// <param name="LastDay">Annual: last day of the newest term. Perpetual: last day of maintenance. Trial: its end. Null: runs without end.</param>
/// <param name="WindowLastDay">KL-5: perpetual only, the last day on which maintenance can be renewed.</param>
/// <param name="ClosesOn">The first day the key is closed, planned or past.</param>
/// <param name="MaxExtensions">EX-1 for the purchased size under the newest final table.</param>
/// <param name="Counted">EX-3, newest report.</param>
/// <param name="Deadline">XP-6, XP-8: the binding one of the deadlines while the key is over the maximum; null otherwise.</param>
/// <param name="DeadlineProvisional">XP-9: the deadline comes from a provisional calendar and binds nobody yet.</param>
/// <param name="SupportUntil">Last day with support under final rules; null: no end in sight.</param>
/// <param name="RenewalPriceMinor">One year's renewal or maintenance from the newest final price book; null when nothing is to be renewed.</param>
/// <param name="Currency">Of the renewal price.</param>
/// <param name="LastBoughtOn">Last renewal or purchase of a term.</param>
/// <param name="EndOfLife">KL-9: the last day of the major version it runs on.</param>
/// <param name="TransferTo">The partner a proposed transfer waits for.</param>
public sealed record KeySummary(
    KeyId Id, LicenceNumber Number, CustomerId CustomerId, PartnerId? PartnerId,
    KeyKind Kind, Edition Edition, int Size, bool Free, bool Trial, bool NotForResale, bool Education,
    DateOnly StartsOn, DateOnly? LastDay, DateOnly? WindowLastDay, DateOnly? ClosesOn,
    int? MaxExtensions, int? Counted, bool Over, DateOnly? UsageReportedOn,
    DateOnly? Deadline, bool DeadlineProvisional, DateOnly? SupportUntil,
    long? RenewalPriceMinor, string? Currency, DateOnly LastBoughtOn,
    string? MajorVersion, DateOnly? EndOfLife, string? PbxVersion, string? Fqdn, string? Fingerprint,
    PartnerId? TransferTo, DateTimeOffset IssuedAt, int Version)
{
    /// <summary>Null for a key that does not exist.</summary>
    public static KeySummary? Of(Key key, RuleBook rules)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Known is { } facts ? Of(facts, rules) : null;
    }

    public KeyStatus StatusOn(DateOnly day) => StatusOf(Kind, Trial, StartsOn, LastDay, WindowLastDay, ClosesOn, day);

    /// <summary>The status from stored columns alone; SQL does exactly this.</summary>
    public static KeyStatus StatusOf(
        KeyKind kind, bool trial, DateOnly startsOn, DateOnly? lastDay, DateOnly? windowLastDay, DateOnly? closesOn, DateOnly day) =>
        closesOn <= day ? KeyStatus.Closed
        : day < startsOn ? KeyStatus.NotStarted
        : lastDay is null || lastDay >= day ? KeyStatus.Active
        : trial || kind == KeyKind.Subscription ? KeyStatus.Expired
        : kind == KeyKind.Annual ? KeyStatus.Fallback
        : windowLastDay >= day ? KeyStatus.MaintenanceWindow
        : KeyStatus.MaintenanceLapsed;

    private static KeySummary Of(KeyFacts facts, RuleBook rules)
    {
        var bought = facts.Purchased;
        var max = rules.SizeTables.Newest()?.Value.MaxExtensions(bought.Size, bought.Free);
        var counted = facts.Usage?.Counted;
        var over = counted > max;
        var (deadline, provisional) = over ? DeadlineOf(facts, rules) : (null, false);
        var major = rules.MajorVersions.Newest()?.Value.Of(facts.PbxVersion);
        var price = RenewalPrice(facts, rules);
        return new KeySummary(
            facts.Id, facts.Number, facts.Customer, facts.Partner,
            facts.Kind, bought.Edition, bought.Size, bought.Free, facts.Trial, facts.NotForResale, facts.Education,
            facts.StartsOn, facts.LastDay, WindowOf(facts, rules), facts.ClosesOn,
            max, counted, over, facts.Usage?.On,
            deadline, provisional, SupportUntilOf(facts, provisional ? null : deadline, major?.EndOfLife),
            price, price is null ? null : rules.Currency, facts.LastBoughtOn,
            major?.Code, major?.EndOfLife, facts.PbxVersion, facts.Fqdn, facts.Activation?.Fingerprint,
            facts.Transfer?.ToPartner, facts.IssuedAt, facts.Version);
    }

    private static DateOnly? WindowOf(KeyFacts facts, RuleBook rules) =>
        facts is { Kind: KeyKind.Perpetual, Trial: false, LastDay: { } lastDay }
            ? lastDay.AddDays(rules.Profile(lastDay).Value.WindowDays)
            : null;

    /// <summary>XP-9: a final calendar's deadline if there is one, else the provisional one's, marked.</summary>
    private static (DateOnly? Deadline, bool Provisional) DeadlineOf(KeyFacts facts, RuleBook rules)
    {
        if (rules.Calendars.Newest() is { } binding && Deadlines.Of(facts, binding.Value, DateOnly.MaxValue) is { } deadline)
        {
            return (deadline, false);
        }

        return rules.Calendars.WouldBeInForce(DateOnly.MaxValue) is { } would && Deadlines.Of(facts, would.Value, DateOnly.MaxValue) is { } later
            ? (later, true)
            : (null, false);
    }

    private static DateOnly? SupportUntilOf(KeyFacts facts, DateOnly? deadline, DateOnly? endOfLife)
    {
        var until = Earlier(Earlier(deadline, endOfLife), facts.ClosesOn?.AddDays(-1));
        return facts.Trial || facts.Kind == KeyKind.Subscription ? Earlier(until, facts.LastDay) : until;
    }

    private static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is null || b < a ? b : a;

    private static long? RenewalPrice(KeyFacts facts, RuleBook rules)
    {
        if (facts.Free || facts.Trial || facts.NotForResale || facts.ClosesOn is not null || facts.Kind == KeyKind.Subscription)
        {
            return null;
        }

        var row = rules.PriceBooks.Newest()?.Value.Row(
            facts.Kind, facts.PendingDowngrade?.Edition ?? facts.Purchased.Edition, facts.PendingDowngrade?.Size ?? facts.Purchased.Size);
        return facts.Kind == KeyKind.Perpetual ? row?.Maintenance : row?.Price;
    }
}
