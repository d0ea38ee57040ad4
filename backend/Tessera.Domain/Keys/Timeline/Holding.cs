using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

[JsonConverter(typeof(ScreamingSnake<KeyStatus>))]
public enum KeyStatus
{
    NotStarted,
    Active,
    Fallback,
    MaintenanceWindow,
    MaintenanceLapsed,
    Expired,
    Closed,
}

/// <summary>
/// What holds, as opposed to what was bought. A key that is not started, expired or closed holds nothing: size 0.
/// </summary>
/// <param name="MaxExtensions">EX-1; null when the table has no row for it.</param>
public sealed record Entitlement(
    [property: JsonPropertyName("e")] Edition Edition,
    [property: JsonPropertyName("z")] int Size,
    [property: JsonPropertyName("f")] bool Free,
    [property: JsonPropertyName("m")] int? MaxExtensions);

/// <summary>Why: a rule's code and the version its numbers come from, stored as <c>KL-4@life-2020</c>. Texts are added when read.</summary>
[JsonConverter(typeof(CauseJson))]
public readonly record struct Cause(string Rule, string Version);

internal sealed class CauseJson : JsonConverter<Cause>
{
    public override Cause Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? new Cause(text, "") : new Cause(text[..at], text[(at + 1)..]);
    }

    public override void Write(Utf8JsonWriter writer, Cause value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Concat(value.Rule, "@", value.Version));
}

/// <summary>What holds for a key on one day, or on every day of one phase. Stored in the row; property names are short on purpose.</summary>
/// <param name="ServicesOff">KL-6: service codes.</param>
/// <param name="Renewable">A renewal (annual) or maintenance renewal (perpetual) would be taken, apart from an acknowledgement.</param>
/// <param name="TradeInOnly">KL-7.</param>
/// <param name="WarnAtRenewal">XP-3.</param>
/// <param name="WouldHold">XP-9: what would hold were the provisional rule versions final; null when that changes nothing.</param>
public sealed record Holding(
    [property: JsonPropertyName("s")] KeyStatus Status,
    [property: JsonPropertyName("e")] Entitlement Effective,
    [property: JsonPropertyName("o")] ImmutableArray<string> ServicesOff,
    [property: JsonPropertyName("h")] bool Support,
    [property: JsonPropertyName("u")] bool Updates,
    [property: JsonPropertyName("n")] bool Renewable,
    [property: JsonPropertyName("t")] bool TradeInOnly,
    [property: JsonPropertyName("w")] bool WarnAtRenewal,
    [property: JsonPropertyName("c")] ImmutableArray<Cause> Causes,
    [property: JsonPropertyName("p")] Holding? WouldHold = null)
{
    /// <summary>The one engine, asked for a single day; null for a key that does not exist.</summary>
    public static Holding? On(Key key, RuleBook rules, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Known is not { } facts)
        {
            return null;
        }

        Engine.Judge(facts, rules, day, asIfFinal: false, out var holds);
        if (!Engine.HasProvisional(facts, rules))
        {
            return holds.ToHolding(null);
        }

        Engine.Judge(facts, rules, day, asIfFinal: true, out var would);
        return holds.ToHolding(Verdict.SameOutcome(holds, would) ? null : would.ToHolding(null));
    }
}
