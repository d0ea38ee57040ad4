using System.Text.Json;
using Tessera.TestKit;

namespace Tessera.Browser.Tests.Kit;

/// <summary>The catalogues of texts, as the front end is built from them: tests name a text, people see it in their language.</summary>
public static class Texts
{
    private static readonly Dictionary<string, Dictionary<string, string>> Read = [];

    public static string Of(string language, string id) => All(language)[id];

    /// <summary>A text of the payment page, which the edge writes.</summary>
    public static string OfPayPage(string language, string id) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Repository.Root, $"backend/edge/pay/texts.{language}.json")))![id];

    public static IEnumerable<string> Ids => All("en").Keys;

    private static Dictionary<string, string> All(string language)
    {
        if (Read.TryGetValue(language, out var known)) return known;
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "frontend/src"), $"texts.{language}.json", SearchOption.AllDirectories);
        return Read[language] = files.SelectMany(file => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!).ToDictionary();
    }
}
