using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Learning;

/// <summary>A course or webinar as deciding about it sees it.</summary>
/// <param name="OpenUntil">Last day on which people may enrol.</param>
/// <param name="Taken">Seats.</param>
public sealed record Course(DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateOnly OpenUntil, int Seats, int Taken, bool Cancelled)
{
    public const int MostSeats = 5_000;
    public const int LongestTitle = 150;
    public const int LongestLink = 500;

    /// <summary>From the first moment to the last.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private const string Rule = "PP-2";

    /// <param name="today">The tenant's day at that moment.</param>
    public CourseState StateAt(DateTimeOffset now, DateOnly today) =>
        Cancelled ? CourseState.Cancelled : EndsAt < now ? CourseState.Ended : StartsAt <= now ? CourseState.Begun : today > OpenUntil ? CourseState.Closed : Taken >= Seats ? CourseState.Full : CourseState.Open;

    /// <summary>What can be said of a course before it is kept.</summary>
    /// <param name="startsOn">The tenant's day on which it starts.</param>
    /// <returns>Everything that is wrong, field by field.</returns>
    public IEnumerable<Refusal> Problems(DateOnly startsOn, DateTimeOffset now)
    {
        if (Seats is < 1 or > MostSeats)
        {
            yield return Refusal.Of(RefusalCodes.SeatsOutOfRange, Rule, "seats", ("most", Asked.Fact(MostSeats)));
        }
        else if (Seats < Taken)
        {
            yield return Refusal.Of(RefusalCodes.SeatsTaken, Rule, "seats", ("taken", Asked.Fact(Taken)));
        }

        if (StartsAt <= now)
        {
            yield return Refusal.Of(RefusalCodes.CourseInThePast, Rule, "starts");
        }

        if (EndsAt <= StartsAt || EndsAt - StartsAt > Longest)
        {
            yield return Refusal.Of(RefusalCodes.CourseEndsWrong, Rule, "ends", ("most", Asked.Fact(Longest.Days)));
        }

        if (OpenUntil > startsOn)
        {
            yield return Refusal.Of(RefusalCodes.OpenAfterStart, Rule, "openUntil", ("day", Asked.Fact(startsOn)));
        }
    }

    /// <returns>Null: it may be changed.</returns>
    public Refusal? CheckChange(DateTimeOffset now) => Cancelled ? No(RefusalCodes.CourseCancelled) : StartsAt <= now ? No(RefusalCodes.CourseBegun) : null;

    /// <returns>Null: it may be cancelled.</returns>
    public Refusal? CheckCancel(string? reason, DateTimeOffset now) => CheckChange(now) ?? Bounds.Reason(reason);

    /// <summary>Asked of somebody who is not enrolled, under the course's lock.</summary>
    /// <param name="person">Name of whom it is about.</param>
    /// <returns>Null: there is a seat, and it may be taken.</returns>
    public Refusal? CheckEnrolment(string person, bool disabled, DateTimeOffset now, DateOnly today) => StateAt(now, today) switch
    {
        CourseState.Cancelled => No(RefusalCodes.CourseCancelled),
        CourseState.Begun or CourseState.Ended => No(RefusalCodes.CourseBegun),
        CourseState.Closed => No(RefusalCodes.EnrolmentClosed, ("day", Asked.Fact(OpenUntil))),
        CourseState.Full => No(RefusalCodes.CourseFull, ("seats", Asked.Fact(Seats))),
        _ => disabled ? No(RefusalCodes.PersonDisabled, ("person", person)) : null,
    };

    /// <returns>Null: the seat may be given back.</returns>
    public Refusal? CheckWithdrawal(DateTimeOffset now) => CheckChange(now);

    private static Refusal No(string code, params ReadOnlySpan<(string Name, string Value)> facts) => Refusal.Of(code, Rule, null, facts);
}
