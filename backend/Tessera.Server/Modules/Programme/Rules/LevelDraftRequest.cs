using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Programme.Rules;

/// <summary>A draft as an operator sends it: what can be kept at all. Whether it may be published is another question.</summary>
/// <param name="ExpectedVersion">Of the draft as the writer saw it; 0 where there never was one.</param>
internal sealed record LevelDraftRequest(int ExpectedVersion, DateOnly EffectiveFrom, IReadOnlyList<LevelRowView> Rows, string? Note = null)
{
    private const long MostPoints = 1_000_000_000_000;
    private const int LongestName = 40;
    private const int LongestText = 200;
    private const int LongestNote = 500;
    private const int MostLines = 20;

    public Problem? Problem
    {
        get
        {
            FieldProblem?[] found = [PlainText.Check("note", Note, LongestNote), Many("rows", Rows.Count, LevelDraft.MostLevels), .. Rows.Take(LevelDraft.MostLevels).SelectMany(Problems)];
            var problems = found.OfType<FieldProblem>().ToArray();
            return problems.Length > 0 ? Platform.Errors.Problem.Invalid(problems) : null;
        }
    }

    public LevelDraft Draft() => new(EffectiveFrom, PlainText.Kept(Note), [.. Rows.Select(row => new LevelRow(
        row.Code.Trim(), row.Name.Trim(), row.Points, [.. row.Certificates.Select(need => new CertificateNeed(need.Path.Trim(), need.People))], row.DiscountPercent)
    {
        Benefits = [.. row.Benefits.Select(PlainText.Kept).OfType<string>()],
        NfrKeys = row.NfrKeys,
    })]);

    private static IEnumerable<FieldProblem?> Problems(LevelRowView? row, int n)
    {
        var at = $"rows[{n.ToString(CultureInfo.InvariantCulture)}]";
        if (row is null || row.Certificates.Any(need => need is null) || row.Benefits.Any(benefit => benefit is null)) return [new FieldProblem(at, "REQUIRED", "A level with everything it says.")];
        return
        [
            PlainText.Check(at + ".code", row.Code, LongestName, required: true), PlainText.Check(at + ".name", row.Name, LongestName, required: true),
            row.Points is < 0 or > MostPoints ? new FieldProblem(at + ".points", "OUT_OF_RANGE", "A whole number, 0 or more.") : null,
            Math.Abs(row.DiscountPercent) > 1_000 ? new FieldProblem(at + ".discountPercent", "OUT_OF_RANGE", "A percentage.") : null,
            Many(at + ".certificates", row.Certificates.Count, MostLines), Many(at + ".benefits", row.Benefits.Count, MostLines),
            .. row.Certificates.Select(need => PlainText.Check(at + ".certificates", need.Path, LongestName, required: true)),
            .. row.Benefits.Select(benefit => PlainText.Check(at + ".benefits", benefit, LongestText)),
        ];
    }

    private static FieldProblem? Many(string field, int count, int most) => count > most ? new FieldProblem(field, "TOO_LONG", $"Up to {most.ToString(CultureInfo.InvariantCulture)}.") : null;
}
