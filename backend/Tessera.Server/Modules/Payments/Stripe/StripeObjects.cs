using System.Text.Json.Serialization;
using System.Text.Json;

namespace Tessera.Server.Modules.Payments.Stripe;

// The provider's objects, as far as they are read here. Amounts are integers in minor units, moments seconds since 1970.

/// <param name="Status">open, complete or expired.</param>
/// <param name="PaymentStatus">paid, unpaid or no_payment_required.</param>
/// <param name="ClientReferenceId">Our payment.</param>
internal sealed record StripeSession(
    string Id, string? Status, string? PaymentStatus, string? ClientReferenceId, long? AmountTotal, string? Currency, Expandable<StripeIntent>? PaymentIntent, string? Url, long Created, long ExpiresAt,
    Dictionary<string, string>? Metadata);

/// <param name="Status">requires_payment_method, requires_action, processing, succeeded, canceled …</param>
internal sealed record StripeIntent(
    string Id, string? Status, long Amount, long AmountReceived, string? Currency, Expandable<StripeCharge>? LatestCharge, StripeError? LastPaymentError, Dictionary<string, string>? Metadata);

/// <param name="Status">succeeded, pending or failed.</param>
internal sealed record StripeCharge(
    string Id, string? Status, long Amount, long AmountRefunded, string? Currency, long Created, bool Disputed, Expandable<StripeIntent>? PaymentIntent, string? FailureCode, Dictionary<string, string>? Metadata);

/// <param name="Status">pending, requires_action, succeeded, failed or canceled.</param>
internal sealed record StripeRefund(
    string Id, string? Status, long Amount, string? Currency, Expandable<StripeIntent>? PaymentIntent, Expandable<StripeCharge>? Charge, long Created, string? FailureReason, Dictionary<string, string>? Metadata);

/// <param name="Status">warning_needs_response, warning_under_review, warning_closed, needs_response, under_review, won, lost, prevented.</param>
internal sealed record StripeDispute(string Id, string? Status, long Amount, string? Currency, Expandable<StripeIntent>? PaymentIntent, Expandable<StripeCharge>? Charge, long Created);

/// <param name="Account">Only of connected accounts, which we have none of.</param>
internal sealed record StripeEvent(string Id, string Type, long Created, bool Livemode, string? Account, StripeEventData? Data);

internal sealed record StripeEventData(JsonElement Object);

internal sealed record StripeList<T>(T[] Data, bool HasMore);

/// <param name="Type">api_error, card_error, idempotency_error or invalid_request_error.</param>
/// <param name="DeclineCode">The bank's reason, where a card was declined.</param>
internal sealed record StripeError(string? Type, string? Code, string? Message, string? DeclineCode);

internal sealed record StripeFault(StripeError? Error);

/// <summary>A field that holds an id, or the whole object where the request asked to expand it.</summary>
[JsonConverter(typeof(ExpandableJson))]
internal readonly record struct Expandable<T>(string Id, T? Object)
    where T : class;

/// <summary>Reads both forms; the object's own <c>id</c> names it.</summary>
internal sealed class ExpandableJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Expandable<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Reader<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Reader<T> : JsonConverter<Expandable<T>>
        where T : class
    {
        public override Expandable<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String) return new Expandable<T>(reader.GetString()!, null);
            var element = JsonElement.ParseValue(ref reader);
            return new Expandable<T>(element.GetProperty("id").GetString() ?? throw new JsonException("an object without id"), element.Deserialize<T>(options));
        }

        public override void Write(Utf8JsonWriter writer, Expandable<T> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
    }
}

internal static class StripeJson
{
    /// <summary>Snake case; fields we do not know are passed over, so that the provider may add some.</summary>
    public static JsonSerializerOptions Options { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, MaxDepth = 32 };
}
