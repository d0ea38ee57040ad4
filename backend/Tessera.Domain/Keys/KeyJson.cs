using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Domain.Keys;

/// <summary>How events, states and phases are stored. Source-generated; names and shapes are a storage contract.</summary>
public static class KeyJson
{
    public static byte[] WriteEvent(KeyEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, TypeOf(happened.GetType()));

    /// <summary>Throws <see cref="JsonException"/> for a name or shape this build does not know.</summary>
    public static KeyEvent ReadEvent(string name, ReadOnlySpan<byte> json) =>
        (KeyEvent)(JsonSerializer.Deserialize(json, TypeOf(KeyEventNames.TypeOf(name))) ?? throw new JsonException("an event is an object"));

    public static byte[] WritePhases(ImmutableArray<Phase> phases) =>
        JsonSerializer.SerializeToUtf8Bytes(phases, PhaseJsonContext.Default.ImmutableArrayPhase);

    public static ImmutableArray<Phase> ReadPhases(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, PhaseJsonContext.Default.ImmutableArrayPhase);

    /// <summary>A snapshot of the state, so that a decision about a key with ten thousand events reads one row.</summary>
    public static byte[] WriteFacts(KeyFacts facts) => JsonSerializer.SerializeToUtf8Bytes(facts, KeyJsonContext.Default.KeyFacts);

    public static KeyFacts ReadFacts(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, KeyJsonContext.Default.KeyFacts) ?? throw new JsonException("a state is an object");

    private static System.Text.Json.Serialization.Metadata.JsonTypeInfo TypeOf(Type type) =>
        KeyJsonContext.Default.GetTypeInfo(type) ?? throw new JsonException($"{type.Name} is not a stored event");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeyEvent.KeyIssued))]
[JsonSerializable(typeof(KeyEvent.KeyImported))]
[JsonSerializable(typeof(KeyEvent.KeyCorrected))]
[JsonSerializable(typeof(KeyEvent.KeyActivated))]
[JsonSerializable(typeof(KeyEvent.KeyReleased))]
[JsonSerializable(typeof(KeyEvent.UsageReported))]
[JsonSerializable(typeof(KeyEvent.KeyRenewed))]
[JsonSerializable(typeof(KeyEvent.MaintenanceRenewed))]
[JsonSerializable(typeof(KeyEvent.DeadlineExtended))]
[JsonSerializable(typeof(KeyEvent.KeyAssigned))]
[JsonSerializable(typeof(KeyEvent.TransferProposed))]
[JsonSerializable(typeof(KeyEvent.KeyTransferred))]
[JsonSerializable(typeof(KeyEvent.TransferDeclined))]
[JsonSerializable(typeof(KeyEvent.KeyReissued))]
[JsonSerializable(typeof(KeyEvent.KeyTradedIn))]
[JsonSerializable(typeof(KeyEvent.KeyUpgraded))]
[JsonSerializable(typeof(KeyEvent.DowngradePlanned))]
[JsonSerializable(typeof(KeyEvent.DowngradeCancelled))]
[JsonSerializable(typeof(KeyEvent.OverLimitAcknowledged))]
[JsonSerializable(typeof(KeyEvent.ClosingPlanned))]
[JsonSerializable(typeof(KeyEvent.KeyClosed))]
[JsonSerializable(typeof(KeyFacts))]
internal sealed partial class KeyJsonContext : JsonSerializerContext;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ImmutableArray<Phase>))]
internal sealed partial class PhaseJsonContext : JsonSerializerContext;
