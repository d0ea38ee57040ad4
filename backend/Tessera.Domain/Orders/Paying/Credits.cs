using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Orders;

/// <summary>OM-8: settling money that lies open.</summary>
public static class Credits
{
    /// <summary>Null: it may be settled like this. RETRY applies a line, so it needs a line that was refused.</summary>
    public static Refusal? Settle(Settlement how, CreditState state, CreditCause cause, string? reason) =>
        (state == CreditState.Open ? null : Refusal.Of(RefusalCodes.CreditNotOpen, "OM-8"))
        ?? (how is Settlement.Refund || how is Settlement.Retry && cause == CreditCause.LineRefused
            ? null
            : Refusal.Of(RefusalCodes.InvalidInput, "OM-8", "how", ("field", "how")))
        ?? Bounds.Reason(reason);

    /// <summary>What a refund's news makes of the credit it settles. A failed one is open again, however often.</summary>
    public static CreditState After(RefundState refund) => refund switch
    {
        RefundState.Succeeded => CreditState.Refunded,
        RefundState.Failed => CreditState.Open,
        _ => CreditState.Refunding,
    };
}

/// <summary>Money that had renewed something and goes back all the same.</summary>
public static class Refunds
{
    /// <param name="appliedMinor">Applied lines of the order, gross.</param>
    /// <param name="refundedMinor">Of it, gone back or on its way.</param>
    /// <returns>Null: it may be sent back.</returns>
    public static Refusal? Check(long amountMinor, long appliedMinor, long refundedMinor, bool paid, string? reason)
    {
        var left = appliedMinor - refundedMinor;
        return (paid ? null : Refusal.Of(RefusalCodes.OrderNotPaid, "OM-8"))
            ?? (amountMinor > 0 ? null : Refusal.Of(RefusalCodes.QuantityOutOfRange, "OM-3", "amountMinor", ("smallest", "1"), ("largest", Amounts.Fact(left))))
            ?? (amountMinor <= left ? null : Refusal.Of(RefusalCodes.RefundTooLarge, "OM-8", "amountMinor", ("largest", Amounts.Fact(left))))
            ?? Bounds.Reason(reason);
    }
}
