using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Platform.Identity;

namespace Tessera.Server.Modules.Programme.Rules;

/// <summary>Everything known about a programme's level rules at one moment.</summary>
internal sealed record LevelRuleBook(RuleBook Book, KeptDraft Kept, IReadOnlyDictionary<string, long> Held, DateOnly Today)
{
    /// <summary>A partner sees what is published; what an operator is still thinking about, operators.</summary>
    public LevelRuleBookView View(Caller caller)
    {
        var levels = Book.Levels;
        return new LevelRuleBookView(
            Today, caller.Tenant.Currency, LevelRuleBookView.VersionsOf(levels, Today, caller.IsOperator),
            [.. levels.SelectMany(version => version.Value.Rows).SelectMany(row => row.Certificates).Select(need => need.Path).Distinct().Order(StringComparer.Ordinal)],
            caller.IsOperator ? Kept.Version : 0, caller.IsOperator ? Draft(Texts.Of(caller.Language)) : null);
    }

    private LevelDraftView? Draft(Texts texts) => Kept.Draft is not { } draft ? null : new LevelDraftView(
        draft.EffectiveFrom, draft.Note, [.. draft.Rows.Select(LevelRowView.Of)], Kept.UpdatedAt, Kept.UpdatedBy,
        [.. LevelDrafts.Check(draft, Book.Levels, Held, Today).Select(refusal => LevelRuleBookView.Said(refusal, texts))],
        LevelRuleChangeView.Between(Book.Levels.InForce(DateOnly.MaxValue)?.Value.Rows ?? [], draft.Rows));
}
