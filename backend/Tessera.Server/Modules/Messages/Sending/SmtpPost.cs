using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Tessera.Platform.Outbox;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Messages.Sending;

/// <summary>
/// Hands a mail to the server. A server that said no did not take it; one that was never reached did not either; one that fell
/// silent in between may have, and nobody knows.
/// </summary>
internal sealed class SmtpPost(MailSettings settings)
{
    private const int Permanent = 500;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Failures that come before a conversation: nothing was handed over.</summary>
    private static readonly SocketError[] Unreached =
    [
        SocketError.ConnectionRefused, SocketError.HostNotFound, SocketError.HostUnreachable, SocketError.NetworkUnreachable, SocketError.NoData, SocketError.TryAgain, SocketError.HostDown, SocketError.NetworkDown,
    ];

    public async Task<OutboxResult> SendAsync(Guid id, KeptMail mail, CancellationToken ct)
    {
        if (!MailAddresses.IsAddress(mail.To) || !MailAddress.TryCreate(mail.To, out var to)) return new OutboxResult.Failed(MailFailures.AddressUnfit);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(Longest);
        using var client = Client(to);
        try
        {
            using var message = Message(id, mail, to);
            await client.SendMailAsync(message, end.Token);
            return new OutboxResult.Sent();
        }
        catch (SmtpException refused) when ((int)refused.StatusCode >= 400)
        {
            var reason = MailFailures.Of(MailFailures.Refused, $"{(int)refused.StatusCode} {refused.Message}");
            return (int)refused.StatusCode >= Permanent ? new OutboxResult.Failed(reason) : new OutboxResult.Again(reason);
        }
        catch (SmtpException failed) when (Socket(failed) is { } socket && Unreached.Contains(socket.SocketErrorCode))
        {
            return new OutboxResult.Again(MailFailures.Of(MailFailures.Unreachable, socket.Message));
        }
        catch (Exception open) when (settings.IsEncrypted && IsInTheOpen(open))
        {
            return new OutboxResult.Again(MailFailures.Of(MailFailures.Unencrypted, (open.InnerException ?? open).Message));
        }
        catch (Exception unfit) when (unfit is FormatException or ArgumentException)
        {
            return new OutboxResult.Failed(MailFailures.Of(MailFailures.Unfit, unfit.Message));
        }
        catch (Exception broken) when (broken is SmtpException or IOException or SocketException or OperationCanceledException)
        {
            return new OutboxResult.Uncertain(MailFailures.Of(MailFailures.Silent, (broken.InnerException ?? broken).Message));
        }
    }

    private SmtpClient Client(MailAddress to) => new(settings.Host, settings.Port)
    {
        EnableSsl = settings.IsEncrypted,
        Credentials = settings.User is { } user ? new NetworkCredential(user, settings.Password) : null,
        DeliveryFormat = Ascii.IsValid(to.Address) ? SmtpDeliveryFormat.SevenBit : SmtpDeliveryFormat.International,
    };

    /// <summary>The Message-ID is the message's own: a mail sent again by a person is the same mail to whoever got it the first time.</summary>
    private MailMessage Message(Guid id, KeptMail mail, MailAddress to)
    {
        var message = new MailMessage(new MailAddress(settings.From, OneLine(mail.FromName), Encoding.UTF8), to) { Subject = OneLine(mail.Subject), SubjectEncoding = Encoding.UTF8, HeadersEncoding = Encoding.UTF8 };
        if (mail.ReplyTo is { } reply && MailAddresses.IsAddress(reply) && MailAddress.TryCreate(reply, out var answers)) message.ReplyToList.Add(answers);
        message.Headers.Add("Message-ID", $"<{id:N}@{new MailAddress(settings.From).Host}>");
        message.Headers.Add("Content-Language", mail.Language);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.LeaveUrl is { } leave)
        {
            message.Headers.Add("List-Unsubscribe", $"<{leave}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        message.AlternateViews.Add(View(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(mail.Html, MediaTypeNames.Text.Html));
        return message;
    }

    /// <summary>A header ends where a line ends; nothing in a name may end it.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();

    private static AlternateView View(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }

    /// <summary>A server without STARTTLS, or one whose certificate is not trusted, was told neither a login nor a mail.</summary>
    private static bool IsInTheOpen(Exception error) => error switch
    {
        AuthenticationException => true,
        SmtpException { StatusCode: SmtpStatusCode.GeneralFailure, InnerException: null } => true,
        { InnerException: { } inner } => IsInTheOpen(inner),
        _ => false,
    };

    private static SocketException? Socket(Exception? error) => error switch
    {
        null => null,
        SocketException socket => socket,
        _ => Socket(error.InnerException),
    };
}
