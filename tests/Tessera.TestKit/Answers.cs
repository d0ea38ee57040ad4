using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tessera.TestKit;

/// <summary>Short words for asking the API in tests.</summary>
public static class Answers
{
    public static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(this HttpClient client, HttpMethod method, string path, object? body = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public static Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(this HttpClient client, string path, object body, string? idempotencyKey = null) => client.SendAsync(HttpMethod.Post, path, body, idempotencyKey);

    public static Task<(HttpStatusCode Status, JsonElement Body)> ReadAsync(this HttpClient client, string path) => client.SendAsync(HttpMethod.Get, path);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).ToString();
}
