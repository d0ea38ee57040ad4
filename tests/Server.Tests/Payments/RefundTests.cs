using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Server.Modules.Payments.Sessions;
using Tessera.TestKit;

namespace Server.Tests.Payments;

/// <summary>Money that goes back: asked for here, made at the provider, taken by a dispute; and open credits that an operator settles (OM-8).</summary>
public sealed class RefundTests(PayWorld world) : IClassFixture<PayWorld>
{
    private HttpClient Giulia => world.Core.As(Person.Giulia);

    [Fact]
    public async Task Part_of_an_applied_order_goes_back_once_with_a_credit_note_and_not_more_than_was_paid()
    {
        var (quote, order) = await PaidAsync();
        using var client = Giulia;
        var (_, dry) = await client.PostAsync($"/v1/orders/{order}/refund", new { amountMinor = 1_000, reason = "Agreed", dryRun = true });
        Assert.Equal("REQUESTED", dry.GetProperty("refunds")[0].Text("state"));
        Assert.Equal(0, await world.CountAsync("refund r JOIN payment p USING (tenant_id, payment_id) WHERE order_id = $1", order));
        var (status, asked) = await client.PostAsync($"/v1/orders/{order}/refund", new { amountMinor = 1_000, reason = "Agreed" }, "refund-once-" + order);
        await client.PostAsync($"/v1/orders/{order}/refund", new { amountMinor = 1_000, reason = "Agreed" }, "refund-once-" + order);
        Assert.True(status == HttpStatusCode.OK, asked.ToString());
        await SentAsync(order, 1);
        await world.HearAsync([.. world.Stripe.Events.Where(e => e["type"]!.GetValue<string>() == "refund.created")]);
        var (_, view) = await client.ReadAsync($"/v1/orders/{order}");
        Assert.Equal((1_000, "SUCCEEDED", "FULFILLED"), (view.GetProperty("refunded").GetProperty("minor").GetInt32(), view.GetProperty("refunds")[0].Text("state"), view.Text("state")));
        Assert.Contains(view.GetProperty("documents").EnumerateArray(), d => d.Text("kind") == "CREDIT_NOTE");
        Assert.Equal(
            await world.TextAsync("SELECT body ->> 'number' FROM document WHERE order_id = $1 AND kind = 'INVOICE'", order),
            await world.TextAsync("SELECT body ->> 'corrects' FROM document WHERE order_id = $1 AND kind = 'CREDIT_NOTE'", order));
        Assert.Equal(1, await world.CountAsync("outbox WHERE dedupe LIKE 'refund:%' AND body ->> 'subject' LIKE '%' || $1 || '%'", view.Text("number")));

        var left = quote.Document.GrossMinor - 1_000;
        Assert.Equal("REFUND_TOO_LARGE", (await client.PostAsync($"/v1/orders/{order}/refund", new { amountMinor = left + 1, reason = "More" })).Body.Text("code"));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/orders/{order}/refund", new { amountMinor = left, reason = "The rest" })).Status);
        await SentAsync(order, 2);
        Assert.Equal(2, (await world.KeyAsync(quote.Keys[0])).Version);
        await world.HoldsAsync();
    }

    [Theory]
    [InlineData("{\"amountMinor\":0,\"reason\":\"x\"}")]
    [InlineData("{\"amountMinor\":-5,\"reason\":\"x\"}")]
    [InlineData("{\"amountMinor\":9223372036854775807,\"reason\":\"x\"}")]
    [InlineData("{\"amountMinor\":1e30,\"reason\":\"x\"}")]
    [InlineData("{\"amountMinor\":100,\"reason\":\"  \"}")]
    [InlineData("{\"amountMinor\":100}")]
    public async Task Amounts_and_reasons_that_are_none_are_refused(string body)
    {
        var (_, order) = await PaidAsync();
        using var client = Giulia;
        var answer = await client.PostAsync($"/v1/orders/{order}/refund", new StringContent(body, null, "application/json"));
        Assert.True((int)answer.StatusCode is 400 or 422, await answer.Content.ReadAsStringAsync());
        Assert.Equal(0, await world.CountAsync("refund r JOIN payment p USING (tenant_id, payment_id) WHERE order_id = $1", order));
    }

    [Fact]
    public async Task Ten_refunds_at_once_never_send_back_more_than_was_paid()
    {
        var (quote, order) = await PaidAsync();
        var third = quote.Document.GrossMinor / 3;
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var client = Giulia;
            return (await client.PostAsync($"/v1/orders/{order}/refund", new { amountMinor = third, reason = "Race" })).Status;
        }));
        Assert.Equal(3, answers.Count(a => a == HttpStatusCode.OK));
        await SentAsync(order, 3);
        Assert.Equal((third * 3).ToString(System.Globalization.CultureInfo.InvariantCulture), await world.TextAsync("SELECT sum(refunded_minor) FROM payment WHERE order_id = $1", order));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task An_open_credit_is_sent_back_and_settled_by_it()
    {
        var (quote, credit) = await CreditAsync();
        using var client = Giulia;
        var (_, dry) = await client.PostAsync($"/v1/credits/{credit}/settle", new { how = "REFUND", reason = "Not wanted", dryRun = true });
        Assert.Equal("REFUNDING", dry.Text("state"));
        var both = await Task.WhenAll(client.PostAsync($"/v1/credits/{credit}/settle", new { how = "REFUND", reason = "Not wanted" }), client.PostAsync($"/v1/credits/{credit}/settle", new { how = "REFUND", reason = "Not wanted" }));
        Assert.Single(both, a => a.Status == HttpStatusCode.OK);
        Assert.Single(both, a => a.Status == HttpStatusCode.UnprocessableEntity && a.Body.Text("code") == "CREDIT_NOT_OPEN");
        await SettledAsync(quote, "REFUNDED");
        var payment = await world.TextAsync("SELECT payment_id FROM open_credit WHERE credit_id = $1", credit);
        Assert.Equal(quote.Document.GrossMinor, world.Stripe.Refunds.Where(r => r["metadata"]!["payment"]?.GetValue<string>() == payment).Sum(r => r["amount"]!.GetValue<long>()));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task An_open_credit_is_applied_in_spite_of_the_change_or_sent_back_never_both()
    {
        for (var round = 0; round < 6; round++)
        {
            var (quote, credit) = await CreditAsync();
            using var client = Giulia;
            var before = (await world.KeyAsync(quote.Keys[0])).Version;
            var both = await Task.WhenAll(
                client.PostAsync($"/v1/credits/{credit}/settle", new { how = "RETRY", reason = "The customer wants two years" }), client.PostAsync($"/v1/credits/{credit}/settle", new { how = "REFUND", reason = "Not wanted" }));
            Assert.Single(both, a => a.Status == HttpStatusCode.OK);
            await SettledAsync(quote, both[0].Status == HttpStatusCode.OK ? "APPLIED" : "REFUNDED");
            Assert.Equal(both[0].Status == HttpStatusCode.OK ? before + 1 : before, (await world.KeyAsync(quote.Keys[0])).Version);
            Assert.Equal(both[0].Status == HttpStatusCode.OK ? "FULFILLED" : "ATTENTION", await world.OrderStateAsync(quote));
        }

        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_refund_the_provider_refuses_opens_the_credit_again()
    {
        var (quote, credit) = await CreditAsync();
        world.Stripe.Refuse = true;
        using var client = Giulia;
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/credits/{credit}/settle", new { how = "REFUND", reason = "Not wanted" })).Status);
        for (var i = 0; i < 200 && await world.CountAsync("refund WHERE credit_id = $1 AND state = 'FAILED'", credit) == 0; i++) await Task.Delay(25);
        world.Stripe.Refuse = false;
        Assert.EndsWith("OPEN", await world.CreditsAsync(quote), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/v1/credits/{credit}/settle", new { how = "REFUND", reason = "Again" })).Status);
        await SettledAsync(quote, "REFUNDED");
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_refund_made_at_the_provider_takes_open_credits_first_and_one_that_comes_back_opens_them_again()
    {
        var (quote, _) = await CreditAsync();
        var session = await world.TextAsync("SELECT session_id FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE quote_id = $1", quote.Id);
        var told = world.Stripe.RefundOutside(session, quote.Document.GrossMinor);
        await world.HearAsync(told);
        Assert.EndsWith("REFUNDED", await world.CreditsAsync(quote), StringComparison.Ordinal);
        await world.HoldsAsync();
        await world.HearAsync(world.Stripe.MoveRefund(told["data"]!["object"]!["id"]!.GetValue<string>(), "failed"));
        Assert.EndsWith("OPEN", await world.CreditsAsync(quote), StringComparison.Ordinal);
        await world.HoldsAsync();
    }

    /// <summary>OM-11: neither the credit note nor its posting is touched; an invoice and a posting of their own take them back, once.</summary>
    [Fact]
    public async Task A_refund_that_fails_after_its_credit_note_is_taken_back_by_an_invoice_and_a_posting()
    {
        var (quote, order) = await PaidAsync();
        using var client = Giulia;
        await client.PostAsync($"/v1/orders/{order}/refund", new { amountMinor = 1_234, reason = "Agreed" });
        await SentAsync(order, 1);
        var refund = await world.TextAsync("SELECT provider_id FROM refund r JOIN payment p USING (tenant_id, payment_id) WHERE order_id = $1", order);
        var before = await world.RowsAsync("SELECT kind, number, body::text FROM document WHERE order_id = $1 ORDER BY at, kind", order);
        var failed = world.Stripe.MoveRefund(refund, "failed");
        await world.HearAsync(failed, failed);
        await world.HearAsync(world.Stripe.MoveRefund(refund, "failed"));

        var after = await world.RowsAsync("SELECT kind, number, body::text FROM document WHERE order_id = $1 AND reference NOT LIKE 'refund-undone:%' ORDER BY at, kind", order);
        Assert.Equal(before, after);
        var number = await world.TextAsync("SELECT body ->> 'number' FROM document WHERE order_id = $1 AND kind = 'CREDIT_NOTE'", order);
        Assert.Equal($"INVOICE · 1234 · 1234 · Annulla la nota di credito {number}: il rimborso non è andato a buon fine.", await world.RowsAsync(
            "SELECT kind, gross_minor, body -> 'gross' ->> 'minor', body ->> 'note' FROM document WHERE order_id = $1 AND reference LIKE 'refund-undone:%'", order));
        Assert.Equal("APPLIED · -1234\nREFUNDED · 1234", await world.RowsAsync(
            "SELECT account, amount_minor FROM ledger_posting JOIN ledger_transaction t USING (tenant_id, transaction_id) WHERE order_id = $1 AND t.reference LIKE 'refund-undone:%' ORDER BY account", order));
        var (_, view) = await client.ReadAsync($"/v1/orders/{order}");
        Assert.Equal(1, await world.CountAsync("outbox m JOIN refund r ON m.dedupe = 'refund-undone:' || r.refund_id JOIN payment p ON p.payment_id = r.payment_id WHERE p.order_id = $1 AND m.body ->> 'to' = 'anna@rossi.example'", order));
        Assert.True(await CameBackAsync(client, order));
        Assert.Equal((0, "ATTENTION"), (view.GetProperty("refunded").GetProperty("minor").GetInt32(), view.Text("state")));
        Assert.Equal(quote.Document.GrossMinor, view.GetProperty("documents").EnumerateArray().Where(d => d.Text("kind") != "RECEIPT").Sum(d => (d.Text("kind") == "CREDIT_NOTE" ? -1 : 1) * d.GetProperty("gross").GetProperty("minor").GetInt64()));
        await client.PostAsync($"/v1/orders/{order}/refund", new { amountMinor = 1_234, reason = "To another account" });
        Assert.False(await CameBackAsync(client, order));
        await world.HoldsAsync();
    }

    private static async Task<bool> CameBackAsync(HttpClient client, Guid order) =>
        (await client.ReadAsync("/v1/orders?first=100&refundCameBack=true")).Body.GetProperty("items").EnumerateArray().Any(o => o.Text("id") == order.ToString());

    [Fact]
    public async Task A_dispute_is_seen_while_it_is_open_forgotten_when_won_and_takes_the_money_when_lost()
    {
        var (quote, order) = await PaidAsync();
        var session = await world.TextAsync("SELECT session_id FROM payment WHERE order_id = $1", order);
        var opened = world.Stripe.Dispute(session, "needs_response", "created");
        await world.HearAsync(opened);
        using var client = Giulia;
        Assert.Contains((await client.ReadAsync("/v1/orders?first=50&disputed=true")).Body.GetProperty("items").EnumerateArray(), o => o.Text("id") == order.ToString());
        var id = opened["data"]!["object"]!["id"]!.GetValue<string>();
        await world.HearAsync(world.Stripe.Dispute(session, "won", "closed", id));
        Assert.DoesNotContain((await client.ReadAsync("/v1/orders?first=50&disputed=true")).Body.GetProperty("items").EnumerateArray(), o => o.Text("id") == order.ToString());
        await world.HoldsAsync();

        var (lostQuote, lost) = await PaidAsync();
        var second = await world.TextAsync("SELECT session_id FROM payment WHERE order_id = $1", lost);
        var told = world.Stripe.Dispute(second, "lost", "closed");
        await world.HearAsync(told, told);
        var (_, view) = await client.ReadAsync($"/v1/orders/{lost}");
        Assert.Equal((true, lostQuote.Document.GrossMinor, "LOST"), (view.GetProperty("disputed").GetBoolean(), view.GetProperty("refunded").GetProperty("minor").GetInt64(), view.GetProperty("payments")[0].Text("dispute")));
        await world.HoldsAsync();
    }

    private async Task<(TestQuote Quote, Guid Order)> PaidAsync()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(session));
        return (quote, Guid.Parse(await world.TextAsync("SELECT order_id FROM sales_order WHERE quote_id = $1", quote.Id)));
    }

    /// <summary>Paid for a key that an operator renewed meanwhile.</summary>
    private async Task<(TestQuote Quote, Guid Credit)> CreditAsync()
    {
        var (quote, session) = await world.OpenedAsync();
        using var client = Giulia;
        await client.PostAsync($"/v1/keys/{quote.Keys[0]}/renew", new { years = 1 });
        await world.HearAsync(world.Stripe.Pay(session));
        var (_, list) = await client.ReadAsync("/v1/credits?first=100");
        var credit = list.GetProperty("items").EnumerateArray().Single(c => c.GetProperty("key") is { ValueKind: JsonValueKind.Object } key && key.Text("id") == quote.Keys[0].ToString());
        Assert.Equal(("LINE_REFUSED", "RENEWED_MEANWHILE"), (credit.Text("cause"), credit.GetProperty("refusal").Text("code")));
        Assert.DoesNotContain("{", credit.GetProperty("refusal").Text("message"), StringComparison.Ordinal);
        return (quote, Guid.Parse(credit.Text("id")));
    }

    private async Task SentAsync(Guid order, int count)
    {
        for (var i = 0; i < 200 && await Done() < count; i++)
        {
            await world.Services.GetRequiredService<RefundDesk>().SendAsync(await world.TenantAsync(), default);
            await Task.Delay(25);
        }

        Assert.Equal(count, await Done());
        Task<long> Done() => world.CountAsync("refund r JOIN payment p USING (tenant_id, payment_id) WHERE order_id = $1 AND r.state = 'SUCCEEDED'", order);
    }

    private async Task SettledAsync(TestQuote quote, string state)
    {
        for (var i = 0; i < 200 && !(await world.CreditsAsync(quote)).EndsWith(state, StringComparison.Ordinal); i++) await Task.Delay(25);
        Assert.EndsWith(state, await world.CreditsAsync(quote), StringComparison.Ordinal);
    }
}
