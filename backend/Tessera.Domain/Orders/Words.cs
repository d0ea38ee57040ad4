using System.Text.Json.Serialization;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Orders;

/// <summary>OM-6: the partner pays the partner price; the customer, by a link, the end-user price.</summary>
[JsonConverter(typeof(ScreamingSnake<Payer>))]
public enum Payer
{
    Partner,
    Customer,
}

/// <summary>OM-1, as far as it is built.</summary>
[JsonConverter(typeof(ScreamingSnake<OrderLineKind>))]
public enum OrderLineKind
{
    RenewAnnual,
    Maintenance,
}

/// <summary>OM-4: the steps of a price, in the order in which they are taken. Those before <see cref="Net"/> add up to it.</summary>
[JsonConverter(typeof(ScreamingSnake<PriceStepKind>))]
public enum PriceStepKind
{
    ListPrice,
    Education,
    LevelDiscount,

    /// <summary>XP-12: nobody can be granted one yet; the word is kept for stored lines.</summary>
    Negotiated,
    Rounding,
    Net,
    Vat,
    Gross,
}

/// <summary>OM-9.</summary>
[JsonConverter(typeof(ScreamingSnake<VatTreatment>))]
public enum VatTreatment
{
    /// <summary>The buyer is in the seller's country: its rate.</summary>
    Domestic,

    /// <summary>A business in another country of the union: the buyer owes the tax.</summary>
    ReverseCharge,

    /// <summary>Outside the union: no tax.</summary>
    Export,

    /// <summary>A consumer in another country of the union: that country's rate.</summary>
    DestinationRate,
}

/// <summary>XP-3: does this line go on only after an acknowledgement, and was it given?</summary>
[JsonConverter(typeof(ScreamingSnake<AcknowledgementNeed>))]
public enum AcknowledgementNeed
{
    None,
    Required,
    Given,
}

/// <summary>EXPIRED is never stored: it follows from the last valid day (OM-5).</summary>
[JsonConverter(typeof(ScreamingSnake<QuoteState>))]
public enum QuoteState
{
    Draft,
    Sent,
    Viewed,
    Accepted,
    Declined,
    Paid,
    Void,
    Expired,
}

[JsonConverter(typeof(ScreamingSnake<OrderState>))]
public enum OrderState
{
    /// <summary>Waits for a payment.</summary>
    Open,

    /// <summary>The provider has taken the payment on and will tell later whether it succeeded.</summary>
    Processing,

    /// <summary>Paid; at least one line is still to be applied.</summary>
    Paid,

    /// <summary>Every line is applied.</summary>
    Fulfilled,

    /// <summary>OM-8: at least one line became an open credit.</summary>
    Attention,
    Cancelled,
}

[JsonConverter(typeof(ScreamingSnake<LineState>))]
public enum LineState
{
    Waiting,
    Applied,
    Credited,
}

/// <summary>The order is that of strength: news never takes a payment down it.</summary>
[JsonConverter(typeof(ScreamingSnake<PaymentState>))]
public enum PaymentState
{
    Creating,
    Open,
    Processing,
    Expired,
    Failed,
    Paid,
}

/// <summary>The order is that of strength. A refund that succeeded can still fail later; a failed one never comes back.</summary>
[JsonConverter(typeof(ScreamingSnake<RefundState>))]
public enum RefundState
{
    Requested,
    Pending,
    Succeeded,
    Failed,
}

/// <summary>The order is that of strength.</summary>
[JsonConverter(typeof(ScreamingSnake<DisputeState>))]
public enum DisputeState
{
    Open,
    Won,
    Lost,
}

/// <summary>OM-8: why money lies open.</summary>
[JsonConverter(typeof(ScreamingSnake<CreditCause>))]
public enum CreditCause
{
    LineRefused,
    PaidTwice,
    AmountDiffers,
    OrderCancelled,
}

[JsonConverter(typeof(ScreamingSnake<CreditState>))]
public enum CreditState
{
    Open,
    Refunding,
    Refunded,
    Applied,
}

/// <summary>How an operator settles an open credit.</summary>
[JsonConverter(typeof(ScreamingSnake<Settlement>))]
public enum Settlement
{
    /// <summary>Send the money back.</summary>
    Refund,

    /// <summary>Apply the line after all.</summary>
    Retry,
}
