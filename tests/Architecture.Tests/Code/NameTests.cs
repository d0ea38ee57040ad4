using System.Text.RegularExpressions;
using Architecture.Tests.Kit;

namespace Architecture.Tests.Code;

/// <summary>Names say what a thing is (RULES.md §1), not that somebody did not know where to put it.</summary>
public sealed partial class NameTests
{
    private static readonly string[] Empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Base", "Common", "Info", "Misc", "Stuff"];
    private static readonly string[] Foreign = ["Mediator", "Mapper", "Repository", "UnitOfWork", "Dto", "Dao"];

    [Fact]
    public void Types_and_namespaces_carry_a_meaning()
    {
        var names = Built.Written.SelectMany(t => t.Namespace.Split('.').Append(Built.SimpleName(t))).Where(n => n.Length > 0).Distinct().ToArray();
        Rule.Holds(names.Length, names.Where(IsEmpty));
    }

    [Fact]
    public void Files_and_folders_carry_a_meaning()
    {
        var names = Sources.Files.Where(f => f.StartsWith("backend/", StringComparison.Ordinal) || f.StartsWith("frontend/src/", StringComparison.Ordinal) || f.StartsWith("infra/", StringComparison.Ordinal) || f.StartsWith("tests/", StringComparison.Ordinal))
            .Where(f => !f.EndsWith("/Directory.Build.props", StringComparison.Ordinal)).ToArray();
        Rule.Holds(names.Length, names.Where(f => f.Split('/').Any(part => IsEmpty(part.Split('.')[0]))), Known);
    }

    private static readonly Excused[] Known =
    [
        new("frontend/src/theme/base.css", "the field's word for the styles that elements have before any class"),
        new("tests/Tessera.TestKit/Repository.cs", "the folder that git keeps, not a store of objects"),
    ];

    private static bool IsEmpty(string name)
    {
        var words = Words().Matches(name).Select(m => char.ToUpperInvariant(m.Value[0]) + m.Value[1..]).ToArray();
        return words.Any(Empty.Contains) || words.Any(Foreign.Contains) || Numbered().IsMatch(name);
    }

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Words();

    [GeneratedRegex("V[0-9]+$")]
    private static partial Regex Numbered();
}
