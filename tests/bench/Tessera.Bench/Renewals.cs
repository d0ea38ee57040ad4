using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tessera.Bench;

/// <summary>
/// Renewals end to end (PROOFS.md G5): quote, checkout, signed message (every tenth twice), until the key reads as renewed; and the
/// message's endpoint alone (G5w). The provider is played here, in memory, so that it costs next to nothing.
/// </summary>
internal static class Renewals
{
    public const string Secret = "whsec_bench_0123456789abcdef0123456789";
    private const int DuplicateEvery = 10;

    /// <summary>Flows until the seconds are over; prints one line of JSON.</summary>
    public static async Task<int> RunAsync(string side, string address, string folder, int seconds, int flows, int from)
    {
        await using var provider = side == "ours" ? await Provider.StartAsync() : null;
        var tokens = await File.ReadAllLinesAsync(Path.Combine(folder, "tokens.txt"));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 }) { BaseAddress = new Uri(address) };
        await using var news = side == "ours" ? await KeyNews.ListenAsync(http, tokens) : null;
        var (done, skipped, next) = (0, 0, from);
        var (seen, flow) = (new ConcurrentBag<double>(), new ConcurrentBag<double>());
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, flows).Select(async _ =>
        {
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                var n = Interlocked.Increment(ref next);
                var began = Stopwatch.GetTimestamp();
                var shown = side == "ours" ? await OursAsync(http, news!, tokens, n) : await FloorAsync(http, n);
                if (shown is not { } milliseconds)
                {
                    Interlocked.Increment(ref skipped);
                    continue;
                }

                Interlocked.Increment(ref done);
                seen.Add(milliseconds);
                flow.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }));
        Print(new { rate = done / clock.Elapsed.TotalSeconds, done, skipped, next, flowP50 = At(flow, 0.5), flowP99 = At(flow, 0.99), renewedP50 = At(seen, 0.5), renewedP99 = At(seen, 0.99) });
        return 0;
    }

    /// <summary>Distinct signed messages as fast as they are answered.</summary>
    public static async Task<int> WebhooksAsync(string side, string address, int seconds, int connections)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new Uri(address) };
        var (done, errors) = (0, 0);
        var times = new ConcurrentBag<double>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                var n = Interlocked.Increment(ref done);
                using var message = side == "ours" ? Signed($"/v1/t{n % World.Tenants + 1}/stripe", Event("customer.updated", new JsonObject { ["id"] = "cus_bench", ["object"] = "customer" })) : new HttpRequestMessage(HttpMethod.Post, "/l9");
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.SendAsync(message);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (!answer.IsSuccessStatusCode) Interlocked.Increment(ref errors);
            }
        }));
        Print(new { rate = done / clock.Elapsed.TotalSeconds, done, errors, p50 = At(times, 0.5), p99 = At(times, 0.99) });
        return 0;
    }

    /// <summary>Milliseconds from the message's answer to the key reading as renewed; null where this key cannot be renewed.</summary>
    private static async Task<double?> OursAsync(HttpClient http, KeyNews news, string[] tokens, int n)
    {
        var (tenant, key) = (n % World.Tenants + 1, World.Id(3, n % World.Tenants + 1, n / World.Tenants));
        var token = tokens[tenant - 1];
        using var quote = await AskAsync(http, token, "/v1/quotes/create", new { payer = "PARTNER", lines = new[] { new { keyId = key, years = 1 } } });
        if (quote is null || quote.RootElement.GetProperty("lines")[0].GetProperty("acknowledgement").GetString() == "REQUIRED") return null;
        var to = quote.RootElement.GetProperty("lines")[0].GetProperty("to").GetString();
        using var paying = await AskAsync(http, token, $"/v1/quotes/{quote.RootElement.GetProperty("id").GetString()}/pay", new { }) ?? throw new InvalidOperationException("a fresh quote cannot be paid");
        var session = Provider.SessionOf(paying.RootElement.GetProperty("url").GetString()!);
        var paid = Event("checkout.session.completed", Provider.Paid(session));
        var told = news.Of(key.ToString());
        await TellAsync(http, $"/v1/t{tenant}/stripe", paid);
        var answered = Stopwatch.GetTimestamp();
        if (n % DuplicateEvery == 0) await TellAsync(http, $"/v1/t{tenant}/stripe", paid);
        while (Stopwatch.GetElapsedTime(answered).TotalSeconds < 20)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/keys/{key}");
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await http.SendAsync(request);
            using var now = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
            if (now.RootElement.GetProperty("lastDay").GetString() == to) return Stopwatch.GetElapsedTime(answered).TotalMilliseconds;
            await KeyNews.ToldAsync(told);
        }

        throw new InvalidOperationException($"key {key} of tenant {tenant} was paid and is not renewed");
    }

    private static async Task<double?> FloorAsync(HttpClient http, int n)
    {
        var id = n.ToString(CultureInfo.InvariantCulture);
        foreach (var step in new[] { "/l10/quote?key=", "/l10/checkout?key=" })
        {
            using var answer = await http.PostAsync(step + id, null);
            answer.EnsureSuccessStatusCode();
        }

        var paid = Event("checkout.session.completed", new JsonObject { ["id"] = "cs_" + id, ["key"] = n, ["amount_total"] = 72_000, ["currency"] = "eur" });
        await TellAsync(http, "/l10/webhook", paid);
        var answered = Stopwatch.GetTimestamp();
        if (n % DuplicateEvery == 0) await TellAsync(http, "/l10/webhook", paid);
        using var read = await http.GetAsync("/l10/key?key=" + id);
        read.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(answered).TotalMilliseconds;
    }

    private static async Task<JsonDocument?> AskAsync(HttpClient http, string token, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        using var answer = await http.SendAsync(request);
        if ((int)answer.StatusCode is 422 or 400) return null;
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
    }

    private static async Task TellAsync(HttpClient http, string path, string body)
    {
        using var message = Signed(path, body);
        using var answer = await http.SendAsync(message);
        answer.EnsureSuccessStatusCode();
    }

    private static string Event(string type, JsonObject of) => new JsonObject
    {
        ["id"] = "evt_" + Guid.CreateVersion7().ToString("N"),
        ["object"] = "event",
        ["type"] = type,
        ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        ["livemode"] = false,
        ["data"] = new JsonObject { ["object"] = of },
    }.ToJsonString();

    private static HttpRequestMessage Signed(string path, string body)
    {
        var moment = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{moment}.{body}")));
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Add("Stripe-Signature", $"t={moment},v1={signature}");
        return message;
    }

    private static double At(IEnumerable<double> times, double share)
    {
        var sorted = times.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    private static void Print(object result) => Console.WriteLine(JsonSerializer.Serialize(result));

    /// <summary>The provider's sessions, as much of them as core reads.</summary>
    private sealed class Provider(WebApplication app) : IAsyncDisposable
    {
        private const string Address = "http://127.0.0.1:7785";
        private static readonly ConcurrentDictionary<string, JsonObject> Sessions = new();

        public static async Task<Provider> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls(Address);
            var app = builder.Build();
            app.MapPost("/v1/checkout/sessions", async (HttpRequest request) => Results.Text(Create(await request.ReadFormAsync()).ToJsonString(), "application/json"));
            app.MapGet("/v1/checkout/sessions/{id}", (string id) => Results.Text(Sessions[id].ToJsonString(), "application/json"));
            app.MapGet("/v1/payment_intents/{id}", (string id) => Results.Text(Intent(id).ToJsonString(), "application/json"));
            await app.StartAsync();
            return new Provider(app);
        }

        public static string SessionOf(string url) => url[(url.LastIndexOf('/') + 1)..];

        public static JsonObject Paid(string session)
        {
            var paid = Sessions[session].DeepClone().AsObject();
            (paid["status"], paid["payment_status"], paid["payment_intent"]) = ("complete", "paid", "pi_" + session);
            return paid;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        /// <summary>Core asks when a session was paid.</summary>
        private static JsonObject Intent(string id) => new()
        {
            ["id"] = id,
            ["object"] = "payment_intent",
            ["status"] = "succeeded",
            ["amount"] = Sessions[id[3..]]["amount_total"]!.DeepClone(),
            ["currency"] = Sessions[id[3..]]["currency"]!.DeepClone(),
            ["latest_charge"] = new JsonObject { ["id"] = "ch_" + id[3..], ["object"] = "charge", ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() },
        };

        private static JsonObject Create(IFormCollection form)
        {
            var id = "cs_test_" + Guid.CreateVersion7().ToString("N");
            var metadata = new JsonObject();
            foreach (var (name, value) in form)
                if (name.StartsWith("metadata[", StringComparison.Ordinal)) metadata[name[9..^1]] = value.ToString();
            var amount = form.Where(f => f.Key.EndsWith("[unit_amount]", StringComparison.Ordinal)).Sum(f => long.Parse(f.Value.ToString(), CultureInfo.InvariantCulture));
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            return Sessions[id] = new JsonObject
            {
                ["id"] = id,
                ["object"] = "checkout.session",
                ["status"] = "open",
                ["payment_status"] = "unpaid",
                ["client_reference_id"] = form["client_reference_id"].ToString(),
                ["amount_total"] = amount,
                ["currency"] = form["line_items[0][price_data][currency]"].ToString(),
                ["payment_intent"] = null,
                ["url"] = $"{Address}/pay/{id}",
                ["created"] = now,
                ["expires_at"] = now + 3_600,
                ["metadata"] = metadata,
            };
        }
    }
}
