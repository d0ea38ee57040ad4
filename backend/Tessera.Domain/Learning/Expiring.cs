namespace Tessera.Domain.Learning;

/// <summary>PP-9, for certificates: how long before its last day somebody hears of it.</summary>
public static class Expiring
{
    /// <summary>Days before its last day from which on a certificate ends soon.</summary>
    public const int Soon = 60;

    private static readonly int[] Usual = [7, 30, Soon];

    public static bool IsSoon(DateOnly until, DateOnly today) => until >= today && until <= today.AddDays(Soon);

    /// <summary>Days ahead, the nearest first: of the tenant's windows those that are not earlier than soon, and the usual ones where there are none.</summary>
    public static int[] WindowsOf(IEnumerable<int> reminders)
    {
        int[] windows = [.. reminders.Where(window => window is > 0 and <= Soon).Distinct().Order()];
        return windows.Length > 0 ? windows : Usual;
    }

    /// <summary>The narrowest window a day is in: whoever is first seen ten days ahead is reminded of thirty, and not of sixty as well. Null: none yet, or it is over.</summary>
    /// <param name="until">Last day.</param>
    /// <param name="today">The tenant's.</param>
    /// <param name="windows">The nearest first.</param>
    public static int? WindowOf(DateOnly until, DateOnly today, IEnumerable<int> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var left = until.DayNumber - today.DayNumber;
        foreach (var window in windows)
        {
            if (left >= 0 && left <= window)
            {
                return window;
            }
        }

        return null;
    }
}
