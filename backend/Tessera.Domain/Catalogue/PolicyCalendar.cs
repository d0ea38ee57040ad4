using System.Collections.Immutable;

namespace Tessera.Domain.Catalogue;

/// <summary>XP-1 … XP-6: from when each stage of the maximum-extension policy holds. A null date: that stage is not part of this version.</summary>
/// <param name="PrintedFrom">XP-1.</param>
/// <param name="WarnFrom">XP-3: renewing while over the maximum asks for an acknowledgement. Before it: XP-2, information only.</param>
/// <param name="RemindFrom">XP-4.</param>
/// <param name="SupportFrom">XP-5: a key over the maximum has a deadline; past it, no support.</param>
/// <param name="Cohort">XP-6.</param>
public sealed record PolicyCalendar(DateOnly? PrintedFrom, DateOnly? WarnFrom, DateOnly? RemindFrom, DateOnly? SupportFrom, CohortRule? Cohort)
{
    /// <summary>The stages in order, for the catalogue screen; texts <c>policy.{rule}</c>.</summary>
    public ImmutableArray<PolicyStage> Stages()
    {
        var stages = ImmutableArray.CreateBuilder<PolicyStage>();
        stages.Add(new PolicyStage(PrintedFrom, "XP-1"));
        stages.Add(new PolicyStage(null, "XP-2"));
        Add(WarnFrom, "XP-3");
        Add(RemindFrom, "XP-4");
        Add(SupportFrom, "XP-5");
        return stages.ToImmutable();

        void Add(DateOnly? from, string rule)
        {
            if (from is not null)
            {
                stages.Add(new PolicyStage(from, rule));
            }
        }
    }
}

public sealed record PolicyStage(DateOnly? From, string Rule);

/// <summary>
/// XP-6. Last renewal or purchase on or before <paramref name="LastDay"/> → <paramref name="Deadline"/>; later → the later of
/// XP-5's date and <paramref name="MonthsAfterPurchase"/> months after it.
/// </summary>
public sealed record CohortRule(DateOnly LastDay, DateOnly Deadline, int MonthsAfterPurchase);
