using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Explain;
using Tessera.Domain.Kernel;
using Tessera.Domain.Programme;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Programme;

/// <summary>A level that was held, as its row tells it.</summary>
internal sealed record HeldLevel(int N, DateOnly On, string? From, string Level, string Name, LevelCause Cause, long? Points);

/// <summary>A partner's standing with its history, read in one round trip.</summary>
internal sealed record LevelDetails(Guid PartnerId, string Name, ProgrammeFacts Facts, IReadOnlyList<HeldLevel> History, Notice? Notice)
{
    private const string NameOf = "SELECT name FROM partner WHERE tenant_id = $1 AND partner_id = $2";

    private const string NoticeOf = "SELECT level, given_on, grace_until FROM level_notice WHERE tenant_id = $1 AND partner_id = $2";

    /// <summary>Newest first; a partner's level changes a few times a year at most.</summary>
    private const string Levels = """
        SELECT n, on_day, from_level, to_level, name, cause, (standing ->> 'points')::bigint FROM level_change WHERE tenant_id = $1 AND partner_id = $2 ORDER BY n DESC LIMIT 100
        """;

    /// <summary>Whose standing the caller may see: operators anybody's, partners their own.</summary>
    public static bool IsSeen(Caller caller, Guid partner) => caller.PartnerId is null || caller.PartnerId == partner;

    /// <returns>Null: there is no such partner.</returns>
    public static Task<LevelDetails?> ReadAsync(TenantDb db, int tenant, Guid partner, DateOnly today, CancellationToken ct) =>
        db.ReadAsync(tenant, Commands(tenant, partner, today), (reader, token) => MapAsync(reader, partner, token), ct);

    /// <inheritdoc cref="ReadAsync(TenantDb, int, Guid, DateOnly, CancellationToken)"/>
    public static Task<LevelDetails?> ReadAsync(TenantTransaction transaction, int tenant, Guid partner, DateOnly today, CancellationToken ct) =>
        transaction.ReadAsync(Commands(tenant, partner, today), (reader, token) => MapAsync(reader, partner, token), ct);

    public LevelView View(Tenant tenant, RuleBook book, DateOnly today, string language)
    {
        var texts = Texts.Of(language);
        var rules = book.Levels.InForce(today);
        var standing = Standing.Today(Facts, book.Levels, today);
        return new LevelView(
            PartnerId, Name, today, tenant.Currency, Facts.Level,
            rules is null ? null : new LevelRulesView(rules.Id, rules.Rule, rules.EffectiveFrom, rules.Source, rules.Value.Example, rules.Note),
            standing is null ? null : new StandingView(
                standing.Window.From, standing.Window.To, standing.Points, standing.Held, standing.Next?.Code, [.. standing.Levels.Select(level => WeighedLevelView.Of(level, standing))]),
            standing is null ? null : Ahead(standing, book, today, texts),
            [.. Facts.Certificates.Select(one => new CertificateView(one.Name, one.Path, one.From, one.Until, one.IsValid(today)))],
            [.. History.Select(one => new LevelHistoryView(one.N, one.On, one.From, one.Level, one.Name, one.Cause, ProgrammeTexts.Cause(one.Cause, texts), one.Points))],
            AnnouncedView.Of(Facts, book.Levels, today, texts));
    }

    private NextReviewView? Ahead(Standing standing, RuleBook book, DateOnly today, Texts texts)
    {
        var inputs = new ReviewInputs(new PartnerId(PartnerId), today, Facts.Level, Notice, Facts.Points, Facts.Certificates);
        return WhatIf.AtNextReview(inputs, book.Levels) is { } review ? NextReviewView.Of(review, standing.Points, texts) : null;
    }

    private static NpgsqlBatchCommand[] Commands(int tenant, Guid partner, DateOnly today) =>
        [Sql.Of(NameOf, tenant, partner), Sql.Of(Levels, tenant, partner), Sql.Of(NoticeOf, tenant, partner), .. PartnerFacts.Read(tenant, partner, PartnerFacts.Span(today))];

    private static async Task<LevelDetails?> MapAsync(NpgsqlDataReader reader, Guid partner, CancellationToken ct)
    {
        if (await TenantDb.RowsAsync(reader, r => r.GetString(0), ct) is not [var name]) return null;
        await reader.NextResultAsync(ct);
        var history = await TenantDb.RowsAsync(
            reader, r => new HeldLevel(r.GetInt32(0), r.GetFieldValue<DateOnly>(1), r.TextOrNull(2), r.GetString(3), r.GetString(4), ProgrammeWords.Read<LevelCause>(r.GetString(5)), r.LongOrNull(6)), ct);
        await reader.NextResultAsync(ct);
        var notice = (await TenantDb.RowsAsync(reader, r => new Notice(r.GetString(0), r.GetFieldValue<DateOnly>(1), r.GetFieldValue<DateOnly>(2)), ct)).FirstOrDefault();
        await reader.NextResultAsync(ct);
        return await PartnerFacts.MapAsync(reader, ct) is { } facts ? new LevelDetails(partner, name, facts, history, notice) : null;
    }
}
