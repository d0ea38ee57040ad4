using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Programme;

/// <summary>PP-5: below at a review.</summary>
/// <param name="Level">Code of the level it speaks of; it means nothing for another.</param>
/// <param name="GraceUntil">Last day of grace, included.</param>
public sealed record Notice(string Level, DateOnly GivenOn, DateOnly GraceUntil);

/// <summary>What a review knows of a partner, as its snapshot took it.</summary>
/// <param name="Lines">Of the ledger; those of the window are counted.</param>
public sealed record ReviewInputs(
    PartnerId Partner, DateOnly On, string? Level, Notice? Notice, ImmutableArray<CountedPoints> Lines, ImmutableArray<HeldCertificate> Certificates);

/// <summary>PP-8: a review of a partner that anyone can run again. Inputs hold what was counted, in one order, and nothing else.</summary>
public sealed record ReviewRecord(
    ReviewInputs Inputs, Standing Standing, ReviewOutcome Outcome, string? LevelAfter, Notice? NoticeAfter, ImmutableArray<SmallestChange> Flips);

/// <summary>
/// PP-5: the half-yearly review of a partner. Decided here, where the sources leave room: the grace of 60 days begins on the day of the
/// notice, a level is lost at the first review after it ended, and after a loss the new level is judged afresh from the next review on.
/// </summary>
public static class Review
{
    public const int GraceDays = 60;

    /// <summary>1 January or 1 July, after the day.</summary>
    public static DateOnly Next(DateOnly day) => day.Month < 7 ? new DateOnly(day.Year, 7, 1) : new DateOnly(day.Year + 1, 1, 1);

    /// <summary>The newest 1 January or 1 July that has come, the day itself included.</summary>
    public static DateOnly Due(DateOnly day) => new(day.Year, day.Month < 7 ? 1 : 7, 1);

    public static bool IsDay(DateOnly day) => day is { Day: 1, Month: 1 or 7 };

    /// <summary>Null where the tenant has no levels.</summary>
    public static ReviewRecord? Decide(ReviewInputs inputs, ImmutableArray<RuleVersion<LevelTable>> rules)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return rules.InForce(inputs.On) is { } version ? Decide(inputs, version) : null;
    }

    /// <summary>By the version the record names, whatever was published since. Null where the book has it no longer.</summary>
    public static ReviewRecord? Replay(ReviewRecord record, ImmutableArray<RuleVersion<LevelTable>> rules)
    {
        ArgumentNullException.ThrowIfNull(record);
        return rules.FirstOrDefault(version => version.Id == record.Standing.Rules) is { } version ? Decide(record.Inputs, version) : null;
    }

    private static ReviewRecord Decide(ReviewInputs inputs, RuleVersion<LevelTable> rules)
    {
        var counted = Counted(inputs, PointWindow.Before(inputs.On));
        var standing = Standing.Weigh(
            new ProgrammeFacts(counted.Level, counted.Lines, counted.Certificates), rules, inputs.On, PointWindow.Before(inputs.On));
        var notice = inputs.Notice is { } given && given.Level == standing.Held ? given : null;
        var outcome = !standing.IsBelow ? ReviewOutcome.Keeps
            : notice is null ? ReviewOutcome.Notice
            : inputs.On <= notice.GraceUntil ? ReviewOutcome.InGrace
            : ReviewOutcome.Demoted;
        var after = outcome == ReviewOutcome.Demoted ? standing.Levels[standing.HeldRank - 1].Code : standing.Held ?? inputs.Level;
        var noticeAfter = outcome switch
        {
            ReviewOutcome.Notice => new Notice(standing.Held!, inputs.On, inputs.On.AddDays(GraceDays)),
            ReviewOutcome.InGrace => notice,
            _ => null,
        };
        return new ReviewRecord(counted, standing, outcome, after, noticeAfter, SmallestChange.Of(standing));
    }

    private static ReviewInputs Counted(ReviewInputs inputs, PointWindow window) => inputs with
    {
        Lines =
        [
            .. inputs.Lines.Where(line => window.Holds(line.On)).OrderBy(line => line.On).ThenBy(line => line.Reference, StringComparer.Ordinal).ThenBy(line => line.Points),
        ],
        Certificates =
        [
            .. inputs.Certificates.Where(one => one.IsValid(window.To)).OrderBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Person).ThenBy(one => one.From).ThenBy(one => one.Until).ThenBy(one => one.Name, StringComparer.Ordinal),
        ],
    };
}
