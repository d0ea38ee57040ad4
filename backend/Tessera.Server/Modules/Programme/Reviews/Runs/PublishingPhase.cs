using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme.Reviews.Runs;

/// <summary>
/// Lets the next results take effect: levels, notices, history, audit and mails of a page are one transaction, under the rows of its
/// partners. What a partner reached since the snapshot is seen there (PP-4). A page that was published is never published again: the place
/// it ended at is kept with it.
/// </summary>
internal sealed class PublishingPhase(TenantRules rules, ReviewMails mails)
{
    private const int PageSize = 500;

    private const string Results = """
        SELECT r.partner_id, r.record, EXISTS (SELECT FROM review_exemption e WHERE e.tenant_id = r.tenant_id AND e.run_id = r.run_id AND e.partner_id = r.partner_id)
        FROM review_result r WHERE r.tenant_id = $1 AND r.run_id = $2 AND r.partner_id > $3 ORDER BY r.partner_id LIMIT $4
        """;

    private const string Partners = "SELECT partner_id, name, level, language FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2) ORDER BY partner_id FOR NO KEY UPDATE";
    private const string Notices = "SELECT partner_id, level, given_on, grace_until FROM level_notice WHERE tenant_id = $1 AND partner_id = ANY($2)";

    private const string Effects = """
        UPDATE review_result r SET effect = e.effect, effect_at = $3 FROM unnest($4::uuid[], $5::text[]) AS e (partner, effect)
        WHERE r.tenant_id = $1 AND r.run_id = $2 AND r.partner_id = e.partner AND r.effect IS NULL
        """;

    private const string Forget = "DELETE FROM level_notice WHERE tenant_id = $1 AND partner_id = ANY($2)";
    private const string Give = """
        INSERT INTO level_notice (tenant_id, partner_id, level, given_on, grace_until, run_id) SELECT $1, n.partner, n.level, n.given_on, n.grace_until, $2
        FROM unnest($3::uuid[], $4::text[], $5::date[], $6::date[]) AS n (partner, level, given_on, grace_until)
        ON CONFLICT (tenant_id, partner_id) DO UPDATE SET level = excluded.level, given_on = excluded.given_on, grace_until = excluded.grace_until, run_id = excluded.run_id
        """;

    private const string Lower = "UPDATE partner p SET level = c.name FROM unnest($2::uuid[], $3::text[]) AS c (partner, name) WHERE p.tenant_id = $1 AND p.partner_id = c.partner";
    private const string Remember = """
        INSERT INTO level_change (tenant_id, partner_id, n, from_level, to_level, name, cause, on_day, reference, standing, at, actor)
        SELECT $1, c.partner, 1 + (SELECT count(*) FROM level_change h WHERE h.tenant_id = $1 AND h.partner_id = c.partner), c.from_level, c.to_level, c.name, 'REVIEW', $2, $3, c.standing::json, $4, $5
        FROM unnest($6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[]) AS c (partner, from_level, to_level, name, standing)
        """;

    public async Task<ReviewPage> PublishAsync(ReviewWork work, CancellationToken ct)
    {
        var (tenant, run) = (work.Tenant.Id, work.Run);
        var results = await work.Transaction.QueryAsync(
            Sql.Of(Results, tenant, run.Id, work.After, PageSize), r => (Partner: r.GetGuid(0), Record: ProgrammeJson.ReadReview(r.GetFieldValue<byte[]>(1)), Exempt: r.GetBoolean(2)), ct);
        if (results.Count == 0) return ReviewPage.Over;
        var ids = results.Select(r => r.Partner).ToArray();
        var partners = (await work.Transaction.QueryAsync(Sql.Of(Partners, tenant, ids), r => new PublishedPartner(r.GetGuid(0), r.GetString(1), r.TextOrNull(2), r.TextOrNull(3)), ct)).ToDictionary(p => p.Id);
        var notices = (await work.Transaction.QueryAsync(
            Sql.Of(Notices, tenant, ids), r => KeyValuePair.Create(r.GetGuid(0), new Notice(r.GetString(1), r.GetFieldValue<DateOnly>(2), r.GetFieldValue<DateOnly>(3))), ct)).ToDictionary();
        var losing = results.Where(r => r.Record.Outcome == ReviewOutcome.Demoted).Select(r => r.Partner).ToArray();
        var standings = await StandingsAsync(work, losing, ct);
        var published = results.ConvertAll(r => new Published(
            partners[r.Partner], r.Record, notices.GetValueOrDefault(r.Partner),
            Publishing.Of(r.Record, r.Exempt, partners[r.Partner].Level, notices.GetValueOrDefault(r.Partner), standings.GetValueOrDefault(r.Partner), work.Today)));
        await work.Transaction.WriteAsync([.. Statements(work, published)], ct);
        var told = await mails.TellAsync(work, published, ct);
        return new ReviewPage(results.Count, ids[^1], [.. published.Where(p => p.Moves).Select(p => p.Partner.Id)], told);
    }

    /// <summary>How those who are to lose a level stand today: what they reached since the snapshot holds at once.</summary>
    private async Task<Dictionary<Guid, Standing?>> StandingsAsync(ReviewWork work, Guid[] partners, CancellationToken ct)
    {
        if (partners.Length == 0) return [];
        var levels = (await rules.OfAsync(work.Tenant.Id, ct)).Book.Levels;
        var facts = await work.Transaction.ReadAsync(PartnerFacts.ReadMany(work.Tenant.Id, partners, PartnerFacts.Span(work.Today)), PartnerFacts.MapManyAsync, ct);
        return facts.ToDictionary(one => one.Key, one => Standing.Today(one.Value, levels, work.Today));
    }

    private static IEnumerable<NpgsqlBatchCommand> Statements(ReviewWork work, List<Published> all)
    {
        var (tenant, run, now) = (work.Tenant.Id, work.Run.Id, work.Now);
        yield return Sql.Of(Effects, tenant, run, now, all.Select(p => p.Partner.Id).ToArray(), all.Select(p => ProgrammeWords.Of(p.Publication.Effect)).ToArray());
        var gone = all.Where(p => p.Before is not null && p.Publication.Notice is null).Select(p => p.Partner.Id).ToArray();
        if (gone.Length > 0) yield return Sql.Of(Forget, tenant, gone);
        var given = all.Where(p => p.Publication.Notice is { } notice && notice != p.Before).Select(p => (p.Partner.Id, Notice: p.Publication.Notice!)).ToArray();
        if (given.Length > 0)
        {
            yield return Sql.Of(
                Give, tenant, run, given.Select(g => g.Id).ToArray(), given.Select(g => g.Notice.Level).ToArray(), given.Select(g => g.Notice.GivenOn).ToArray(), given.Select(g => g.Notice.GraceUntil).ToArray());
        }

        var lost = all.Where(p => p.Publication.Change is not null).Select(p => (p.Partner, Change: p.Publication.Change!)).ToArray();
        if (lost.Length == 0) yield break;
        var ids = lost.Select(l => l.Partner.Id).ToArray();
        yield return Sql.Of(Lower, tenant, ids, lost.Select(l => l.Change.Name).ToArray());
        yield return Sql.Of(
            Remember, tenant, work.Today, $"review:{run}", now, work.Run.StartedBy, ids, new NpgsqlParameter { Value = lost.Select(l => l.Change.From).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            lost.Select(l => l.Change.To).ToArray(), lost.Select(l => l.Change.Name).ToArray(), lost.Select(l => Encoding.UTF8.GetString(ProgrammeJson.WriteStanding(l.Change.Standing))).ToArray());
        yield return AuditTrail.AddMany(tenant, [.. lost.Select(l => new AuditRecord(
            Guid.CreateVersion7(now), now, new AuditActor(work.Run.StartedBy, null, null, "review-" + run, null),
            new AuditRow("LowerPartner", "partner", l.Partner.Id, l.Partner.Name, AuditTrail.Changes(("level", l.Change.From, l.Change.To)))))]);
    }
}

/// <summary>A partner as it is found when its result is published.</summary>
internal sealed record PublishedPartner(Guid Id, string Name, string? Level, string? Language);

/// <param name="Before">The notice it had.</param>
internal sealed record Published(PublishedPartner Partner, ReviewRecord Record, Notice? Before, Publication Publication)
{
    /// <summary>Its level or its notice is another than before.</summary>
    public bool Moves => Publication.Change is not null || Publication.Notice != Before;
}
