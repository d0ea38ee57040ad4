namespace Tessera.TestKit;

/// <summary>A clock that stands where the test put it; timers and elapsed time go on as they are.</summary>
public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public static TestClock OnDemoDay() => new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
