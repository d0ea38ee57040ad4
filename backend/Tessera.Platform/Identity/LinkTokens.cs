using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Platform.Identity;

/// <summary>
/// Tokens of links that open something without an account: an HMAC of 256 bits over tenant, subject and a random nonce under a secret of
/// this installation, 43 characters of base64url; kept is only its hash (F32). Whoever has the database alone has no token, whoever has
/// the secret alone none either.
/// </summary>
/// <param name="secret">Of this installation.</param>
/// <param name="purpose">A key of its own, so that one secret serves several kinds of links without a token of one being one of another.</param>
public sealed class LinkTokens(string secret, string purpose)
{
    private const int Bytes = 32;
    private const int Length = 43;

    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(purpose));

    public static Guid Nonce() => new(RandomNumberGenerator.GetBytes(16));

    public string Of(int tenant, Guid subject, Guid nonce)
    {
        Span<byte> said = stackalloc byte[36];
        BinaryPrimitives.WriteInt32BigEndian(said, tenant);
        subject.TryWriteBytes(said[4..], bigEndian: true, out _);
        nonce.TryWriteBytes(said[20..], bigEndian: true, out _);
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key, said));
    }

    /// <summary>What is kept of it, 32 bytes; null for one that cannot be any.</summary>
    public static byte[]? HashOf(string? token)
    {
        if (token is not { Length: Length } || !Base64Url.IsValid(token)) return null;
        var bytes = Base64Url.DecodeFromChars(token);
        return bytes.Length == Bytes ? SHA256.HashData(bytes) : null;
    }
}
