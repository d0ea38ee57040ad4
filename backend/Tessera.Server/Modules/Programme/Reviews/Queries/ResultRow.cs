using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Queries;

/// <summary>A kept result; words are added when it is read.</summary>
/// <param name="Stored">The record without its lines.</param>
internal sealed record ResultRow(Guid Partner, string Name, long? Margin, string[] Marks, byte[] Stored, byte[] Hash, string? Effect, ExemptionView? Exemption)
{
    public const string Columns = """
        r.partner_id, r.name, r.margin, r.marks, r.record, r.hash, r.effect, e.reason, e.actor, e.at
        FROM review_result r LEFT JOIN review_exemption e ON e.tenant_id = r.tenant_id AND e.run_id = r.run_id AND e.partner_id = r.partner_id
        """;

    public static ResultRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.LongOrNull(2), r.GetFieldValue<string[]>(3), r.GetFieldValue<byte[]>(4), r.GetFieldValue<byte[]>(5), r.TextOrNull(6),
        r.IsDBNull(7) ? null : new ExemptionView(r.GetString(7), r.GetString(8), r.Moment(9)));

    public ReviewResultView View(Texts texts) => View(ProgrammeJson.ReadReview(Stored), texts);

    /// <param name="record">With or without its lines.</param>
    public ReviewResultView View(ReviewRecord record, Texts texts)
    {
        var standing = record.Standing;
        var held = standing.HeldRank < 0 ? null : standing.Levels[standing.HeldRank];
        return new ReviewResultView(
            Partner, Name, record.Outcome, held?.Name ?? record.Inputs.Level, standing.Levels.FirstOrDefault(level => level.Code == record.LevelAfter)?.Name ?? record.LevelAfter, standing.Points, held?.Points.Required, Margin,
            ProgrammeTexts.Verdict(record, texts), [.. Marks.Select(ProgrammeWords.Read<ReviewMark>).Select(mark => new MarkView(mark, ProgrammeTexts.Mark(mark, texts)))], Exemption,
            Effect is null ? null : ProgrammeWords.Read<ReviewEffect>(Effect));
    }
}
