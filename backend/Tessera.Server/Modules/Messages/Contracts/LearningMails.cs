using System.Globalization;
using Tessera.Domain.Explain;
using Tessera.Server.Modules.Messages.Writing;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>A course as a mail tells of it.</summary>
/// <param name="Starts">By the clocks of the zone, as is the end.</param>
/// <param name="Link">Where it takes place.</param>
internal sealed record CourseMail(string TenantName, string Title, string PathName, DateTime Starts, DateTime Ends, string TimeZone, string? Link, string PageUrl);

/// <param name="Level">Name of the level the partner reached with it.</param>
internal sealed record CertificateMail(string TenantName, string Name, string PartnerName, string PathName, DateOnly From, DateOnly? Until, string? Level, string PageUrl);

internal sealed record EndingCertificate(string Name, string PathName, DateOnly Until);

/// <summary>Mails to people who learn, and to the owners of their partners (PP-2).</summary>
internal static class LearningMails
{
    /// <param name="by">Who enrolled them.</param>
    public static MailContent Enrolled(CourseMail mail, string by, string language)
    {
        var t = Texts.Of(language);
        var facts = Facts(mail, ("by", by));
        var page = new Link(t.Get("mail.enrolled.see"), mail.PageUrl);
        Part[] where = mail.Link is { } link ? [new Part.Button(new Link(t.Get("mail.enrolled.button"), link)), new Part.Other(page)] : [new Part.Button(page)];
        return Write(t, mail.TenantName, "mail.enrolled", facts, [new Part.Paragraph(t.Get("mail.enrolled.when", facts)), .. where, new Part.Small(t.Get("mail.enrolled.leave"))]);
    }

    public static MailContent Cancelled(CourseMail mail, string reason, string language)
    {
        var t = Texts.Of(language);
        return Write(t, mail.TenantName, "mail.course-cancelled", Facts(mail), [new Part.Quoted(reason), new Part.Button(new Link(t.Get("mail.course-cancelled.see"), mail.PageUrl))]);
    }

    public static MailContent Gained(CertificateMail mail, string language)
    {
        var t = Texts.Of(language);
        var facts = Facts(mail);
        List<Part> parts = [new Part.Title(t.Get("mail.certified.title", facts)), new Part.Paragraph(t.Get(mail.Until is null ? "mail.certified.endless" : "mail.certified.until", facts))];
        if (mail.Level is not null) parts.Add(new Part.Paragraph(t.Get("mail.certified.level", facts)));
        parts.Add(new Part.Button(new Link(t.Get("mail.certified.see"), mail.PageUrl)));
        return MailBook.Write(new Letter(t, t.Get("mail.certified.subject", facts), mail.TenantName, parts, t.Get("mail.certified.reason", facts)));
    }

    public static MailContent Ends(CertificateMail mail, DateOnly today, string leaveUrl, string language)
    {
        var t = Texts.Of(language);
        (string, string)[] facts = [.. Facts(mail), ("left", (mail.Until!.Value.DayNumber - today.DayNumber).ToString(CultureInfo.InvariantCulture))];
        return Write(t, mail.TenantName, "mail.certificate-ends", facts, [new Part.Button(new Link(t.Get("mail.certificate-ends.see"), mail.PageUrl))], leaveUrl);
    }

    /// <summary>To whom a partner's reminders go: of all its people on one day.</summary>
    public static MailContent SeveralEnd(string tenant, string partner, IReadOnlyList<EndingCertificate> certificates, (string Page, string Leave) urls, string language)
    {
        var t = Texts.Of(language);
        (string, string)[] facts = [("tenant", tenant), ("partner", partner), ("certificates", t.Count("certificate", certificates.Count))];
        return Write(t, tenant, "mail.certificates-end", facts,
        [
            new Part.Items(null, [.. certificates.Select(one => new Item($"{one.Name} · {one.PathName}", [t.Get("mail.certificates-end.until", ("until", Iso(one.Until)))], null))]),
            new Part.Button(new Link(t.Get("mail.certificates-end.see"), urls.Page)),
        ],
        urls.Leave);
    }

    /// <param name="by">The owner who asks.</param>
    public static MailContent Asked(string tenant, string partner, string path, string by, string pageUrl, string language)
    {
        var t = Texts.Of(language);
        return Write(t, tenant, "mail.certify", [("partner", partner), ("path", path), ("by", by)], [new Part.Button(new Link(t.Get("mail.certify.see"), pageUrl))]);
    }

    /// <param name="leave">Of a reminder: where one click ends them.</param>
    private static MailContent Write(Texts t, string sender, string id, (string, string)[] facts, IReadOnlyList<Part> rest, string? leave = null) => MailBook.Write(new Letter(
        t, t.Get(id + ".subject", facts), sender, [new Part.Title(t.Get(id + ".title", facts)), new Part.Paragraph(t.Get(id + ".intro", facts)), .. rest], t.Get(id + ".reason", facts),
        leave is null ? null : new Link(t.Get("mail.leave"), leave)));

    private static (string, string)[] Facts(CourseMail mail, params ReadOnlySpan<(string, string)> more) =>
    [
        ("tenant", mail.TenantName), ("title", mail.Title), ("path", mail.PathName), ("day", Iso(DateOnly.FromDateTime(mail.Starts))), ("time", Clock(mail.Starts)), ("lastDay", Iso(DateOnly.FromDateTime(mail.Ends))),
        ("endTime", Clock(mail.Ends)), ("zone", mail.TimeZone), .. more,
    ];

    private static (string, string)[] Facts(CertificateMail mail) =>
    [
        ("tenant", mail.TenantName), ("name", mail.Name), ("partner", mail.PartnerName), ("path", mail.PathName), ("from", Iso(mail.From)), ("until", mail.Until is { } until ? Iso(until) : ""), ("level", mail.Level ?? ""),
    ];

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Clock(DateTime moment) => moment.ToString("HH:mm", CultureInfo.InvariantCulture);
}
