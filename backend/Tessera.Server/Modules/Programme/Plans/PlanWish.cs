using Tessera.Platform.Errors;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Programme.Plans;

/// <summary>What a plan is asked with.</summary>
/// <param name="Suggest">The fewest keys that reach the next level, and the people missing to it, instead of those named.</param>
/// <param name="Certify">Paths, one for each person.</param>
internal sealed record PlanWish(bool Suggest, IReadOnlySet<Guid> Keys, IReadOnlyList<string> Certify, DateOnly On)
{
    private const int MostPeople = 20;
    private const int MonthsAhead = 12;

    public static readonly QueryParameter[] Takes =
    [
        QueryParameter.Flag("suggest", "Choose the fewest keys that reach the next level, and the people missing to it."),
        QueryParameter.Text("keys", "The keys chosen, comma separated."), QueryParameter.Text("certify", "Paths on which one more person each is certified, comma separated; twice for two people."),
        QueryParameter.Day("on", "The day of the plan; today where it is not given."),
    ];

    public static (PlanWish Wish, Problem? Problem) Read(QueryInput input, DateOnly today)
    {
        var suggest = input.Flag("suggest") ?? false;
        var keys = input.Ids("keys") ?? [];
        var certify = input.Text("certify")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        var on = input.Day("on") ?? today;
        if (suggest && (keys.Length > 0 || certify.Length > 0)) input.Add("suggest", "MALFORMED", "Either a suggestion or keys and people of one’s own.");
        if (certify.Length > MostPeople) input.Add("certify", "TOO_LONG", $"Up to {MostPeople} people.");
        if (on < today || on > today.AddMonths(MonthsAhead)) input.Add("on", "OUT_OF_RANGE", $"A day from today to {MonthsAhead} months ahead.");
        return (new PlanWish(suggest, keys.ToHashSet(), certify, on), input.Problem);
    }
}
