namespace Tessera.Domain.Programme;

/// <summary>What a result comes to for a partner on the day it is published.</summary>
/// <param name="Change">The level that is lost; null where it stays.</param>
/// <param name="Notice">The notice that stands from now on; null for none.</param>
public sealed record Publication(ReviewEffect Effect, LevelChange? Change, Notice? Notice);

/// <summary>
/// PP-5 on the day of publication. Between a review's snapshot and its publication partners go on selling: what they reach takes effect at
/// once (PP-4), so a level that was reached anew is not taken. The grace begins when the notice is given, so that nobody ever has less
/// than its 60 days, however long an approval takes.
/// </summary>
public static class Publishing
{
    /// <param name="record">With or without its lines.</param>
    /// <param name="exempt">An operator excepted the partner: nothing changes, a notice that stands stays.</param>
    /// <param name="level">Held now, by code or name.</param>
    /// <param name="notice">That stands now.</param>
    /// <param name="today">Weighed at once; asked of those who are to lose a level.</param>
    public static Publication Of(ReviewRecord record, bool exempt, string? level, Notice? notice, Standing? today, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(record);
        var standing = record.Standing;
        if (exempt)
        {
            return new Publication(ReviewEffect.Exempted, null, notice);
        }

        if (level != record.Inputs.Level || record.Outcome == ReviewOutcome.Demoted && today is { IsBelow: false })
        {
            return new Publication(ReviewEffect.Overtaken, null, null);
        }

        return record.Outcome switch
        {
            ReviewOutcome.Notice => new Publication(ReviewEffect.Applied, null, new Notice(standing.Held!, on, on.AddDays(Review.GraceDays))),
            ReviewOutcome.InGrace => new Publication(ReviewEffect.Applied, null, record.NoticeAfter),
            ReviewOutcome.Demoted => new Publication(ReviewEffect.Applied, Lost(standing), null),
            _ => new Publication(ReviewEffect.Applied, null, null),
        };
    }

    private static LevelChange Lost(Standing standing)
    {
        var after = standing.Levels[standing.HeldRank - 1];
        return new LevelChange(standing.Held, after.Code, after.Name, LevelCause.Review, standing);
    }
}
