using System.Collections.Immutable;
using Tessera.Domain.Catalogue;
using Tessera.Platform.Events;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>What a review knows of its surroundings.</summary>
/// <param name="PublicUrl">Where links in mails begin; null: nobody is written to.</param>
internal sealed record ReviewWorld(string? PublicUrl, TenantRules Rules, ChangeFeed Feed, OutboxBell Bell);

/// <summary>One page of a phase: its transaction, the run, and the rules as they stood when the run began.</summary>
/// <param name="Reached">The last partner or key that was dealt with; null before the first.</param>
internal sealed record ReviewWork(TenantTransaction Transaction, Tenant Tenant, ReviewRow Run, ImmutableArray<RuleVersion<LevelTable>> Levels, Guid? Reached, DateTimeOffset Now)
{
    public Guid After => Reached ?? Guid.Empty;

    public DateOnly Today => Tenant.DayOf(Now);
}

/// <summary>What a page came to.</summary>
/// <param name="Last">Null: nothing was left, and the phase is over.</param>
/// <param name="Moved">Partners whose level or notice is another than before.</param>
/// <param name="Mails">How many are in the outbox.</param>
internal sealed record ReviewPage(int Count, Guid? Last, IReadOnlyList<Guid> Moved, int Mails = 0)
{
    public static ReviewPage Over { get; } = new(0, null, []);
}
