using System.Collections.Immutable;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Programme;

/// <summary>What a partner might do: sell so much on a day, certify somebody from a day on. A day that has passed counts as today.</summary>
public sealed record Plan(ImmutableArray<CountedPoints> Points, ImmutableArray<HeldCertificate> Certificates)
{
    public static Plan Nothing { get; } = new([], []);
}

/// <summary>A level that would be reached, and the day.</summary>
public sealed record LevelStep(DateOnly On, string Level, string Name, decimal DiscountPercent);

/// <summary>PP-9: the same weighing with facts that are not there yet.</summary>
public static class WhatIf
{
    /// <summary>Each level a plan reaches, on the day it does: what <see cref="Promotion"/> would decide after each of its steps.</summary>
    public static ImmutableArray<LevelStep> Steps(ProgrammeFacts facts, Plan plan, ImmutableArray<RuleVersion<LevelTable>> rules, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(plan);
        var days = plan.Points.Select(one => one.On).Concat(plan.Certificates.Select(one => one.From)).Select(Ahead).Append(today).Distinct().Order();
        var steps = ImmutableArray.CreateBuilder<LevelStep>();
        var level = facts.Level;
        foreach (var day in days)
        {
            if (Promotion.Of(By(day) with { Level = level }, rules, day) is { } change)
            {
                steps.Add(new LevelStep(day, change.To, change.Name, change.Standing.Reached!.DiscountPercent));
                level = change.To;
            }
        }

        return steps.ToImmutable();

        ProgrammeFacts By(DateOnly day) => facts with
        {
            Points = [.. facts.Points, .. plan.Points.Where(one => Ahead(one.On) <= day).Select(one => one with { On = Ahead(one.On) })],
            Certificates = [.. facts.Certificates, .. plan.Certificates.Where(one => Ahead(one.From) <= day)],
        };

        DateOnly Ahead(DateOnly day) => day < today ? today : day;
    }

    /// <summary>What the next review would come to with the plan carried out before it, at the level the plan reaches.</summary>
    public static ReviewRecord? AtNextReview(ReviewInputs asOfToday, Plan plan, ImmutableArray<RuleVersion<LevelTable>> rules)
    {
        ArgumentNullException.ThrowIfNull(asOfToday);
        ArgumentNullException.ThrowIfNull(plan);
        var review = Review.Next(asOfToday.On);
        var before = new Plan([.. plan.Points.Where(one => one.On < review)], [.. plan.Certificates.Where(one => one.From < review)]);
        var steps = Steps(new ProgrammeFacts(asOfToday.Level, asOfToday.Lines, asOfToday.Certificates), before, rules, asOfToday.On);
        return AtNextReview(
            asOfToday with
            {
                Level = steps.IsEmpty ? asOfToday.Level : steps[^1].Level,
                Lines = [.. asOfToday.Lines, .. before.Points],
                Certificates = [.. asOfToday.Certificates, .. before.Certificates],
            },
            rules);
    }

    /// <summary>What the next review would come to if nothing more were sold: its likely outcome, weighed like the review itself.</summary>
    public static ReviewRecord? AtNextReview(ReviewInputs asOfToday, ImmutableArray<RuleVersion<LevelTable>> rules)
    {
        ArgumentNullException.ThrowIfNull(asOfToday);
        return Review.Decide(asOfToday with { On = Review.Next(asOfToday.On) }, rules);
    }
}
