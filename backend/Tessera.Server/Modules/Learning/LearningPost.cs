using System.Globalization;
using Npgsql;
using Tessera.Domain.Learning;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Learning.Contracts;
using Tessera.Server.Modules.Learning.Courses;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Learning;

/// <summary>What people who learn are written, each in their language, in the transaction it follows from. Who has no address is written nothing.</summary>
internal sealed class LearningPost(Settings settings, LeaveTokens tokens)
{
    private string PageUrl => settings.PublicUrl + "/certifications";

    public IEnumerable<NpgsqlBatchCommand> Enrolled(Tenant tenant, CourseRow course, string pathName, Learner learner, string by, DateTimeOffset now) =>
        Write(tenant, learner, string.Create(CultureInfo.InvariantCulture, $"enrolled:{course.Id}:{learner.Id}:{now.UtcTicks}"), LearningMails.Enrolled(Told(tenant, course, pathName), by, learner.Language), now);

    public IEnumerable<NpgsqlBatchCommand> Cancelled(Tenant tenant, CourseRow course, string pathName, IEnumerable<Learner> learners, DateTimeOffset now) => learners.SelectMany(
        learner => Write(tenant, learner, $"course-cancelled:{course.Id}:{learner.Id}", LearningMails.Cancelled(Told(tenant, course, pathName), course.CancelReason!, learner.Language), now));

    /// <param name="level">Name of the level the partner reached with it.</param>
    public IEnumerable<NpgsqlBatchCommand> Gained(Tenant tenant, Learner learner, NewCertificate certificate, string pathName, string? level, DateTimeOffset now) => Write(
        tenant, learner, $"certified:{certificate.Id}",
        LearningMails.Gained(new CertificateMail(tenant.Name, learner.Name, learner.PartnerName, pathName, certificate.From, certificate.Until, level, PageUrl), learner.Language), now);

    public IEnumerable<NpgsqlBatchCommand> Ends(Tenant tenant, Learner learner, (Guid Certificate, string PathName, DateOnly From, DateOnly Until, int Window) of, DateTimeOffset now) => Write(
        tenant, learner, string.Create(CultureInfo.InvariantCulture, $"certificate-ends:{of.Certificate}:{of.Window}"),
        LearningMails.Ends(new CertificateMail(tenant.Name, learner.Name, learner.PartnerName, of.PathName, of.From, of.Until, null, PageUrl), tenant.DayOf(now), tokens.UrlOf(tenant, learner.Login), learner.Language), now,
        tokens.UrlOf(tenant, learner.Login));

    /// <summary>One digest a reader and day, to whom the partner's reminders go.</summary>
    public NpgsqlBatchCommand SeveralEnd(Tenant tenant, Addressee partner, Recipient reader, IReadOnlyList<EndingCertificate> certificates, DateTimeOffset now)
    {
        var leave = tokens.UrlOf(tenant, reader.Address);
        var dedupe = $"certificates-end:{partner.Id}:{Iso(tenant.DayOf(now))}:{Convert.ToHexStringLower(Unsubscribed.HashOf(tenant.Id, reader.Address))[..16]}";
        return Mails.Enqueue(tenant.Id, new OutgoingMail(Guid.CreateVersion7(now), dedupe, reader.Address, tenant.Name, LearningMails.SeveralEnd(tenant.Name, partner.Name, certificates, (PageUrl, leave), reader.Language), LeaveUrl: leave), now);
    }

    /// <summary>One a day of the same.</summary>
    public IEnumerable<NpgsqlBatchCommand> Asked(Tenant tenant, Learner learner, CertificationPath path, string by, DateTimeOffset now) => Write(
        tenant, learner, $"certify:{learner.Id}:{path.Code}:{Iso(tenant.DayOf(now))}", LearningMails.Asked(tenant.Name, learner.PartnerName, path.Name, by, PageUrl, learner.Language), now);

    private static NpgsqlBatchCommand[] Write(Tenant tenant, Learner to, string dedupe, MailContent content, DateTimeOffset now, string? leave = null) =>
        MailAddresses.IsAddress(to.Login) && !to.Disabled ? [Mails.Enqueue(tenant.Id, new OutgoingMail(Guid.CreateVersion7(now), dedupe, to.Login, tenant.Name, content, LeaveUrl: leave), now)] : [];

    private CourseMail Told(Tenant tenant, CourseRow course, string pathName) =>
        new(tenant.Name, course.Title, pathName, tenant.LocalOf(course.StartsAt), tenant.LocalOf(course.EndsAt), tenant.TimeZone, course.Link, PageUrl);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
