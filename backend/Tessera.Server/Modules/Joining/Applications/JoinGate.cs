using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Joining.Applications;

/// <summary>What a form's token says of it.</summary>
internal enum FormAge
{
    Forged,

    /// <summary>Sent faster than anybody can fill it in.</summary>
    TooYoung,
    TooOld,
    Fresh,
}

/// <summary>
/// Keeps robots out of the public form without asking anybody else: a signed token says when the form was made, an address sends
/// so many an hour, and a form is sent once (its id is unique). A field people do not see is the fourth.
/// </summary>
internal sealed class JoinGate(Settings settings, EdgeProof edge, TimeProvider clock) : IDisposable
{
    private const int TenantBytes = 4;
    private const int MomentBytes = 8;
    private const int IdBytes = 16;
    private const int SignatureBytes = 16;
    private const int SaidBytes = MomentBytes + IdBytes;
    private const int NetworkBytes = 8;

    public static readonly TimeSpan Youngest = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan Oldest = TimeSpan.FromHours(6);

    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(settings.PaySecret), 32, info: "tessera join form"u8.ToArray());
    private readonly PartitionedRateLimiter<IPAddress> _addresses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => Hourly(settings.Limits.ApplicationsPerAddress)));

    public string NewForm(Tenant tenant)
    {
        Span<byte> bytes = stackalloc byte[SaidBytes + SignatureBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, clock.GetUtcNow().ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(bytes[MomentBytes..SaidBytes]);
        Sign(tenant.Id, bytes[..SaidBytes]).CopyTo(bytes[SaidBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    public (FormAge Age, Guid Form) Read(Tenant tenant, string? token)
    {
        if (token is not { Length: > 0 and < 100 } || !Base64Url.IsValid(token, out var length) || length != SaidBytes + SignatureBytes) return (FormAge.Forged, default);
        var bytes = Base64Url.DecodeFromChars(token);
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(SaidBytes), Sign(tenant.Id, bytes.AsSpan(0, SaidBytes)))) return (FormAge.Forged, default);
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes));
        return (age < Youngest ? FormAge.TooYoung : age > Oldest ? FormAge.TooOld : FormAge.Fresh, new Guid(bytes.AsSpan(MomentBytes, IdBytes)));
    }

    /// <summary>One application of an address; the lease says when the next may come.</summary>
    public RateLimitLease Take(HttpContext context) => _addresses.AttemptAcquire(Household(edge.VisitorOf(context)));

    public void Dispose() => _addresses.Dispose();

    /// <summary>An IPv6 network of 64 bits counts as one: a single machine has all its addresses.</summary>
    private static IPAddress Household(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes);
    }

    private static TokenBucketRateLimiterOptions Hourly(int perHour) => new()
    {
        TokenLimit = perHour,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromHours(1) / perHour,
        AutoReplenishment = true,
        QueueLimit = 0,
    };

    private ReadOnlySpan<byte> Sign(int tenant, ReadOnlySpan<byte> said)
    {
        Span<byte> bytes = stackalloc byte[TenantBytes + SaidBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, tenant);
        said.CopyTo(bytes[TenantBytes..]);
        return HMACSHA256.HashData(_key, bytes).AsSpan(0, SignatureBytes);
    }
}
