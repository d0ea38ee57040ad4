using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Programme;

namespace Tessera.Bench;

/// <summary>
/// G6: one programme with many partners and very many keys, in the half-year before the review that is due. A partner has 100 keys for
/// each million there are in ten thousand partners, 20 paid orders of two keys, two people with certificates, and now and then an old notice.
/// </summary>
internal static class ReviewWorld
{
    public const int Tenant = 1;
    private const int CustomersPerPartner = 20;
    private const int OrdersPerPartner = 20;

    public static DateOnly Day { get; } = Review.Due(DateOnly.FromDateTime(DateTime.UtcNow));

    public static async Task<int> GenerateAsync(string superuser, int keys, int partners)
    {
        // As a replica: counters and references of what is loaded in bulk are not looked at, row by row.
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(superuser) { CommandTimeout = 3600, Options = "-c session_replication_role=replica -c synchronous_commit=off" }.ConnectionString);
        var started = DateTime.UtcNow;
        await OrganisationsAsync(source, partners);
        var world = (Tenant, partners * CustomersPerPartner, partners);
        await Parallel.ForEachAsync(Enumerable.Range(0, (keys + World.Block - 1) / World.Block), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (block, ct) =>
        {
            var from = block * World.Block;
            await using var connection = await source.OpenConnectionAsync(ct);
            await World.RowsAsync(connection, Tenant, Enumerable.Range(from, Math.Min(World.Block, keys - from)).Select(n => World.Key(world, n).Row), ct);
        });
        await OrdersAsync(source, keys, partners);
        await World.AnalyzeAsync(source);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{keys} keys of {partners} partners in {(DateTime.UtcNow - started).TotalSeconds:F0} s"));
        return 0;
    }

    /// <summary>Six in ten are Bronze, three Silver, one Gold; an operator starts the review, another approves it.</summary>
    private static async Task OrganisationsAsync(NpgsqlDataSource source, int partners)
    {
        await World.ExecuteAsync(source, $"INSERT INTO tenant VALUES ({Tenant}, 't1', 'Tenant 1', 'EUR', 'Europe/Rome', '{{en}}')");
        await using (var book = source.CreateCommand($"INSERT INTO rule_book VALUES ({Tenant}, 1, $1::jsonb, now(), 'bench')"))
        {
            book.Parameters.AddWithValue(RuleBooks.Write(World.Book));
            await book.ExecuteNonQueryAsync();
        }

        await using (var connection = await source.OpenConnectionAsync())
        await using (var copy = await connection.BeginBinaryImportAsync("COPY partner (tenant_id, partner_id, name, country, level, created_at, search) FROM STDIN BINARY"))
        {
            for (var n = 0; n < partners; n++)
                await copy.WriteRowAsync(default, Tenant, World.Id(1, Tenant, n), $"Partner {n:D5}", "IT", (n % 10) switch { < 6 => "Bronze", < 9 => "Silver", _ => "Gold" }, DateTime.UtcNow, NpgsqlTsVector.Empty);
            await copy.CompleteAsync();
        }

        await World.ExecuteAsync(source, $"""
            INSERT INTO membership (tenant_id, membership_id, directory_id, object_id, name, login, role, created_at)
            SELECT {Tenant}, lpad(to_hex(g), 32, '0')::uuid, lpad(to_hex(g + 4096), 32, '0')::uuid, lpad(to_hex(g), 32, '0')::uuid, 'Operator ' || g, 'op' || g, 'OPERATOR', now() FROM generate_series(1, 2) g;
            INSERT INTO membership (tenant_id, membership_id, directory_id, object_id, name, login, role, partner_id, created_at)
            SELECT {Tenant}, {Id(4, "2 * g + h")}, {Id(5, "2 * g + h")}, {Id(6, "2 * g + h")}, 'Person ' || g, 'p' || g || '.' || h || '@example.com', CASE h WHEN 0 THEN 'OWNER' ELSE 'SALES' END, {Id(1, "g")}, now()
            FROM generate_series(0, {partners - 1}) g, generate_series(0, 1) h;
            INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, at, actor)
            SELECT {Tenant}, {Id(7, "2 * g + h")}, {Id(4, "2 * g + h")}, CASE WHEN g % 10 < 6 THEN 'basic' WHEN g % 10 < 9 THEN 'intermediate' ELSE 'advanced' END, DATE '{Iso(Day.AddYears(-2))}', now(), 'bench'
            FROM generate_series(0, {partners - 1}) g, generate_series(0, 1) h WHERE g % 20 <> 7;
            """);
    }

    /// <summary>Orders over the year, worth between 0.9 and 1.9 of what the partner's level asks for.</summary>
    private static Task OrdersAsync(NpgsqlDataSource source, int keys, int partners)
    {
        var perPartner = Math.Min(OrdersPerPartner, keys / partners / 2);
        var orders = $"""
            (SELECT p, j, {perPartner} * p + j AS n, DATE '{Iso(Day.AddMonths(-12))}' + (j * 17 + p) % 360 AS paid,
               (CASE WHEN p % 10 < 6 THEN 1000 WHEN p % 10 < 9 THEN 5000 ELSE 20000 END * (90 + p * 7 % 100) / 100 / {perPartner} + 1) * 100::bigint AS net
             FROM generate_series(0, {partners - 1}) p, generate_series(0, {perPartner - 1}) j) o
            """;
        return World.ExecuteAsync(source, $"""
            INSERT INTO sales_order (tenant_id, order_id, number, quote_id, quote_version, row_version, state, payer, partner_id, buyer_name, currency, net_minor, vat_minor, gross_minor, created_at, paid_at, search)
            SELECT {Tenant}, {Id(8, "n")}, 'O-' || n, {Id(9, "n")}, 1, 1, 'FULFILLED', 'PARTNER', {Id(1, "p")}, 'Partner', 'EUR', net, 0, net, paid, paid, '' FROM {orders};
            INSERT INTO order_line (tenant_id, order_id, line, kind, key_id, years, net_minor, vat_minor, gross_minor, body, state, applied_at, key_version)
            SELECT {Tenant}, {Id(8, "n")}, l, 'RENEW_ANNUAL', {Id(3, $"p + {partners} * (2 * j + l)")}, 1, net / 2, 0, net / 2, '{"{}"}', 'APPLIED', paid, 1 FROM {orders}, generate_series(0, 1) l;
            INSERT INTO point_line (tenant_id, line_id, partner_id, reference, cause, counts_on, points, order_id, facts, at, actor)
            SELECT {Tenant}, {Id(10, "n")}, {Id(1, "p")}, 'payment:' || {Id(10, "n")}, 'ORDER', paid, net / 100, {Id(8, "n")}, jsonb_build_object('net', net || ' EUR', 'order', 'O-' || n), paid, 'bench' FROM {orders};
            INSERT INTO point_day SELECT tenant_id, partner_id, counts_on, sum(points), count(*) FROM point_line GROUP BY 1, 2, 3;
            INSERT INTO review_run (tenant_id, run_id, on_day, dry, state, window_from, window_to, rules, rule_revision, approvals_needed, started_at, started_by, phase_started_at, published_on, finished_at)
            SELECT {Tenant}, {Id(11, "0")}, DATE '{Iso(Day.AddMonths(-6))}', false, 'PUBLISHED', DATE '{Iso(Day.AddMonths(-18))}', DATE '{Iso(Day.AddMonths(-6).AddDays(-1))}', 'levels-2026', 1, 1, now(), 'bench', now(), DATE '{Iso(Day.AddMonths(-6))}', now();
            INSERT INTO level_notice (tenant_id, partner_id, level, given_on, grace_until, run_id)
            SELECT {Tenant}, {Id(1, "p")}, CASE WHEN p % 10 < 6 THEN 'BRONZE' WHEN p % 10 < 9 THEN 'SILVER' ELSE 'GOLD' END, DATE '{Iso(Day.AddMonths(-6))}', DATE '{Iso(Day.AddMonths(-6).AddDays(60))}', {Id(11, "0")}
            FROM generate_series(0, {partners - 1}) p WHERE p % 3 = 0;
            """);
    }

    /// <summary>What <see cref="World.Id"/> makes of a number, in SQL.</summary>
    private static string Id(int kind, string n) => $"('{kind:x8}-{Tenant:x4}-7000-8000-0000' || lpad(to_hex({n}), 8, '0'))::uuid";

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
