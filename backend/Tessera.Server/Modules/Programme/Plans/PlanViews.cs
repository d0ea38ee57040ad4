using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.Plans;

// A plan as /v1 shows it.

/// <param name="Net">For a year, at the partner's price of today.</param>
/// <param name="Points">What the renewal would earn.</param>
internal sealed record PlanKeyView(Guid Id, string Number, string CustomerName, DateOnly LastDay, MoneyView Net, long Points, bool Chosen);

/// <summary>The first level above the one held, and what is missing to it on the day of the plan.</summary>
internal sealed record PlanGoalView(string Code, string Name, decimal DiscountPercent, long Points, IReadOnlyList<CertificateFlipView> People);

internal sealed record PlanStepView(DateOnly On, string Level, string Name, decimal DiscountPercent);

/// <summary>PP-9: what renewing the chosen keys and certifying people on a day would come to. Nothing of it is kept.</summary>
/// <param name="On">The day of the plan.</param>
/// <param name="From">First last day of the keys listed.</param>
/// <param name="Until">Last one of them.</param>
/// <param name="Points">That count on the day of the plan, without it.</param>
/// <param name="Earned">By the chosen keys.</param>
/// <param name="Goal">Null at the top, or where the tenant has no levels.</param>
/// <param name="More">There are more keys than are listed.</param>
/// <param name="Certify">Paths on which one more person each is certified.</param>
/// <param name="Reaches">The plan reaches the goal or more.</param>
/// <param name="Steps">Each level the plan reaches, and the day.</param>
/// <param name="Review">What the next review would come to with the plan carried out.</param>
internal sealed record PlanView(
    Guid PartnerId, DateOnly Today, DateOnly On, DateOnly From, DateOnly Until, string Currency, string? Held, long Points, long Earned, PlanGoalView? Goal, IReadOnlyList<PlanKeyView> Keys, bool More,
    IReadOnlyList<string> Certify, bool Reaches, IReadOnlyList<PlanStepView> Steps, NextReviewView? Review);
