using System.Collections.Concurrent;
using System.Text.Json;

namespace Tessera.Bench;

/// <summary>What an open screen of each tenant hears: which key has changed, as server-sent events. Whoever is told reads once.</summary>
internal sealed class KeyNews : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _waiting = new();
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _streams = [];

    public static async Task<KeyNews> ListenAsync(HttpClient http, IEnumerable<string> tokens)
    {
        var news = new KeyNews();
        foreach (var token in tokens)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/changes");
            request.Headers.Authorization = new("Bearer", token);
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            news._streams.Add(news.ReadAsync(answer));
        }

        return news;
    }

    /// <summary>To be asked for before the change is made.</summary>
    public SemaphoreSlim Of(string key) => _waiting.GetOrAdd(key, _ => new SemaphoreSlim(0));

    /// <summary>Until the key is told of; no longer than half a second, should it not be.</summary>
    public static Task ToldAsync(SemaphoreSlim of) => of.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_streams);
        _over.Dispose();
    }

    private async Task ReadAsync(HttpResponseMessage answer)
    {
        try
        {
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(_over.Token));
            while (await lines.ReadLineAsync(_over.Token) is { } line)
            {
                if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
                using var told = JsonDocument.Parse(line.AsMemory(6));
                if (told.RootElement.TryGetProperty("id", out var id) && _waiting.TryGetValue(id.GetString()!, out var waiting)) waiting.Release();
            }
        }
        catch (Exception ended) when (ended is IOException || (ended is OperationCanceledException && _over.IsCancellationRequested))
        {
            // Nobody waits any more; or the stream was cut, and those who wait look for themselves.
        }
        finally
        {
            answer.Dispose();
        }
    }
}
