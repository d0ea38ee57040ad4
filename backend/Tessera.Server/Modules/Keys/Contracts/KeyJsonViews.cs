using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Keys.Contracts;

/// <summary>The lists' shapes, written without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Default,
    Converters = [typeof(Snake<KeyKind>), typeof(Snake<Edition>), typeof(Snake<KeyStatus>)])]
[JsonSerializable(typeof(Page<KeyView>))]
[JsonSerializable(typeof(KeyMatchesView))]
internal sealed partial class KeyJsonViews : JsonSerializerContext;

internal sealed class Snake<T>() : JsonStringEnumConverter<T>(System.Text.Json.JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false)
    where T : struct, Enum;
