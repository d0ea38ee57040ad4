using Npgsql;
using Server.Tests.Keys;
using Tessera.TestKit;

namespace Server.Tests.Home;

/// <summary>What the order path leaves for somebody to do stands on Home, for whom it concerns, and vanishes when it is done.</summary>
public sealed class OrderAttentionTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    private const string Expiring = """{"state":["SENT","VIEWED","ACCEPTED"],"validTo":"2026-11-28"}""";

    [Fact]
    public async Task Quotes_credits_disputes_and_stuck_messages_are_told_to_whom_they_concern()
    {
        await QuoteAsync(1, SmallWorld.Brenta, "VIEWED", "2026-12-20", 10_000);
        await QuoteAsync(2, SmallWorld.Brenta, "VIEWED", "2026-11-28", 500);
        await QuoteAsync(3, SmallWorld.Brenta, "SENT", "2026-11-21", 7);
        await QuoteAsync(4, SmallWorld.Brenta, "VIEWED", "2026-11-20", 99_999);
        await QuoteAsync(5, SmallWorld.Brenta, "PAID", "2026-11-28", 99_999);
        await QuoteAsync(6, SmallWorld.Lagune, "SENT", "2026-11-25", 40);
        await ExecuteAsync("""
            INSERT INTO sales_order (tenant_id, order_id, number, quote_id, quote_version, row_version, state, payer, partner_id, buyer_name, currency, net_minor, vat_minor, gross_minor, disputed, created_at, search)
              SELECT 1, quote_id, 'O-' || number, quote_id, 1, 1, 'ATTENTION', payer, partner_id, buyer_name, 'EUR', net_minor, vat_minor, gross_minor, true, now(), search FROM quote WHERE number = '5';
            INSERT INTO payment (tenant_id, payment_id, order_id, state, currency, amount_minor, paid_minor, return_to, created_at, asked_at) SELECT 1, order_id, order_id, 'PAID', 'EUR', 1, 1, 'x', now(), now() FROM sales_order;
            INSERT INTO open_credit (tenant_id, credit_id, order_id, payment_id, cause, amount_minor, currency, state, opened_at) SELECT 1, order_id, order_id, order_id, 'PAID_TWICE', 1234, 'EUR', 'OPEN', now() FROM sales_order;
            INSERT INTO inbox (tenant_id, event_id, type, body, received_at, state, due_at) VALUES (1, 'evt_1', 'x', '{}', now(), 'DEAD', now()), (1, 'evt_2', 'x', '{}', now(), 'DONE', now());
            INSERT INTO outbox (tenant_id, message_id, kind, dedupe, body, state, created_at, due_at)
              SELECT 1, gen_random_uuid(), 'mail', state, '{}', state, now(), now() FROM unnest(ARRAY['FAILED', 'UNCERTAIN', 'SENT', 'NEW']) state;
            INSERT INTO outbox (tenant_id, message_id, kind, dedupe, body, state, failure, created_at, due_at) VALUES (1, gen_random_uuid(), 'mail', 'left', '{}', 'FAILED', 'ADDRESS_LEFT', now(), now());
            INSERT INTO refund (tenant_id, refund_id, payment_id, credit_id, state, amount_minor, currency, reason, requested_by, requested_at)
              SELECT 1, gen_random_uuid(), payment_id, credit, r.state, minor, 'EUR', 'x', 'Giulia', now() - ago FROM payment,
                (VALUES (NULL::uuid, 'FAILED', 900, interval '1 hour'), (NULL, 'SUCCEEDED', 800, '2 hours'), (gen_random_uuid(), 'FAILED', 700, '1 hour')) AS r (credit, state, minor, ago)
            """);

        Assert.Equal(
            ["QUOTES_VIEWED_UNPAID 2 [10500 EUR] {\"state\":[\"VIEWED\"]}", $"QUOTES_EXPIRING 2 [507 EUR] {Expiring}"], await AttentionAsync(Person.Elena));
        Assert.Equal([$"QUOTES_EXPIRING 1 [40 EUR] {Expiring}"], await AttentionAsync(Person.Camille));
        Assert.Empty(await AttentionAsync(Person.Anna));
        Assert.Empty(await AttentionAsync(Person.Ingrid));
        Assert.Equal(
            [
                "QUOTES_VIEWED_UNPAID 2 [10500 EUR] {\"state\":[\"VIEWED\"]}", $"QUOTES_EXPIRING 3 [547 EUR] {Expiring}", "OPEN_CREDITS 1 [1234 EUR] {\"state\":[\"OPEN\"]}", "DISPUTES 1 [99999 EUR] {\"disputed\":true}",
                "REFUNDS_CAME_BACK 1 [900 EUR] {\"refundCameBack\":true}",
                "WEBHOOKS_DEAD 1 [] {\"state\":[\"DEAD\"]}", "MAIL_UNCERTAIN 2 [] {\"state\":[\"FAILED\",\"UNCERTAIN\"]}",
            ],
            await AttentionAsync(Person.Giulia));

        await ExecuteAsync("INSERT INTO refund (tenant_id, refund_id, payment_id, state, amount_minor, currency, reason, requested_by, requested_at) SELECT 1, gen_random_uuid(), payment_id, 'PENDING', 900, 'EUR', 'again', 'Giulia', now() FROM payment; UPDATE quote SET state = 'PAID'; UPDATE open_credit SET state = 'REFUNDED'; UPDATE sales_order SET disputed = false; UPDATE inbox SET state = 'DONE'; UPDATE outbox SET state = 'SENT'");
        Assert.Empty(await AttentionAsync(Person.Giulia));
    }

    [Fact]
    public void Every_kind_has_its_words()
    {
        foreach (var kind in new[] { "QUOTES_VIEWED_UNPAID", "QUOTES_EXPIRING", "OPEN_CREDITS", "DISPUTES", "REFUNDS_CAME_BACK", "WEBHOOKS_DEAD", "MAIL_UNCERTAIN" })
            Assert.All(Tessera.Domain.Explain.Texts.Languages, language => Assert.NotNull(Tessera.Domain.Explain.Texts.Of(language).Find("attention." + kind)));
    }

    private async Task<string[]> AttentionAsync(Person person)
    {
        using var client = fixture.Core.As(person);
        var (_, home) = await client.ReadAsync("/v1/home");
        return
        [
            .. home.GetProperty("attention").EnumerateArray()
                .Select(a => $"{a.Text("kind")} {a.Text("count")} [{string.Join(',', a.GetProperty("atStake").EnumerateArray().Select(m => $"{m.Text("minor")} {m.Text("currency")}"))}] {a.GetProperty("filter").GetRawText()}"),
        ];
    }

    private Task QuoteAsync(int number, Guid partner, string state, string validUntil, int gross) => ExecuteAsync($"""
        INSERT INTO quote (tenant_id, quote_id, number, version, row_version, state, payer, partner_id, buyer_name, currency, net_minor, vat_minor, gross_minor, valid_until, language, created_at, created_by, search)
        VALUES (1, '{Guid.CreateVersion7()}', '{number}', 1, 1, '{state}', 'PARTNER', '{partner}', 'Buyer', 'EUR', {gross}, 0, {gross}, '{validUntil}', 'en', now(), 'test', '')
        """);

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(fixture.Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
