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
    public Task<int> TellAsync(ReviewWork work, IReadOnlyList<Published> published, CancellationToken ct) => TellAsync(
        work.Transaction, work.Tenant, work.Now,
        [.. published.Where(p => KindOf(p) is not null).Select(p => new ReviewLetter($"review:{work.Run.Id}", p.Partner, p.Record, KindOf(p)!.Value, p.Publication.Change?.Name, p.Publication.Notice?.GraceUntil))], ct);

    /// <inheritdoc cref="TellAsync(ReviewWork, IReadOnlyList{Published}, CancellationToken)"/>
    public async Task<int> TellAsync(TenantTransaction transaction, Tenant tenant, DateTimeOffset now, IReadOnlyList<ReviewLetter> letters, CancellationToken ct)
    {
        var concerned = letters.ToDictionary(p => p.Partner.Id);
        if (concerned.Count == 0 || publicUrl is null) return 0;
        var owners = await transaction.QueryAsync(
            Sql.Of(Owners, tenant.Id, concerned.Keys.ToArray()), r => (Partner: r.GetGuid(0), Address: r.GetString(1), Language: r.TextOrNull(2)), ct);
        var mails = owners.Where(o => MailAddresses.IsAddress(o.Address)).DistinctBy(o => (o.Partner, MailAddresses.Folded(o.Address)))
            .Select(o => Mail((tenant, now), concerned[o.Partner], o.Address, o.Language ?? concerned[o.Partner].Partner.Language ?? tenant.Languages[0])).ToArray();
        if (mails.Length > 0) await transaction.WriteAsync(mails, ct);
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

    private NpgsqlBatchCommand Mail((Tenant Tenant, DateTimeOffset Now) from, ReviewLetter letter, string address, string language)
    {
        var (standing, partner) = (letter.Record.Standing, letter.Partner);
        var held = standing.Levels[standing.HeldRank];
        var content = MailBook.Review(
            new ReviewMail(
                from.Tenant.Name, partner.Name, letter.Kind, letter.Record.Inputs.On, held.Name, letter.After, letter.Until,
                new ReviewFigure(null, held.Points.Actual, held.Points.Required), [.. held.Certificates.Select(c => new ReviewFigure(c.Path, c.Actual, c.Required))],
                $"{publicUrl}/programme?review=last"),
            language);
        return Mails.Enqueue(from.Tenant.Id, new OutgoingMail(Guid.CreateVersion7(from.Now), $"{letter.Cause}:{partner.Id}:{MailAddresses.Folded(address)}", address, from.Tenant.Name, content), from.Now);
    }
}

/// <summary>What a partner is told of a review.</summary>
/// <param name="Cause">What it tells of; said once to each address.</param>
/// <param name="After">Of a level that is lost: the one below.</param>
/// <param name="Until">Last day of grace, where there is one.</param>
internal sealed record ReviewLetter(string Cause, PublishedPartner Partner, ReviewRecord Record, ReviewMailKind Kind, string? After, DateOnly? Until);
