using System.Text.Json;
using Npgsql;
using Tessera.Platform.Outbox;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>A mail as it is read: the same said twice, for readers with and without HTML.</summary>
internal sealed record MailContent(string Subject, string Html, string Text, string Language);

/// <summary>A mail that is to go out.</summary>
/// <param name="Dedupe">Why, such as <c>receipt:{order}</c>: one mail per reason.</param>
/// <param name="To">One address; what is none makes the message fail, so ask <see cref="MailAddresses"/> first.</param>
/// <param name="FromName">Shown before our sending address.</param>
/// <param name="LeaveUrl">Of a reminder: where one click ends them. Not sent to addresses that want none.</param>
internal sealed record OutgoingMail(Guid Id, string Dedupe, string To, string FromName, MailContent Content, string? ReplyTo = null, string? LeaveUrl = null);

/// <summary>Puts mails into the outbox.</summary>
internal sealed class Mails(Settings settings)
{
    public const string Kind = "mail";

    /// <summary>In the transaction of what it tells of; ring <see cref="OutboxBell"/> after commit.</summary>
    public static NpgsqlBatchCommand Enqueue(int tenant, OutgoingMail mail, DateTimeOffset now) => Outbox.Add(
        tenant,
        new OutboxMessage(
            mail.Id, Kind, mail.Dedupe,
            JsonSerializer.Serialize(
                new KeptMail(mail.To, mail.FromName, mail.ReplyTo, mail.LeaveUrl, mail.Content.Language, mail.Content.Subject, mail.Content.Html, mail.Content.Text), JsonSerializerOptions.Web),
            now));

    /// <summary>What was written in mails that went out before a moment is forgotten; to whom they went and about what is kept.</summary>
    public static NpgsqlBatchCommand Forgetting(int tenant, DateTimeOffset before) => Outbox.Forgetting(tenant, before, "html", "text", "replyTo", "leaveUrl");

    /// <summary>The sender as readers see it.</summary>
    public string From(string fromName) => $"{fromName} <{settings.Mail?.From ?? MailSettings.DefaultFrom}>";
}

/// <summary>What the outbox keeps of a mail.</summary>
internal sealed record KeptMail(string To, string FromName, string? ReplyTo, string? LeaveUrl, string Language, string Subject, string Html, string Text);
