using System.Collections.Immutable;
using Tessera.Domain.Catalogue;

namespace Tessera.Domain.Programme;

/// <summary>PP-8: the least that would have to be different for a review to come out the other way; losses are negative.</summary>
/// <param name="Certificates">People to be certified, or lost, per path.</param>
public sealed record SmallestChange(long Points, ImmutableArray<CertificateNeed> Certificates)
{
    /// <summary>
    /// Below: the one change that keeps the level, fewest people first, then fewest points. Not below: each loss that alone would cost it,
    /// in points and in people. None where nothing can be lost.
    /// </summary>
    public static ImmutableArray<SmallestChange> Of(Standing standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        if (standing.HeldRank <= 0)
        {
            return [];
        }

        var enough = standing.Levels[standing.HeldRank..];
        return standing.IsBelow ? [Gain(enough, standing.Points)] : [.. Losses([.. enough.Where(level => level.IsMet)])];
    }

    private static SmallestChange Gain(ImmutableArray<WeighedLevel> enough, long points)
    {
        var least = enough.OrderBy(level => level.Certificates.Sum(one => one.Missing)).ThenBy(level => level.Points.Missing).First();
        return new SmallestChange(
            least.Points.IsMet ? 0 : least.Points.Required - points,
            [.. least.Certificates.Where(one => !one.IsMet).Select(one => new CertificateNeed(one.Path!, (int)one.Missing))]);
    }

    private static IEnumerable<SmallestChange> Losses(ImmutableArray<WeighedLevel> met)
    {
        if (met.All(level => level.Points.Required > 0))
        {
            yield return new SmallestChange(-met.Max(level => level.Points.Actual - level.Points.Required + 1), []);
        }

        var people = met[0].Certificates.Where(one => one.Required > 0).Select(one => one.Path!)
            .Where(path => met.All(level => Need(level, path) is not null))
            .Select(path => new CertificateNeed(path, -(int)met.Max(level => Need(level, path)!.Actual - Need(level, path)!.Required + 1)))
            .OrderByDescending(need => need.Count).ThenBy(need => need.Path, StringComparer.Ordinal).FirstOrDefault();
        if (people is not null)
        {
            yield return new SmallestChange(0, [people]);
        }
    }

    private static Criterion? Need(WeighedLevel level, string path) => level.Certificates.FirstOrDefault(one => one.Path == path && one.Required > 0);
}
