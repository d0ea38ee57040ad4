using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Npgsql;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Quotes.Pay;

/// <summary>A link as kept: its nonce, from which its token is made again, and until when it opens the quote.</summary>
internal sealed record PayLink(Guid Quote, Guid Nonce, byte[] Hash, DateTimeOffset ExpiresAt)
{
    public const string Columns = "quote_id, nonce, token_hash, expires_at";

    public static PayLink Read(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetGuid(1), r.GetFieldValue<byte[]>(2), r.Moment(3));
}

/// <summary>The addresses that pay without an account (<see cref="LinkTokens"/>).</summary>
internal sealed partial class PayLinks(Settings settings)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private const string Insert = "INSERT INTO pay_link (tenant_id, token_hash, quote_id, nonce, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    private const string ByHash = $"SELECT {PayLink.Columns} FROM pay_link WHERE tenant_id = $1 AND token_hash = $2 AND revoked_at IS NULL";

    private readonly LinkTokens _tokens = new(settings.PaySecret, "tessera pay link 1");

    /// <summary>The pay page without a quote, for previews.</summary>
    public string Page(Tenant tenant) => $"{settings.PublicUrl}/pay/{tenant.Slug}";

    /// <summary>The address people open.</summary>
    public string UrlOf(Tenant tenant, PayLink link) => UrlOf(tenant, _tokens.Of(tenant.Id, link.Quote, link.Nonce));

    public string UrlOf(Tenant tenant, string token) => $"{Page(tenant)}.{token}";

    /// <summary>The same for a text that rests in the outbox: the token is filled in when it leaves (<see cref="Fill"/>).</summary>
    public string UnfilledUrlOf(Tenant tenant, PayLink link) => $"{Page(tenant)}.pay-{link.Quote:N}{link.Nonce:N}-";

    public string Fill(int tenant, string text) =>
        Unfilled().Replace(text, m => "." + _tokens.Of(tenant, Guid.ParseExact(m.Groups[1].Value, "N"), Guid.ParseExact(m.Groups[2].Value, "N")));

    /// <summary>A new link, and the statement that keeps it.</summary>
    public (PayLink Link, NpgsqlBatchCommand Keep) New(int tenant, Guid quote, DateTimeOffset now)
    {
        var nonce = LinkTokens.Nonce();
        var link = new PayLink(quote, nonce, LinkTokens.HashOf(_tokens.Of(tenant, quote, nonce))!, now + Lifetime);
        return (link, Sql.Of(Insert, tenant, link.Hash, quote, nonce, now, link.ExpiresAt));
    }

    /// <summary>False where there is none, it ended, or it was made under another secret.</summary>
    public bool IsInUse(int tenant, PayLink? link, DateTimeOffset now) =>
        link is not null && link.ExpiresAt > now && CryptographicOperations.FixedTimeEquals(link.Hash, LinkTokens.HashOf(_tokens.Of(tenant, link.Quote, link.Nonce)));

    /// <summary>What a token opens here; null for one that is malformed, unknown, revoked or another programme's.</summary>
    public static async ValueTask<PayLink?> FindAsync(TenantDb db, int tenant, string? token, CancellationToken ct) =>
        LinkTokens.HashOf(token) is { } hash ? await db.FirstAsync(tenant, Sql.Of(ByHash, tenant, hash), PayLink.Read, ct) : null;

    /// <summary>Every link of a quote stops working.</summary>
    public static NpgsqlBatchCommand Revoke(int tenant, Guid quote, DateTimeOffset at) =>
        Sql.Of("UPDATE pay_link SET revoked_at = $3 WHERE tenant_id = $1 AND quote_id = $2 AND revoked_at IS NULL", tenant, quote, at);

    [GeneratedRegex(@"\.pay-([0-9a-f]{32})([0-9a-f]{32})-")]
    private static partial Regex Unfilled();
}
