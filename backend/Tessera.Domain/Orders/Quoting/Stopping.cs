using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Orders;

/// <summary>
/// What a key loses if nobody renews it, read off its own timeline: an annual key falls back (KL-2) and loses what the smaller edition
/// does not offer; a perpetual one loses services (KL-6).
/// </summary>
internal sealed record Stopping(ImmutableArray<string> Stops, DateOnly? On, FallsBack? FallsBack)
{
    private const string No = "no";

    private static readonly Stopping Nothing = new([], null, null);

    public static Stopping Of(KeyFacts facts, RuleBook rules)
    {
        if (facts.LastDay is not { } lastDay)
        {
            return Nothing;
        }

        foreach (var phase in Timeline.Of(new Key.OpenKey(facts), rules).Phases)
        {
            if (phase.To <= lastDay)
            {
                continue;
            }

            if (phase.Holds.Status == KeyStatus.Fallback)
            {
                var left = phase.Holds.Effective;
                return new Stopping(
                    Features(facts.Purchased.Edition, left.Edition, rules, phase.From), phase.From, new FallsBack(left.Edition, left.Size, left.Free, left.MaxExtensions));
            }

            if (!phase.Holds.ServicesOff.IsEmpty)
            {
                return new Stopping([.. phase.Holds.ServicesOff.Select(service => "service." + service)], phase.From, null);
            }
        }

        return Nothing;
    }

    private static ImmutableArray<string> Features(Edition bought, Edition left, RuleBook rules, DateOnly day) =>
    [
        .. (rules.Features.InForce(day)?.Value.Rows ?? []).Where(row => Offers(row, bought) != No && Offers(row, left) == No).Select(row => "feature." + row.Code),
    ];

    private static string Offers(FeatureRow row, Edition edition) => edition switch
    {
        Edition.Standard => row.Standard,
        Edition.Professional => row.Professional,
        _ => row.Enterprise,
    };
}
