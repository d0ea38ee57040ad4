using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Programme;

/// <summary>What of a level may differ between two versions of the rules.</summary>
[JsonConverter(typeof(ScreamingSnake<LevelRulePart>))]
public enum LevelRulePart
{
    /// <summary>The level itself is new, or gone.</summary>
    Level,
    Name,
    Points,

    /// <summary>People certified on a path.</summary>
    People,
    Discount,
    NfrKeys,
    Benefit,
}

/// <summary>One line in which two versions of the level rules differ.</summary>
/// <param name="Level">Code.</param>
/// <param name="Path">Of <see cref="LevelRulePart.People"/>.</param>
/// <param name="From">As it was; null for what is new.</param>
/// <param name="To">As it becomes; null for what is gone.</param>
public sealed record LevelRuleChange(string Level, string Name, LevelRulePart Part, string? Path, string? From, string? To)
{
    /// <summary>Line by line, from the lowest level to the highest; what is gone comes last.</summary>
    public static ImmutableArray<LevelRuleChange> Between(ImmutableArray<LevelRow> before, ImmutableArray<LevelRow> after) =>
    [
        .. after.SelectMany(row => before.FirstOrDefault(old => old.Code == row.Code) is { } old ? Changed(old, row) : Added(row)),
        .. before.Where(old => after.All(row => row.Code != old.Code)).Select(old => new LevelRuleChange(old.Code, old.Name, LevelRulePart.Level, null, old.Name, null)),
    ];

    private static IEnumerable<LevelRuleChange> Added(LevelRow row) =>
        Changed(new LevelRow(row.Code, row.Name, 0, [], 0), row).Prepend(new LevelRuleChange(row.Code, row.Name, LevelRulePart.Level, null, null, row.Name));

    private static IEnumerable<LevelRuleChange> Changed(LevelRow old, LevelRow row)
    {
        if (old.Name != row.Name)
        {
            yield return Line(LevelRulePart.Name, old.Name, row.Name);
        }

        if (old.Points != row.Points)
        {
            yield return Line(LevelRulePart.Points, Text(old.Points), Text(row.Points));
        }

        if (old.DiscountPercent != row.DiscountPercent)
        {
            yield return Line(LevelRulePart.Discount, Text(old.DiscountPercent), Text(row.DiscountPercent));
        }

        foreach (var path in old.Certificates.Concat(row.Certificates).Select(need => need.Path).Distinct().Where(path => People(old, path) != People(row, path)))
        {
            yield return Line(LevelRulePart.People, Text(People(old, path)), Text(People(row, path))) with { Path = path };
        }

        if ((old.NfrKeys ?? 1) != (row.NfrKeys ?? 1))
        {
            yield return Line(LevelRulePart.NfrKeys, Text(old.NfrKeys ?? 1), Text(row.NfrKeys ?? 1));
        }

        foreach (var benefit in row.Benefits.Except(old.Benefits))
        {
            yield return Line(LevelRulePart.Benefit, null, benefit);
        }

        foreach (var benefit in old.Benefits.Except(row.Benefits))
        {
            yield return Line(LevelRulePart.Benefit, benefit, null);
        }

        LevelRuleChange Line(LevelRulePart part, string? from, string? to) => new(row.Code, row.Name, part, null, from, to);
    }

    private static int People(LevelRow row, string path) => row.Certificates.FirstOrDefault(need => need.Path == path)?.Count ?? 0;

    private static string Text(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
