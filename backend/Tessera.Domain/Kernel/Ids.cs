using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Domain.Kernel;

/// <summary>One licence key's stream. Made by the use case (UUIDv7), never in here.</summary>
[JsonConverter(typeof(KeyIdJson))]
public readonly record struct KeyId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>The organisation that owns keys.</summary>
[JsonConverter(typeof(CustomerIdJson))]
public readonly record struct CustomerId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>A reseller registered in a tenant's programme.</summary>
[JsonConverter(typeof(PartnerIdJson))]
public readonly record struct PartnerId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

internal sealed class KeyIdJson : JsonConverter<KeyId>
{
    public override KeyId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, KeyId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class CustomerIdJson : JsonConverter<CustomerId>
{
    public override CustomerId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, CustomerId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class PartnerIdJson : JsonConverter<PartnerId>
{
    public override PartnerId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, PartnerId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
