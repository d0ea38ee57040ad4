namespace Architecture.Tests.Kit;

/// <summary>A violation that is known, and why it stays. Lists of these only shrink: an entry that excuses nothing fails as well.</summary>
internal sealed record Excused(string Violation, string Because);

/// <summary>How every rule of the house ends (HOUSE.md law 8).</summary>
internal static class Rule
{
    /// <param name="examined">How many things the rule looked at. A rule that matches nothing is not a rule.</param>
    public static void Holds(int examined, IEnumerable<string> violations, params IReadOnlyList<Excused> excused)
    {
        Assert.True(examined > 0, "The rule looked at nothing, so it says nothing.");
        var found = violations.Distinct().Order(StringComparer.Ordinal).ToArray();
        Report("Against the rule:", found.Except(excused.Select(e => e.Violation)));
        Report("Mended, so no exception any more; take it off the list:", excused.Select(e => e.Violation).Except(found));
    }

    private static void Report(string title, IEnumerable<string> lines)
    {
        var all = lines.ToArray();
        Assert.True(all.Length == 0, title + "\n  " + string.Join("\n  ", all));
    }
}
