using System.Globalization;
using System.Net;
using Polly.Retry;
using Polly.Timeout;
using Polly;

namespace Tessera.Server.Modules.Payments.Stripe;

/// <summary>
/// What is tried again: no connection, a cut connection, no answer in time, 409 while the same Idempotency-Key is being worked on, 429, and 5xx –
/// unless the provider says in Stripe-Should-Retry what it thinks of that. Waits double from half a second, with jitter, or are as long as
/// Retry-After says. Every write carries its Idempotency-Key, so trying again does nothing twice.
/// </summary>
internal static class StripePersistence
{
    private const int Retries = 4;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static ResiliencePipeline<HttpResponseMessage> Of(StripeSettings settings) => new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddTimeout(settings.Total)
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = First,
            MaxDelay = Longest,
            ShouldHandle = static outcome => ValueTask.FromResult(IsWorthTrying(outcome.Outcome)),
            DelayGenerator = static outcome => ValueTask.FromResult(Wanted(outcome.Outcome.Result)),
            OnRetry = static outcome =>
            {
                outcome.Outcome.Result?.Dispose();
                return default;
            },
        })
        .AddTimeout(settings.Attempt)
        .Build();

    private static bool IsWorthTrying(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException or IOException } => true,
        { Result: { } answer } when answer.Headers.TryGetValues("Stripe-Should-Retry", out var wish) => wish.First() == "true",
        { Result.StatusCode: HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };

    private static TimeSpan? Wanted(HttpResponseMessage? answer) =>
        answer is not null && answer.Headers.TryGetValues("Retry-After", out var values) && double.TryParse(values.First(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)) : null;
}
