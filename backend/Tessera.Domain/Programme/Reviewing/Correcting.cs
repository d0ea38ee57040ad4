using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Programme;

/// <summary>What a correction of a published result does.</summary>
[JsonConverter(typeof(ScreamingSnake<CorrectionEffect>))]
public enum CorrectionEffect
{
    /// <summary>The level the review took is the partner's again.</summary>
    LevelRestored,

    /// <summary>The notice no longer stands.</summary>
    NoticeWithdrawn,
}

/// <summary>What came in after a review's snapshot and belongs into its window.</summary>
public sealed record LateFacts(ImmutableArray<CountedPoints> Lines, ImmutableArray<HeldCertificate> Certificates)
{
    public bool None => Lines.IsEmpty && Certificates.IsEmpty;
}

/// <summary>A published result as it is found when somebody would correct it.</summary>
/// <param name="Record">With all its lines; of a result that was corrected before, that of the newest correction.</param>
/// <param name="Newest">No later review of the partner was published.</param>
/// <param name="Level">Held now, by code or name.</param>
/// <param name="Notice">That stands now.</param>
public sealed record PublishedResult(ReviewRun Run, ReviewRecord Record, ReviewEffect? Effect, bool Newest, string? Level, Notice? Notice);

/// <summary>A result weighed anew.</summary>
/// <param name="Change">The level that is restored; null where only a notice goes.</param>
public sealed record Correction(ReviewRecord Record, CorrectionEffect Effect, LevelChange? Change);

/// <summary>
/// PP-5, PP-8: published results never change, and facts come late. What came in after the snapshot is weighed with what the review had, by the
/// same version of the rules, and what is better than was published holds from that day. Decided here: a correction only gives. What would
/// be worse is for the next review, with its notice and its grace; and only the newest published review is corrected, because later ones
/// were decided from what it left.
/// </summary>
public static class Correcting
{
    private const string Rule = "PP-8";

    /// <summary>Weighed anew. Null: nothing is known of the rules it names any longer.</summary>
    public static ReviewRecord? Anew(ReviewRecord record, LateFacts late, ImmutableArray<RuleVersion<LevelTable>> rules)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(late);
        var inputs = record.Inputs;
        return Review.Replay(record with { Inputs = inputs with { Lines = [.. inputs.Lines, .. late.Lines], Certificates = [.. inputs.Certificates, .. late.Certificates] } }, rules);
    }

    /// <param name="application">A program, not a person.</param>
    /// <returns>The correction, or why there is none.</returns>
    public static (Correction? Correction, Refusal? Refusal) Of(
        PublishedResult published, LateFacts late, ImmutableArray<RuleVersion<LevelTable>> rules, bool application, string? reason)
    {
        ArgumentNullException.ThrowIfNull(published);
        ArgumentNullException.ThrowIfNull(late);
        var refusal = published.Run.Dry ? No(RefusalCodes.ReviewDry)
            : published.Run.State != ReviewState.Published ? No(RefusalCodes.ReviewNotPublished)
            : application ? No(RefusalCodes.CorrectionNeedsPerson)
            : !published.Newest ? No(RefusalCodes.ReviewNotNewest)
            : late.None ? No(RefusalCodes.NothingCameLate)
            : Bounds.Reason(reason);
        if (refusal is not null || Anew(published.Record, late, rules) is not { } anew)
        {
            return (null, refusal ?? No(RefusalCodes.NothingCorrected));
        }

        return published.Effect != ReviewEffect.Applied || published.Record.Outcome == ReviewOutcome.Keeps || anew.Outcome != ReviewOutcome.Keeps
            ? (null, No(RefusalCodes.NothingCorrected))
            : Effect(published, anew) is { } correction ? (correction, null) : (null, No(RefusalCodes.CorrectionOvertaken));
    }

    /// <summary>Null: what the review left is no longer so.</summary>
    private static Correction? Effect(PublishedResult published, ReviewRecord anew)
    {
        var standing = anew.Standing;
        var held = standing.Levels[standing.HeldRank];
        if (published.Record.Outcome != ReviewOutcome.Demoted)
        {
            return IsLevel(held, published.Level) && published.Notice?.Level == held.Code ? new Correction(anew, CorrectionEffect.NoticeWithdrawn, null) : null;
        }

        var lost = standing.Levels[standing.HeldRank - 1];
        return IsLevel(lost, published.Level)
            ? new Correction(anew, CorrectionEffect.LevelRestored, new LevelChange(lost.Code, held.Code, held.Name, LevelCause.Correction, standing))
            : null;
    }

    private static bool IsLevel(WeighedLevel level, string? held) => held is not null && (held == level.Code || held == level.Name);

    private static Refusal No(string code) => Refusal.Of(code, Rule);
}
