using System.Text;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Keys;
using Tessera.Server.Modules.Demo;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.TestKit;

namespace Server.Tests.Demo;

/// <summary>The demonstration world is made of what the product itself would have written.</summary>
public sealed class DemoWorldTests(DemoWorldTests.Seeded seeded) : IClassFixture<DemoWorldTests.Seeded>
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public async Task Every_partner_has_as_many_keys_as_its_size_says()
    {
        var counts = (await seeded.RowsAsync("SELECT coalesce(p.name, '-'), count(*)::int FROM licence_key k LEFT JOIN partner p USING (tenant_id, partner_id) GROUP BY 1", r => (r.GetString(0), r.GetInt32(1)))).ToDictionary();
        Assert.Equal(220, counts["Brenta Telefonia Srl"]);
        Assert.Equal(70, counts["Lagune Voix SARL"]);
        Assert.Equal(12, counts["Studio Colli"]);
        Assert.Equal(60, counts["Fjord Telekom AS"]);
        Assert.Equal(30, counts["Nordlys IKT AS"]);
        Assert.InRange(counts["-"], 5, 20);
        Assert.InRange((await seeded.RowsAsync("SELECT count(*)::int FROM customer", r => r.GetInt32(0)))[0], 58, 64);
    }

    [Fact]
    public async Task Every_phase_of_life_is_there()
    {
        var keys = await seeded.KeysAsync();
        var allnet = keys.Where(k => k.Tenant == DemoIds.Allnet).Select(k => KeySummary.Of(new Key.OpenKey(k.Facts), k.Book)!.StatusOn(Today)).GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(Enum.GetValues<KeyStatus>(), status => Assert.True(allnet.GetValueOrDefault(status) >= 2, $"{status}: {allnet.GetValueOrDefault(status)}"));
        Assert.True(keys.Count(k => k.Tenant == DemoIds.Vcom && k.Facts.Kind == KeyKind.Subscription) > 20);
        foreach (var (from, to) in ((int, int)[])[(0, 7), (8, 30), (31, 60), (61, 90)])
            Assert.True(keys.Count(k => k.Facts.LastDay is { } last && last >= Today.AddDays(from) && last <= Today.AddDays(to)) >= 3, $"expiring within {to}");
    }

    [Fact]
    public async Task Named_keys_are_what_their_name_says()
    {
        var keys = (await seeded.KeysAsync()).ToDictionary(k => k.Facts.Id.Value);
        KeyFacts Facts(Guid id) => keys[id].Facts;
        KeyStatus Status(Guid id) => KeySummary.Of(new Key.OpenKey(Facts(id)), keys[id].Book)!.StatusOn(Today);
        Assert.Equal(KeyStatus.NotStarted, Status(DemoKeys.NotStarted));
        Assert.Equal(KeyStatus.MaintenanceLapsed, Status(DemoKeys.LapsedPerpetual));
        Assert.Equal(KeyStatus.MaintenanceWindow, Status(DemoKeys.MaintenanceWindow));
        Assert.Equal(KeyStatus.Fallback, Status(DemoKeys.Fallback));
        Assert.Equal(KeyStatus.Expired, Status(DemoKeys.TrialExpired));
        Assert.Equal(KeyStatus.Closed, Status(DemoKeys.Closed));
        Assert.Equal("fallback-2020", Timeline.Of(new Key.OpenKey(Facts(DemoKeys.Fallback2020)), keys[DemoKeys.Fallback2020].Book).At(Today)!.Holds.Causes[0].Version);
        Assert.Equal(DemoKeys.TradedInFor, Facts(DemoKeys.TradedIn).ReplacedBy!.Id.Value);
        Assert.Equal(DemoKeys.TradedIn, Facts(DemoKeys.TradedInFor).Replaces!.Id.Value);
        Assert.Single(Facts(DemoKeys.Reissued).LeakedNumbers);
        Assert.Equal(DemoIds.Lagune, Facts(DemoKeys.TransferWaiting).Transfer!.ToPartner.Value);
        Assert.Equal(DemoIds.Lagune, Facts(DemoKeys.Transferred).Partner!.Value.Value);
        Assert.NotNull(Facts(DemoKeys.DowngradePending).PendingDowngrade);
        Assert.True(Facts(DemoKeys.NotForResale).NotForResale);
        Assert.Single(Facts(DemoKeys.OverAcknowledged).Acknowledgements);
        Assert.Single(Facts(DemoKeys.OverExtended).DeadlineExtensions);
        Assert.True(Facts(DemoKeys.OverEarlyCohort).LastBoughtOn <= new DateOnly(2025, 10, 22));
        Assert.True(Facts(DemoKeys.OverDeadlinePast).LastBoughtOn > new DateOnly(2025, 10, 22));
        Assert.Equal(new DateOnly(2020, 7, 31), KeySummary.Of(new Key.OpenKey(Facts(DemoKeys.EndOfLife)), keys[DemoKeys.EndOfLife].Book)!.EndOfLife);
    }

    /// <summary>I3 and I12: versions are 1…n, moments never go back, and row, timeline and words are what the events make of them.</summary>
    [Fact]
    public async Task Every_row_is_the_fold_of_its_events()
    {
        foreach (var tenant in Cast.Tenants)
        {
            var events = await seeded.RowsAsync(
                $"SELECT key_id, version, at, name, body::text FROM key_event WHERE tenant_id = {tenant.Id} ORDER BY key_id, version",
                r => (Key: r.GetGuid(0), Version: r.GetInt32(1), At: r.GetDateTime(2), Event: KeyJson.ReadEvent(r.GetString(3), Encoding.UTF8.GetBytes(r.GetString(4)))));
            var book = RuleBooks.Load(tenant.Slug);
            var rows = (await seeded.KeysAsync()).Where(k => k.Tenant == tenant.Id).ToDictionary(k => k.Facts.Id.Value);
            Assert.Equal(rows.Count, events.Select(e => e.Key).Distinct().Count());
            foreach (var stream in events.GroupBy(e => e.Key))
            {
                Assert.Equal(Enumerable.Range(1, stream.Count()), stream.Select(e => e.Version));
                Assert.Equal(stream.Select(e => e.At).Order(), stream.Select(e => e.At));
                var row = rows[stream.Key];
                var folded = KeyRow.Of(Key.Fold(stream.Select(e => e.Event)).Known!, book, 1, row.CustomerName);
                Assert.Equal(folded.Values[^1], row.State);
                Assert.Equal(folded.Values[^2], row.Timeline);
                Assert.Equal(folded.Values[^3], row.Outline);
                Assert.Equal((DateOnly?)folded.Values[13], row.LastDay);
                Assert.True(row.Facts.IssuedAt < new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));
            }
        }
    }

    /// <summary>I6.</summary>
    [Fact]
    public async Task No_key_points_into_another_programme()
    {
        Assert.Equal(0, (await seeded.RowsAsync("""
            SELECT count(*)::int FROM licence_key k
            WHERE NOT EXISTS (SELECT FROM customer c WHERE c.tenant_id = k.tenant_id AND c.customer_id = k.customer_id)
               OR k.partner_id IS NOT NULL AND NOT EXISTS (SELECT FROM partner p WHERE p.tenant_id = k.tenant_id AND p.partner_id = k.partner_id)
               OR EXISTS (SELECT FROM licence_key o WHERE o.tenant_id <> k.tenant_id AND (o.number = k.number OR o.customer_id = k.customer_id))
            """, r => r.GetInt32(0)))[0]);
    }

    /// <summary>One quote of every fate, each with the figures the product gives it and its history in order.</summary>
    [Fact]
    public async Task Quotes_of_every_fate_are_there()
    {
        await using var core = new CoreHost(seeded.Database, TestClock.OnDemoDay());
        foreach (var (person, states) in ((Person, string[])[])[
            (Person.Giulia, ["ACCEPTED", "ACCEPTED", "DECLINED", "DRAFT", "EXPIRED", "PAID", "PAID", "PAID", "PAID", "PAID", "PAID", "SENT", "SENT", "VIEWED", "VOID"]),
            (Person.Camille, ["PAID", "SENT", "VOID"]), (Person.Ingrid, ["DRAFT", "PAID", "PAID", "PAID", "VIEWED"])])
        {
            using var client = core.As(person);
            var (_, quotes) = await client.ReadAsync("/v1/quotes?first=50");
            Assert.Equal(states, quotes.GetProperty("items").EnumerateArray().Select(q => q.Text("state")).Order(StringComparer.Ordinal));
            foreach (var entry in quotes.GetProperty("items").EnumerateArray())
            {
                var (_, quote) = await client.ReadAsync("/v1/quotes/" + entry.Text("id"));
                Assert.Equal(quote.GetProperty("rowVersion").GetInt32(), quote.GetProperty("events").GetArrayLength());
                Assert.Equal(quote.GetProperty("gross").GetProperty("minor").GetInt64(), quote.GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("gross").GetProperty("minor").GetInt64()));
            }
        }
    }

    /// <summary>Sales over the past months, as they are found in the books: told by the product's own steps, with numbers in the order of days.</summary>
    [Fact]
    public async Task Sales_of_the_past_are_in_the_books()
    {
        await using var core = new CoreHost(seeded.Database, TestClock.OnDemoDay());
        foreach (var (person, states, received, credit, refunded) in ((Person, string[], int, bool, int)[])[
            (Person.Giulia, ["ATTENTION", "FULFILLED", "FULFILLED", "FULFILLED", "FULFILLED", "FULFILLED", "OPEN"], 6, true, 4_900), (Person.Ingrid, ["FULFILLED", "FULFILLED", "FULFILLED"], 3, false, 0)])
        {
            using var client = core.As(person);
            var (_, orders) = await client.ReadAsync("/v1/orders?first=50");
            Assert.Equal(states, orders.GetProperty("items").EnumerateArray().Select(o => o.Text("state")).Order(StringComparer.Ordinal));
            var (_, check) = await client.ReadAsync("/v1/ledger/check");
            Assert.True(check.GetProperty("balanced").GetBoolean(), check.ToString());
            var (_, credits) = await client.ReadAsync("/v1/credits?first=10");
            Assert.Equal(credit, credits.GetProperty("items").EnumerateArray().Any(c => c.Text("cause") == "LINE_REFUSED" && c.Text("state") == "OPEN"));
            var tenant = person == Person.Giulia ? DemoIds.Allnet : DemoIds.Vcom;
            Assert.Equal((received, refunded), (await seeded.RowsAsync($"SELECT count(*) FILTER (WHERE state = 'PAID')::int, sum(refunded_minor)::int FROM payment WHERE tenant_id = {tenant}", r => (r.GetInt32(0), r.GetInt32(1))))[0]);
        }

        Assert.Equal("FAILED async_payment_failed", (await seeded.RowsAsync("SELECT state || ' ' || failure FROM payment WHERE state <> 'PAID'", r => r.GetString(0))).Single());
        Assert.Equal(["CREDIT_NOTE 1", "INVOICE 9", "RECEIPT 9"], await seeded.RowsAsync("SELECT kind || ' ' || count(*) FROM document GROUP BY kind ORDER BY kind", r => r.GetString(0)));
        Assert.Empty(await seeded.RowsAsync("SELECT number::text FROM (SELECT number, issued_on, lag(issued_on) OVER (PARTITION BY tenant_id, kind ORDER BY number) AS before FROM document) d WHERE issued_on < before", r => r.GetString(0)));
        Assert.Empty(await seeded.RowsAsync("SELECT dedupe FROM outbox WHERE state <> 'SENT' OR done_at > '2026-11-21'", r => r.GetString(0)));
    }

    [Fact]
    public async Task It_is_loaded_once()
    {
        var database = await SeededServer.CopyAsync();
        var before = await CountsAsync(database);
        Assert.False(await World.PlantAsync(database.Owner, database.App, TestClock.OnDemoDay(), TestContext.Current.CancellationToken));
        Assert.False(await World.PlantAsync(database.Owner, database.App, new TestClock(TestClock.OnDemoDay().Now.AddDays(40)), TestContext.Current.CancellationToken));
        Assert.Equal(before, await CountsAsync(database));
    }

    /// <summary>A seed that was killed in the middle of a sale, and a world from before there were sales: the next seed tells what lacks.</summary>
    [Fact]
    public async Task What_an_interrupted_or_older_world_lacks_is_added_once()
    {
        var database = await PostgresServer.CopyAsync();
        await using var all = NpgsqlDataSource.Create(database.Superuser);
        var ct = TestContext.Current.CancellationToken;
        await using (var trap = all.CreateCommand("""
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT count(*) FROM document) > 4 THEN RAISE EXCEPTION 'died'; END IF; RETURN NEW; END $$;
            CREATE TRIGGER die BEFORE UPDATE ON order_line FOR EACH ROW EXECUTE FUNCTION die()
            """)) await trap.ExecuteNonQueryAsync(ct);
        await Assert.ThrowsAsync<PostgresException>(() => World.PlantAsync(database.Owner, database.App, TestClock.OnDemoDay(), ct));
        await using (var free = all.CreateCommand("DROP TRIGGER die ON order_line")) await free.ExecuteNonQueryAsync(ct);
        await World.PlantAsync(database.Owner, database.App, TestClock.OnDemoDay(), ct);
        Assert.Equal(await CountsAsync(await SeededServer.CopyAsync()), await CountsAsync(database));
    }

    private static async Task<string> CountsAsync(TestDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.Superuser);
        await using var command = source.CreateCommand("""
            SELECT concat_ws(' ', (SELECT count(*) FROM licence_key), (SELECT count(*) FROM key_event), (SELECT count(*) FROM quote), (SELECT count(*) FROM quote_event), (SELECT string_agg(state, ',' ORDER BY state) FROM sales_order),
              (SELECT sum(paid_minor - refunded_minor) FROM payment), (SELECT count(*) FROM ledger_posting), (SELECT count(*) FROM document), (SELECT count(*) FROM outbox WHERE state = 'SENT'), (SELECT count(*) FROM audit_entry))
            """);
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    [Fact]
    public async Task A_world_planted_before_there_were_orders_can_quote_after_the_next_seed()
    {
        var (database, ct) = (await SeededServer.CopyAsync(), TestContext.Current.CancellationToken);
        await using var all = NpgsqlDataSource.Create(database.Superuser);
        await using (var age = all.CreateCommand("UPDATE rule_book SET body = body - '{seller,vatUnion,levels,education,reminders,quoteValidDays}'::text[]")) await age.ExecuteNonQueryAsync(ct);
        for (var seeds = 0; seeds < 2; seeds++) Assert.False(await World.PlantAsync(database.Owner, database.App, TestClock.OnDemoDay(), ct));

        var books = new List<(int Revision, RuleBook Book)>();
        await using var read = all.CreateCommand("SELECT revision, body::text FROM rule_book ORDER BY tenant_id, revision");
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) books.Add((rows.GetInt32(0), RuleBooks.Read(rows.GetString(1))));
        Assert.Equal([1, 2, 1, 2], books.Select(b => b.Revision));
        Assert.All(books, b => Assert.Equal(b.Revision == 2, b.Book.Seller is not null));
        Assert.All(books, b => Assert.Equal(30, b.Book.QuoteValidDays));
    }

    [Theory]
    [InlineData("2027-02-28")]
    [InlineData("2028-02-29")]
    [InlineData("2031-12-31")]
    public async Task It_never_goes_stale(string day)
    {
        var database = await PostgresServer.CopyAsync();
        var clock = new TestClock(new DateTimeOffset(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(23, 30)), TimeSpan.Zero));
        Assert.True(await World.PlantAsync(database.Owner, database.App, clock, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task People_see_their_own()
    {
        await using var core = new CoreHost(seeded.Database, TestClock.OnDemoDay());
        foreach (var (person, count) in ((Person, int)[])[(Person.Elena, 220), (Person.Camille, 70), (Person.Anna, 12), (Person.Ola, 60), (Person.Nils, 30)])
        {
            using var client = core.As(person);
            var (_, keys) = await client.ReadAsync("/v1/keys?first=1");
            Assert.Equal(count, keys.GetProperty("total").GetProperty("count").GetInt32());
        }
    }

    public sealed record StoredKey(int Tenant, KeyFacts Facts, string State, string Timeline, string Outline, string CustomerName, DateOnly? LastDay, RuleBook Book);

    /// <summary>One database with the world in it; these tests only read.</summary>
    public sealed class Seeded : IAsyncLifetime
    {
        private static readonly Dictionary<int, RuleBook> Books = Cast.Tenants.ToDictionary(t => t.Id, t => RuleBooks.Load(t.Slug));

        public TestDatabase Database { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Database = await SeededServer.CopyAsync();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> map)
        {
            await using var source = NpgsqlDataSource.Create(Database.Superuser);
            await using var command = source.CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<T>();
            while (await reader.ReadAsync()) rows.Add(map(reader));
            return rows;
        }

        public Task<List<StoredKey>> KeysAsync() => RowsAsync("SELECT tenant_id, state::text, timeline::text, outline, customer_name, last_day FROM licence_key", r => new StoredKey(
            r.GetInt32(0), KeyJson.ReadFacts(Encoding.UTF8.GetBytes(r.GetString(1))), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetFieldValue<DateOnly>(5), Books[r.GetInt32(0)]));
    }
}
