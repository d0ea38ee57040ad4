using System.Collections.Concurrent;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Learning;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Learning.Contracts;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Learning.Reminders;

/// <summary>
/// Certificates that end in one of the tenant's windows: from eight in the tenant's morning on, the person gets a mail, and those to whom the partner's
/// reminders go one digest of all of its people. A certificate that was followed by a longer one is left alone. A partner is one transaction, and none is
/// told twice; an address that wants no reminders is written none.
/// </summary>
internal sealed partial class ExpiryRound(TenantDb db, TenantRules rules, LearningPost post, OutboxBell bell, ILogger<ExpiryRound> logger)
{
    private static readonly TimeOnly Morning = new(8, 0);

    private const string Due = """
        SELECT c.certificate_id, c.path, c.from_day, c.until_day, m.membership_id, m.partner_id
        FROM certificate c
        JOIN membership m ON m.tenant_id = c.tenant_id AND m.membership_id = c.membership_id AND m.disabled_at IS NULL AND NOT m.application
        JOIN partner p ON p.tenant_id = m.tenant_id AND p.partner_id = m.partner_id AND p.suspended_at IS NULL
        WHERE c.tenant_id = $1 AND c.until_day BETWEEN $2 AND $3 AND c.revoked_on IS NULL
          AND NOT EXISTS (
            SELECT FROM certificate longer WHERE longer.tenant_id = $1 AND longer.membership_id = c.membership_id AND longer.path = c.path AND longer.revoked_on IS NULL
              AND (longer.until_day IS NULL OR longer.until_day > c.until_day))
          AND NOT EXISTS (
            SELECT FROM certificate_reminder r WHERE r.tenant_id = $1 AND r.certificate_id = c.certificate_id
              AND r.window_days = (SELECT min(w) FROM unnest($4::int[]) AS w WHERE w >= c.until_day - $2))
        ORDER BY m.partner_id, c.until_day, c.certificate_id
        """;

    private const string Note = """
        INSERT INTO certificate_reminder (tenant_id, certificate_id, window_days, at) SELECT $1, r.id, r.days, $2 FROM unnest($3::uuid[], $4::int[]) AS r (id, days)
        ON CONFLICT DO NOTHING RETURNING certificate_id
        """;

    private readonly ConcurrentDictionary<int, DateOnly> _done = new();

    private sealed record Ending(Guid Id, string Path, DateOnly From, DateOnly Until, Guid Person, Guid Partner, int Window);

    /// <summary>Does nothing where it is night, or the day's round is done; how many mails it wrote.</summary>
    public async Task<int> RunAsync(Tenant tenant, DateTimeOffset now, CancellationToken ct)
    {
        var today = tenant.DayOf(now);
        if (tenant.TimeOf(now) < Morning || (_done.TryGetValue(tenant.Id, out var done) && done >= today)) return 0;
        var book = (await rules.OfAsync(tenant.Id, ct)).Book;
        var (paths, windows) = (await PathBook.ReadAsync(db, tenant.Id, book, ct), Expiring.WindowsOf(ReminderPlan.WindowsOn(book, today)));
        var due = await db.QueryAsync(tenant.Id, Sql.Of(Due, tenant.Id, today, today.AddDays(windows[^1]), windows), row => Read(row, today, windows), ct);
        var (written, whole) = (0, true);
        foreach (var partner in due.GroupBy(one => one.Partner))
        {
            try
            {
                written += await TellAsync(tenant, partner.Key, [.. partner], paths, now, ct);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                whole = false;
                NotTold(logger, error, partner.Key);
            }
        }

        if (whole) _done[tenant.Id] = today;
        if (written > 0) bell.Ring(tenant.Id);
        return written;
    }

    private async Task<int> TellAsync(Tenant tenant, Guid partner, IReadOnlyList<Ending> due, PathBook paths, DateTimeOffset now, CancellationToken ct)
    {
        if (await Addressee.FindAsync(db, tenant, partner, ct) is not { } addressee) return 0;
        var people = (await db.QueryAsync(tenant.Id, Learners.Named(tenant, [.. due.Select(one => one.Person).Distinct()]), Learners.Read, ct)).ToDictionary(one => one.Id);
        var willing = await Unsubscribed.OthersAsync(db, tenant.Id, [.. people.Values.Select(one => one.Login)], ct);
        return await db.TransactAsync(
            tenant.Id,
            async transaction =>
            {
                var fresh = (await transaction.QueryAsync(Sql.Of(Note, tenant.Id, now, due.Select(one => one.Id).ToArray(), due.Select(one => one.Window).ToArray()), r => r.GetGuid(0), ct)).ToHashSet();
                var told = due.Where(one => fresh.Contains(one.Id)).ToArray();
                EndingCertificate[] listed = [.. told.Select(one => new EndingCertificate(people[one.Person].Name, paths.Name(one.Path), one.Until))];
                NpgsqlBatchCommand[] mails =
                [
                    .. told.Where(one => willing.Contains(people[one.Person].Login)).SelectMany(one => post.Ends(tenant, people[one.Person], (one.Id, paths.Name(one.Path), one.From, one.Until, one.Window), now)),
                    .. Digested().Select(reader => post.SeveralEnd(tenant, addressee, reader, listed, now)),
                ];
                return mails.Length == 0 ? 0 : await transaction.WriteAsync(mails, ct);

                // Whoever has been told of their own reads no digest of it alone.
                IEnumerable<Recipient> Digested() => addressee.Setting.Digest
                    ? addressee.Recipients.Where(reader => told.Any(one => MailAddresses.Folded(people[one.Person].Login) != MailAddresses.Folded(reader.Address)))
                    : [];
            },
            ct);
    }

    private static Ending Read(NpgsqlDataReader r, DateOnly today, int[] windows)
    {
        var until = r.GetFieldValue<DateOnly>(3);
        return new Ending(r.GetGuid(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), until, r.GetGuid(4), r.GetGuid(5), Expiring.WindowOf(until, today, windows)!.Value);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The people of partner {Partner} could not be reminded of their certificates; the next round does it")]
    private static partial void NotTold(ILogger logger, Exception error, Guid partner);
}
