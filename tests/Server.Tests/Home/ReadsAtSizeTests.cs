using System.Net;
using Npgsql;
using Tessera.TestKit;

namespace Server.Tests.Home;

/// <summary>With 20 000 customers and 40 000 keys per tenant no screen reads a table from end to end, nor walks an index through it (PROOFS.md §2).</summary>
public sealed class ReadsAtSizeTests : IAsyncLifetime
{
    private const int MostRows = 3_500;
    private static readonly string[] Small = ["tenant", "rule_book", "membership", "partner", "schema_migration", "scope_total", "import_run", "idempotency", "edge_session"];
    private CoreHost _core = null!;

    public async ValueTask InitializeAsync()
    {
        var database = await SmallWorld.CreateAsync();
        await using var source = NpgsqlDataSource.Create(database.Superuser);
        foreach (var sql in World)
        {
            await using var command = source.CreateCommand(sql);
            command.CommandTimeout = 300;
            await command.ExecuteNonQueryAsync();
        }

        _core = new CoreHost(database, TestClock.OnDemoDay());
    }

    public async ValueTask DisposeAsync() => await _core.DisposeAsync();

    [Fact]
    public async Task No_read_scans_a_table_of_the_tenant()
    {
        var cursor = await CursorAsync("/v1/customers?first=50&search=azienda%2001", Person.Giulia);
        foreach (var (person, path) in new[]
        {
            (Person.Giulia, "/v1/customers?first=50"), (Person.Elena, "/v1/customers?first=50"), (Person.Giulia, $"/v1/customers?first=50&partnerId={SmallWorld.Lagune}"),
            (Person.Giulia, "/v1/customers?first=50&search=azienda%2001234"), (Person.Elena, "/v1/customers?first=50&search=azienda%200123"),
            (Person.Giulia, "/v1/customers?first=50&search=azienda%2001&after=" + cursor),
            (Person.Giulia, "/v1/home"), (Person.Elena, "/v1/home"), (Person.Giulia, "/v1/expiry?from=2026-01-01&to=2028-01-01"), (Person.Elena, "/v1/expiry?from=2026-01-01&to=2028-01-01"),
            (Person.Giulia, "/v1/search?q=azienda%2001234"), (Person.Elena, "/v1/search?q=azienda%2001234"), (Person.Giulia, "/v1/partners?first=50"),
            (Person.Giulia, "/v1/audit?first=50"), (Person.Giulia, "/v1/audit?first=50&actor=anna"), (Person.Giulia, "/v1/audit?first=50&action=RenewKey"), (Person.Giulia, "/v1/audit?first=50&from=2026-06-01&to=2026-06-02"),
            (Person.Giulia, $"/v1/audit?first=50&objectId={SmallWorld.Rossi}"),
        })
        {
            using var client = _core.As(person);
            await client.GetAsync("/v1/me");
            var reads = await TableReads.DuringAsync(_core, async () =>
            {
                var (status, body) = await client.ReadAsync(path);
                Assert.True(status == HttpStatusCode.OK, path + body);
            });
            // A scan that reads no row is of an empty table: nothing has been quoted or paid in this world.
            var bad = reads.Values.Where(r => !Small.Contains(r.Table) && ((r.Scans > 0 && r.RowsFetched > 0) || r.RowsFetched > MostRows)).ToArray();
            Assert.True(bad.Length == 0, $"{person.Name} {path}: {string.Join(", ", bad.Select(b => b.ToString()))}");
        }
    }

    private async Task<string> CursorAsync(string path, Person person)
    {
        using var client = _core.As(person);
        var (_, page) = await client.ReadAsync(path);
        return page.Text("endCursor");
    }

    private static readonly string[] World =
    [
        """
        INSERT INTO customer (tenant_id, customer_id, partner_id, name, email, created_at, search)
        SELECT t, ('c0000000-0000-4000-8000-' || lpad((t * 1000000 + g)::text, 12, '0'))::uuid,
          CASE WHEN t = 2 THEN '0b000000-0000-7000-8000-000000000004' WHEN g % 10 = 0 THEN '0b000000-0000-7000-8000-000000000001' ELSE '0b000000-0000-7000-8000-000000000002' END::uuid,
          'Azienda ' || lpad(g::text, 5, '0'), g || '@azienda.example', now(), array_to_tsvector(ARRAY[t || '/azienda', t || '/' || lpad(g::text, 5, '0')])
        FROM generate_series(1, 2) t, generate_series(1, 20000) g
        """,
        """
        INSERT INTO licence_key (tenant_id, key_id, number, version, customer_id, partner_id, kind, edition, size, free, trial, not_for_resale, education, starts_on, last_day, over, usage_ratio, counted, max_extensions,
          usage_reported_on, deadline, end_of_life, renewal_minor, currency, customer_name, issued_at, rule_revision, outline, timeline, state)
        SELECT t, ('d0000000-0000-4000-8000-' || lpad((t * 1000000 + g)::text, 12, '0'))::uuid, 'T' || t || lpad(g::text, 17, '0'), 1, c.customer_id, c.partner_id, 'ANNUAL', 'PROFESSIONAL', 16, false, false, false, false,
          '2026-01-01'::date + g % 700 - 364, '2026-01-01'::date + g % 700, g % 200 = 0, 0.5, 40, 80, '2026-11-01'::date - (g % 40), CASE WHEN g % 200 = 0 THEN '2026-12-01'::date END, CASE WHEN g % 100 = 0 THEN '2020-07-31'::date END,
          10000 + g % 100, 'EUR', c.name, now(), 1, '', '[]', '{}'
        FROM generate_series(1, 2) t, generate_series(1, 40000) g
        JOIN LATERAL (SELECT * FROM customer WHERE tenant_id = t AND customer_id = ('c0000000-0000-4000-8000-' || lpad((t * 1000000 + 1 + g % 20000)::text, 12, '0'))::uuid) c ON true
        """,
        "INSERT INTO key_search SELECT k.tenant_id, k.key_id, c.search FROM licence_key k JOIN customer c USING (tenant_id, customer_id)",
        """
        INSERT INTO audit_entry (tenant_id, audit_id, at, actor, action, object_kind, object_id, object_label, changes, request_id)
        SELECT 1 + g % 2, (lpad(to_hex(extract(epoch FROM '2026-01-01'::timestamptz + g * interval '10 minutes')::bigint * 1000), 12, '0') || '7000' || '8' || lpad(to_hex(g), 15, '0'))::uuid,
          '2026-01-01'::timestamptz + g * interval '10 minutes', (ARRAY['Giulia', 'Anna', 'Marco'])[1 + g % 3], CASE WHEN g % 1000 = 0 THEN 'RenewKey' ELSE 'ReportUsage' END, 'key', gen_random_uuid(), 'x', '{}', 'r'
        FROM generate_series(1, 40000) g
        """,
        "ANALYZE",
    ];
}
