using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Queries;

/// <summary>Reads rows for lists: the page first, its customers and partners after it (PROOFS.md §1), two round trips whatever the size.</summary>
internal sealed class KeyListing(TenantDb db, TenantRules rules, TimeProvider clock)
{
    private const string Columns = """
        key_id, number, kind, edition, size, free, trial, not_for_resale, education, starts_on, last_day, window_last_day, closes_on, max_extensions, counted, over,
        usage_reported_on, deadline, renewal_minor, currency, customer_id, partner_id, fqdn, pbx_version, issued_at, version, outline
        """;

    /// <summary>Rows of licence_key under conditions, ordered; and beside them the bounded total.</summary>
    /// <param name="total">A statement whose only value is a count, or null.</param>
    public async Task<(List<KeyView> Rows, int? Total)> ReadAsync(Caller caller, string where, IReadOnlyList<NpgsqlParameter> parameters, string order, int limit, NpgsqlBatchCommand? total, CancellationToken ct)
    {
        var page = new NpgsqlBatchCommand($"SELECT {Columns} FROM licence_key WHERE {where} ORDER BY {order} LIMIT {Limit(limit)}");
        foreach (var parameter in parameters) page.Parameters.Add(parameter);
        var (rows, count) = await db.ReadAsync(caller.TenantId, total is null ? [page] : [page, total], async (reader, token) =>
        {
            var list = await TenantDb.RowsAsync(reader, Row.Of, token);
            if (total is null) return (list, (int?)null);
            await reader.NextResultAsync(token);
            await reader.ReadAsync(token);
            return (list, (int?)reader.GetFieldValue<long>(0));
        }, ct);
        return (await WithPartiesAsync(caller, rows, ct), count);
    }

    /// <summary>A limit is a number of ours, never text of a caller.</summary>
    private static string Limit(int limit) => limit.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task<List<KeyView>> WithPartiesAsync(Caller caller, List<Row> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return [];
        var customers = Sql.Of(
            "SELECT customer_id, name, email, vat_id, country, city, language, education, created_at FROM customer WHERE tenant_id = $1 AND customer_id = ANY($2)",
            caller.TenantId, rows.Select(r => r.Customer).Distinct().ToArray());
        var partners = Sql.Of(
            $"SELECT {LoadedKey.PartnerColumns} FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2)",
            caller.TenantId, rows.Where(r => r.Partner is not null).Select(r => r.Partner!.Value).Distinct().ToArray());
        var (byCustomer, byPartner) = await db.ReadAsync(caller.TenantId, [customers, partners], async (reader, token) =>
        {
            var c = new Dictionary<Guid, CustomerView>();
            while (await reader.ReadAsync(token))
                c[reader.GetGuid(0)] = new CustomerView(
                    reader.GetGuid(0), reader.GetString(1), reader.TextOrNull(2), reader.TextOrNull(3), reader.TextOrNull(4), reader.TextOrNull(5), reader.TextOrNull(6), reader.GetBoolean(7), reader.Moment(8));
            await reader.NextResultAsync(token);
            var p = new Dictionary<Guid, PartnerView>();
            while (await reader.ReadAsync(token)) p[reader.GetGuid(0)] = KeyDetails.PartnerOf(LoadedKey.MapPartner(reader));
            return (c, p);
        }, ct);

        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        var staleBefore = today.AddDays(-book.Profile(today).Value.UsageStaleDays);
        var views = new List<KeyView>(rows.Count);
        foreach (var row in rows) views.Add(row.View(today, staleBefore, byCustomer[row.Customer], row.Partner is { } p ? byPartner.GetValueOrDefault(p) : null));
        return views;
    }

    private sealed record Row(
        Guid Id, string Number, KeyKind Kind, Edition Edition, int Size, bool Free, bool Trial, bool NotForResale, bool Education, DateOnly StartsOn, DateOnly? LastDay, DateOnly? WindowLastDay, DateOnly? ClosesOn,
        int? Max, int? Counted, bool Over, DateOnly? UsageOn, DateOnly? Deadline, MoneyView? Price, Guid Customer, Guid? Partner, string? Fqdn, string? PbxVersion, DateTimeOffset IssuedAt, int Version, string Outline)
    {
        public static Row Of(NpgsqlDataReader r) => new(
            r.GetGuid(0), r.GetString(1), Words.KindOf(r.GetString(2)), Words.EditionOf(r.GetString(3)), r.GetInt32(4), r.GetBoolean(5), r.GetBoolean(6), r.GetBoolean(7), r.GetBoolean(8),
            r.GetFieldValue<DateOnly>(9), r.DayOrNull(10), r.DayOrNull(11), r.DayOrNull(12), r.IntOrNull(13), r.IntOrNull(14), r.GetBoolean(15), r.DayOrNull(16), r.DayOrNull(17),
            r.IsDBNull(18) ? null : new MoneyView(r.GetInt64(18), r.TextOrNull(19) ?? ""), r.GetGuid(20), r.GuidOrNull(21), r.TextOrNull(22), r.TextOrNull(23), r.Moment(24), r.GetInt32(25), r.GetString(26));

        public KeyView View(DateOnly today, DateOnly staleBefore, CustomerView customer, PartnerView? partner)
        {
            var day = Contracts.Outline.At(Outline, today);
            return new KeyView(
                Id, Number, Kind, Edition, Size, Free, Trial, NotForResale, Education, day.Status, day.Until, day.Next, EntitlementView.Of(day.Effective), StartsOn, LastDay, WindowLastDay, ClosesOn,
                Max, Counted, Over, UsageOn < staleBefore, day.Support, Deadline, Price, customer, partner, PbxVersion, Fqdn, IssuedAt, Version);
        }
    }
}
