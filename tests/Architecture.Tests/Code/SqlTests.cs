using System.Text.RegularExpressions;
using Architecture.Tests.Kit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests.Code;

/// <summary>SQL is a constant of ours; what comes from outside travels as a parameter (ASVS 1.2.4).</summary>
public sealed partial class SqlTests
{
    [Fact]
    public void Only_constants_are_built_into_sql()
    {
        var pieces = Sources.Backend.SelectMany(f => Pieces(f.Root).Select(p => (f.Path, p.Text, p.Holes))).ToArray();
        var constants = Constants();
        var built = from piece in pieces
                    from hole in piece.Holes
                    where !constants.Contains(hole.Split('.')[^1]) && !Placeholder().IsMatch(hole)
                    select $"{Path.GetFileName(piece.Path)}: {hole}";
        Rule.Holds(pieces.Length, built, Ours);
    }

    [Fact]
    public void Nothing_is_ever_quoted_into_sql()
    {
        var pieces = Sources.Backend.SelectMany(f => Pieces(f.Root).Select(p => (f.Path, p.Text))).ToArray();
        Rule.Holds(pieces.Length, pieces.Where(p => Quoted().IsMatch(p.Text)).Select(p => $"{p.Path}: {p.Text}"));
    }

    /// <summary>A setting of the session would reach the next user of the pooled connection (PROOFS.md §5).</summary>
    [Fact]
    public void A_setting_ends_with_its_transaction()
    {
        var files = Sources.Ending(".cs", ".sql", ".ts", ".mjs").Where(f => f.StartsWith("backend/", StringComparison.Ordinal) || f.StartsWith("infra/", StringComparison.Ordinal)).ToArray();
        var settings = files.SelectMany(f => SetConfig().Matches(Sources.Read(f)).Select(m => (File: f, m.Value))).ToArray();
        var session = files.SelectMany(f => SessionSet().Matches(Sources.Read(f)).Select(m => $"{f}: {m.Value.Trim()}"));
        Rule.Holds(settings.Length, settings.Where(s => !s.Value.EndsWith("true)", StringComparison.Ordinal)).Select(s => $"{s.File}: {s.Value}").Concat(session));
    }

    /// <summary>Fragments of our own that no constant can hold: each is chosen among texts in the code, never taken from a request.</summary>
    private static readonly Excused[] Ours =
    [
        new("Attention.cs: condition", "a constant condition of each count"),
        new("AuditFilter.cs: string.Join(\" AND \", _conditions)", "conditions of constants and placeholders"),
        new("AuditFilter.cs: string.Join(\" AND \", conditions)", "conditions of constants and placeholders"),
        new("KeyBatch.cs: Arrays", "placeholders made from the columns of KeyRow"),
        new("KeyBatch.cs: Names", "the columns of KeyRow"),
        new("KeyBatch.cs: string.Join(\", \", KeyRow.Columns.Skip(1).Select(c => $\"{c.Name} = v.{c.Name}\"))", "the columns of KeyRow"),
        new("KeyFilter.cs: Lapsed(today)", "a condition around a placeholder"),
        new("KeyFilter.cs: Open(today)", "a condition around a placeholder"),
        new("KeyFilter.cs: column", "a column named by each filter"),
        new("KeyFilter.cs: string.Join(\" OR \", statuses.Select(s => \"(\" + Condition(s, day) + \")\"))", "conditions around a placeholder"),
        new("KeyFilter.cs: today", "a placeholder"),
        new("KeyListing.cs: Limit(limit)", "a number of ours"),
        new("KeyListing.cs: order", "one of the orders of KeySort"),
        new("KeyListing.cs: where", "conditions of constants and placeholders"),
        new("KeySort.cs: Column", "a column of KeySort's table"),
        new("KeySql.cs: names", "the columns of KeyRow"),
        new("KeySql.cs: sets", "the columns of KeyRow"),
        new("KeySql.cs: values", "placeholders made from the columns of KeyRow"),
        new("QuoteFilter.cs: day", "a placeholder"),
        new("QuoteFilter.cs: stored", "a placeholder"),
        new("QuoteFilter.cs: string.Join(\" AND \", _conditions)", "conditions of constants and placeholders"),
        new("QuoteFilter.cs: string.Join(\" AND \", conditions)", "conditions of constants and placeholders"),
        new("ListKeys.cs: filter.Where", "conditions of constants and placeholders"),
        new("ListKeys.cs: order.Column", "a column of KeySort's table"),
        new("ExportKeys.cs: order.Column", "a column of KeySort's table"),
    ];

    /// <summary>Interpolated or added strings that read as SQL, each with what is built into it.</summary>
    private static IEnumerable<(string Text, string[] Holes)> Pieces(SyntaxNode root)
    {
        foreach (var text in root.DescendantNodes().OfType<InterpolatedStringExpressionSyntax>())
        {
            var literal = string.Concat(text.Contents.Select(c => c is InterpolatedStringTextSyntax t ? t.TextToken.ValueText : "{}"));
            if (Sql().IsMatch(literal)) yield return (text.ToString(), [.. text.Contents.OfType<InterpolationSyntax>().SelectMany(i => Operands(i.Expression))]);
        }

        foreach (var sum in root.DescendantNodes().OfType<BinaryExpressionSyntax>().Where(b => b.IsKind(SyntaxKind.AddExpression) && b.Parent is not BinaryExpressionSyntax))
        {
            var literals = sum.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>().Where(l => l.IsKind(SyntaxKind.StringLiteralExpression)).Select(l => l.Token.ValueText);
            if (Sql().IsMatch(string.Concat(literals))) yield return (sum.ToString(), [.. Operands(sum)]);
        }
    }

    private static IEnumerable<string> Operands(ExpressionSyntax expression) => expression switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Operands(sum.Left).Concat(Operands(sum.Right)),
        ParenthesizedExpressionSyntax inner => Operands(inner.Expression),
        ConditionalExpressionSyntax choice => Operands(choice.WhenTrue).Concat(Operands(choice.WhenFalse)),
        LiteralExpressionSyntax or InterpolatedStringExpressionSyntax => [],
        _ => [expression.ToString()],
    };

    private static HashSet<string> Constants() =>
        [.. Sources.Backend.SelectMany(f => f.Root.DescendantNodes()).SelectMany(n => n switch
        {
            FieldDeclarationSyntax f when f.Modifiers.Any(SyntaxKind.ConstKeyword) => f.Declaration.Variables,
            LocalDeclarationStatementSyntax { IsConst: true } l => l.Declaration.Variables,
            _ => Enumerable.Empty<VariableDeclaratorSyntax>(),
        }).Select(v => v.Identifier.Text)];

    [GeneratedRegex(@"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|WHERE|AND|OR|ORDER BY|LIMIT|OFFSET|VALUES|ANY|EXISTS|LISTEN|NOTIFY|SET|COPY|CREATE|ALTER|JOIN|DESC)\b|\w (=|<|>|<=|>=|@@) ?$")]
    private static partial Regex Sql();

    /// <summary>The number of a parameter, or what a filter's Add gives for one.</summary>
    [GeneratedRegex(@"^[\w.]+\.(Count|Length)( [-+] \d)?$|^(\w+\.)?Add\(")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"'\{|\}'|'"" *\+")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"set_config\([^)]*\)")]
    private static partial Regex SetConfig();

    [GeneratedRegex(@"(?<=[""`'(;]\s*)SET\s+(?!LOCAL\b)(SESSION|app\.|ROLE|row_security|search_path|TIME ZONE)\w*[^;""]*", RegexOptions.IgnoreCase)]
    private static partial Regex SessionSet();
}
