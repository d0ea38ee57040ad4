using System.Collections.Concurrent;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Messages.Reminders;

/// <summary>
/// The reminders of a day: from eight in the tenant's morning on, each partner one digest, each customer whose partner wishes it
/// one mail. A day that was missed is not made up for: whoever is in a window on the day it runs is reminded of that window.
/// </summary>
internal sealed partial class ReminderRound(TenantDb db, Digests digests, LetterBox letters, TimeProvider clock, ILogger<ReminderRound> logger)
{
    public static readonly TimeOnly Morning = new(8, 0);

    private readonly ConcurrentDictionary<int, DateOnly> _done = new();

    /// <summary>Does nothing where it is night, or the day's round is done; how many mails it wrote.</summary>
    public async Task<int> RunAsync(Tenant tenant, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = tenant.DayOf(now);
        if (tenant.TimeOf(now) < Morning || (_done.TryGetValue(tenant.Id, out var done) && done >= today)) return 0;

        var windows = await digests.WindowsAsync(tenant.Id, today, ct);
        var (written, whole) = (0, true);
        foreach (var partner in await db.QueryAsync(tenant.Id, DueKeys.Partners(tenant.Id, today, windows), row => row.GetGuid(0), ct))
        {
            try
            {
                written += await RemindAsync(tenant, partner, today, now, ct);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                whole = false;
                NotReminded(logger, error, partner);
            }
        }

        if (whole) _done[tenant.Id] = today;
        letters.Ring(tenant.Id, written);
        return written;
    }

    private async Task<int> RemindAsync(Tenant tenant, Guid partner, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        if (await Addressee.FindAsync(db, tenant, partner, ct) is not { } addressee) return 0;
        var written = 0;
        if (addressee is { Setting.Digest: true, Recipients.Count: > 0 } && await digests.DigestAsync(tenant, addressee, today, entersFrom: null, ct) is { } digest)
            written += await letters.SendAsync(digest, now, ct);
        if (!addressee.Setting.RemindCustomers || !letters.HasOffers) return written;
        foreach (var customer in await digests.CustomersAsync(tenant, partner, today, entersFrom: null, ct)) written += await letters.SendAsync(tenant, addressee, customer, today, now, ct);
        return written;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partner {Partner} could not be reminded; the next round does it")]
    private static partial void NotReminded(ILogger logger, Exception error, Guid partner);
}
