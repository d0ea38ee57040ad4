using System.Collections.Frozen;
using System.Text.Json;

namespace Tessera.Server.Modules.Programme.Contracts;

/// <summary>Enums as their columns hold them.</summary>
internal static class ProgrammeWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => Known<T>.Words[value];

    public static T Read<T>(string word)
        where T : struct, Enum => Known<T>.Values[word];

    private static class Known<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Words = Enum.GetValues<T>().ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()));
        public static readonly FrozenDictionary<string, T> Values = Words.ToFrozenDictionary(one => one.Value, one => one.Key, StringComparer.Ordinal);
    }
}
