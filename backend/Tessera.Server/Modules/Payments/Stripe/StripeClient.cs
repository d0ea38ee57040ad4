using System.Net.Http.Headers;
using System.Text.Json;
using System.Text;
using Polly.Timeout;
using Polly;

namespace Tessera.Server.Modules.Payments.Stripe;

/// <summary>
/// The few calls of the provider's API that are used, each for one tenant's account. Amounts are minor units; of cards nothing is ever
/// sent, read or kept. Writes carry our own id as Idempotency-Key: asked twice, done once.
/// </summary>
internal sealed partial class StripeClient : IDisposable
{
    /// <summary>The version the objects here were read from; the provider keeps speaking it until we change this line.</summary>
    public const string Version = "2025-09-30.clover";

    private const int LargestAnswer = 4 * 1024 * 1024;
    private readonly HttpClient _http;
    private readonly StripeSettings _settings;
    private readonly ResiliencePipeline<HttpResponseMessage> _persistence;
    private readonly ILogger<StripeClient> _logger;

    public StripeClient(StripeSettings settings, ILogger<StripeClient> logger)
    {
        (_settings, _logger) = (settings, logger);
        _persistence = StripePersistence.Of(settings);
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(3), AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = settings.Url,
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    /// <summary>Has this tenant an account?</summary>
    public bool Serves(string tenant) => _settings.Keys.ContainsKey(tenant);

    public Task<StripeAnswer<StripeSession>> CreateSessionAsync(string tenant, Guid idempotencyKey, StripeForm form, CancellationToken ct) =>
        PostAsync<StripeSession>(tenant, "v1/checkout/sessions", form, idempotencyKey.ToString(), ct);

    /// <summary>With the payment's intent and its newest charge.</summary>
    public Task<StripeAnswer<StripeSession>> ReadSessionAsync(string tenant, string session, CancellationToken ct) =>
        GetAsync<StripeSession>(tenant, "v1/checkout/sessions/" + Uri.EscapeDataString(session), new StripeForm().Expand("payment_intent.latest_charge"), ct);

    /// <summary>Refused where the session is complete or expired already.</summary>
    public Task<StripeAnswer<StripeSession>> ExpireSessionAsync(string tenant, string session, CancellationToken ct) =>
        PostAsync<StripeSession>(tenant, $"v1/checkout/sessions/{Uri.EscapeDataString(session)}/expire", new StripeForm(), "expire-" + session, ct);

    public Task<StripeAnswer<StripeIntent>> ReadIntentAsync(string tenant, string intent, CancellationToken ct) =>
        GetAsync<StripeIntent>(tenant, "v1/payment_intents/" + Uri.EscapeDataString(intent), new StripeForm().Expand("latest_charge"), ct);

    public Task<StripeAnswer<StripeCharge>> ReadChargeAsync(string tenant, string charge, CancellationToken ct) =>
        GetAsync<StripeCharge>(tenant, "v1/charges/" + Uri.EscapeDataString(charge), new StripeForm(), ct);

    public Task<StripeAnswer<StripeRefund>> CreateRefundAsync(string tenant, Guid idempotencyKey, StripeForm form, CancellationToken ct) =>
        PostAsync<StripeRefund>(tenant, "v1/refunds", form, idempotencyKey.ToString(), ct);

    public Task<StripeAnswer<StripeRefund>> ReadRefundAsync(string tenant, string refund, CancellationToken ct) =>
        GetAsync<StripeRefund>(tenant, "v1/refunds/" + Uri.EscapeDataString(refund), new StripeForm(), ct);

    /// <summary>Up to 100 events, newest first, as raw objects.</summary>
    /// <param name="types">Which kinds.</param>
    /// <param name="since">Seconds since 1970.</param>
    /// <param name="before">Id of the last event of the page before.</param>
    public Task<StripeAnswer<StripeList<JsonElement>>> ListEventsAsync(string tenant, IReadOnlyList<string> types, long since, string? before, CancellationToken ct)
    {
        var form = new StripeForm().Add("limit", 100).Add("created[gte]", since).Add("starting_after", before);
        for (var i = 0; i < types.Count; i++) form.Add($"types[{i}]", types[i]);
        return GetAsync<StripeList<JsonElement>>(tenant, "v1/events", form, ct);
    }

    public void Dispose() => _http.Dispose();

    private Task<StripeAnswer<T>> GetAsync<T>(string tenant, string path, StripeForm query, CancellationToken ct)
        where T : class => CallAsync<T>(tenant, () => new HttpRequestMessage(HttpMethod.Get, query.Encoded() is { Length: > 0 } encoded ? path + "?" + encoded : path), ct);

    private Task<StripeAnswer<T>> PostAsync<T>(string tenant, string path, StripeForm form, string idempotencyKey, CancellationToken ct)
        where T : class
    {
        var body = form.Encoded();
        return CallAsync<T>(tenant, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        }, ct);
    }

    private async Task<StripeAnswer<T>> CallAsync<T>(string tenant, Func<HttpRequestMessage> make, CancellationToken ct)
        where T : class
    {
        if (!_settings.Keys.TryGetValue(tenant, out var key)) return new StripeAnswer<T>.Unknown("this tenant has no account");
        var answer = await AskAsync<T>(key, make, ct);
        if (answer.Value is null) Log.NotDone(_logger, typeof(T).Name, tenant, answer.Outcome);
        return answer;
    }

    private async Task<StripeAnswer<T>> AskAsync<T>(string key, Func<HttpRequestMessage> make, CancellationToken ct)
        where T : class
    {
        try
        {
            using var answer = await _persistence.ExecuteAsync(async token =>
            {
                using var request = make();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                request.Headers.Add("Stripe-Version", Version);
                return await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, token);
            }, ct);
            return await ReadAsync<T>(answer, ct);
        }
        catch (Exception error) when (error is HttpRequestException or TimeoutRejectedException or IOException or JsonException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new StripeAnswer<T>.Unknown(error.GetType().Name);
        }
    }

    private static async Task<StripeAnswer<T>> ReadAsync<T>(HttpResponseMessage answer, CancellationToken ct)
        where T : class
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(ct);
        if (answer.IsSuccessStatusCode) return JsonSerializer.Deserialize<T>(bytes, StripeJson.Options) is { } value ? new StripeAnswer<T>.Done(value) : new StripeAnswer<T>.Unknown("an empty answer");
        var status = (int)answer.StatusCode;
        if (status is 409 or 429 or >= 500) return new StripeAnswer<T>.Unknown($"status {status}");
        return new StripeAnswer<T>.Refused(status, ErrorOf(bytes));
    }

    private static StripeError ErrorOf(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<StripeFault>(bytes, StripeJson.Options)?.Error ?? new StripeError("api_error", null, null, null);
        }
        catch (JsonException)
        {
            return new StripeError("api_error", null, null, null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The payment provider did not give a {Kind} of {Tenant}: {Outcome}")]
        public static partial void NotDone(ILogger logger, string kind, string tenant, string outcome);
    }
}
