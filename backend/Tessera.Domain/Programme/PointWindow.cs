namespace Tessera.Domain.Programme;

/// <summary>PP-6: the days whose points count, both included.</summary>
public readonly record struct PointWindow(DateOnly From, DateOnly To)
{
    private const int Months = 12;

    /// <summary>The trailing 12 months up to the day before: what a review on that day weighs.</summary>
    public static PointWindow Before(DateOnly day) => new(day.AddMonths(-Months), day.AddDays(-1));

    /// <summary>The same for the day after: what is weighed at once counts the day's own order (PP-4).</summary>
    public static PointWindow Through(DateOnly day) => Before(day.AddDays(1));

    public bool Holds(DateOnly day) => From <= day && day <= To;
}
