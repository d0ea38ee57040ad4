using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Messages.Reminders;

/// <summary>A key whose last day has come into a window nobody was reminded of yet.</summary>
/// <param name="Window">The narrowest window that holds the last day: the wider ones are over, whether they were told of or not.</param>
internal sealed record DueKey(
    Guid Id, LicenceNumber Number, Guid Customer, string CustomerName, Edition Edition, int Size, bool Maintenance, DateOnly LastDay, Money? Renewal, int? Counted, int? MaxExtensions, int Window);

/// <summary>Which keys somebody is to be reminded of on a day: those whose term or maintenance ends, that can be renewed and cost something (PP-9).</summary>
internal static class DueKeys
{
    public const string Partner = "PARTNER";
    public const string Customer = "CUSTOMER";

    private const string Remindable = "k.kind IN ('ANNUAL', 'PERPETUAL') AND NOT k.free AND NOT k.trial AND NOT k.not_for_resale AND k.closes_on IS NULL";

    private const string Reminded = "EXISTS (SELECT FROM reminder_sent s WHERE s.tenant_id = $1 AND s.key_id = k.key_id AND s.last_day = k.last_day AND s.window_days = w.days AND s.audience =";

    /// <summary>The narrowest window a last day is in; null where it is in none.</summary>
    private const string Window = "CROSS JOIN LATERAL (SELECT min(d) AS days FROM unnest($3::int[]) d WHERE d >= k.last_day - $2) w";

    private const string DuePartners = $"""
        WITH due AS MATERIALIZED (
          SELECT k.partner_id, bool_or(NOT {Reminded} 'PARTNER')) AS partner, bool_or(NOT {Reminded} 'CUSTOMER')) AS customer
          FROM licence_key k {Window}
          WHERE k.tenant_id = $1 AND k.last_day >= $2 AND k.last_day <= $2 + $4 AND k.partner_id IS NOT NULL AND {Remindable}
          GROUP BY k.partner_id)
        SELECT d.partner_id FROM due d LEFT JOIN reminder_setting s ON s.tenant_id = $1 AND s.partner_id = d.partner_id
        WHERE (d.partner AND coalesce(s.digest, true)) OR (d.customer AND coalesce(s.remind_customers, false))
        ORDER BY d.partner_id
        """;

    private const string DueOfPartner = $"""
        SELECT k.key_id, k.number, k.customer_id, k.customer_name, k.edition, k.size, k.kind = 'PERPETUAL', k.last_day, k.renewal_minor, k.currency, k.counted, k.max_extensions, w.days
        FROM licence_key k {Window}
        WHERE k.tenant_id = $1 AND k.partner_id = $5 AND k.last_day >= $2 AND k.last_day <= $2 + $4 AND {Remindable} AND NOT {Reminded} $6)
          AND ($7::date IS NULL OR k.last_day - w.days >= $7)
        ORDER BY k.last_day, k.customer_name, k.key_id
        """;

    private const string Coming = $"""
        SELECT greatest(k.last_day - w.days, $2) AS day, w.days, count(*)::int
        FROM licence_key k CROSS JOIN unnest($3::int[]) AS w (days)
        WHERE k.tenant_id = $1 AND k.partner_id = $5 AND k.last_day >= $2 AND k.last_day <= $2 + $4 + $6 AND {Remindable} AND NOT {Reminded} 'PARTNER')
          AND (CASE WHEN k.last_day - w.days > $2 THEN k.last_day - w.days <= $2 + $6 ELSE w.days = (SELECT min(d) FROM unnest($3::int[]) d WHERE d >= k.last_day - $2) END)
        GROUP BY 1, 2 ORDER BY 1, 2
        """;

    private const string NoteMany = """
        INSERT INTO reminder_sent (tenant_id, key_id, last_day, window_days, audience, message_id, at)
        SELECT $1, n.*, $5, $6, $7 FROM unnest($2::uuid[], $3::date[], $4::int[]) AS n ON CONFLICT DO NOTHING
        """;

    /// <summary>Partners somebody of whom, or of whose customers, is to be reminded.</summary>
    public static NpgsqlBatchCommand Partners(int tenant, DateOnly day, int[] windows) => Sql.Of(DuePartners, tenant, day, windows, windows.Max());

    /// <param name="tenant">The programme.</param>
    /// <param name="partner">Whose keys.</param>
    /// <param name="audience">Who is to be reminded.</param>
    /// <param name="day">The day of the reminder.</param>
    /// <param name="windows">Days before a last day.</param>
    /// <param name="entersFrom">Only keys that come into their window on that day or later: days before it will have had their own reminder. Null: all.</param>
    public static NpgsqlBatchCommand Of(int tenant, Guid partner, string audience, DateOnly day, int[] windows, DateOnly? entersFrom) =>
        Sql.Of(DueOfPartner, tenant, day, windows, windows.Max(), partner, audience, Optional.Day(entersFrom));

    /// <summary>How many keys come into which window on which day, from a day on: (day, window, keys).</summary>
    public static NpgsqlBatchCommand Next(int tenant, Guid partner, DateOnly from, int[] windows, int days) => Sql.Of(Coming, tenant, from, windows, windows.Max(), partner, days);

    /// <summary>None twice: the row of key, last day, window and audience is the reminder's place.</summary>
    public static NpgsqlBatchCommand Note(int tenant, IReadOnlyList<DueKey> keys, string audience, Guid message, DateTimeOffset now) => Sql.Of(
        NoteMany, tenant, keys.Select(k => k.Id).ToArray(), keys.Select(k => k.LastDay).ToArray(), keys.Select(k => k.Window).ToArray(), audience, message, now);

    public static DueKey Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), LicenceNumber.Parse(row.GetString(1)), row.GetGuid(2), row.GetString(3), Enum.Parse<Edition>(row.GetString(4), ignoreCase: true), row.GetInt32(5), row.GetBoolean(6),
        row.GetFieldValue<DateOnly>(7), row.LongOrNull(8) is { } minor && row.TextOrNull(9) is { } currency ? new Money(minor, currency) : null, row.IntOrNull(10), row.IntOrNull(11), row.GetInt32(12));
}
