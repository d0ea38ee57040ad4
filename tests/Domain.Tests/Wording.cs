using Tessera.Domain.Explain;

namespace Domain.Tests;

/// <summary>A sentence is whole: nothing unfilled, no id in place of a text.</summary>
internal static class Wording
{
    public static void IsComplete(string text)
    {
        Assert.False(string.IsNullOrWhiteSpace(text));
        Assert.DoesNotContain('{', text);
        Assert.DoesNotMatch("^(refusal|event|claim|sentence|rule|change|fact)\\.", text);
    }

    public static void IsComplete(Explanation explanation)
    {
        IsComplete(explanation.Sentence);
        Assert.NotEmpty(explanation.Statements);
        Assert.Equal(
            [Topic.Edition, Topic.Renewal, Topic.Services, Topic.Status, Topic.Support, Topic.Updates],
            explanation.Statements.Select(one => one.Topic).Where(topic => topic is not Topic.Extensions and not Topic.Dates)
                .Distinct().OrderBy(topic => topic.ToString(), StringComparer.Ordinal));
        foreach (var statement in explanation.Statements)
        {
            IsComplete(statement.Claim);
            IsComplete(statement.RuleText);
            IsComplete(statement.RuleVersion);
            IsComplete(statement.Source);
            Assert.All(statement.Facts, fact =>
            {
                IsComplete(fact.Name);
                IsComplete(fact.Value);
            });
            Assert.All(statement.Changes, IsComplete);
        }
    }
}
