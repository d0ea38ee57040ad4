using System.Collections.Immutable;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Explain;

/// <summary>Collects statements and gives each its words, version and facts.</summary>
internal sealed class Statements(ExplainedDay day)
{
    private readonly ImmutableArray<Statement>.Builder all = ImmutableArray.CreateBuilder<Statement>();

    public ImmutableArray<Statement> All() => all.ToImmutable();

    /// <param name="facts">Names of the day's facts to show, comma separated; unknown ones are left out.</param>
    /// <param name="changes">Ids of <c>change.*</c>, comma separated; those whose facts are missing are left out.</param>
    /// <param name="more">Facts that hold for this statement only.</param>
    public void Add(
        Topic topic, string claim, string rule, string? versionId, string facts, string changes,
        params ReadOnlySpan<(string Name, string Value)> more)
    {
        var known = new Dictionary<string, string>(day.Facts, StringComparer.Ordinal);
        foreach (var (name, value) in more)
        {
            known[name] = value;
        }

        var version = versionId is null ? null : day.Rules.Version(versionId);
        all.Add(new Statement(
            topic,
            day.Texts.Get("claim." + claim, known),
            rule,
            day.Texts.Get("rule." + rule),
            version?.Id ?? "",
            version?.Status ?? RuleStatus.Final,
            version?.Source ?? "",
            [.. Names(facts).Where(known.ContainsKey).Select(name => new Fact(day.Texts.Get("fact." + name), Value(name, known[name])))],
            [.. Names(changes).Select(id => day.Texts.Get("change." + id, known)).Where(text => !text.Contains('{', StringComparison.Ordinal))]));
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private string Value(string name, string value) => name switch
    {
        "edition" or "boughtEdition" => day.Texts.Get("edition." + value),
        "size" or "boughtSize" => int.TryParse(value, out var size) ? day.Texts.Count("sc", size) : value,
        _ => day.Texts.Value(value),
    };
}
