using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using static Domain.Tests.Programme.ProgrammeKit;

namespace Domain.Tests.Programme;

/// <summary>PP-5, PP-8: what facts that came late do to a published result, and what they do not.</summary>
public sealed class CorrectingRules
{
    private static readonly Notice Given = new("GOLD", Kit.Day("2026-07-04"), Kit.Day("2026-09-02"));
    private static readonly ReviewRecord Lost = Partner("Gold", Sold("2026-10-01", 19_000), Certified("advanced")).Reviewed("2027-01-01", Given);
    private static readonly ReviewRecord Warned = Partner("Gold", Sold("2026-10-01", 19_000), Certified("advanced")).Reviewed("2027-01-01");
    private static readonly LateFacts Enough = Late(Sold("2026-02-01", 1_000, "correction:1"));

    [Fact]
    public void A_level_that_would_not_have_been_lost_is_restored_and_the_record_replays()
    {
        var (correction, refusal) = Correct(After(Lost, "Silver"), Enough);
        Assert.Null(refusal);
        Assert.Equal((CorrectionEffect.LevelRestored, "SILVER", "GOLD", "Gold", LevelCause.Correction), (correction!.Effect, correction.Change!.From, correction.Change.To, correction.Change.Name, correction.Change.Cause));
        Assert.Equal((ReviewOutcome.Keeps, 20_000, "GOLD"), (correction.Record.Outcome, correction.Record.Standing.Points, correction.Record.LevelAfter));
        Assert.Equal(["correction:1", "payment:2026-10-01"], correction.Record.Inputs.Lines.Select(line => line.Reference!));
        Assert.Equal(ProgrammeJson.WriteReview(correction.Record), ProgrammeJson.WriteReview(Review.Replay(correction.Record, Levels)!));
    }

    [Fact]
    public void A_notice_that_would_not_have_been_given_is_withdrawn_whichever_review_gave_it()
    {
        var (given, _) = Correct(After(Warned, "Gold", new Notice("GOLD", Kit.Day("2027-01-10"), Kit.Day("2027-03-11"))), Enough);
        Assert.Equal((CorrectionEffect.NoticeWithdrawn, null), (given!.Effect, given.Change));
        var graced = Partner("Gold", Sold("2026-10-01", 19_000), Certified("advanced")).Reviewed("2027-01-01", Given with { GraceUntil = Kit.Day("2027-01-15") });
        Assert.Equal(ReviewOutcome.InGrace, graced.Outcome);
        Assert.Equal(CorrectionEffect.NoticeWithdrawn, Correct(After(graced, "Gold", Given), Enough).Correction!.Effect);
    }

    [Fact]
    public void A_certificate_entered_late_counts_as_a_line_does()
    {
        var uncertified = Partner("Gold", Sold("2026-10-01", 30_000)).Reviewed("2027-01-01", Given);
        Assert.Equal(ReviewOutcome.Demoted, uncertified.Outcome);
        Assert.NotNull(Correct(After(uncertified, "Silver"), new LateFacts([], [Certified("advanced")])).Correction);
    }

    [Fact]
    public void A_correction_only_gives()
    {
        var kept = Partner("Gold", Sold("2026-10-01", 20_000), Certified("advanced")).Reviewed("2027-01-01");
        Assert.Equal(RefusalCodes.NothingCorrected, Code(After(kept, "Gold"), Late(Sold("2026-11-01", -5_000, "refund:1"))));
        Assert.Equal(RefusalCodes.NothingCorrected, Code(After(Lost, "Silver"), Late(Sold("2026-02-01", 999, "correction:1"))));
        Assert.Equal(RefusalCodes.NothingCorrected, Code(After(Lost, "Silver"), Late(Sold("2025-12-31", 50_000, "outside"))));
    }

    [Fact]
    public void What_the_review_left_must_still_be_so()
    {
        Assert.Equal(RefusalCodes.CorrectionOvertaken, Code(After(Lost, "Gold"), Enough));
        Assert.Equal(RefusalCodes.CorrectionOvertaken, Code(After(Lost, "Platinum"), Enough));
        Assert.Equal(RefusalCodes.CorrectionOvertaken, Code(After(Warned, "Gold"), Enough));
        Assert.Equal(RefusalCodes.NothingCorrected, Code(After(Lost, "Gold") with { Effect = ReviewEffect.Overtaken }, Enough));
        Assert.Equal(RefusalCodes.NothingCorrected, Code(After(Lost, "Gold") with { Effect = ReviewEffect.Exempted }, Enough));
    }

    [Fact]
    public void Who_what_and_why_is_asked_before_anything_is_weighed()
    {
        var published = After(Lost, "Silver");
        Assert.Equal(RefusalCodes.ReviewDry, Code(published with { Run = published.Run with { Dry = true, State = ReviewState.Compared } }, Enough));
        Assert.Equal(RefusalCodes.ReviewNotPublished, Code(published with { Run = published.Run with { State = ReviewState.Approved } }, Enough));
        Assert.Equal(RefusalCodes.ReviewNotNewest, Code(published with { Newest = false }, Enough));
        Assert.Equal(RefusalCodes.NothingCameLate, Code(published, new LateFacts([], [])));
        Assert.Equal(RefusalCodes.CorrectionNeedsPerson, Correcting.Of(published, Enough, Levels, application: true, "x").Refusal!.Code);
        Assert.Equal("reason", Correcting.Of(published, Enough, Levels, application: false, " ").Refusal!.Field);
    }

    [Theory, MemberData(nameof(Languages))]
    public void Every_refusal_and_effect_has_words(string language)
    {
        var texts = Texts.Of(language);
        foreach (var code in new[] { RefusalCodes.ReviewNotPublished, RefusalCodes.ReviewNotNewest, RefusalCodes.CorrectionNeedsPerson, RefusalCodes.NothingCameLate, RefusalCodes.NothingCorrected, RefusalCodes.CorrectionOvertaken })
        {
            Wording.IsComplete(texts.Refusal(Refusal.Of(code, "PP-8")));
            Wording.IsComplete(texts.Remedy(Refusal.Of(code, "PP-8"))!);
        }

        Assert.All(Enum.GetValues<CorrectionEffect>(), effect => Wording.IsComplete(ProgrammeTexts.Effect(effect, Lost, texts)));
    }

    public static TheoryData<string> Languages => [.. Texts.Languages];

    private static LateFacts Late(params CountedPoints[] lines) => new([.. lines], []);

    private static PublishedResult After(ReviewRecord record, string level, Notice? notice = null) =>
        new(new ReviewRun(record.Inputs.On, false, ReviewState.Published, null, 1, []), record, ReviewEffect.Applied, true, level, notice);

    private static (Correction? Correction, Refusal? Refusal) Correct(PublishedResult published, LateFacts late) => Correcting.Of(published, late, Levels, application: false, "Paid late");

    private static string Code(PublishedResult published, LateFacts late) => Correct(published, late).Refusal!.Code;
}
