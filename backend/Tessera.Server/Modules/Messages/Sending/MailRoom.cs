using System.Text.Json;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Messages.Sending;

/// <summary>Takes mails out of the outbox. At most once by itself: a try nobody reported of waits for an operator.</summary>
internal sealed class MailRoom(TenantDb db, SmtpPost post, IEnumerable<MailFilling> fillings)
{
    public OutboxHandler Handler => new(Repeatable: false, SendAsync);

    private async Task<OutboxResult> SendAsync(OutboxDelivery delivery, CancellationToken ct)
    {
        if (JsonSerializer.Deserialize<KeptMail>(delivery.Body, JsonSerializerOptions.Web) is not { To: not null, Subject: not null, Html: not null, Text: not null } mail)
            return new OutboxResult.Failed(MailFailures.Unfit);
        if (mail.LeaveUrl is not null && await Unsubscribed.IsAsync(db, delivery.Tenant, mail.To, ct)) return new OutboxResult.Failed(MailFailures.AddressLeft);
        return await post.SendAsync(delivery.Id, mail with { Html = Filled(mail.Html), Text = Filled(mail.Text) }, ct);

        string Filled(string text) => fillings.Aggregate(text, (t, filling) => filling.Fill(delivery.Tenant, t));
    }
}
