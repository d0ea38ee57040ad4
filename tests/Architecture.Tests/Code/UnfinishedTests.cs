using System.Text.RegularExpressions;
using Architecture.Tests.Kit;

namespace Architecture.Tests.Code;

/// <summary>What is handed in is whole: nothing postponed, nothing switched off.</summary>
public sealed partial class UnfinishedTests
{
    private static readonly string[] Own = ["/UnfinishedTests.cs"];

    [Fact]
    public void Nothing_is_postponed_or_switched_off()
    {
        var files = Sources.Ending(".cs", ".ts", ".tsx", ".mjs", ".sql", ".css", ".sh").Where(f => !Own.Any(o => f.EndsWith(o, StringComparison.Ordinal))).ToArray();
        var marks = files.SelectMany(f => Mark().Matches(Sources.Read(f)).Select(m => $"{f}: {m.Value}"));
        Rule.Holds(
            files.Length, marks, new Excused("backend/Tessera.Server/Cli/Terminal.cs: #pragma warning disable", "the one place that writes to the terminal"),
            new Excused("tests/Server.Tests/Messages/SecretPostTests.cs: #pragma warning disable", "System.Net.Mail can be told in no other way which certificate a test trusts"));
    }

    [Fact]
    public void TypeScript_stays_typed()
    {
        var files = Sources.Ending(".ts", ".tsx").ToArray();
        Rule.Holds(files.Length, files.SelectMany(f => Untyped().Matches(Sources.Read(f)).Select(m => $"{f}: {m.Value}")));
    }

    /// <summary>A lint rule is set aside for one line, by name, under a comment that says why.</summary>
    [Fact]
    public void Lint_is_silenced_for_a_line_and_a_reason()
    {
        var files = Sources.Ending(".ts", ".tsx", ".mjs", ".js").ToArray();
        Rule.Holds(files.Length, files.SelectMany(Silenced));
    }

    private static IEnumerable<string> Silenced(string file)
    {
        var lines = Sources.Read(file).Split('\n');
        for (var i = 0; i < lines.Length; i++)
            if (Silencing().IsMatch(lines[i]) && !(OneLine().IsMatch(lines[i]) && i > 0 && lines[i - 1].TrimStart().StartsWith("//", StringComparison.Ordinal)))
                yield return $"{file}: {lines[i].Trim()}";
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|NotSupportedException\(\)|Skip *= *""|\b(it|test|describe)\.(skip|todo|only)\b|#pragma warning disable|#nullable disable|Assert\.True\(true\)")]
    private static partial Regex Mark();

    [GeneratedRegex(@"@ts-(ignore|nocheck|expect-error)|\bas any(?=[;,)\]}.])|: any\b(?= *[;,)=\]|])|<any>|\bany\[\]")]
    private static partial Regex Untyped();

    [GeneratedRegex(@"eslint-disable")]
    private static partial Regex Silencing();

    [GeneratedRegex(@"eslint-disable-next-line [\w@/-]+")]
    private static partial Regex OneLine();
}
