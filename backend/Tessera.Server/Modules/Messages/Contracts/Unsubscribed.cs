using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>Addresses that want no reminders, by hash. Quotes and receipts somebody asked for still reach them.</summary>
internal static class Unsubscribed
{
    /// <summary>Of no secret of ours: the wish must outlive it.</summary>
    public static byte[] HashOf(int tenant, string address) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{tenant}:{MailAddresses.Folded(address)}")));

    public static NpgsqlBatchCommand Add(int tenant, byte[] hash, DateTimeOffset now) =>
        Sql.Of("INSERT INTO unsubscribed (tenant_id, email_hash, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", tenant, hash, now);

    public static NpgsqlBatchCommand Forget(int tenant, byte[] hash) => Sql.Of("DELETE FROM unsubscribed WHERE tenant_id = $1 AND email_hash = $2", tenant, hash);

    public static async Task<bool> IsAsync(TenantDb db, int tenant, string address, CancellationToken ct) =>
        await db.FirstAsync(tenant, Sql.Of("SELECT true FROM unsubscribed WHERE tenant_id = $1 AND email_hash = $2", tenant, HashOf(tenant, address)), row => row.GetBoolean(0), ct);

    /// <summary>Those of a few addresses that are not on the list.</summary>
    public static async Task<List<string>> OthersAsync(TenantDb db, int tenant, IReadOnlyList<string> addresses, CancellationToken ct)
    {
        var hashes = addresses.Select(a => HashOf(tenant, a)).ToArray();
        var gone = await db.QueryAsync(tenant, Sql.Of("SELECT email_hash FROM unsubscribed WHERE tenant_id = $1 AND email_hash = ANY($2)", tenant, hashes), row => Convert.ToHexString(row.GetFieldValue<byte[]>(0)), ct);
        return [.. addresses.Where((_, i) => !gone.Contains(Convert.ToHexString(hashes[i])))];
    }
}
