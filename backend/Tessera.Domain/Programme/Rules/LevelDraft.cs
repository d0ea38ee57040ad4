using System.Collections.Immutable;
using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Programme;

/// <summary>Level rules that are not published yet.</summary>
/// <param name="EffectiveFrom">The first day they would hold.</param>
/// <param name="Note">What partners read about it.</param>
/// <param name="Rows">From the lowest level to the highest.</param>
public sealed record LevelDraft(DateOnly EffectiveFrom, string? Note, ImmutableArray<LevelRow> Rows)
{
    public const int MostLevels = 12;
    public const int MostPeople = 99;
    public const int MostNfrKeys = 100;

    /// <summary>So far ahead at the most, in years.</summary>
    private const int FurthestYears = 2;

    /// <summary>Everything that stands against publishing it, each with its field. Empty: it may be published.</summary>
    /// <param name="published">All versions there are.</param>
    public ImmutableArray<Refusal> Check(ImmutableArray<RuleVersion<LevelTable>> published, DateOnly today) =>
        [.. Dates(published, today), .. CheckRows()];

    /// <summary>What stands against its levels, whenever they hold.</summary>
    public ImmutableArray<Refusal> CheckRows() =>
        [.. Rows.IsEmpty || Rows.Length > MostLevels ? [Refusal.Of(RefusalCodes.LevelsMissing, "PP-6", "rows", ("most", Asked.Fact(MostLevels)))] : Levels()];

    /// <summary>The version it becomes.</summary>
    public RuleVersion<LevelTable> Version(ImmutableArray<RuleVersion<LevelTable>> published, string source)
    {
        var id = "levels-" + Asked.Fact(EffectiveFrom);
        for (var n = 2; published.Any(version => version.Id == id); n++)
        {
            id = $"levels-{Asked.Fact(EffectiveFrom)}-{Asked.Fact(n)}";
        }

        return new RuleVersion<LevelTable>(id, "PP-6", EffectiveFrom, source, RuleStatus.Final, new LevelTable(false, Rows), Note);
    }

    /// <summary>A version holds until the next one begins: a new one begins after every other, and not before today.</summary>
    private IEnumerable<Refusal> Dates(ImmutableArray<RuleVersion<LevelTable>> published, DateOnly today)
    {
        if (EffectiveFrom < today || EffectiveFrom > today.AddYears(FurthestYears))
        {
            yield return Refusal.Of(
                RefusalCodes.RulesInThePast, "PP-6", "effectiveFrom", ("earliest", Asked.Fact(today)), ("latest", Asked.Fact(today.AddYears(FurthestYears))));
        }

        var last = published.Where(version => version.Status == RuleStatus.Final).OrderBy(version => version.EffectiveFrom).LastOrDefault();
        if (last is not null && EffectiveFrom <= last.EffectiveFrom)
        {
            yield return Refusal.Of(RefusalCodes.RulesOverlap, "PP-6", "effectiveFrom", ("version", last.Id), ("from", Asked.Fact(last.EffectiveFrom)));
        }
    }

    private IEnumerable<Refusal> Levels()
    {
        for (var n = 0; n < Rows.Length; n++)
        {
            var (row, below) = (Rows[n], n > 0 ? Rows[n - 1] : null);
            Refusal At(string code, string rule, string field, params ReadOnlySpan<(string Name, string Value)> facts) =>
                Refusal.Of(code, rule, $"rows[{Asked.Fact(n)}].{field}", [("level", row.Name), .. facts]);
            if (!IsCode(row.Code))
            {
                yield return At(RefusalCodes.LevelCodeInvalid, "PP-6", "code");
            }

            if (Rows[..n].Any(other => Same(other.Code, row.Code) || Same(other.Name, row.Name) || Same(other.Code, row.Name) || Same(other.Name, row.Code)))
            {
                yield return At(RefusalCodes.LevelTwice, "PP-6", "name");
            }

            if (below is null && (row.Points != 0 || !row.Certificates.IsEmpty))
            {
                yield return At(RefusalCodes.LevelsStartAtNothing, "PP-5", row.Points != 0 ? "points" : "certificates");
            }

            if (below is not null && row.Points <= below.Points)
            {
                yield return At(RefusalCodes.ThresholdMustRise, "PP-6", "points", ("below", below.Name), ("points", below.Points.ToString(CultureInfo.InvariantCulture)));
            }

            if (row.DiscountPercent is < 0 or >= 100 || decimal.Round(row.DiscountPercent, 2) != row.DiscountPercent)
            {
                yield return At(RefusalCodes.DiscountOutOfRange, "PP-4", "discountPercent");
            }
            else if (below is not null && row.DiscountPercent < below.DiscountPercent)
            {
                yield return At(
                    RefusalCodes.DiscountMustNotFall, "PP-4", "discountPercent", ("below", below.Name), ("percent", below.DiscountPercent.ToString(CultureInfo.InvariantCulture)));
            }

            if (row.Certificates.Any(need => need.Count is < 1 or > MostPeople || need.Path.Length == 0) || row.Certificates.Select(need => need.Path).Distinct().Count() != row.Certificates.Length)
            {
                yield return At(RefusalCodes.CertificateNeedInvalid, "PP-2", "certificates", ("most", Asked.Fact(MostPeople)));
            }

            if (row.NfrKeys is < 0 or > MostNfrKeys)
            {
                yield return At(RefusalCodes.NfrKeysOutOfRange, "KL-14", "nfrKeys", ("most", Asked.Fact(MostNfrKeys)));
            }
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsCode(string code) =>
        code.Length is > 0 and <= 24 && char.IsAsciiLetterUpper(code[0]) && code.All(one => char.IsAsciiLetterUpper(one) || char.IsAsciiDigit(one) || one == '_');
}
