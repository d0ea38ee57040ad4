using System.Text.Json;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Stripe;

namespace Tessera.Server.Modules.Payments.Inbox;

/// <summary>What an event says.</summary>
/// <param name="Payment">Of which payment, where the event carries our own name for it.</param>
/// <param name="Intent">The provider's payment intent, where it does not, or where both are known.</param>
/// <param name="News">Nothing: the event is none of ours, or says nothing we act on.</param>
internal sealed record EventSays(Guid? Payment, string? Intent, params IReadOnlyList<PaymentNews> News)
{
    public static EventSays NothingToUs { get; } = new(null, null);
}

/// <summary>Reads the provider's events as news of payments. Sessions carry our payment's id; refunds and disputes only the intent's.</summary>
internal static class EventReader
{
    /// <summary>Our own names in the metadata of sessions, intents and refunds.</summary>
    public const string TenantField = "tenant";
    public const string PaymentField = "payment";
    public const string RefundField = "refund";

    /// <summary>What the webhook should be subscribed to, and what is asked for when events are looked through.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed", "checkout.session.expired", "payment_intent.payment_failed",
        "refund.created", "refund.updated", "refund.failed", "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed",
    ];

    /// <exception cref="JsonException">The event's object is not what its type says.</exception>
    public static EventSays Read(StripeEvent told, Tenant tenant) => told switch
    {
        { Data: null } => EventSays.NothingToUs,
        { Type: "checkout.session.completed" or "checkout.session.async_payment_succeeded" or "checkout.session.async_payment_failed" or "checkout.session.expired" } => OfSession(told, tenant),
        { Type: "payment_intent.payment_failed" } => OfIntent(Object<StripeIntent>(told), tenant),
        { Type: "refund.created" or "refund.updated" or "refund.failed" or "charge.refund.updated" } => OfRefund(Object<StripeRefund>(told)),
        { Type: var type } when type.StartsWith("charge.dispute.", StringComparison.Ordinal) => OfDispute(Object<StripeDispute>(told)),
        _ => EventSays.NothingToUs,
    };

    /// <summary>A session as news, whichever way it was read.</summary>
    /// <param name="paidOn">The tenant's day of the payment, if it was paid.</param>
    public static IReadOnlyList<PaymentNews> News(StripeSession session, DateOnly paidOn)
    {
        var opened = new PaymentNews.Opened(session.Id);
        if (session.PaymentStatus == "paid")
            return [opened, new PaymentNews.Paid(session.AmountTotal ?? 0, (session.Currency ?? "").ToUpperInvariant(), session.PaymentIntent?.Id, session.PaymentIntent?.Object?.LatestCharge?.Id, paidOn)];
        return session.Status switch
        {
            "expired" => [opened, new PaymentNews.Expired()],
            "complete" when session.PaymentIntent?.Object is { Status: "canceled" or "requires_payment_method" } failed => [opened, new PaymentNews.Failed(CodeOf(failed.LastPaymentError), true)],
            "complete" => [opened, new PaymentNews.Processing()],
            _ => [opened],
        };
    }

    /// <summary>When a payment was made: its charge's moment, the same whichever way it is learnt and however late; of a delayed method the moment it was begun.</summary>
    public static DateTimeOffset? PaidAt(StripeIntent? intent) => intent?.LatestCharge?.Object is { Created: > 0 } charge ? DateTimeOffset.FromUnixTimeSeconds(charge.Created) : null;

    /// <summary>The same news with the payment's own charge and day.</summary>
    public static IReadOnlyList<PaymentNews> Dated(IReadOnlyList<PaymentNews> news, StripeIntent intent, DateOnly paidOn) =>
        [.. news.Select(one => one is PaymentNews.Paid paid ? paid with { ChargeId = intent.LatestCharge?.Id, PaidOn = paidOn } : one)];

    public static RefundState StateOf(StripeRefund refund) => refund.Status switch
    {
        "succeeded" => RefundState.Succeeded,
        "failed" or "canceled" => RefundState.Failed,
        _ => RefundState.Pending,
    };

    public static PaymentNews NewsOf(StripeRefund refund) => new PaymentNews.Refunded(refund.Id, refund.Amount, StateOf(refund), Id(refund.Metadata, RefundField));

    private static EventSays OfSession(StripeEvent told, Tenant tenant)
    {
        var session = Object<StripeSession>(told);
        if (!Guid.TryParseExact(session.ClientReferenceId, "D", out var payment) || !IsOurs(session.Metadata, tenant)) return EventSays.NothingToUs;
        var news = told.Type == "checkout.session.async_payment_failed"
            ? [new PaymentNews.Opened(session.Id), new PaymentNews.Failed("async_payment_failed", true)]
            : News(session, tenant.DayOf(DateTimeOffset.FromUnixTimeSeconds(told.Created)));
        return new EventSays(payment, session.PaymentIntent?.Id, news);
    }

    /// <summary>One try was declined; the session can still be paid.</summary>
    private static EventSays OfIntent(StripeIntent intent, Tenant tenant) => IsOurs(intent.Metadata, tenant) && Id(intent.Metadata, PaymentField) is { } payment
        ? new EventSays(payment, intent.Id, new PaymentNews.Failed(CodeOf(intent.LastPaymentError), false)) : EventSays.NothingToUs;

    private static EventSays OfRefund(StripeRefund refund) => refund.PaymentIntent is { Id: var intent } ? new EventSays(null, intent, NewsOf(refund)) : EventSays.NothingToUs;

    /// <summary>A lost dispute takes the money with it.</summary>
    private static EventSays OfDispute(StripeDispute dispute)
    {
        if (dispute.PaymentIntent is not { Id: var intent }) return EventSays.NothingToUs;
        var state = dispute.Status switch
        {
            "won" or "warning_closed" or "prevented" => DisputeState.Won,
            "lost" => DisputeState.Lost,
            _ => DisputeState.Open,
        };
        var disputed = new PaymentNews.Disputed(state);
        return state == DisputeState.Lost ? new EventSays(null, intent, disputed, new PaymentNews.Refunded(Heard.DisputePrefix + dispute.Id, dispute.Amount, RefundState.Succeeded)) : new EventSays(null, intent, disputed);
    }

    public static bool IsOurs(Dictionary<string, string>? metadata, Tenant tenant) => metadata is not null && metadata.TryGetValue(TenantField, out var slug) && slug == tenant.Slug;

    public static Guid? Id(Dictionary<string, string>? metadata, string field) => metadata is not null && metadata.TryGetValue(field, out var text) && Guid.TryParseExact(text, "D", out var id) ? id : null;

    private static string CodeOf(StripeError? error) => error?.DeclineCode ?? error?.Code ?? "payment_failed";

    private static T Object<T>(StripeEvent told) => told.Data!.Object.Deserialize<T>(StripeJson.Options) ?? throw new JsonException("an event without object");
}
