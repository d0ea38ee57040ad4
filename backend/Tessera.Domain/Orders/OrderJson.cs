using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Domain.Orders;

/// <summary>How quotes and order lines are stored. Source-generated; names and shapes are a storage contract.</summary>
public static class OrderJson
{
    public static byte[] WriteDocument(QuoteDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, OrderJsonContext.Default.QuoteDocument);

    /// <summary>Throws <see cref="JsonException"/> for a shape this build does not know.</summary>
    public static QuoteDocument ReadDocument(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, OrderJsonContext.Default.QuoteDocument) ?? throw new JsonException("a quote is an object");

    public static byte[] WriteLine(QuotedLine line) => JsonSerializer.SerializeToUtf8Bytes(line, OrderJsonContext.Default.QuotedLine);

    /// <inheritdoc cref="ReadDocument"/>
    public static QuotedLine ReadLine(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, OrderJsonContext.Default.QuotedLine) ?? throw new JsonException("a line is an object");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(QuoteDocument))]
[JsonSerializable(typeof(QuotedLine))]
internal sealed partial class OrderJsonContext : JsonSerializerContext;
