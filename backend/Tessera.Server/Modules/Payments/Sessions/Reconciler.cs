using System.Buffers.Binary;
using System.Text.Json;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Inbox;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Stripe;

namespace Tessera.Server.Modules.Payments.Sessions;

/// <summary>
/// Finds what no message told (OM-7): asks the provider about payments that are not over, looks through its events for those that never
/// arrived, and goes on with paid orders somebody died over. Every step may be repeated, by several processes at once.
/// </summary>
internal sealed class Reconciler(TenantDb db, StripeClient stripe, SessionDesk sessions, OrderDesk orders, TimeProvider clock)
{
    private const int AskedAtOnce = 50;
    private const int MostPages = 50;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Seldom = TimeSpan.FromHours(3);
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(30);

    private const string Unsettled = """
        SELECT payment_id FROM payment WHERE tenant_id = $1 AND state IN ('CREATING', 'OPEN', 'PROCESSING') AND asked_at <= CASE WHEN created_at > $4 THEN $2 ELSE $3 END ORDER BY asked_at LIMIT $5
        """;

    /// <summary>What ended unpaid: the message of its end may have overtaken one that it was paid, and that one be lost.</summary>
    private const string Ended = """
        SELECT payment_id FROM payment WHERE tenant_id = $1 AND payment_id >= $2 AND state IN ('EXPIRED', 'FAILED') AND session_id IS NOT NULL AND asked_at <= $3 ORDER BY payment_id LIMIT $4
        """;

    private const string Unfinished = "SELECT order_id FROM sales_order WHERE tenant_id = $1 AND (state IN ('ATTENTION', 'PAID') OR disputed) AND state = 'PAID' ORDER BY order_id LIMIT $2";

    private const string Known = "SELECT event_id FROM inbox WHERE tenant_id = $1 AND event_id = ANY($2)";

    /// <summary>Payments that were not asked about for a while: minutes in their first hour, then less often.</summary>
    public async Task AskAsync(Tenant tenant, CancellationToken ct)
    {
        if (!stripe.Serves(tenant.Slug)) return;
        var now = clock.GetUtcNow();
        foreach (var payment in await db.QueryAsync(tenant.Id, Sql.Of(Unsettled, tenant.Id, now - Soon, now - Later, now - TimeSpan.FromHours(1), AskedAtOnce), r => r.GetGuid(0), ct))
            await sessions.AskAsync(tenant, payment, ct);
        foreach (var payment in await db.QueryAsync(tenant.Id, Sql.Of(Ended, tenant.Id, FirstId(now - Remembered), now - Seldom, AskedAtOnce), r => r.GetGuid(0), ct))
            await sessions.AskAsync(tenant, payment, ct);
    }

    /// <summary>Orders that are paid and not finished.</summary>
    public async Task FinishAsync(Tenant tenant, CancellationToken ct)
    {
        foreach (var order in await db.QueryAsync(tenant.Id, Sql.Of(Unfinished, tenant.Id, AskedAtOnce), r => r.GetGuid(0), ct)) await orders.FulfilAsync(tenant.Id, order, ct);
        if (stripe.Serves(tenant.Slug)) await sessions.ExpireCancelledAsync(tenant, ct);
    }

    /// <summary>Events that never arrived are archived as if they had; how many there were.</summary>
    public async Task<int> SweepAsync(Tenant tenant, TimeSpan back, CancellationToken ct)
    {
        if (!stripe.Serves(tenant.Slug)) return 0;
        var found = 0;
        string? before = null;
        for (var page = 0; page < MostPages; page++)
        {
            if ((await stripe.ListEventsAsync(tenant.Slug, EventReader.Types, (clock.GetUtcNow() - back).ToUnixTimeSeconds(), before, ct)).Value is not { Data: { Length: > 0 } events } list) return found;
            found += await ArchiveAsync(tenant, events, ct);
            if (!list.HasMore) return found;
            before = events[^1].GetProperty("id").GetString();
        }

        return found;
    }

    /// <summary>The smallest UUIDv7 of a moment.</summary>
    private static Guid FirstId(DateTimeOffset moment)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, moment.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    private async Task<int> ArchiveAsync(Tenant tenant, JsonElement[] events, CancellationToken ct)
    {
        var byId = events.ToDictionary(e => e.GetProperty("id").GetString()!);
        var known = await db.QueryAsync(tenant.Id, Sql.Of(Known, tenant.Id, byId.Keys.ToArray()), r => r.GetString(0), ct);
        var missing = byId.Where(e => !known.Contains(e.Key)).ToArray();
        if (missing.Length == 0) return 0;
        await db.WriteAsync(tenant.Id, [InboxItem.Found(tenant.Id, [.. missing.Select(e => e.Key)], [.. missing.Select(e => e.Value.GetProperty("type").GetString()!)], [.. missing.Select(e => e.Value.GetRawText())], clock.GetUtcNow())], ct);
        return missing.Length;
    }
}
