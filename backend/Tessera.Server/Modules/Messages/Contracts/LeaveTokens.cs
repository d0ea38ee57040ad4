using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>
/// What stands in the link that stops reminders: the tenant and the address's hash, signed. It can do nothing else, so it does not
/// expire; and it does not tell the address to whoever reads a log.
/// </summary>
internal sealed class LeaveTokens(Settings settings)
{
    private const int TenantBytes = 4;
    private const int HashBytes = SHA256.HashSizeInBytes;
    private const int SignatureBytes = 16;
    private const int Length = TenantBytes + HashBytes + SignatureBytes;
    private const string Purpose = "tessera unsubscribe";

    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(settings.PaySecret), 32, info: Encoding.UTF8.GetBytes(Purpose));

    /// <summary>The page with the button; a mail program may also post to it (RFC 8058).</summary>
    public string UrlOf(Tenant tenant, string address) => $"{settings.PublicUrl}/unsubscribe/{tenant.Slug}.{Of(tenant.Id, Unsubscribed.HashOf(tenant.Id, address))}";

    /// <summary>The address's hash; null for whatever was not made here for this tenant.</summary>
    public byte[]? Read(int tenant, string? token)
    {
        if (token is not { Length: > 0 and < 200 } || !Base64Url.IsValid(token, out var length) || length != Length) return null;
        var bytes = Base64Url.DecodeFromChars(token);
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(TenantBytes + HashBytes), Sign(bytes.AsSpan(0, TenantBytes + HashBytes)))) return null;
        return BinaryPrimitives.ReadInt32BigEndian(bytes) == tenant ? bytes[TenantBytes..(TenantBytes + HashBytes)] : null;
    }

    private string Of(int tenant, byte[] hash)
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, tenant);
        hash.CopyTo(bytes, TenantBytes);
        Sign(bytes.AsSpan(0, TenantBytes + HashBytes)).CopyTo(bytes.AsSpan(TenantBytes + HashBytes));
        return Base64Url.EncodeToString(bytes);
    }

    private ReadOnlySpan<byte> Sign(ReadOnlySpan<byte> said) => HMACSHA256.HashData(_key, said).AsSpan(0, SignatureBytes);
}
