using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Programme;
using Tessera.Platform.Identity;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Programme.Reviews.Runs;

namespace Tessera.Server.Modules.Programme.Reviews.Corrections;

/// <summary>A result with its corrections, as its reader may see it. Each record is run again while it is shown.</summary>
internal static class RecordViews
{
    private const int MostLines = 100;

    /// <summary>Asked for when it is done.</summary>
    private const string AnyReason = "-";

    public static ReviewRecordView Of(CorrectionCase found, RuleBook book, Caller caller)
    {
        var (run, row, record) = (found.Run, found.Result, found.Original);
        var (texts, standing) = (Texts.Of(caller.Language), record.Standing);
        var held = standing.HeldRank < 0 ? "" : standing.Levels[standing.HeldRank].Name;
        var view = row.View(record, texts);
        return new ReviewRecordView(
            run.Id, run.On, run.Dry, run.Window.From, run.Window.To, run.Rules, run.PublishedOn, caller.Tenant.Currency, caller.IsOperator ? view : view with { Marks = [], Exemption = null },
            [.. standing.Levels.Select(level => WeighedLevelView.Of(level, standing))], [.. record.Inputs.Certificates.Select(View)],
            record.Inputs.Notice is { } notice ? new NoticeView(notice.GivenOn, notice.GraceUntil) : null,
            [.. record.Flips.Select(flip => new FlipView(flip.Points, [.. flip.Certificates.Select(need => new CertificateFlipView(need.Path, need.Count))], ProgrammeTexts.Flip(flip, held, texts)))],
            record.Inputs.Lines.Length, Replay(record, book.Levels, row.Hash), [.. found.Kept.Select(kept => Correction(found, kept, found.Whole(kept), book, caller))],
            caller.IsOperator && run.State == ReviewState.Published ? Late(found, book, caller) : null);
    }

    public static ReviewCorrectionView Correction(CorrectionCase found, KeptCorrection kept, ReviewRecord whole, RuleBook book, Caller caller)
    {
        var texts = Texts.Of(caller.Language);
        var counted = kept.N == found.Next ? 0 : kept.N;
        return new ReviewCorrectionView(
            kept.N, kept.On, kept.At, caller.IsOperator ? kept.Actor : null, caller.IsOperator ? kept.Reason : null, kept.Effect, ProgrammeTexts.Effect(kept.Effect, whole, texts), whole.Outcome,
            whole.Standing.HeldRank < 0 ? null : whole.Standing.Levels[whole.Standing.HeldRank].Name, whole.Standing.Points, ProgrammeTexts.Verdict(whole, texts),
            [.. found.Lines.Where(line => line.N == counted).Take(MostLines).Select(line => line.View(texts))], [.. found.Certificates.Where(one => one.N == counted).Select(one => View(one.Held))],
            Replay(whole, book.Levels, kept.Hash));
    }

    private static ReviewLateView Late(CorrectionCase found, RuleBook book, Caller caller)
    {
        var (late, refusal) = (found.Late, found.Decide(book.Levels, caller.Membership.Application, AnyReason).Refusal);
        return new ReviewLateView(late.Lines.Length, late.Lines.Sum(line => line.Points), late.Certificates.Length, refusal is null, refusal is null ? null : RefusalView.Of(refusal, Texts.Of(caller.Language)));
    }

    private static CertificateView View(HeldCertificate one) => new(one.Name, one.Path, one.From, one.Until, true);

    private static ReplayView Replay(ReviewRecord whole, ImmutableArray<RuleVersion<LevelTable>> levels, byte[] hash) => new(StoredRecord.ReplaysTo(whole, levels, hash), Convert.ToHexStringLower(hash));
}
