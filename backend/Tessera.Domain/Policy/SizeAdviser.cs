using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Policy;

/// <summary>EX-4. Text: <c>adviser.fits</c>, <c>adviser.fits-free</c>, or the refusal's.</summary>
/// <param name="Size">Null when no single key fits; then <paramref name="Refusal"/> says so with the count.</param>
/// <param name="FreeAlso">Up to the free row's maximum the free key would do, too.</param>
public sealed record SizeAdvice(int Count, int? Size, bool FreeAlso, int? MaxExtensions, int? RecommendedFrom, Refusal? Refusal);

public static class SizeAdviser
{
    /// <summary>Beyond it a count is a typing error, not a telephone system.</summary>
    public const int LargestCount = 1_000_000;

    /// <summary>The smallest size whose maximum holds the count, under the table in force on the day.</summary>
    public static SizeAdvice Advise(RuleBook rules, int count, DateOnly day)
    {
        if (count is < 1 or > LargestCount)
        {
            return Refused(count, Refusal.Of(
                RefusalCodes.QuantityOutOfRange, "EX-4", "count", ("smallest", "1"), ("largest", Number(LargestCount))));
        }

        SizeRow? best = null;
        var largest = 0;
        var free = false;
        foreach (var row in rules.SizeTables.InForce(day)?.Value.Rows ?? [])
        {
            if (row.Free)
            {
                free |= count <= row.MaxExtensions;
                continue;
            }

            largest = Math.Max(largest, row.MaxExtensions);
            if (count <= row.MaxExtensions && (best is null || row.Size < best.Size))
            {
                best = row;
            }
        }

        return best is null
            ? Refused(count, Refusal.Of(
                RefusalCodes.NoSingleKeyFits, "EX-4", "count", ("count", Number(count)), ("largest", Number(largest))))
            : new SizeAdvice(count, best.Size, free, best.MaxExtensions, best.RecommendedFrom, null);
    }

    private static SizeAdvice Refused(int count, Refusal refusal) => new(count, null, false, null, null, refusal);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
