using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Architecture.Tests.Kit;

/// <summary>The tree as it is on disk, without what tools made.</summary>
internal static class Sources
{
    private static readonly string[] Made = ["bin", "obj", "dist", "node_modules", "generated", "snapshots", "TestResults"];

    /// <summary>Paths from the root with '/', ascending.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new DirectoryInfo(Repository.Root)).Select(Relative).Order(StringComparer.Ordinal)];

    /// <summary>C# of the backend, parsed.</summary>
    public static IReadOnlyList<(string Path, SyntaxNode Root)> Backend { get; } = Parse("backend/");

    public static IReadOnlyList<(string Path, SyntaxNode Root)> Parse(string under) =>
        [.. Files.Where(f => f.StartsWith(under, StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)).Select(f => (f, CSharpSyntaxTree.ParseText(Read(f)).GetRoot()))];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    public static IEnumerable<string> Ending(params string[] endings) => Files.Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles().Concat(
        folder.EnumerateDirectories().Where(d => d.Name[0] != '.' && !Made.Contains(d.Name) && d.LinkTarget is null).SelectMany(Walk));

    private static string Relative(FileInfo file) => Path.GetRelativePath(Repository.Root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
}
