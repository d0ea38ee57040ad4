using System.Globalization;
using Tessera.Domain.Explain;
using Tessera.Server.Modules.Messages.Writing;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <param name="Contact">Who wrote; greeted by name.</param>
internal sealed record ApplicationMail(string TenantName, string Company, string Contact);

/// <param name="Name">Of the person, where it is known.</param>
/// <param name="Role">Code, such as OWNER.</param>
/// <param name="Url">The link that lets them in, once.</param>
/// <param name="Until">Its last day.</param>
internal sealed record InvitationMail(string TenantName, string PartnerName, string? Name, string Role, string InvitedBy, string Url, DateOnly Until);

/// <summary>Mails to resellers that apply and to people who are invited (PP-1).</summary>
internal static class JoiningMails
{
    public static MailContent Received(ApplicationMail mail, string language)
    {
        var t = Texts.Of(language);
        return Write(t, mail.TenantName, "mail.application-received", Facts(mail), []);
    }

    public static MailContent Declined(ApplicationMail mail, string reason, string language)
    {
        var t = Texts.Of(language);
        return Write(t, mail.TenantName, "mail.application-declined", Facts(mail), [new Part.Quoted(reason), new Part.Paragraph(t.Get("mail.application-declined.next", ("tenant", mail.TenantName)))]);
    }

    public static MailContent Invitation(InvitationMail mail, string language)
    {
        var t = Texts.Of(language);
        (string, string)[] facts =
            [("tenant", mail.TenantName), ("partner", mail.PartnerName), ("by", mail.InvitedBy), ("role", t.Get("role." + mail.Role)), ("until", mail.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("name", mail.Name ?? "")];
        return Write(t, $"{mail.PartnerName} · {mail.TenantName}", "mail.invitation", facts,
        [
            new Part.Paragraph(t.Get("mail.invitation.how", facts)),
            new Part.Button(new Link(t.Get("mail.invitation.button", facts), mail.Url)),
            new Part.Small(t.Get("mail.invitation.once", facts)),
        ]);
    }

    private static MailContent Write(Texts t, string sender, string id, (string, string)[] facts, IReadOnlyList<Part> rest) => MailBook.Write(new Letter(
        t, t.Get(id + ".subject", facts), sender, [new Part.Title(t.Get(id + ".title", facts)), new Part.Paragraph(t.Get(id + ".intro", facts)), .. rest], t.Get(id + ".reason", facts)));

    private static (string, string)[] Facts(ApplicationMail mail) => [("tenant", mail.TenantName), ("company", mail.Company), ("contact", mail.Contact)];
}
