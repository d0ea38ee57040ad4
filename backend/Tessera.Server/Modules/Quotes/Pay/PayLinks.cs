using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>A link as kept: its nonce, from which its token is made again, and until when it opens the quote.</summary>
internal sealed record PayLink(Guid Quote, Guid Nonce, byte[] Hash, DateTimeOffset ExpiresAt)
{
    public const string Columns = "quote_id, nonce, token_hash, expires_at";

    public static PayLink Read(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetGuid(1), r.GetFieldValue<byte[]>(2), r.Moment(3));
}

/// <summary>
/// The addresses that pay without an account. A token is an HMAC of 256 bits over tenant, quote and a random nonce under a secret
/// of this installation; kept is only its hash (F32). Whoever has the database alone has no token, whoever has the secret alone none either.
/// </summary>
internal sealed partial class PayLinks(Settings settings)
{
    private const int TokenBytes = 32;
    private const int TokenLength = 43;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private const string Insert = "INSERT INTO pay_link (tenant_id, token_hash, quote_id, nonce, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    private const string ByHash = $"SELECT {PayLink.Columns} FROM pay_link WHERE tenant_id = $1 AND token_hash = $2 AND revoked_at IS NULL";

    // A key of its own, so that the same secret serves other tokens without one ever being another.
    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.PaySecret), "tessera pay link 1"u8);

    /// <summary>The pay page without a quote, for previews.</summary>
    public string Page(Tenant tenant) => $"{settings.PublicUrl}/pay/{tenant.Slug}";

    /// <summary>The address people open.</summary>
    public string UrlOf(Tenant tenant, PayLink link) => UrlOf(tenant, TokenOf(tenant.Id, link.Quote, link.Nonce));

    public string UrlOf(Tenant tenant, string token) => $"{Page(tenant)}.{token}";

    /// <summary>The same for a text that rests in the outbox: the token is filled in when it leaves (<see cref="Fill"/>).</summary>
    public string UnfilledUrlOf(Tenant tenant, PayLink link) => $"{Page(tenant)}.pay-{link.Quote:N}{link.Nonce:N}-";

    public string Fill(int tenant, string text) =>
        Unfilled().Replace(text, m => "." + TokenOf(tenant, Guid.ParseExact(m.Groups[1].Value, "N"), Guid.ParseExact(m.Groups[2].Value, "N")));

    /// <summary>A new link, and the statement that keeps it.</summary>
    public (PayLink Link, NpgsqlBatchCommand Keep) New(int tenant, Guid quote, DateTimeOffset now)
    {
        var nonce = new Guid(RandomNumberGenerator.GetBytes(16));
        var link = new PayLink(quote, nonce, HashOf(TokenOf(tenant, quote, nonce))!, now + Lifetime);
        return (link, Sql.Of(Insert, tenant, link.Hash, quote, nonce, now, link.ExpiresAt));
    }

    /// <summary>False where there is none, it ended, or it was made under another secret.</summary>
    public bool IsInUse(int tenant, PayLink? link, DateTimeOffset now) =>
        link is not null && link.ExpiresAt > now && CryptographicOperations.FixedTimeEquals(link.Hash, HashOf(TokenOf(tenant, link.Quote, link.Nonce)));

    /// <summary>What a token opens here; null for one that is malformed, unknown, revoked or another programme's.</summary>
    public static async ValueTask<PayLink?> FindAsync(TenantDb db, int tenant, string? token, CancellationToken ct) =>
        HashOf(token) is { } hash ? await db.FirstAsync(tenant, Sql.Of(ByHash, tenant, hash), PayLink.Read, ct) : null;

    /// <summary>Every link of a quote stops working.</summary>
    public static NpgsqlBatchCommand Revoke(int tenant, Guid quote, DateTimeOffset at) =>
        Sql.Of("UPDATE pay_link SET revoked_at = $3 WHERE tenant_id = $1 AND quote_id = $2 AND revoked_at IS NULL", tenant, quote, at);

    private string TokenOf(int tenant, Guid quote, Guid nonce)
    {
        Span<byte> said = stackalloc byte[36];
        BinaryPrimitives.WriteInt32BigEndian(said, tenant);
        quote.TryWriteBytes(said[4..], bigEndian: true, out _);
        nonce.TryWriteBytes(said[20..], bigEndian: true, out _);
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key, said));
    }

    private static byte[]? HashOf(string? token)
    {
        if (token is not { Length: TokenLength } || !Base64Url.IsValid(token)) return null;
        var bytes = Base64Url.DecodeFromChars(token);
        return bytes.Length == TokenBytes ? SHA256.HashData(bytes) : null;
    }

    [GeneratedRegex(@"\.pay-([0-9a-f]{32})([0-9a-f]{32})-")]
    private static partial Regex Unfilled();
}
