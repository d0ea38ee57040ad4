using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Joining;

/// <summary>PP-1: a partner is suspended and resumed by an operator, with a reason.</summary>
public static class Suspending
{
    private const string Rule = "PP-1";

    public static Refusal? CheckSuspension(bool suspended, string? reason) => suspended ? Refusal.Of(RefusalCodes.PartnerSuspended, Rule) : Bounds.Reason(reason);

    public static Refusal? CheckResumption(bool suspended, string? reason) => suspended ? Bounds.Reason(reason) : Refusal.Of(RefusalCodes.PartnerNotSuspended, Rule);
}
