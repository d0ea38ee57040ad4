using System.Text.Json.Serialization;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Orders;

/// <summary>What the provider says of one payment, whichever way it came: a webhook, an answer to a call, or asking again.</summary>
public abstract record PaymentNews
{
    private PaymentNews()
    {
    }

    /// <summary>The session exists and can be paid.</summary>
    public sealed record Opened(string SessionId) : PaymentNews;

    /// <summary>A delayed method: taken on, to be told later.</summary>
    public sealed record Processing : PaymentNews;

    /// <param name="AmountMinor">As the provider says it; compared with what was asked for.</param>
    /// <param name="Currency">ISO 4217 in capitals.</param>
    /// <param name="PaidOn">The tenant's day of the charge; take it from the charge, which is the same in every message.</param>
    public sealed record Paid(long AmountMinor, string Currency, string? IntentId, string? ChargeId, DateOnly PaidOn) : PaymentNews;

    /// <param name="Final">False: one try was declined, the session can still be paid with another card. True: the session is over.</param>
    public sealed record Failed(string Code, bool Final) : PaymentNews;

    public sealed record Expired : PaymentNews;

    /// <param name="RefundId">Ours, from the refund's metadata; null for a refund made at the provider.</param>
    public sealed record Refunded(string ProviderId, long AmountMinor, RefundState State, Guid? RefundId = null) : PaymentNews;

    public sealed record Disputed(DisputeState State) : PaymentNews;
}

/// <summary>Where the order of a payment stands, as far as money is concerned.</summary>
[JsonConverter(typeof(ScreamingSnake<OrderStanding>))]
public enum OrderStanding
{
    /// <summary>Nobody has paid it.</summary>
    Unpaid,

    /// <summary>Another payment has.</summary>
    PaidByAnother,

    /// <summary>Cancelled: its quote was revised or made void.</summary>
    Cancelled,
}

/// <param name="RefundId">Ours; null for one made at the provider.</param>
/// <param name="ProviderId">Null until the provider has answered.</param>
public sealed record RefundFacts(Guid? RefundId, string? ProviderId, long AmountMinor, RefundState State);
