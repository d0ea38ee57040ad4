using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Domain.Kernel;

/// <summary>Enums are stored and sent as SCREAMING_SNAKE words; numbers are refused when read.</summary>
public sealed class ScreamingSnake<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false)
    where TEnum : struct, Enum;
