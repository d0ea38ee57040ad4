using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Programme;

/// <summary>
/// PP-6, PP-8: what was announced may be taken back while nothing came of it. A version that holds or held stays, and so does one that a run
/// was weighed by, a dry one too: whoever replays it a year later finds the rules it names, as they were.
/// </summary>
public static class LevelWithdrawal
{
    private const string Rule = "PP-6";

    /// <param name="isWeighed">A run of the review has been weighed by it.</param>
    /// <returns>Null: it may be withdrawn.</returns>
    public static Refusal? Check(ImmutableArray<RuleVersion<LevelTable>> published, string version, bool isWeighed, string? reason, DateOnly today)
    {
        if (published.FirstOrDefault(one => one.Id == version) is not { } found)
        {
            return Refusal.Of(RefusalCodes.LevelVersionUnknown, Rule, "version");
        }

        return found.Status != RuleStatus.Final ? No(RefusalCodes.LevelVersionWithdrawn, found)
            : found.EffectiveFrom <= today || found == published.InForce(today) ? No(RefusalCodes.LevelVersionHolds, found)
            : isWeighed ? No(RefusalCodes.LevelVersionWeighed, found)
            : Bounds.Reason(reason);
    }

    /// <summary>All versions as they are from then on: this one withdrawn, every other as it was.</summary>
    public static ImmutableArray<RuleVersion<LevelTable>> Withdrawn(ImmutableArray<RuleVersion<LevelTable>> published, string version, Withdrawal withdrawal) =>
        [.. published.Select(one => one.Id == version ? one with { Status = RuleStatus.Withdrawn, Withdrawal = withdrawal } : one)];

    private static Refusal No(string code, RuleVersion<LevelTable> found) => Refusal.Of(code, Rule, "version", ("version", found.Id), ("from", Asked.Fact(found.EffectiveFrom)));
}
