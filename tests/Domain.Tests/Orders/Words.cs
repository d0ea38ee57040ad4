using System.Text.Json;

namespace Domain.Tests.Orders;

internal static class Words
{
    /// <summary>The stored word of an enum value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonSerializer.SerializeToElement(value).GetString()!;
}
