using System.Text.Json;

namespace Tessera.Server.Modules.Programme.Contracts;

/// <summary>Enums as their columns hold them.</summary>
internal static class ProgrammeWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    public static T Read<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().First(value => Of(value) == word);
}
