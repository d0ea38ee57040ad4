using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Learning;

/// <summary>PP-2: how a certificate comes to be, and how it ends before its time.</summary>
public static class Certifying
{
    private const string Rule = "PP-2";

    /// <summary>A result of somebody who is enrolled.</summary>
    /// <param name="before">What was entered already; null for nothing.</param>
    /// <param name="at">The tenant’s day on which the course started, and now.</param>
    /// <param name="field">Name of the day's field.</param>
    /// <returns>Null: it may be entered.</returns>
    public static Refusal? CheckResult(Course course, LearningOutcome? before, (LearningOutcome Outcome, DateOnly On) result, (DateOnly StartsOn, DateOnly Today, DateTimeOffset Now) at, string field)
    {
        ArgumentNullException.ThrowIfNull(course);
        return course.Cancelled ? Refusal.Of(RefusalCodes.CourseCancelled, Rule)
            : course.StartsAt > at.Now ? Refusal.Of(RefusalCodes.CourseNotBegun, Rule, null, ("day", Asked.Fact(at.StartsOn)))
            : before == LearningOutcome.Passed ? Refusal.Of(RefusalCodes.AlreadyPassed, Rule)
            : result.On > at.Today ? Refusal.Of(RefusalCodes.CertificateInTheFuture, Rule, field, ("latest", Asked.Fact(at.Today)))
            : result.On < at.StartsOn ? Refusal.Of(RefusalCodes.ResultBeforeCourse, Rule, field, ("earliest", Asked.Fact(at.StartsOn)))
            : null;
    }

    /// <summary>A certificate from elsewhere.</summary>
    /// <param name="until">Last day; null: as the path says, or without end.</param>
    /// <returns>Null: it may be taken over.</returns>
    public static Refusal? CheckDays(DateOnly from, DateOnly? until, DateOnly today) =>
        from > today ? Refusal.Of(RefusalCodes.CertificateInTheFuture, Rule, "from", ("latest", Asked.Fact(today)))
        : from < Bounds.Earliest ? Refusal.Of(RefusalCodes.DateOutOfRange, Rule, "from", ("earliest", Asked.Fact(Bounds.Earliest)), ("latest", Asked.Fact(today)))
        : until < from ? Refusal.Of(RefusalCodes.CertificateEndsFirst, Rule, "until", ("from", Asked.Fact(from)))
        : until > Bounds.Latest ? Refusal.Of(RefusalCodes.DateOutOfRange, Rule, "until", ("earliest", Asked.Fact(from)), ("latest", Asked.Fact(Bounds.Latest)))
        : null;

    /// <returns>Null: it may be revoked.</returns>
    public static Refusal? CheckRevocation(bool revoked, string? reason) => revoked ? Refusal.Of(RefusalCodes.CertificateRevoked, Rule) : Bounds.Reason(reason);

    /// <summary>A certificate that is revoked on a day holds up to the day before, or to its own end where that is earlier.</summary>
    public static DateOnly LastDay(DateOnly? until, DateOnly revokedOn) => until < revokedOn ? until.Value : revokedOn.AddDays(-1);
}
