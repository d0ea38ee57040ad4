using System.Collections.Immutable;
using System.Security.Cryptography;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>
/// A record as it is kept: its lines stand in review_line, where they are read page by page; the rest is one document, and the hash is that
/// of the whole. So a replay is compared byte for byte without keeping any line twice.
/// </summary>
internal static class StoredRecord
{
    public static byte[] Hash(ReviewRecord whole) => SHA256.HashData(ProgrammeJson.WriteReview(whole));

    /// <summary>Run again from its own inputs, by the version it names: are they the bytes that were decided?</summary>
    public static bool ReplaysTo(ReviewRecord whole, ImmutableArray<RuleVersion<LevelTable>> levels, byte[] hash) =>
        Review.Replay(whole, levels) is { } again && Hash(again).AsSpan().SequenceEqual(hash) && Hash(whole).AsSpan().SequenceEqual(hash);

    public static byte[] WithoutLines(ReviewRecord whole) => ProgrammeJson.WriteReview(whole with { Inputs = whole.Inputs with { Lines = [] } });

    /// <summary>As it was decided.</summary>
    public static ReviewRecord Whole(ReadOnlySpan<byte> stored, ReviewInputs snapshot)
    {
        var record = ProgrammeJson.ReadReview(stored);
        return record with { Inputs = record.Inputs with { Lines = snapshot.Lines } };
    }
}
