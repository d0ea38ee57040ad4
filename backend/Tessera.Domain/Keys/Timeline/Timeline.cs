using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Keys;

/// <summary>KL-15: what holds from <paramref name="From"/> to <paramref name="To"/>, both included; null: for ever.</summary>
public sealed record Phase(
    [property: JsonPropertyName("f")] DateOnly From,
    [property: JsonPropertyName("t")] DateOnly? To,
    [property: JsonPropertyName("h")] Holding Holds);

/// <summary>
/// KL-15: a key's whole known life as phases, from the first day it is known to for ever, without gap or overlap.
/// What holds on a day is a look-up in it.
/// </summary>
public sealed class Timeline(ImmutableArray<Phase> phases)
{
    private const int OnStack = 96;

    private static readonly Timeline Empty = new([]);

    public ImmutableArray<Phase> Phases { get; } = phases;

    /// <summary>The engine at every day on which anything can change, equal neighbours merged. Empty for a key that does not exist.</summary>
    public static Timeline Of(Key key, RuleBook rules)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Known is { } facts ? Of(facts, rules) : Empty;
    }

    /// <summary>The phase of a day, by binary search; days before the first phase belong to it. Null only for an empty timeline.</summary>
    public Phase? At(DateOnly day)
    {
        if (Phases.IsEmpty)
        {
            return null;
        }

        var low = 0;
        var high = Phases.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (Phases[middle].From <= day)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Phases[low];
    }

    /// <summary>XP-9: the same life as it would be were the provisional versions final; empty when they change nothing.</summary>
    public Timeline Provisional()
    {
        if (!Phases.Any(phase => phase.Holds.WouldHold is not null))
        {
            return Empty;
        }

        return new Timeline([.. Phases.Select(phase => phase with { Holds = phase.Holds.WouldHold ?? phase.Holds })]);
    }

    private static Timeline Of(KeyFacts facts, RuleBook rules)
    {
        var most = Boundaries.Most(facts, rules);
        var days = new Boundaries(most <= OnStack ? stackalloc int[OnStack] : new int[most]).Collect(facts, rules);
        var twice = Engine.HasProvisional(facts, rules);
        var phases = ImmutableArray.CreateBuilder<Phase>(Math.Min(days.Length, 8));
        Verdict held = default, wouldHold = default;
        var from = -1;
        foreach (var number in days)
        {
            var day = DateOnly.FromDayNumber(number);
            Engine.Judge(facts, rules, day, asIfFinal: false, out var holds);
            Verdict would = default;
            if (twice)
            {
                Engine.Judge(facts, rules, day, asIfFinal: true, out would);
            }

            if (from >= 0)
            {
                if (Verdict.Same(held, holds) && (!twice || SameTwin(held, wouldHold, would)))
                {
                    continue;
                }

                phases.Add(Close(from, day.AddDays(-1), held, wouldHold, twice));
            }

            from = number;
            held = holds;
            wouldHold = would;
        }

        phases.Add(Close(from, null, held, wouldHold, twice));
        return new Timeline(phases.DrainToImmutable());
    }

    private static Phase Close(int from, DateOnly? to, in Verdict held, in Verdict wouldHold, bool twice) =>
        new(DateOnly.FromDayNumber(from), to, held.ToHolding(twice && !Verdict.SameOutcome(held, wouldHold) ? wouldHold.ToHolding(null) : null));

    /// <summary>Given the same binding verdict: is there no twin on either day, or the same one on both?</summary>
    private static bool SameTwin(in Verdict held, in Verdict a, in Verdict b) =>
        Verdict.Same(a, b) || Verdict.SameOutcome(held, a) && Verdict.SameOutcome(held, b);
}
