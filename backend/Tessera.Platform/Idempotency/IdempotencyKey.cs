using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tessera.Platform.Errors;

namespace Tessera.Platform.Idempotency;

/// <summary>The caller's name for one write (HOUSE.md law 6). The same name with another request is a mistake of the caller.</summary>
/// <param name="Hash">SHA-256 over method, path and body.</param>
public sealed record IdempotencyKey(string Value, byte[] Hash)
{
    public const string Header = "Idempotency-Key";
    private const int Longest = 200;

    public static Problem Required { get; } = new(400, "IDEMPOTENCY_KEY_REQUIRED", "Send the header Idempotency-Key with every write: any text of your own, up to 200 characters.");

    public static Problem Reused { get; } = new(422, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another request.");

    /// <summary>Null where the header is missing or is not printable ASCII of 1 to 200 characters.</summary>
    public static IdempotencyKey? Of(HttpContext context, ReadOnlySpan<byte> body)
    {
        var value = context.Request.Headers[Header].ToString();
        if (value.Length is 0 or > Longest || value.AsSpan().ContainsAnyExceptInRange('!', '~')) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(context.Request.Method + " " + context.Request.Path + "\n"));
        hash.AppendData(body);
        return new IdempotencyKey(value, hash.GetHashAndReset());
    }
}
