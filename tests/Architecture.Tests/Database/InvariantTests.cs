using Architecture.Tests.Kit;

namespace Architecture.Tests.Database;

/// <summary>tests/invariants.sql over a database in which keys have lived, and over the same one spoilt on purpose.</summary>
public sealed class InvariantTests(RunningCore running)
{
    private static readonly (string Name, string Sql)[] Statements = [.. Split(Sources.Read("tests/invariants.sql"))];

    [Fact]
    public async Task Everything_holds()
    {
        await using var superuser = await Superuser.OfAsync(await running.LivedAsync());
        var events = await superuser.LinesAsync("SELECT DISTINCT name FROM key_event");
        Rule.Holds(Math.Min(Statements.Length, events.Count), await Broken(superuser));
    }

    public static TheoryData<string, string> Damage => new()
    {
        { Planted + "INSERT INTO ledger_posting VALUES (1, gen_random_uuid(), 1, 'RECEIVED', gen_random_uuid(), 'EUR', 100); INSERT INTO ledger_transaction SELECT 1, transaction_id, 'planted', now(), current_date FROM ledger_posting", "I1: every ledger transaction has postings, and they sum to zero in each of its currencies" },
        { Planted + Order + "UPDATE payment SET state = 'PAID', paid_minor = 100, paid_at = now() WHERE order_id = (SELECT order_id FROM planted)", "I1: of every order, money received = applied + open credits + refunds, as its payments, lines, credits and refunds say it" },
        { Planted + Order + "UPDATE payment SET state = 'PAID', paid_minor = 100, refunded_minor = 50, paid_at = now() WHERE order_id = (SELECT order_id FROM planted)", "I1: what went back of a payment is its refunds that succeeded, and never more than came in" },
        { Planted + "INSERT INTO document SELECT 1, gen_random_uuid(), 'INVOICE', n, 'planted' || n, gen_random_uuid(), current_date, now(), 1, 'EUR', '{}' FROM unnest(ARRAY[1, 3]) AS n", "I1: invoices, receipts and credit notes are numbered 1…n per tenant and kind" },
        { Planted + Order + Returned, "I1: a credit note stands while its money is with the buyer; where the money came back, an invoice of the same amount takes it back" },
        { Planted + Order + "UPDATE order_line SET state = 'APPLIED', key_version = 7 WHERE order_id = (SELECT order_id FROM planted)", "I2: a line that is applied is one renewal of its key, and a renewal by an order is one line that is applied" },
        { Planted + Order + "UPDATE sales_order SET state = 'PAID' WHERE order_id = (SELECT order_id FROM planted)", "I2: a paid order was paid by one payment of its whole amount; every other payment of it is an open credit, and an order nobody paid has none" },
        { Planted + Order + "DELETE FROM quote_version WHERE quote_id = (SELECT quote_id FROM planted)", "I2: a quote's newest version is there with the versions before it, and the row repeats its figures" },
        { Planted + Order + "UPDATE quote SET gross_minor = 99, net_minor = 99 WHERE quote_id = (SELECT quote_id FROM planted)", "I2: a quote's newest version is there with the versions before it, and the row repeats its figures" },
        { Planted + Order + "UPDATE quote SET state = 'PAID' WHERE quote_id = (SELECT quote_id FROM planted)", "I2: a quote is paid where an order of it was paid, and only there" },
        { Planted + Order + "UPDATE sales_order SET state = 'PAID' WHERE order_id = (SELECT order_id FROM planted)", "I2: a quote is paid where an order of it was paid, and only there" },
        { Planted + Order + "UPDATE order_line SET gross_minor = 90, net_minor = 90 WHERE order_id = (SELECT order_id FROM planted)", "I2: an order is what its quote's version says, line by line" },
        { Planted + Order + "DELETE FROM order_line WHERE order_id = (SELECT order_id FROM planted)", "I2: an order is what its quote's version says, line by line" },
        { Planted + Order + "UPDATE sales_order SET state = 'FULFILLED' WHERE order_id = (SELECT order_id FROM planted)", "I2: a line waits only while its order waits for money or is being applied" },
        { "INSERT INTO inbox (tenant_id, event_id, type, body, received_at, state, due_at) VALUES (1, 'evt_planted', 'x', '{}', now(), 'DONE', now())", "I7: an event is worked on once or waits visibly: what is done says when, what is not is due, what is dead says why" },
        { "ALTER TABLE inbox DROP CONSTRAINT inbox_pkey; INSERT INTO inbox (tenant_id, event_id, type, body, received_at, state, due_at, done_at) SELECT 1, 'evt_planted', 'x', '{}', now(), 'DONE', now(), now() FROM generate_series(1, 2)", "I7: a message of the provider is archived once" },
        { Points + "UPDATE point_day SET points = points + 1", "I8: the points of a day are those of its lines" },
        { Points, "I8: an order has the points of what its partner paid and did not get back, and no other money has any" },
        { Planted + "INSERT INTO level_change (tenant_id, partner_id, n, to_level, name, cause, on_day, at, actor) SELECT 1, partner_id, 1, 'PLANTED', 'Planted', 'TAKEN', current_date, now(), 'x' FROM partner WHERE tenant_id = 1 LIMIT 1", "I8: a partner's levels are 1…n, each beginning where the one before ended, and the newest is the partner's" },
        { Review, "I8: a review that was weighed has one result for each partner of its snapshot, and what was published says what became of it" },
        { Review + "UPDATE review_run SET state = 'APPROVED'", "I8: a half-year has one review, approved by as many as it asked for and never by who started it" },
        { Review + "INSERT INTO review_line SELECT 1, run_id, partner_id, '2026-01-01', 'planted', 5 FROM review_partner WHERE name = 'planted'", "I8: the lines a review counted are those of the ledger, each once, and their sum is the result's points" },
        { Review + "INSERT INTO review_key SELECT 1, gen_random_uuid(), run_id, 1, NULL, NULL, 'ANNUAL', 'STANDARD', 4, '2027-01-01', 'ACTIVE', 'STANDARD', 4, true, 'COMPLIES', NULL, NULL, 0 FROM review_run", "I8: a key stands in a review once, with its partner's level as the snapshot has it, and keys give no more than their partners' lines" },
        { Planted + Order + "UPDATE sales_order SET state = 'FULFILLED' WHERE order_id = (SELECT order_id FROM planted)", "I9: what was sent says when, and a paid order that is finished has told its buyer once" },
        { "DELETE FROM key_event WHERE version = 2", "I3: the versions of a key are exactly 1…n" },
        { "UPDATE licence_key SET version = version + 1 WHERE version = 1", "I3: row, state and stream of a key stand at one version" },
        { "DELETE FROM key_event e WHERE version = (SELECT max(version) FROM key_event n WHERE n.key_id = e.key_id)", "I3: row, state and stream of a key stand at one version" },
        { "UPDATE licence_key SET fingerprint = 'another' WHERE fingerprint IS NOT NULL", "I3: what the row repeats of the state is the same" },
        { "UPDATE licence_key SET customer_name = 'Someone else'", "I3: a customer is called the same on its own row, on its keys and in every partner's list" },
        { "UPDATE key_counter SET keys = keys + 1", "I3: keys counted per day (decision 0006) are the keys there are" },
        { "ALTER TABLE licence_key DISABLE TRIGGER key_moved; UPDATE licence_key SET last_day = last_day + 1 WHERE last_day < 'infinity'", "I3: keys counted per day (decision 0006) are the keys there are" },
        { "UPDATE scope_total SET customers = customers - 1", "I3: totals per partner and tenant are those of the rows" },
        { "ALTER TABLE licence_key DISABLE TRIGGER key_moved; UPDATE licence_key SET partner_id = NULL", "I3: a partner sees its own customers and those of whose keys it looks after some" },
        { "DELETE FROM key_event WHERE name = 'key.released.v1'", "I4: a key is bound to one installation at a time, at every version" },
        { "UPDATE activation SET fingerprint = 'another'", "I4: the binding devices are checked against is the stream's last one" },
        { "UPDATE licence_key k SET number = r.number FROM retired_number r WHERE r.key_id = k.key_id", "I4: a number that was withdrawn opens nothing" },
        { "UPDATE key_event SET body = jsonb_set(body::jsonb, '{partner}', to_jsonb((SELECT partner_id FROM partner WHERE tenant_id = 2 LIMIT 1)))::json WHERE tenant_id = 1 AND name = 'key.issued.v1'", "I6: whoever an event names is of the key's own tenant" },
        { "UPDATE audit_entry SET actor_id = (SELECT membership_id FROM membership WHERE tenant_id = 2 LIMIT 1) WHERE tenant_id = 1", "I6: whoever a row names without a foreign key is of its own tenant" },
        { "DELETE FROM audit_entry WHERE action = 'RenewKey'", "I11: what a person did to a key stands in the audit, at the same moment (a device's count and an import's rows stand in the stream and in the run)" },
        { "UPDATE audit_entry SET request_id = ''", "I11: an audit row says who, and by which request" },
        {
            Review + "INSERT INTO review_correction (tenant_id, run_id, partner_id, n, on_day, effect, reason, actor_id, actor, at, record, hash) SELECT 1, run_id, partner_id, 2, current_date, 'NOTICE_WITHDRAWN', 'x', gen_random_uuid(), 'x', now(), '{}', '' FROM review_partner WHERE name = 'planted'",
            "I8: a result's corrections are 1…n of a published review, count lines of the ledger that the review had not, and a level they gave back is in its history"
        },
        { "DELETE FROM idempotency WHERE at > (SELECT min(at) FROM idempotency)", "I11: an audited write of a person was made under an idempotency key (as far back as those are kept)" },
        { "UPDATE key_event SET at = at - interval '1 day' WHERE version = 2", "I12: no event happened before the one it follows" },
    };

    /// <summary>Without foreign keys and triggers, until it is undone.</summary>
    private const string Planted = "SET LOCAL session_replication_role = replica; ";

    /// <summary>A review that says it weighed a partner, and has no result of it.</summary>
    private const string Review = Planted + """
        INSERT INTO review_run (tenant_id, run_id, on_day, dry, state, window_from, window_to, rules, rule_revision, approvals_needed, started_at, started_by, phase_started_at, partners)
          SELECT 1, gen_random_uuid(), '2020-07-01', false, 'COMPARED', '2019-07-01', '2020-06-30', 'x', 1, 1, now(), 'x', now(), 1;
        INSERT INTO review_partner (tenant_id, run_id, partner_id, name) SELECT 1, run_id, (SELECT partner_id FROM partner WHERE tenant_id = 1 LIMIT 1), 'planted' FROM review_run;
        """;

    /// <summary>Points of an order that nobody paid, with their day's sum.</summary>
    private const string Points = """
        INSERT INTO point_line (tenant_id, line_id, partner_id, reference, cause, counts_on, points, facts, at, actor)
          SELECT 1, gen_random_uuid(), partner_id, 'correction:planted', 'CORRECTION', current_date, 5, '{}', now(), 'x' FROM partner WHERE tenant_id = 1 LIMIT 1;
        SET LOCAL session_replication_role = replica;
        INSERT INTO point_line (tenant_id, line_id, partner_id, reference, cause, counts_on, points, order_id, facts, at, actor)
          SELECT 1, gen_random_uuid(), partner_id, 'payment:planted', 'ORDER', current_date, 5, gen_random_uuid(), '{}', now(), 'x' FROM partner WHERE tenant_id = 1 LIMIT 1;
        """;

    /// <summary>An order with one line and one open payment, whose id stands in a table named planted.</summary>
    private const string Order = """
        CREATE TEMPORARY TABLE planted ON COMMIT DROP AS SELECT gen_random_uuid() AS order_id, gen_random_uuid() AS quote_id;
        CREATE TEMPORARY TABLE planted_line ON COMMIT DROP AS SELECT key_id, jsonb_build_object('key', key_id, 'netMinor', 100, 'grossMinor', 100) AS body FROM licence_key WHERE tenant_id = 1 LIMIT 1;
        INSERT INTO quote (tenant_id, quote_id, number, version, row_version, state, payer, buyer_name, currency, net_minor, vat_minor, gross_minor, valid_until, email, language, created_at, created_by, search)
          SELECT 1, quote_id, 'Q-planted', 1, 1, 'SENT', 'CUSTOMER', 'x', 'EUR', 100, 0, 100, current_date, 'a@b.example', 'en', now(), 'x', '' FROM planted;
        INSERT INTO quote_version (tenant_id, quote_id, version, body, at, actor)
          SELECT 1, quote_id, 1, jsonb_build_object('grossMinor', 100, 'currency', 'EUR', 'lines', jsonb_build_array((SELECT body FROM planted_line))), now(), 'x' FROM planted;
        INSERT INTO sales_order (tenant_id, order_id, number, quote_id, quote_version, row_version, state, payer, buyer_name, currency, net_minor, vat_minor, gross_minor, created_at, search)
          SELECT 1, order_id, 'O-planted', quote_id, 1, 1, 'OPEN', 'CUSTOMER', 'x', 'EUR', 100, 0, 100, now(), '' FROM planted;
        INSERT INTO order_line (tenant_id, order_id, line, kind, key_id, years, net_minor, vat_minor, gross_minor, body, state)
          SELECT 1, order_id, 1, 'RENEW_ANNUAL', key_id, 1, 100, 0, 100, body, 'WAITING' FROM planted, planted_line;
        INSERT INTO payment (tenant_id, payment_id, order_id, state, currency, amount_minor, return_to, created_at, asked_at)
          SELECT 1, gen_random_uuid(), order_id, 'OPEN', 'EUR', 100, 'x', now(), now() FROM planted;
        """;

    /// <summary>Its payment was refunded with a credit note, and the refund failed without anything that takes the note back.</summary>
    private const string Returned = """
        INSERT INTO refund (tenant_id, refund_id, payment_id, state, amount_minor, currency, reason, requested_by, requested_at)
          SELECT 1, gen_random_uuid(), payment_id, 'FAILED', 50, 'EUR', 'x', 'x', now() FROM payment WHERE order_id = (SELECT order_id FROM planted);
        INSERT INTO document SELECT 1, gen_random_uuid(), 'CREDIT_NOTE', 1, 'refund:' || refund_id, gen_random_uuid(), current_date, now(), 50, 'EUR', '{}' FROM refund WHERE reason = 'x'
        """;

    [Theory, MemberData(nameof(Damage))]
    public async Task Planted_damage_is_found(string damage, string invariant)
    {
        await using var superuser = await Superuser.OfAsync(await running.LivedAsync());
        var broken = await superuser.PlantedAsync(damage, () => Broken(superuser));
        Assert.Contains(broken, b => b.StartsWith(invariant, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_statement_is_broken_by_some_damage() =>
        Rule.Holds(Statements.Length, Statements.Select(s => s.Name).Except(Damage.Select(d => d.Data.Item2)));

    internal static async Task<List<string>> Broken(Superuser superuser)
    {
        var broken = new List<string>();
        foreach (var (name, sql) in Statements)
            if (await superuser.LinesAsync(sql) is { Count: > 0 } rows) broken.Add($"{name}: {rows.Count} rows, first {rows[0]}");
        return broken;
    }

    /// <summary>Each statement with the comment line above it.</summary>
    private static IEnumerable<(string Name, string Sql)> Split(string script)
    {
        foreach (var part in script.Split("\n\n"))
        {
            var name = part.Split('\n').LastOrDefault(l => l.StartsWith("-- I", StringComparison.Ordinal))?[3..];
            if (name is not null && part.TrimEnd().EndsWith(';')) yield return (name, part);
        }
    }
}
