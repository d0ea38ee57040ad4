using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;

namespace Tessera.Server.Modules.Programme.Rules;

// Level rules as /v1 shows and takes them.

/// <summary>Where a version stands today.</summary>
internal enum LevelVersionState
{
    Past,
    InForce,

    /// <summary>Published, and not in force yet.</summary>
    Announced,
    Withdrawn,
}

internal sealed record CertificateNeedView(string Path, int People);

/// <param name="NfrKeys">KL-14: not-for-resale keys a partner may hold.</param>
internal sealed record LevelRowView(
    string Code, string Name, long Points, decimal DiscountPercent, IReadOnlyList<CertificateNeedView> Certificates, IReadOnlyList<string> Benefits, int NfrKeys = 1)
{
    public static LevelRowView Of(LevelRow row) => new(
        row.Code, row.Name, row.Points, row.DiscountPercent, [.. row.Certificates.Select(need => new CertificateNeedView(need.Path, need.Count))], row.Benefits, row.NfrKeys ?? 1);
}

/// <param name="From">As it was; null for what is new.</param>
/// <param name="To">As it becomes; null for what is gone.</param>
internal sealed record LevelRuleChangeView(string Level, string Name, LevelRulePart Part, string? Path, string? From, string? To)
{
    public static IReadOnlyList<LevelRuleChangeView> Between(ImmutableArray<LevelRow> before, ImmutableArray<LevelRow> after) =>
        [.. LevelRuleChange.Between(before, after).Select(one => new LevelRuleChangeView(one.Level, one.Name, one.Part, one.Path, one.From, one.To))];
}

/// <param name="By">With the reason for operators alone.</param>
internal sealed record LevelWithdrawalView(DateOnly On, string? By, string? Reason);

/// <param name="Until">Last day it holds; null while none follows.</param>
/// <param name="Example">Its figures are invented, for the tenant to replace.</param>
/// <param name="Changes">Against the version before it.</param>
/// <param name="Withdrawal">Of a version that was announced and taken back; it never held.</param>
internal sealed record LevelVersionView(
    string Version, DateOnly EffectiveFrom, DateOnly? Until, LevelVersionState State, string Source, bool Example, string? Note, IReadOnlyList<LevelRowView> Rows,
    IReadOnlyList<LevelRuleChangeView> Changes, LevelWithdrawalView? Withdrawal);

/// <param name="Problems">What stands against publishing it.</param>
/// <param name="Changes">Against the version it would follow.</param>
internal sealed record LevelDraftView(
    DateOnly EffectiveFrom, string? Note, IReadOnlyList<LevelRowView> Rows, DateTimeOffset UpdatedAt, string UpdatedBy, IReadOnlyList<FieldProblem> Problems, IReadOnlyList<LevelRuleChangeView> Changes);

/// <param name="Versions">Newest first.</param>
/// <param name="Paths">The certification paths that at least one version names.</param>
/// <param name="DraftVersion">What a writer expects; it never goes back.</param>
/// <param name="Draft">Operators only; null where there is none.</param>
internal sealed record LevelRuleBookView(DateOnly Today, string Currency, IReadOnlyList<LevelVersionView> Versions, IReadOnlyList<string> Paths, int DraftVersion, LevelDraftView? Draft)
{
    public static IReadOnlyList<LevelVersionView> VersionsOf(ImmutableArray<RuleVersion<LevelTable>> levels, DateOnly today, bool forOperator)
    {
        var inForce = levels.InForce(today);
        RuleVersion<LevelTable>[] final = [.. levels.Where(version => version.Status == RuleStatus.Final).OrderBy(version => version.EffectiveFrom)];
        return [.. levels.OrderBy(version => version.EffectiveFrom).Select(View).Reverse()];

        LevelVersionView View(RuleVersion<LevelTable> version)
        {
            var before = final.LastOrDefault(other => other.EffectiveFrom < version.EffectiveFrom);
            var next = version.Status == RuleStatus.Final ? final.FirstOrDefault(other => other.EffectiveFrom > version.EffectiveFrom) : null;
            return new LevelVersionView(
                version.Id, version.EffectiveFrom, next?.EffectiveFrom.AddDays(-1),
                version.Status != RuleStatus.Final ? LevelVersionState.Withdrawn : version == inForce ? LevelVersionState.InForce : version.EffectiveFrom > today ? LevelVersionState.Announced : LevelVersionState.Past,
                version.Source, version.Value.Example, version.Note, [.. version.Value.Rows.Select(LevelRowView.Of)],
                before is null ? [] : LevelRuleChangeView.Between(before.Value.Rows, version.Value.Rows),
                version.Withdrawal is { } withdrawal ? new LevelWithdrawalView(withdrawal.On, forOperator ? withdrawal.By : null, forOperator ? withdrawal.Reason : null) : null);
        }
    }

    public static FieldProblem Said(Refusal refusal, Texts texts) => new(refusal.Field ?? "rows", refusal.Code, $"{texts.Refusal(refusal)} {texts.Remedy(refusal)}".Trim());
}
