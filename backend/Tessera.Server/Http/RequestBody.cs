namespace Tessera.Server.Http;

/// <summary>The bytes of a request, bounded: commands hash them for idempotency before reading them as JSON.</summary>
internal static class RequestBody
{
    public const int Largest = 64 * 1024;

    public static async Task<(byte[] Bytes, bool TooLarge)> ReadAsync(HttpRequest request, CancellationToken ct, int largest = Largest)
    {
        if (request.ContentLength > largest) return ([], true);
        using var buffer = new MemoryStream(request.ContentLength is { } length ? (int)length : 1024);
        var chunk = new byte[8192];
        while (await request.Body.ReadAsync(chunk, ct) is var read and > 0)
        {
            if (buffer.Length + read > largest) return ([], true);
            buffer.Write(chunk, 0, read);
        }

        return (buffer.ToArray(), false);
    }
}
