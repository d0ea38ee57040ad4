using System.Collections.Immutable;

namespace Tessera.Domain.Programme;

/// <summary>A partner's points by day, whatever the order they came in; a window's sum costs two look-ups.</summary>
internal sealed class DayBook
{
    private readonly ImmutableArray<CountedPoints> _days;
    private readonly long[] _before;
    private readonly Dictionary<DateOnly, long> _sold;

    public DayBook(ImmutableArray<CountedPoints> points, ImmutableArray<CountedPoints> corrections)
    {
        _days = [.. points.GroupBy(one => one.On).Select(day => new CountedPoints(day.Key, day.Sum(one => one.Points))).OrderBy(day => day.On)];
        _before = new long[_days.Length + 1];
        for (var n = 0; n < _days.Length; n++)
        {
            _before[n + 1] = _before[n] + _days[n].Points;
        }

        _sold = _days.ToDictionary(day => day.On, day => day.Points);
        foreach (var one in corrections)
        {
            _sold[one.On] = _sold.GetValueOrDefault(one.On) - one.Points;
        }
    }

    public IEnumerable<DateOnly> Days => _sold.Keys;

    /// <summary>What is weighed on a day, its own points included.</summary>
    public long Through(DateOnly day)
    {
        var window = PointWindow.Through(day);
        return _before[Until(window.To)] - _before[Until(window.From.AddDays(-1))];
    }

    public ImmutableArray<CountedPoints> In(PointWindow window) => _days[Until(window.From.AddDays(-1))..Until(window.To)];

    /// <summary>Points of a day that stand for money.</summary>
    public long Turnover(DateOnly day) => _sold.GetValueOrDefault(day);

    /// <summary>How many days there are up to one, it included.</summary>
    private int Until(DateOnly day)
    {
        var (low, high) = (0, _days.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _days[middle].On <= day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
