using Tessera.Domain.Kernel;
using Tessera.Domain.Learning;

namespace Domain.Tests.Learning;

/// <summary>PP-2 without a database: seats, results, days of certificates.</summary>
public sealed class LearningRules
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static Course Coming => new(Now.AddDays(10), Now.AddDays(10).AddHours(2), Today.AddDays(10), Seats: 5, Taken: 0, Cancelled: false);

    public static TheoryData<int, int, int, bool, CourseState> States => new()
    {
        { 10, 10, 0, false, CourseState.Open },
        { 10, 0, 4, false, CourseState.Open },
        { 10, 10, 5, false, CourseState.Full },
        { 10, -1, 5, false, CourseState.Closed },
        { 0, 0, 0, false, CourseState.Begun },
        { -3, 10, 5, false, CourseState.Ended },
        { -3, 10, 0, false, CourseState.Ended },
        { 10, 10, 0, true, CourseState.Cancelled },
        { -3, 10, 0, true, CourseState.Cancelled },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void A_course_is_in_one_state_and_takes_people_in_one_only(int startsIn, int openFor, int taken, bool cancelled, CourseState expected)
    {
        var course = new Course(Now.AddDays(startsIn), Now.AddDays(startsIn).AddHours(2), Today.AddDays(openFor), 5, taken, cancelled);
        Assert.Equal(expected, course.StateAt(Now, Today));
        Assert.Equal(expected == CourseState.Open, course.CheckEnrolment("Anna", disabled: false, Now, Today) is null);
        Assert.Equal(expected is CourseState.Open or CourseState.Full or CourseState.Closed, course.CheckWithdrawal(Now) is null);
    }

    [Fact]
    public void Who_is_disabled_takes_no_seat() => Assert.Equal(RefusalCodes.PersonDisabled, Coming.CheckEnrolment("Anna", disabled: true, Now, Today)!.Code);

    [Theory]
    [InlineData(2024, 2, 29, 12, 2025, 2, 27)]
    [InlineData(2026, 1, 31, 1, 2026, 2, 27)]
    [InlineData(2026, 11, 21, 24, 2028, 11, 20)]
    public void A_certificate_holds_its_months_the_first_day_counted(int year, int month, int day, int months, int lastYear, int lastMonth, int lastDay) =>
        Assert.Equal(new DateOnly(lastYear, lastMonth, lastDay), new CertificationPath("a", "A", months).Until(new DateOnly(year, month, day)));

    [Fact]
    public void A_path_without_months_has_no_end() => Assert.Null(new CertificationPath("a", "A", null).Until(Today));

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(-30, 0, null)]
    [InlineData(1, null, RefusalCodes.CertificateInTheFuture)]
    [InlineData(0, -1, RefusalCodes.CertificateEndsFirst)]
    [InlineData(-20_000, null, RefusalCodes.DateOutOfRange)]
    [InlineData(0, 100_000, RefusalCodes.DateOutOfRange)]
    public void Days_of_a_certificate_are_never_ahead_and_in_their_order(int from, int? until, string? code) =>
        Assert.Equal(code, Certifying.CheckDays(Today.AddDays(from), until is { } days ? Today.AddDays(days) : null, Today)?.Code);

    [Theory]
    [InlineData(null, -1)]
    [InlineData(100, -1)]
    [InlineData(0, -1)]
    [InlineData(-5, -5)]
    public void A_revoked_certificate_ends_the_day_before_or_where_it_ended(int? until, int expected) =>
        Assert.Equal(Today.AddDays(expected), Certifying.LastDay(until is { } days ? Today.AddDays(days) : null, Today));

    [Theory]
    [InlineData(61, null)]
    [InlineData(60, 60)]
    [InlineData(31, 60)]
    [InlineData(30, 30)]
    [InlineData(8, 30)]
    [InlineData(7, 7)]
    [InlineData(0, 7)]
    [InlineData(-1, null)]
    public void A_last_day_is_in_the_narrowest_window(int ahead, int? window) => Assert.Equal(window, Expiring.WindowOf(Today.AddDays(ahead), Today, Expiring.WindowsOf([90, 60, 30, 7])));

    [Theory]
    [InlineData("7,30,60", 90, 60, 30, 7)]
    [InlineData("14,45", 45, 14, 45)]
    [InlineData("7,30,60", 90)]
    [InlineData("7,30,60")]
    public void Certificates_go_by_the_windows_of_the_programme_that_are_not_earlier_than_soon(string expected, params int[] reminders) =>
        Assert.Equal(expected, string.Join(',', Expiring.WindowsOf(reminders)));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void Soon_is_two_months_before_the_last_day(int ahead, bool soon) => Assert.Equal(soon, Expiring.IsSoon(Today.AddDays(ahead), Today));

    [Fact]
    public void A_result_waits_for_its_course_and_is_of_no_other_day()
    {
        var begun = Coming with { StartsAt = Now.AddDays(-2), EndsAt = Now.AddDays(-1) };
        Assert.Null(Check(begun, null, Today));
        Assert.Equal(RefusalCodes.CourseNotBegun, Check(Coming, null, Today)!.Code);
        Assert.Equal(RefusalCodes.CourseCancelled, Check(begun with { Cancelled = true }, null, Today)!.Code);
        Assert.Equal(RefusalCodes.AlreadyPassed, Check(begun, LearningOutcome.Passed, Today)!.Code);
        Assert.Null(Check(begun, LearningOutcome.Failed, Today));
        var ahead = Check(begun, null, Today.AddDays(1))!;
        Assert.Equal((RefusalCodes.CertificateInTheFuture, "PP-2", "on"), (ahead.Code, ahead.Rule, ahead.Field));
        Assert.Equal(RefusalCodes.ResultBeforeCourse, Check(begun, null, Today.AddDays(-3))!.Code);

        static Refusal? Check(Course course, LearningOutcome? before, DateOnly on) => Certifying.CheckResult(course, before, (LearningOutcome.Passed, on), (Today.AddDays(-2), Today, Now), "on");
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_course_is_said_at_once()
    {
        var wrong = Coming with { StartsAt = Now.AddDays(-1), EndsAt = Now.AddDays(-2), Seats = 0, OpenUntil = Today.AddDays(1) };
        Assert.Equal(["seats", "starts", "ends", "openUntil"], wrong.Problems(Today.AddDays(-1), Now).Select(one => one.Field));
        Assert.Equal(RefusalCodes.SeatsTaken, Assert.Single((Coming with { Taken = 6 }).Problems(Today.AddDays(10), Now)).Code);
        Assert.Empty(Coming.Problems(Today.AddDays(10), Now));
    }
}
