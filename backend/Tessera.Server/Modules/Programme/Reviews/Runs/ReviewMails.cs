using System.Globalization;
using Npgsql;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>Tells the owners of partners whose standing a review touched, each in their language, in the transaction it takes effect in.</summary>
/// <param name="publicUrl">Where links begin; null: what is told is of the past, and nobody is written to.</param>
internal sealed class ReviewMails(string? publicUrl)
{
    private const string Owners = """
        SELECT partner_id, login, language FROM membership
        WHERE tenant_id = $1 AND partner_id = ANY($2) AND role = 'OWNER' AND NOT application AND disabled_at IS NULL ORDER BY partner_id, membership_id
        """;

    /// <returns>How many mails are in the outbox.</returns>
    public async Task<int> TellAsync(ReviewWork work, IReadOnlyList<Published> published, CancellationToken ct)
    {
        var concerned = published.Where(p => KindOf(p) is not null).ToDictionary(p => p.Partner.Id);
        if (concerned.Count == 0 || publicUrl is null) return 0;
        var owners = await work.Transaction.QueryAsync(
            Sql.Of(Owners, work.Tenant.Id, concerned.Keys.ToArray()), r => (Partner: r.GetGuid(0), Address: r.GetString(1), Language: r.TextOrNull(2)), ct);
        var mails = owners.Where(o => MailAddresses.IsAddress(o.Address)).DistinctBy(o => (o.Partner, MailAddresses.Folded(o.Address)))
            .Select(o => Mail(work, concerned[o.Partner], o.Address, o.Language ?? concerned[o.Partner].Partner.Language ?? work.Tenant.Languages[0])).ToArray();
        if (mails.Length > 0) await work.Transaction.WriteAsync(mails, ct);
        return mails.Length;
    }

    /// <summary>Null: nothing happened that the partner does not know.</summary>
    private static ReviewMailKind? KindOf(Published published) => published switch
    {
        { Publication.Effect: not ReviewEffect.Applied } => null,
        { Record.Outcome: ReviewOutcome.Notice } => ReviewMailKind.Notice,
        { Record.Outcome: ReviewOutcome.InGrace } => ReviewMailKind.InGrace,
        { Record.Outcome: ReviewOutcome.Demoted } => ReviewMailKind.Demoted,
        _ => published.Before is not null && published.Before.Level == published.Record.Standing.Held ? ReviewMailKind.Recovered : null,
    };

    private NpgsqlBatchCommand Mail(ReviewWork work, Published published, string address, string language)
    {
        var (standing, partner) = (published.Record.Standing, published.Partner);
        var held = standing.Levels[standing.HeldRank];
        var content = MailBook.Review(
            new ReviewMail(
                work.Tenant.Name, partner.Name, KindOf(published)!.Value, work.Run.On, held.Name, published.Publication.Change?.Name, published.Publication.Notice?.GraceUntil,
                new ReviewFigure(null, held.Points.Actual, held.Points.Required), [.. held.Certificates.Select(c => new ReviewFigure(c.Path, c.Actual, c.Required))],
                $"{publicUrl}/programme?review=last"),
            language);
        var dedupe = string.Create(CultureInfo.InvariantCulture, $"review:{work.Run.Id}:{partner.Id}:{MailAddresses.Folded(address)}");
        return Mails.Enqueue(work.Tenant.Id, new OutgoingMail(Guid.CreateVersion7(work.Now), dedupe, address, work.Tenant.Name, content), work.Now);
    }
}
