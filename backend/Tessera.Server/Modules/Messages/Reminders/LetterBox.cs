using System.Globalization;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Messages.Reminders;

/// <summary>Puts reminders into the outbox, and notes in the same transaction of what they were.</summary>
internal sealed class LetterBox(TenantDb db, Settings settings, LeaveTokens tokens, OutboxBell bell, IEnumerable<RenewalOffers> offers)
{
    private readonly RenewalOffers? _offers = offers.LastOrDefault();

    private string SettingsUrl => settings.PublicUrl + "/reminders";

    /// <summary>Somebody knows how to make a quote with a pay link.</summary>
    public bool HasOffers => _offers is not null;

    public void Ring(int tenant, int written)
    {
        if (written > 0) bell.Ring(tenant);
    }

    /// <summary>As it would go; the link that stops reminders leads to the settings instead, for whoever looks is not the reader.</summary>
    public MailContent Preview(Digest digest, Recipient reader) => digest.For(reader, settings.PublicUrl, SettingsUrl);

    /// <summary>One mail a reader, all or none: the first one's reason is the day's place, so that two who send at once send one.</summary>
    public Task<int> SendAsync(Digest digest, DateTimeOffset now, CancellationToken ct)
    {
        var (tenant, partner) = (digest.Tenant, digest.Partner);
        var mails = partner.Recipients.Select((reader, i) => new OutgoingMail(
            Guid.CreateVersion7(now), Reason(digest.Day, partner.Id, i == 0 ? "" : $":{i}"), reader.Address, tenant.Name, digest.For(reader, settings.PublicUrl, tokens.UrlOf(tenant, reader.Address)), LeaveUrl: tokens.UrlOf(tenant, reader.Address))).ToArray();
        return db.TransactAsync(
            tenant.Id,
            async transaction =>
            {
                if (await transaction.WriteAsync([Mails.Enqueue(tenant.Id, mails[0], now)], ct) == 0)
                {
                    transaction.Abandon();
                    return 0;
                }

                await transaction.WriteAsync(
                    [.. mails.Skip(1).Select(mail => Mails.Enqueue(tenant.Id, mail, now)), DueKeys.Note(tenant.Id, digest.Keys, DueKeys.Partner, mails[0].Id, now)], ct);
                return mails.Length;
            },
            ct);
    }

    /// <summary>The quote, its link, the mail and the note of it are one transaction.</summary>
    public Task<int> SendAsync(Tenant tenant, Addressee partner, CustomerDue customer, DateOnly day, DateTimeOffset now, CancellationToken ct) => db.TransactAsync(
        tenant.Id,
        async transaction =>
        {
            var leave = tokens.UrlOf(tenant, customer.Reader.Address);
            if (await OfferAsync(transaction, new Asked(tenant, partner, customer, customer.Reader.Language, now, DryRun: false), leave, ct) is { } content)
            {
                var mail = new OutgoingMail(
                    Guid.CreateVersion7(now), Reason(day, partner.Id, $":{customer.Id}"), customer.Reader.Address, partner.Name, content, partner.Recipients.Select(r => r.Address).FirstOrDefault(), leave);
                if (await transaction.WriteAsync([Mails.Enqueue(tenant.Id, mail, now)], ct) > 0)
                {
                    await transaction.WriteAsync([DueKeys.Note(tenant.Id, customer.Keys, DueKeys.Customer, mail.Id, now)], ct);
                    return 1;
                }
            }

            transaction.Abandon();
            return 0;
        },
        ct);

    /// <summary>The reminder as it would go, and nothing written.</summary>
    public Task<MailContent?> PreviewAsync(Tenant tenant, Addressee partner, CustomerDue customer, string language, DateTimeOffset now, CancellationToken ct) => db.TransactAsync(
        tenant.Id,
        transaction =>
        {
            transaction.Abandon();
            return OfferAsync(transaction, new Asked(tenant, partner, customer, language, now, DryRun: true), SettingsUrl, ct);
        },
        ct);

    private async Task<MailContent?> OfferAsync(TenantTransaction transaction, Asked asked, string leave, CancellationToken ct)
    {
        if (_offers is null) return null;
        var (tenant, partner, customer, language, now, dryRun) = asked;
        var wish = new RenewalWish(tenant, partner.Id, customer.Id, [.. customer.Keys.Select(k => k.Id)], customer.Reader.Address, language, now, dryRun);
        return await _offers.OfferAsync(wish, transaction, ct) is { } offer
            ? MailBook.CustomerReminder(new CustomerReminderMail(tenant.Name, partner.Name, customer.Name, offer, customer.Keys.Min(k => k.LastDay), leave), language) : null;
    }

    private sealed record Asked(Tenant Tenant, Addressee Partner, CustomerDue Customer, string Language, DateTimeOffset Now, bool DryRun);

    private static string Reason(DateOnly day, Guid partner, string of) => string.Create(CultureInfo.InvariantCulture, $"reminder:{day:yyyy-MM-dd}:{partner}{of}");
}
