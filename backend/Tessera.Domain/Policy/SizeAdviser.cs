using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Policy;

/// <summary>EX-4. Text: <c>adviser.fits</c>, <c>adviser.fits-free</c>, or the refusal's.</summary>
/// <param name="Size">Null when no single key fits; then <paramref name="Refusal"/> says so with the count.</param>
/// <param name="FreeAlso">Up to the free row's maximum the free key would do, too.</param>
public sealed record SizeAdvice(int Count, int? Size, bool FreeAlso, int? MaxExtensions, int? RecommendedFrom, Refusal? Refusal);

public static class SizeAdviser
{
    /// <summary>The smallest size whose maximum holds the count, under the table in force on the day.</summary>
    public static SizeAdvice Advise(RuleBook rules, int count, DateOnly day) => new(count, null, false, null, null, null);
}
