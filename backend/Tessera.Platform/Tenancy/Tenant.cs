namespace Tessera.Platform.Tenancy;

/// <summary>A programme (RULES.md §1).</summary>
/// <param name="Id">Number in every tenant table.</param>
/// <param name="TimeZone">IANA name; terms and deadlines are days in it.</param>
public sealed record Tenant(int Id, string Slug, string Name, string Currency, string TimeZone, string[] Languages)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The tenant's calendar day at a moment.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, _zone).DateTime);

    /// <summary>What clocks in the tenant's zone show at a moment.</summary>
    public TimeOnly TimeOf(DateTimeOffset moment) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, _zone).DateTime);

    /// <summary>The moment at which a day of the tenant ends (start of the next one).</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, _zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>What calendars and clocks in the tenant's zone show at a moment.</summary>
    public DateTime LocalOf(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, _zone).DateTime;

    /// <summary>The moment at which they show it; the first of two. Null where clocks are put forward over it.</summary>
    public DateTimeOffset? MomentOf(DateTime local) => _zone.IsInvalidTime(local)
        ? null
        : new DateTimeOffset(local, _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local)).ToUniversalTime();
}
