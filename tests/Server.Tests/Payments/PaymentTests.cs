using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Domain.Orders;
using Tessera.Server.Modules.Payments.Contracts;
using Tessera.TestKit;

namespace Server.Tests.Payments;

/// <summary>From the page where one pays to the renewed key, and every way in which money and key can miss each other (OM-7, OM-8, PROOFS.md F7, F10, F11).</summary>
public sealed class PaymentTests(PayWorld world) : IClassFixture<PayWorld>
{
    [Fact]
    public async Task A_paid_session_renews_each_key_once_and_leaves_invoice_receipt_mail_and_a_balanced_ledger()
    {
        var (quote, session) = await world.OpenedAsync(keys: 3, years: 2);
        var before = await Task.WhenAll(quote.Keys.Select(world.KeyAsync));
        await world.HearAsync(world.Stripe.Pay(session));
        foreach (var (key, was) in quote.Keys.Zip(before))
        {
            var now = await world.KeyAsync(key);
            Assert.Equal((was.Version + 1, was.LastDay.AddDays(730)), (now.Version, now.LastDay));
        }

        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        Assert.Equal("PAID", await world.TextAsync("SELECT state FROM quote WHERE quote_id = $1", quote.Id));
        Assert.Equal("INVOICE · RECEIPT", string.Join(" · ", (await world.RowsAsync("SELECT d.kind FROM document d JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1 ORDER BY 1", quote.Id)).Split('\n')));
        Assert.Equal(1, await world.CountAsync("outbox m JOIN sales_order o ON m.dedupe = 'receipt:' || o.order_id WHERE o.quote_id = $1 AND m.body ->> 'to' = 'anna@rossi.example'", quote.Id));
        Assert.Equal(1, await world.CountAsync("quote_event WHERE quote_id = $1 AND name = 'quote.paid.v1'", quote.Id));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task What_the_quote_shows_is_what_the_provider_is_asked_to_take_and_nothing_of_a_card_is_near_us()
    {
        var (quote, session) = await world.OpenedAsync();
        var opened = world.Stripe.Read(session);
        Assert.Equal((quote.Document.GrossMinor, "eur"), (opened["amount_total"]!.GetValue<long>(), opened["currency"]!.GetValue<string>()));
        Assert.Equal("https://pay.test/pay/allnet.token?back=1", opened["success_url"]!.GetValue<string>());
        Assert.Equal("2025-09-30.clover", world.Stripe.LastVersion);
        Assert.DoesNotContain("card", world.Stripe.LastForm!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_double_click_two_tabs_and_the_back_button_open_one_session()
    {
        var quote = await world.QuoteAsync([await world.IssueAsync()]);
        var before = world.Stripe.Sessions.Count;
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => world.CheckoutAsync(quote)));
        Assert.Single(answers.Select(a => a.Url).Distinct());
        Assert.NotNull(answers[0].Url);
        Assert.Equal(before + 1, world.Stripe.Sessions.Count);
        Assert.Equal(1, await world.CountAsync("payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", quote.Id));
    }

    [Fact]
    public async Task A_session_that_ran_out_is_opened_again()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Expire(session));
        var second = await world.OpenAsync(quote);
        Assert.NotEqual(session, second);
        await world.HearAsync(world.Stripe.Pay(second));
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_declined_card_is_remembered_and_another_one_pays()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Decline(session));
        Assert.Equal("OPEN · insufficient_funds", await world.RowsAsync("SELECT p.state, p.failure FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", quote.Id));
        Assert.Equal(session, await world.OpenAsync(quote));
        await world.HearAsync(world.Stripe.Pay(session));
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_delayed_method_renews_when_it_succeeds_and_not_before()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Begin(session));
        Assert.Equal("PROCESSING", await world.OrderStateAsync(quote));
        Assert.Equal(1, (await world.KeyAsync(quote.Keys[0])).Version);
        Assert.StartsWith("https://pay.test/", (await world.CheckoutAsync(quote)).Url, StringComparison.Ordinal);
        await world.HearAsync(world.Stripe.Succeed(session));
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        Assert.Equal(2, (await world.KeyAsync(quote.Keys[0])).Version);
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_delayed_method_that_fails_leaves_the_order_open_for_another_try()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Begin(session), world.Stripe.Fail(session));
        Assert.Equal("OPEN", await world.OrderStateAsync(quote));
        var second = await world.OpenAsync(quote);
        await world.HearAsync(world.Stripe.Pay(second));
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task Whoever_accepted_is_written_to_once_when_a_payment_fails_for_good_and_not_when_a_card_is_declined()
    {
        var (quote, session) = await world.OpenedAsync();
        var declined = world.Stripe.Decline(session);
        await world.HearAsync(declined, declined);
        Assert.Equal(0, await MailsAsync());
        var (began, failed) = (world.Stripe.Begin(session), world.Stripe.Fail(session));
        await world.HearAsync(began, failed, failed);
        await world.Reconciler.AskAsync(await world.TenantAsync(), default);
        Assert.Equal(1, await MailsAsync());
        Assert.Equal("https://pay.test/pay/allnet.token", await world.TextAsync("SELECT (regexp_match(body ->> 'text', 'https://pay.test/\\S+'))[1] FROM outbox WHERE dedupe LIKE 'payment-failed:%' AND body ->> 'subject' LIKE '%' || $1 || '%'", quote.Number));

        var again = await world.OpenAsync(quote);
        await world.HearAsync(world.Stripe.Begin(again), world.Stripe.Fail(again));
        Assert.Equal(2, await MailsAsync());
        Task<long> MailsAsync() => world.CountAsync("outbox WHERE dedupe LIKE 'payment-failed:%' AND body ->> 'to' = 'anna@rossi.example' AND body ->> 'subject' LIKE '%' || $1 || '%'", quote.Number);
    }

    [Fact]
    public async Task A_session_the_provider_would_not_open_and_a_cancelled_order_send_nobody_to_try_again()
    {
        var refused = await world.QuoteAsync([await world.IssueAsync()]);
        world.Stripe.Refuse = true;
        Assert.Null((await world.CheckoutAsync(refused)).Url);
        world.Stripe.Refuse = false;
        var (cancelled, session) = await world.OpenedAsync();
        var told = world.Stripe.Begin(session);
        await world.ScalarAsync("UPDATE sales_order SET state = 'CANCELLED' WHERE quote_id = $1", cancelled.Id);
        await world.HearAsync(told, world.Stripe.Fail(session));
        Assert.Equal(2, await world.CountAsync("payment p JOIN sales_order o USING (tenant_id, order_id) WHERE p.state = 'FAILED' AND o.quote_id IN ($1, $2)", refused.Id, cancelled.Id));
        Assert.Equal(0, await world.CountAsync("outbox m JOIN payment p ON m.dedupe = 'payment-failed:' || p.payment_id JOIN sales_order o ON o.order_id = p.order_id WHERE o.quote_id IN ($1, $2)", refused.Id, cancelled.Id));
    }

    /// <summary>Paid half a minute before midnight, told or found after it: the day, the moment and the charge are the payment's own.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_payment_is_the_same_whether_it_was_told_or_found(bool delayed)
    {
        var day = world.Clock.Now;
        world.Clock.Now = new DateTimeOffset(2026, 11, 25, 22, 59, 30, TimeSpan.Zero);
        try
        {
            var ((told, first), (found, second)) = (await world.OpenedAsync(), await world.OpenedAsync());
            List<JsonObject> begun = delayed ? [world.Stripe.Begin(first), world.Stripe.Begin(second)] : [];
            foreach (var one in begun) await world.DeliverAsync(one);
            await world.SettleAsync();
            if (!delayed) world.Stripe.Pay(second);
            var message = delayed ? null : world.Stripe.Pay(first);
            world.Clock.Now += delayed ? TimeSpan.FromDays(6) : TimeSpan.FromMinutes(4);
            if (delayed) world.Stripe.Succeed(second);
            message ??= world.Stripe.Succeed(first);
            message["created"] = world.Clock.Now.ToUnixTimeSeconds();
            await world.HearAsync(message);
            await world.Reconciler.AskAsync(await world.TenantAsync(), default);
            var rows = (await RowAsync(told), await RowAsync(found));
            Assert.Equal(rows.Item1, rows.Item2);
            Assert.StartsWith("PAID · 2026-11-25 22:59:30+00 · true · 2026-11-25 · 2026-11-25 · ", rows.Item1, StringComparison.Ordinal);
            await world.HoldsAsync();
        }
        finally
        {
            world.Clock.Now = day;
        }

        Task<string> RowAsync(TestQuote quote) => world.RowsAsync("""
            SELECT p.state, p.paid_at::text, (p.charge_id LIKE 'ch_%')::text, (SELECT t.effective_on::text FROM ledger_transaction t WHERE t.reference = 'payment:' || p.payment_id),
              (SELECT e.body ->> 'paidOn' FROM order_line l JOIN key_event e USING (tenant_id, key_id) WHERE l.order_id = o.order_id AND e.version = l.key_version),
              o.state, o.paid_at = p.paid_at, p.failure, p.paid_minor, p.intent_id IS NULL, (SELECT string_agg(d.body ->> 'paidOn', ',') FROM document d WHERE d.order_id = o.order_id)
            FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1
            """, quote.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_the_provider_does_not_say_when_it_was_paid_the_message_s_own_moment_counts(bool stalls)
    {
        var (quote, session) = await world.OpenedAsync();
        var told = world.Stripe.Pay(session);
        world.Stripe.Fail([.. Enumerable.Repeat(stalls ? Fault.Stall : Fault.Reset, 50)]);
        await world.HearAsync(told);
        world.Stripe.Heal();
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        Assert.Equal("", await world.TextAsync("SELECT charge_id FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", quote.Id));
        await world.HoldsAsync();
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "nok")]
    public async Task Another_amount_or_currency_than_asked_for_is_an_open_credit_and_renews_nothing(long difference, string? currency)
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(session, quote.Document.GrossMinor + difference, currency));
        Assert.Equal(1, (await world.KeyAsync(quote.Keys[0])).Version);
        Assert.StartsWith("AMOUNT_DIFFERS", await world.CreditsAsync(quote), StringComparison.Ordinal);
        await world.HoldsAsync();
    }

    [Fact]
    public async Task Two_sessions_that_renew_one_key_are_one_renewal_and_one_open_credit_whoever_is_first()
    {
        for (var round = 0; round < 10; round++)
        {
            var key = await world.IssueAsync();
            var (one, two) = (await world.QuoteAsync([key]), await world.QuoteAsync([key]));
            var (first, second) = (await world.OpenAsync(one), await world.OpenAsync(two));
            var told = new[] { world.Stripe.Pay(first), world.Stripe.Pay(second) };
            await Task.WhenAll(told.Select(e => world.DeliverAsync(e)));
            await world.SettleAsync();
            Assert.Equal(2, (await world.KeyAsync(key)).Version);
            Assert.Equal(["ATTENTION", "FULFILLED"], new[] { await world.OrderStateAsync(one), await world.OrderStateAsync(two) }.Order());
            Assert.StartsWith("LINE_REFUSED", await world.CreditsAsync(one) + await world.CreditsAsync(two), StringComparison.Ordinal);
        }

        await world.HoldsAsync();
    }

    [Fact]
    public async Task One_order_paid_by_two_sessions_is_applied_once_and_the_other_money_is_open()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Expire(session));
        var second = await world.OpenAsync(quote);
        await world.HearAsync(world.Stripe.Pay(second), world.Stripe.Pay(session));
        Assert.Equal(2, (await world.KeyAsync(quote.Keys[0])).Version);
        Assert.Equal($"PAID_TWICE · {quote.Document.GrossMinor} · OPEN", await world.CreditsAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task Paid_for_a_key_that_was_closed_meanwhile_is_an_open_credit_and_the_other_line_is_applied()
    {
        var (quote, session) = await world.OpenedAsync(keys: 2);
        using var client = world.Core.As(Person.Giulia);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/keys/{quote.Keys[0]}/close", new { reason = "The customer left" })).Status);
        await world.HearAsync(world.Stripe.Pay(session));
        Assert.Equal("CREDITED · KEY_CLOSED\nAPPLIED · –", await world.LinesAsync(quote));
        Assert.Equal("ATTENTION", await world.OrderStateAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task Paid_three_days_late_for_a_key_that_moved_to_another_partner_renews_it_from_the_day_of_payment()
    {
        var (quote, session) = await world.OpenedAsync();
        var was = await world.KeyAsync(quote.Keys[0]);
        var told = world.Stripe.Pay(session);
        using var elena = world.Core.As(Person.Elena);
        using var camille = world.Core.As(Person.Camille);
        Assert.Equal(HttpStatusCode.OK, (await elena.PostAsync($"/v1/keys/{quote.Keys[0]}/propose-transfer", new { toPartnerVatId = SmallWorld.LaguneVatId })).Status);
        Assert.Equal(HttpStatusCode.OK, (await camille.PostAsync($"/v1/keys/{quote.Keys[0]}/accept-transfer", new { })).Status);
        world.Clock.Now += TimeSpan.FromDays(3);
        await world.HearAsync(told);
        Assert.Equal("APPLIED · –", await world.LinesAsync(quote));
        Assert.Equal(was.LastDay.AddDays(365), (await world.KeyAsync(quote.Keys[0])).LastDay);
        Assert.Equal("2026-11-21", await world.TextAsync("SELECT e.body ->> 'paidOn' FROM key_event e WHERE key_id = $1 AND name = 'key.renewed.v1'", quote.Keys[0]));
        world.Clock.Now -= TimeSpan.FromDays(3);
        await world.HoldsAsync();
    }

    [Fact]
    public async Task Paid_for_a_key_an_operator_renewed_meanwhile_is_an_open_credit()
    {
        var (quote, session) = await world.OpenedAsync();
        using var client = world.Core.As(Person.Giulia);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/keys/{quote.Keys[0]}/renew", new { years = 1 })).Status);
        await world.HearAsync(world.Stripe.Pay(session));
        Assert.Equal("CREDITED · RENEWED_MEANWHILE", await world.LinesAsync(quote));
        Assert.Equal(2, (await world.KeyAsync(quote.Keys[0])).Version);
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_cancelled_order_is_expired_at_the_provider_and_paid_all_the_same_becomes_an_open_credit()
    {
        var (quote, session) = await world.OpenedAsync();
        var checkout = world.Services.GetRequiredService<Checkout>();
        var (faster, faster2) = await world.OpenedAsync();
        var told = world.Stripe.Pay(faster2);
        await checkout.CancelAsync(PayWorld.Allnet, quote.Id, 1, default);
        await checkout.CancelAsync(PayWorld.Allnet, faster.Id, 1, default);
        Assert.Equal("expired", world.Stripe.Read(session)["status"]!.GetValue<string>());
        Assert.Equal("CANCELLED", await world.OrderStateAsync(quote));
        Assert.Equal("QUOTE_SUPERSEDED", RefusalOf(await world.CheckoutAsync(quote)));
        await world.HearAsync(told);
        Assert.StartsWith("ORDER_CANCELLED", await world.CreditsAsync(faster), StringComparison.Ordinal);
        Assert.Equal(1, (await world.KeyAsync(faster.Keys[0])).Version);
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_message_that_never_comes_is_found_by_asking_about_the_payment()
    {
        var (quote, session) = await world.OpenedAsync();
        world.Stripe.Pay(session);
        await world.Reconciler.AskAsync(await world.TenantAsync(), default);
        Assert.Equal("OPEN", await world.OrderStateAsync(quote));
        world.Clock.Now += TimeSpan.FromMinutes(2);
        await world.Reconciler.AskAsync(await world.TenantAsync(), default);
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_message_that_never_comes_is_found_among_the_providers_events_and_then_comes_late_without_effect()
    {
        var (quote, session) = await world.OpenedAsync();
        var told = world.Stripe.Pay(session);
        Assert.True(await world.Reconciler.SweepAsync(await world.TenantAsync(), TimeSpan.FromMinutes(30), default) >= 1);
        await world.SettleAsync();
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        await world.HearAsync(told);
        Assert.Equal(2, (await world.KeyAsync(quote.Keys[0])).Version);
        Assert.Equal(1, await world.CountAsync("inbox WHERE event_id = $1", told["id"]!.GetValue<string>()));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_paid_order_somebody_died_over_is_finished_by_the_next_round()
    {
        var (quote, session) = await world.OpenedAsync(keys: 2);
        await using (var superuser = Npgsql.NpgsqlDataSource.Create(world.Core.Database.Superuser))
        {
            await superuser.CreateCommand("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'died'; END $$; CREATE TRIGGER die BEFORE UPDATE ON order_line FOR EACH ROW EXECUTE FUNCTION die()").ExecuteNonQueryAsync();
            Assert.Equal(HttpStatusCode.OK, await world.DeliverAsync(world.Stripe.Pay(session)));
            for (var i = 0; i < 200 && await world.OrderStateAsync(quote) != "PAID"; i++) await Task.Delay(25);
            await Task.Delay(200);
            Assert.Equal("WAITING · –\nWAITING · –", await world.LinesAsync(quote));
            Assert.Equal("", await world.BrokenAsync());
            await superuser.CreateCommand("DROP TRIGGER die ON order_line; DROP FUNCTION die").ExecuteNonQueryAsync();
        }

        await world.Reconciler.FinishAsync(await world.TenantAsync(), default);
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_quote_that_is_void_expired_or_paid_opens_nothing()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(session));
        Assert.Equal("QUOTE_PAID", RefusalOf(await world.CheckoutAsync(quote)));
        var other = await world.QuoteAsync([await world.IssueAsync()]);
        Assert.Equal("QUOTE_SUPERSEDED", RefusalOf(await world.CheckoutAsync(other, version: 2)));
        world.Clock.Now += TimeSpan.FromDays(40);
        var expired = await world.CheckoutAsync(other);
        world.Clock.Now -= TimeSpan.FromDays(40);
        Assert.Equal("QUOTE_EXPIRED", RefusalOf(expired));
    }

    [Fact]
    public async Task The_partner_pays_the_partner_price_and_every_partner_sees_its_own_orders_only()
    {
        var key = await world.IssueAsync();
        var quote = await world.QuoteAsync([key], payer: Payer.Partner);
        await world.HearAsync(world.Stripe.Pay(await world.OpenAsync(quote)));
        using var elena = world.Core.As(Person.Elena);
        using var camille = world.Core.As(Person.Camille);
        var (status, list) = await elena.ReadAsync($"/v1/orders?first=5&keyId={key}");
        Assert.True(status == HttpStatusCode.OK && list.GetProperty("items").GetArrayLength() == 1, list.ToString());
        var id = list.GetProperty("items")[0].Text("id");
        var (_, order) = await elena.ReadAsync($"/v1/orders/{id}");
        Assert.Equal(("FULFILLED", "APPLIED"), (order.Text("state"), order.GetProperty("lines")[0].Text("state")));
        Assert.Equal(2, order.GetProperty("documents").GetArrayLength());
        var (_, document) = await elena.ReadAsync($"/v1/documents/{order.GetProperty("documents")[0].Text("id")}");
        Assert.Equal(quote.Document.GrossMinor, document.GetProperty("body").GetProperty("gross").GetProperty("minor").GetInt64());
        Assert.Equal(HttpStatusCode.NotFound, (await camille.ReadAsync($"/v1/orders/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await camille.ReadAsync($"/v1/documents/{order.GetProperty("documents")[0].Text("id")}")).Status);
        Assert.Equal(0, (await camille.ReadAsync("/v1/orders?first=5")).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await elena.ReadAsync($"/v1/orders?first=5&search={order.Text("number")}")).Body.GetProperty("items").GetArrayLength());
        await world.HoldsAsync();
    }

    private static string? RefusalOf(CheckoutAnswer answer) => answer.Refusal?.Code;
}
