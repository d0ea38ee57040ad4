namespace Tessera.Domain.Learning;

/// <summary>PP-9, for certificates: how long before its last day somebody hears of it.</summary>
public static class Expiring
{
    /// <summary>Days ahead, the nearest first.</summary>
    public static readonly int[] Windows = [7, 30, 60];

    /// <summary>The narrowest window a day is in: whoever is first seen ten days ahead is reminded of thirty, and not of sixty as well. Null: none yet, or it is over.</summary>
    public static int? WindowOf(DateOnly until, DateOnly today)
    {
        var left = until.DayNumber - today.DayNumber;
        foreach (var window in Windows)
        {
            if (left >= 0 && left <= window)
            {
                return window;
            }
        }

        return null;
    }
}
