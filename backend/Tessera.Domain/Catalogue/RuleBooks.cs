using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Domain.Catalogue;

/// <summary>Reads and writes rule books, and holds the two that ship with the product.</summary>
public static class RuleBooks
{
    /// <summary>Slugs of the books in <c>Catalogue/books</c>.</summary>
    public static IReadOnlyList<string> Shipped { get; } = ["allnet", "vcom"];

    /// <summary>A shipped book by its tenant's slug.</summary>
    public static RuleBook Load(string slug)
    {
        using var stream = typeof(RuleBooks).Assembly.GetManifestResourceStream($"Tessera.Domain.Catalogue.books.{slug}.json")
            ?? throw new ArgumentException($"no rule book '{slug}' ships with this build", nameof(slug));
        return JsonSerializer.Deserialize(stream, RuleBookJson.Default.RuleBook)!;
    }

    public static RuleBook Read(string json) =>
        JsonSerializer.Deserialize(json, RuleBookJson.Default.RuleBook) ?? throw new JsonException("a rule book is an object");

    public static string Write(RuleBook book) => JsonSerializer.Serialize(book, RuleBookJson.Default.RuleBook);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RuleBook))]
internal sealed partial class RuleBookJson : JsonSerializerContext;
