using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tessera.TestKit;
using Xunit;

namespace Tessera.Browser.Tests.Kit;

/// <summary>The distributor's own program: it may ask any document, which our pages may not.</summary>
public sealed class Integrator(Uri edge, Uri identity) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = edge };
    private string? _token;

    /// <summary>Asks what was copied from a screen: the document as it stands, the variables from the comment below it.</summary>
    public async Task<JsonElement> AskAsync(string copied)
    {
        var variables = string.Join('\n', copied.Split("# variables\n")[1].Split('\n').Select(line => line.TrimStart('#')));
        var body = await SendAsync(HttpMethod.Post, "/graphql", new { query = copied, variables = JsonSerializer.Deserialize<JsonElement>(variables) });
        Assert.False(body.TryGetProperty("errors", out var errors), errors.ToString());
        return body.GetProperty("data");
    }

    /// <summary>One paid order at least: a partner's renewal, paid as at the provider's own page.</summary>
    public async Task SellAsync()
    {
        if (await OrdersAsync() > 0) return;
        var keys = await SendAsync(HttpMethod.Get, "/v1/keys?first=20&kind=ANNUAL&edition=PROFESSIONAL&status=ACTIVE&sort=-EXPIRY");
        var quotes = keys.GetProperty("items").EnumerateArray().Select(key => new { payer = "PARTNER", lines = new[] { new { keyId = key.GetProperty("id").GetString(), years = 1 } } });
        foreach (var quote in quotes)
        {
            var made = await SendAsync(HttpMethod.Post, "/v1/quotes/create", quote);
            if (!made.TryGetProperty("number", out _)) continue;
            var opened = new Uri((await SendAsync(HttpMethod.Post, $"/v1/quotes/{made.GetProperty("id").GetString()}/pay", new { })).GetProperty("url").GetString()!);
            await SendAsync(HttpMethod.Post, new Uri(opened, "/_control/pay").ToString(), new { session = opened.Segments[^1] });
            break;
        }

        for (var i = 0; i < 120 && await OrdersAsync() == 0; i++) await Task.Delay(TimeSpan.FromMilliseconds(500));
    }

    private async Task<int> OrdersAsync() => (await SendAsync(HttpMethod.Get, "/v1/orders?first=1&state=FULFILLED")).GetProperty("items").GetArrayLength();

    private async Task<JsonElement> SendAsync(HttpMethod method, string address, object? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token ??= await TokenAsync());
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await _http.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> TokenAsync()
    {
        using var directory = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "infra/sandbox/identity/directory.json")));
        var app = directory.RootElement.GetProperty("apps")[0];
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = directory.RootElement.GetProperty("api").GetProperty("uri").GetString() + "/.default",
            ["client_id"] = app.GetProperty("id").GetString()!,
            ["client_secret"] = app.GetProperty("secret").GetString()!,
        });
        using var answer = await _http.PostAsync(new Uri(identity, $"/{app.GetProperty("tid").GetString()}/oauth2/v2.0/token"), form);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }
}
