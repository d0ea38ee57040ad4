using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Demo;

/// <summary>Who was certified in what, from so many months ago to so many months ahead (null: without end).</summary>
internal sealed record DemoCertificate(DemoPerson Person, string Path, int FromMonthsAgo, int? UntilMonthsAhead);

/// <summary>A partner's two years in the programme.</summary>
/// <param name="Begins">Code of the level its history begins with.</param>
/// <param name="Monthly">Net turnover of an ordinary month, in whole units.</param>
internal sealed record DemoStanding(Guid Partner, string Begins, int Monthly, params DemoCertificate[] Certificates);

/// <summary>
/// Two years of turnover from before there were orders here, imported month by month, and the levels it reached, decided by the product's
/// own promotion: Brenta is Gold and far from Platinum, Lagune is close to Gold, Studio Colli is on notice,
/// and so was Nordlys until a turnover was found that had been booked to nobody.
/// </summary>
internal sealed class Standings(DemoTenant tenant, RuleBook book, DateOnly today)
{
    private const int Months = 24;

    private const string Certify = "INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, until_day, at, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

    private static readonly DemoStanding[] All =
    [
        new(DemoIds.Brenta, "SILVER", 2_900, new(Cast.Davide, "advanced", 20, 7), new(Cast.Sara, "basic", 22, 1), new(Cast.Sara, "intermediate", 9, 15)),
        new(DemoIds.Lagune, "BRONZE", 1_400, new(Cast.Camille, "intermediate", 18, 6), new(Cast.Hugo, "advanced", 5, 19), new(Cast.Hugo, "basic", 23, null)),
        new(DemoIds.Colli, "BRONZE", 45, new DemoCertificate(Cast.Anna, "basic", 23, 2)),
        new(DemoIds.Fjord, "BRONZE", 7_000, new(Cast.Ola, "intermediate", 21, 9), new(Cast.Kari, "basic", 12, 12)),
        new(DemoIds.Nordlys, "BRONZE", 700, new DemoCertificate(Cast.Nils, "basic", 19, 5)),
    ];

    private AuditActor By { get; } = new(tenant.Name, null, null, "demo-turnover", null);

    /// <summary>What was found after the last review.</summary>
    public static LateTurnover? Late(int tenant) => tenant == DemoIds.Vcom
        ? new LateTurnover(DemoIds.Nordlys, 1_840_00, "Gammelt kundenummer", "Omsetning fra i fjor sto på et gammelt kundenummer og ble ført først nå.")
        : null;

    /// <summary>Once: a programme whose levels have a history is left alone.</summary>
    public async Task PlantAsync(TenantTransaction transaction, CancellationToken ct)
    {
        if (await transaction.QueryAsync(Sql.Of("SELECT EXISTS (SELECT FROM level_change WHERE tenant_id = $1)", tenant.Id), r => r.GetBoolean(0), ct) is [true]) return;
        await transaction.WriteAsync(Draft(), ct);
        foreach (var one in All.Where(s => Cast.Partners.Any(p => p.Id == s.Partner && p.Tenant == tenant.Id))) await transaction.WriteAsync([.. Rows(one)], ct);
    }

    /// <summary>What is thought of before the next review: the upper levels within reach of more, and a little more for the second.</summary>
    private NpgsqlBatchCommand[] Draft()
    {
        var rows = book.Levels.InForce(today)!.Value.Rows;
        var draft = new LevelDraft(
            Review.Next(today), null, [.. rows.Select((row, n) => n == 1 ? row with { DiscountPercent = row.DiscountPercent + 1 } : n > 1 ? row with { Points = row.Points * 3 / 4 } : row)]);
        var editor = Cast.People.First(p => p.Tenant == tenant.Id && p.Role == Role.Operator && !p.Application);
        return DraftTales.Begin(tenant.Id, draft, At(today.AddDays(-3)), new AuditActor(editor.Name, editor.MembershipId, editor.Role, "demo-draft", null));
    }

    private IEnumerable<NpgsqlBatchCommand> Rows(DemoStanding of)
    {
        var name = Cast.Partners.First(p => p.Id == of.Partner).Name;
        var begins = book.Levels.InForce(today)!.Value.Row(of.Begins)!;
        foreach (var row in ProgrammeRows.Taken(Booking(of, MonthEnd(Months + 1), []), begins)) yield return row;

        HeldCertificate[] certificates = [.. of.Certificates.Select(c => new HeldCertificate(c.Person.MembershipId, c.Person.Name, c.Path, today.AddMonths(-c.FromMonthsAgo), c.UntilMonthsAhead is { } months ? today.AddMonths(months) : null))];
        foreach (var c in certificates)
        {
            yield return Sql.Of(
                Certify, tenant.Id, DemoIds.At(At(c.From), $"certificate:{c.Person}:{c.Path}"), c.Person, c.Path, c.From, KeyRow.Parameter(NpgsqlDbType.Date, c.Until), At(c.From), tenant.Name);
        }

        var facts = new ProgrammeFacts(begins.Code, [], [.. certificates]);
        for (var ago = Months; ago > 0; ago--)
        {
            var day = MonthEnd(ago);
            var month = day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            var line = Points.Turnover($"{of.Partner}:{month}", Turnover(of.Monthly, day), tenant.Currency, day, month)!;
            var booking = Booking(of, day, [line]);
            yield return ProgrammeRows.Lines(booking);
            facts = facts with { Points = facts.Points.Add(new CountedPoints(day, line.Points)) };
            if (Promotion.Of(facts, book.Levels, day) is not { } change) continue;
            foreach (var row in ProgrammeRows.Promoted(booking, name, change)) yield return row;
            facts = facts with { Level = change.To };
        }
    }

    /// <summary>Better before the summer and at the end of the year, as trade goes.</summary>
    private static long Turnover(int monthly, DateOnly day) => monthly * (day.Month switch { 8 => 40L, 6 or 11 or 12 => 130, 1 or 7 => 80, _ => 100 }) + day.Month * 7;

    private PointBooking Booking(DemoStanding of, DateOnly day, PointLine[] lines) => new(tenant.Id, of.Partner, day, At(day), By, lines);

    private DateOnly MonthEnd(int ago) => new DateOnly(today.Year, today.Month, 1).AddMonths(1 - ago).AddDays(-1);

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new TimeOnly(17, 0)), TimeSpan.Zero);
}
