using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Explain;

[JsonConverter(typeof(ScreamingSnake<Topic>))]
public enum Topic
{
    Status,
    Edition,
    Extensions,
    Services,
    Support,
    Renewal,
    Updates,
    Dates,
}

/// <summary>A fact as the reader sees it: name and value in the reader's language.</summary>
public sealed record Fact(string Name, string Value);

/// <summary>One thing that holds, and everything it rests on.</summary>
/// <param name="Claim">In the reader's language.</param>
/// <param name="Rule">RULES.md code.</param>
/// <param name="RuleText">The rule in the reader's language.</param>
/// <param name="RuleVersion">Id of the dated version the numbers come from.</param>
/// <param name="Changes">What would change it; empty when nothing can.</param>
public sealed record Statement(
    Topic Topic, string Claim, string Rule, string RuleText, string RuleVersion, RuleStatus RuleStatus, string Source,
    ImmutableArray<Fact> Facts, ImmutableArray<string> Changes);

/// <summary>What holds for a key on a day, and why.</summary>
public sealed record Explanation(DateOnly On, string Sentence, Phase Phase, ImmutableArray<Statement> Statements)
{
    /// <summary>For any day, past or future; null for a key that does not exist. The engine is the timeline's.</summary>
    public static Explanation? Of(Key key, RuleBook rules, DateOnly day, string? language) =>
        Ask(key, rules, day, language) is { } asked
            ? new Explanation(day, SentenceOfDay.Write(asked), asked.Phase, StatementsOf.Day(asked))
            : null;

    /// <summary>The sentence alone, for lists and answers to devices.</summary>
    public static string? SentenceOf(Key key, RuleBook rules, DateOnly day, string? language) =>
        Ask(key, rules, day, language) is { } asked ? SentenceOfDay.Write(asked) : null;

    private static ExplainedDay? Ask(Key key, RuleBook rules, DateOnly day, string? language)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Known is not { } facts || Timeline.Of(key, rules).At(day) is not { } phase)
        {
            return null;
        }

        // The time before the first phase is not part of the timeline; the engine still has an answer for it.
        var asked = phase.From <= day ? phase : new Phase(DateOnly.MinValue, phase.From.AddDays(-1), Holding.On(key, rules, day)!);
        return new ExplainedDay(facts, rules, day, asked, Texts.Of(language));
    }
}
