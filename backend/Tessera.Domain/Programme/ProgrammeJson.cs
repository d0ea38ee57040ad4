using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Domain.Programme;

/// <summary>How levels, their records and the facts of points are stored. Source-generated; names and shapes are a storage contract.</summary>
public static class ProgrammeJson
{
    public static byte[] WriteReview(ReviewRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, ProgrammeJsonContext.Default.ReviewRecord);

    /// <summary>Throws <see cref="JsonException"/> for a shape this build does not know.</summary>
    public static ReviewRecord ReadReview(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ProgrammeJsonContext.Default.ReviewRecord) ?? throw new JsonException("a review is an object");

    public static byte[] WriteStanding(Standing standing) => JsonSerializer.SerializeToUtf8Bytes(standing, ProgrammeJsonContext.Default.Standing);

    /// <inheritdoc cref="ReadReview"/>
    public static Standing ReadStanding(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ProgrammeJsonContext.Default.Standing) ?? throw new JsonException("a standing is an object");

    public static byte[] WriteDraft(LevelDraft draft) => JsonSerializer.SerializeToUtf8Bytes(draft, ProgrammeJsonContext.Default.LevelDraft);

    /// <inheritdoc cref="ReadReview"/>
    public static LevelDraft ReadDraft(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ProgrammeJsonContext.Default.LevelDraft) ?? throw new JsonException("a draft is an object");

    public static byte[] WriteFacts(IReadOnlyDictionary<string, string> facts) => JsonSerializer.SerializeToUtf8Bytes(facts, ProgrammeJsonContext.Default.IReadOnlyDictionaryStringString);

    /// <inheritdoc cref="ReadReview"/>
    public static IReadOnlyDictionary<string, string> ReadFacts(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ProgrammeJsonContext.Default.IReadOnlyDictionaryStringString) ?? throw new JsonException("facts are an object");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReviewRecord))]
[JsonSerializable(typeof(Standing))]
[JsonSerializable(typeof(LevelDraft))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class ProgrammeJsonContext : JsonSerializerContext;
