namespace Tessera.Domain.Policy;

/// <summary>
/// KL-8: a subscription is paid by calendar months from its first day. Started on the 31st, a month ends where the calendar
/// lets it: 31 January – 27 February, 28 February – 30 March.
/// </summary>
public readonly record struct SubscriptionMonth(DateOnly FirstDay, DateOnly LastDay)
{
    private static readonly DateOnly LastMonthOfTheCalendar = DateOnly.MaxValue.AddMonths(-2);

    /// <summary>The month a day falls in; the first one for days before the start.</summary>
    public static SubscriptionMonth Of(DateOnly startsOn, DateOnly day)
    {
        day = day < startsOn ? startsOn : day > LastMonthOfTheCalendar ? LastMonthOfTheCalendar : day;

        var months = (day.Year - startsOn.Year) * 12 + day.Month - startsOn.Month;
        if (startsOn.AddMonths(months) > day)
        {
            months--;
        }

        return new SubscriptionMonth(startsOn.AddMonths(months), startsOn.AddMonths(months + 1).AddDays(-1));
    }
}
