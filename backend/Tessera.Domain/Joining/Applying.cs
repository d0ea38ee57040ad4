using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Joining;

/// <summary>What became of a reseller's application (PP-1).</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(ScreamingSnake<ApplicationState>))]
public enum ApplicationState
{
    Received,
    Approved,
    Declined,
}

/// <summary>PP-1: an operator approves or declines an application, once, and declines with a reason.</summary>
public static class Applying
{
    private const string Rule = "PP-1";

    /// <param name="partner">Name of the partner that has the VAT id already; null for none.</param>
    /// <returns>Null: it may be approved.</returns>
    public static Refusal? CheckApproval(ApplicationState state, string vatId, string? partner) => Decided(state)
        ?? (partner is null ? null : Refusal.Of(RefusalCodes.PartnerExists, Rule, null, ("partner", partner), ("vatId", vatId)));

    /// <returns>Null: it may be declined.</returns>
    public static Refusal? CheckDecline(ApplicationState state, string? reason) => Decided(state) ?? Bounds.Reason(reason);

    private static Refusal? Decided(ApplicationState state) =>
        state == ApplicationState.Received ? null : Refusal.Of(RefusalCodes.ApplicationDecided, Rule, null, ("state", state == ApplicationState.Approved ? "APPROVED" : "DECLINED"));
}
