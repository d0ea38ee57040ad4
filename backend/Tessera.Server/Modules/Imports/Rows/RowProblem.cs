using System.Collections.Immutable;
using Tessera.Domain.Kernel;

namespace Tessera.Server.Modules.Imports.Rows;

/// <summary>Why a row, or the file, cannot be taken.</summary>
/// <param name="Line">Of the file.</param>
/// <param name="Column">As the header names it.</param>
/// <param name="Value">As it stands in the file, cut.</param>
/// <param name="Code">Text <c>import.{Code}</c>, or a refusal of the decision: <c>refusal.{Code}</c>.</param>
/// <param name="Rule">Rule code, where a rule refused.</param>
/// <param name="EndsFile">Nothing after it can be read.</param>
internal sealed record RowProblem(int Line, string? Column, string? Value, string Code, string? Rule, IReadOnlyDictionary<string, string> Facts, bool EndsFile = false)
{
    private const int LongestValue = 120;

    public static RowProblem Of(int line, string? column, string? value, string code, params ReadOnlySpan<(string Name, string Value)> facts) => new(line, column, Cut(value), code, null, Named(facts));

    public static RowProblem OfFile(int line, string code, params ReadOnlySpan<(string Name, string Value)> facts) => new(line, null, null, code, null, Named(facts), EndsFile: true);

    public static RowProblem OfColumn(string column, string code) => OfFile(1, code, ("column", Cut(column)!)) with { Column = Cut(column) };

    public static RowProblem Of(int line, string? column, string? value, Refusal refusal) => new(line, column, Cut(value), refusal.Code, refusal.Rule, refusal.Facts);

    /// <summary>Never half a character; NUL cannot be kept in a text.</summary>
    private static string? Cut(string? value)
    {
        if (value is null) return null;
        var cut = value.Length <= LongestValue ? value : value[..(char.IsHighSurrogate(value[LongestValue - 1]) ? LongestValue - 1 : LongestValue)] + "…";
        return cut.Replace('\0', '\uFFFD');
    }

    private static ImmutableSortedDictionary<string, string> Named(ReadOnlySpan<(string Name, string Value)> facts)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts) named[name] = value;
        return named.ToImmutable();
    }
}
