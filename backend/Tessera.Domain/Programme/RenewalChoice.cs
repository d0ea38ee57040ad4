using System.Collections.Immutable;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Programme;

/// <summary>What renewing a key would earn.</summary>
public sealed record EarningKey(KeyId Key, DateOnly LastDay, long Points);

/// <summary>PP-9: "renew these five".</summary>
public static class RenewalChoice
{
    /// <summary>
    /// The fewest renewals that earn so many points; of the last one the smallest that does, so that nobody is asked for more than is
    /// missing. None where nothing is missing, and none where all of them together are not enough.
    /// </summary>
    public static ImmutableArray<KeyId> Fewest(IEnumerable<EarningKey> keys, long missing)
    {
        EarningKey[] largestFirst = [.. keys.Where(one => one.Points > 0).OrderByDescending(one => one.Points).ThenBy(one => one.LastDay).ThenBy(one => one.Key.Value)];
        var chosen = new List<EarningKey>();
        var left = missing;
        foreach (var key in largestFirst)
        {
            if (left <= 0)
            {
                break;
            }

            chosen.Add(key);
            left -= key.Points;
        }

        if (chosen.Count == 0 || left > 0)
        {
            return [];
        }

        var need = left + chosen[^1].Points;
        chosen[^1] = largestFirst[(chosen.Count - 1)..].Where(one => one.Points >= need).OrderBy(one => one.Points).ThenBy(one => one.LastDay).ThenBy(one => one.Key.Value).First();
        return [.. chosen.Select(one => one.Key)];
    }
}
