using System.Collections.Immutable;

namespace Tessera.Domain.Programme;

/// <summary>PP-7: what a review sets down of a key.</summary>
public static class KeyWeighing
{
    /// <summary>
    /// An order's points over its lines, in proportion to their net partner price. The parts add up to the whole, however they round: each is
    /// the difference of two running sums.
    /// </summary>
    public static ImmutableArray<long> Shares(long points, IReadOnlyList<long> partnerNetMinor)
    {
        ArgumentNullException.ThrowIfNull(partnerNetMinor);
        var whole = partnerNetMinor.Sum(net => Math.Max(0, net));
        var shares = ImmutableArray.CreateBuilder<long>(partnerNetMinor.Count);
        var (running, given) = (0L, 0L);
        for (var line = 0; line < partnerNetMinor.Count; line++)
        {
            running += Math.Max(0, partnerNetMinor[line]);
            var upTo = line == partnerNetMinor.Count - 1 ? points : whole == 0 ? 0 : (long)((Int128)points * running / whole);
            shares.Add(upTo - given);
            given = upTo;
        }

        return shares.MoveToImmutable();
    }

    /// <param name="deadline">XP-6, where one binds.</param>
    public static KeyCompliance Compliance(int? counted, int? maximum, DateOnly? deadline, DateOnly on) =>
        counted is null ? KeyCompliance.NotReported
        : !(counted > maximum) ? KeyCompliance.Complies
        : deadline < on ? KeyCompliance.Overdue
        : KeyCompliance.Over;
}
