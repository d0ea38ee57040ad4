using System.Text.Json;

namespace Tessera.Server.Modules.Payments.Books;

/// <summary>The enumerations of orders and payments as they are stored and sent.</summary>
internal static class PaymentWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.Words[value];

    public static T Read<T>(string word)
        where T : struct, Enum => Table<T>.Values[word];

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Words = Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString()));
        public static readonly Dictionary<string, T> Values = Words.ToDictionary(p => p.Value, p => p.Key);
    }
}
