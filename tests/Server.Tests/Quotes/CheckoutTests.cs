using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Server.Tests.Payments;
using Tessera.Server.Modules.Quotes.Pay;
using Tessera.TestKit;

namespace Server.Tests.Quotes;

/// <summary>From the quote to the provider and back: what is shown is what is charged, once (F11).</summary>
public sealed class CheckoutTests(PayWorld world) : IClassFixture<PayWorld>
{
    [Fact]
    public async Task What_the_quote_shows_is_what_the_order_holds_and_the_provider_is_asked_for()
    {
        var (quote, token) = await SentAsync(2);
        var (status, answer) = await AcceptAsync(token);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        var session = Session(answer);
        var gross = quote.GetProperty("gross").GetProperty("minor").GetInt64();
        Assert.Equal(gross, world.Stripe.Sessions.Single(s => s["id"]!.GetValue<string>() == session)["amount_total"]!.GetValue<long>());
        Assert.Equal($"{gross}", await world.TextAsync("SELECT gross_minor FROM sales_order WHERE quote_id = $1", Guid.Parse(quote.Text("id"))));
        Assert.Equal("CONFIRMING", (await AskAsync(token, "?back=true")).Body.Text("state"));
        Assert.Equal("VALID", (await AskAsync(token)).Body.Text("state"));

        await world.HearAsync(world.Stripe.Pay(session));
        var (_, page) = await AskAsync(token);
        Assert.Equal("PAID", page.Text("state"));
        var receipt = page.GetProperty("receipt");
        Assert.Equal((gross, "APPLIED"), (receipt.GetProperty("gross").GetProperty("minor").GetInt64(), receipt.GetProperty("lines")[0].Text("state")));
        Assert.Equal(quote.GetProperty("lines")[0].Text("to"), receipt.GetProperty("lines")[0].Text("to"));
        var (late, refused) = await AcceptAsync(token);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "QUOTE_PAID"), (late, refused.Text("code")));
        Assert.Equal("", await world.BrokenAsync());
    }

    [Fact]
    public async Task Pressed_ten_times_it_is_one_session()
    {
        var (quote, token) = await SentAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AcceptAsync(token)));
        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.OK, a.Body.ToString()));
        Assert.Single(answers.Select(a => a.Body.Text("url")).Distinct());
        Assert.Equal(1, await world.CountAsync("payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", Guid.Parse(quote.Text("id"))));
        Assert.Equal(1, await world.CountAsync("quote_event WHERE quote_id = $1 AND name = 'quote.accepted.v1'", Guid.Parse(quote.Text("id"))));
    }

    [Fact]
    public async Task A_partner_pays_its_own_quote_and_pressed_twice_it_is_the_same_session()
    {
        using var paolo = world.Core.As(Person.Paolo);
        var (_, quote) = await paolo.PostAsync("/v1/quotes/create", new { payer = "PARTNER", lines = new[] { new { keyId = await world.IssueAsync(), years = 1 } } });
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => paolo.PostAsync($"/v1/quotes/{quote.Text("id")}/pay", new { })));
        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.OK, a.Body.ToString()));
        Assert.Single(answers.Select(a => a.Body.Text("url")).Distinct());
        using var davide = world.Core.As(Person.Davide);
        var (sales, _) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/pay", new { });
        Assert.Equal(HttpStatusCode.Forbidden, sales);
        foreach (var elsewhere in new[] { "https://evil.example/", "http://localhost:8080.evil.example/x", "http://localhost:8080@evil.example/", "javascript:alert(1)", "/quotes" })
        {
            var (bad, problem) = await paolo.PostAsync($"/v1/quotes/{quote.Text("id")}/pay", new { returnTo = elsewhere });
            Assert.Equal((HttpStatusCode.BadRequest, "returnTo"), (bad, QuoteFixture.Problem(problem).Field));
        }
    }

    [Fact]
    public async Task A_customer_s_quote_is_not_paid_by_the_partner()
    {
        var (quote, _) = await SentAsync();
        using var paolo = world.Core.As(Person.Paolo);
        var (status, problem) = await paolo.PostAsync($"/v1/quotes/{quote.Text("id")}/pay", new { });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "INVALID_INPUT"), (status, problem.Text("code")));
    }

    /// <summary>Nobody waits for a round: the provider is told as soon as it is kept. A revoked link ends what was opened by it, not the order.</summary>
    [Theory]
    [InlineData("void", "CANCELLED")]
    [InlineData("revise", "CANCELLED")]
    [InlineData("decline", "CANCELLED")]
    [InlineData("revoke-link", "OPEN")]
    public async Task What_may_not_be_paid_any_more_ends_at_the_provider_at_once(string verb, string order)
    {
        var (quote, token) = await SentAsync();
        var (_, answer) = await AcceptAsync(token);
        var (other, untouched) = await SentAsync();
        var (_, open) = await AcceptAsync(untouched);
        using var davide = world.Core.As(Person.Davide);
        var (status, body) = verb switch
        {
            "decline" => await AskAsync(token, "/decline", new { reason = "no more" }),
            "void" => await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/void", new { reason = "no more" }),
            "revise" => await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/revise", new { lines = new[] { new { keyId = quote.GetProperty("lines")[0].Text("keyId"), years = 2 } } }),
            _ => await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/{verb}", new { }),
        };
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        for (var i = 0; i < 200 && await PaymentAsync(quote) != "EXPIRED"; i++) await Task.Delay(25);
        Assert.Equal(("EXPIRED", "OPEN"), (await PaymentAsync(quote), await PaymentAsync(other)));
        Assert.Equal(("expired", "open"), (world.Stripe.Read(Session(answer))["status"]!.GetValue<string>(), world.Stripe.Read(Session(open))["status"]!.GetValue<string>()));
        Assert.Equal(order, await world.TextAsync("SELECT state FROM sales_order WHERE quote_id = $1", Guid.Parse(quote.Text("id"))));
        Task<string> PaymentAsync(JsonElement of) => world.TextAsync("SELECT p.state FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", Guid.Parse(of.Text("id")));
    }

    /// <summary>OM-5: an offer that is made anew for a visitor who comes late ends the page that was opened for the old one.</summary>
    [Fact]
    public async Task An_offer_made_anew_ends_what_was_opened_for_the_old_one()
    {
        var (quote, token) = await SentAsync();
        var (_, answer) = await AcceptAsync(token);
        var then = world.Core.Clock.Now;
        try
        {
            world.Core.Clock.Now = then.AddDays(31);
            var (status, body) = await AskAsync(token, "/resend", new { });
            Assert.True(status == HttpStatusCode.OK, body.ToString());
            for (var i = 0; i < 200 && world.Stripe.Read(Session(answer))["status"]!.GetValue<string>() == "open"; i++) await Task.Delay(25);
            Assert.Equal("expired", world.Stripe.Read(Session(answer))["status"]!.GetValue<string>());
            Assert.Equal("CANCELLED", await world.TextAsync("SELECT state FROM sales_order WHERE quote_id = $1 AND quote_version = 1", Guid.Parse(quote.Text("id"))));
        }
        finally
        {
            world.Core.Clock.Now = then;
        }
    }

    /// <summary>The mail leads to the page, and the page in its last state is the receipt; a partner that pays is written to itself.</summary>
    [Fact]
    public async Task The_receipt_is_where_the_mail_says()
    {
        var (quote, token) = await SentAsync();
        var (_, answer) = await AcceptAsync(token);
        await world.HearAsync(world.Stripe.Pay(Session(answer)));
        var links = world.Services.GetRequiredService<PayLinks>();
        var mail = links.Fill(PayWorld.Allnet, await world.TextAsync("SELECT m.body ->> 'text' FROM outbox m JOIN sales_order o ON m.dedupe = 'receipt:' || o.order_id WHERE o.quote_id = $1", Guid.Parse(quote.Text("id"))));
        Assert.Contains("/pay/allnet." + token, mail, StringComparison.Ordinal);
        var number = (await AskAsync(token)).Body.GetProperty("receipt").Text("number");
        Assert.StartsWith("R-", number, StringComparison.Ordinal);
        Assert.Contains(number, mail, StringComparison.Ordinal);

        await world.ScalarAsync("UPDATE membership SET login = 'elena@brenta.example' WHERE object_id = $1", Person.Elena.Id);
        using var elena = world.Core.As(Person.Elena);
        var (_, own) = await elena.PostAsync("/v1/quotes/create", new { payer = "PARTNER", lines = new[] { new { keyId = await world.IssueAsync(), years = 1 } } });
        var (_, paid) = await elena.PostAsync($"/v1/quotes/{own.Text("id")}/pay", new { });
        await world.HearAsync(world.Stripe.Pay(Session(paid)));
        Assert.Equal(1, await world.CountAsync("outbox m JOIN sales_order o ON m.dedupe = 'receipt:' || o.order_id WHERE o.quote_id = $1 AND m.body ->> 'to' = 'elena@brenta.example' AND m.body ->> 'text' LIKE '%/billing/order_' || o.order_id || '%'", Guid.Parse(own.Text("id"))));
        Assert.Equal("", await world.BrokenAsync());
    }

    /// <summary>An open session pays for what was said when it was opened: revising and withdrawing end it.</summary>
    [Theory]
    [InlineData("revise")]
    [InlineData("void")]
    public async Task Revising_and_withdrawing_end_an_open_session(string verb)
    {
        var (quote, token) = await SentAsync();
        var (_, first) = await AcceptAsync(token);
        using var davide = world.Core.As(Person.Davide);
        var (status, body) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/{verb}", verb == "void" ? new { reason = "no more" } : new { lines = new[] { new { keyId = quote.GetProperty("lines")[0].Text("keyId"), years = 2 } } });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal("CANCELLED", await world.TextAsync("SELECT state FROM sales_order WHERE quote_id = $1 AND quote_version = 1", Guid.Parse(quote.Text("id"))));
        Assert.Equal(0, await world.CountAsync("sales_order WHERE quote_id = $1 AND state = 'OPEN'", Guid.Parse(quote.Text("id"))));
        if (verb == "void") return;
        var (again, second) = await AcceptAsync(token, 2);
        Assert.True(again == HttpStatusCode.OK, second.ToString());
        Assert.NotEqual(first.Text("url"), second.Text("url"));
    }

    [Fact]
    public async Task A_payment_on_its_way_holds_the_quote_as_it_is()
    {
        var (quote, token) = await SentAsync();
        var (_, answer) = await AcceptAsync(token);
        await world.HearAsync(world.Stripe.Begin(Session(answer)));
        Assert.Equal("PROCESSING", (await AskAsync(token, "/state")).Body.Text("state"));
        using var davide = world.Core.As(Person.Davide);
        var (status, problem) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/void", new { reason = "no more" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "QUOTE_PAYMENT_PENDING"), (status, problem.Text("code")));
        await world.HearAsync(world.Stripe.Fail(Session(answer)));
        var (_, failed) = await AskAsync(token);
        Assert.Equal("FAILED", failed.Text("state"));
        Assert.DoesNotContain("payment-failure", failed.GetProperty("failure").Text("text"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AcceptAsync(token)).Status);
    }

    [Fact]
    public async Task While_the_provider_is_away_nothing_is_lost()
    {
        var (quote, token) = await SentAsync();
        world.Stripe.IsDown = true;
        var (status, problem) = await AcceptAsync(token);
        world.Stripe.IsDown = false;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "PAYMENT_PROVIDER_UNAVAILABLE"), (status, problem.Text("code")));
        var (again, answer) = await AcceptAsync(token);
        Assert.True(again == HttpStatusCode.OK, answer.ToString());
        Assert.Equal(1, await world.CountAsync("payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", Guid.Parse(quote.Text("id"))));
    }

    /// <summary>The browser comes back to the page it left; what rests in the payment's row opens nothing.</summary>
    [Fact]
    public async Task The_provider_is_told_the_page_and_the_database_is_not()
    {
        var (quote, token) = await SentAsync();
        await AcceptAsync(token);
        Assert.Contains(Uri.EscapeDataString($"/pay/allnet.{token}?back=1"), world.Stripe.LastForm!, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(token, await world.TextAsync("SELECT return_to FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", Guid.Parse(quote.Text("id"))), StringComparison.Ordinal);
    }

    /// <summary>
    /// What opens the pay page rests in no row, whatever happened: shown to the seller, opened, declined, paid, run out, told by messages that hold
    /// it themselves, and found among the provider's events (decision 0011).
    /// </summary>
    [Fact]
    public async Task After_everything_that_becomes_of_a_link_no_table_holds_its_token()
    {
        var (quote, token) = await SentAsync();
        var session = Session((await AcceptAsync(token)).Body);
        await AskAsync(token, "/seen", new { });
        JsonObject[] told = [world.Stripe.Decline(session), world.Stripe.Pay(session)];
        Assert.Contains(told, t => t.ToJsonString().Contains(token, StringComparison.Ordinal));
        await world.HearAsync(told);
        Assert.Equal("PAID", (await AskAsync(token)).Body.Text("state"));

        var (_, lost) = await SentAsync();
        var other = Session((await AcceptAsync(lost)).Body);
        Assert.Contains(lost, world.Stripe.Expire(other).ToJsonString(), StringComparison.Ordinal);
        Assert.True(await world.Reconciler.SweepAsync(await world.TenantAsync(), TimeSpan.FromMinutes(30), default) >= 1);
        await world.SettleAsync();

        Assert.Equal(("", ""), (await HoldingAsync(token), await HoldingAsync(lost)));
        await using var superuser = Npgsql.NpgsqlDataSource.Create(world.Core.Database.Superuser);
        await superuser.CreateCommand($"UPDATE inbox SET note = '/pay/allnet.{token}' WHERE event_id = '{told[1]["id"]}'").ExecuteNonQueryAsync();
        Assert.Equal("inbox", await HoldingAsync(token));
        await superuser.CreateCommand($"UPDATE inbox SET note = NULL WHERE event_id = '{told[1]["id"]}'").ExecuteNonQueryAsync();
    }

    /// <summary>The tables in which some row holds the text.</summary>
    private async Task<string> HoldingAsync(string text)
    {
        var holding = new List<string>();
        foreach (var table in (await world.RowsAsync("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")).Split('\n'))
            if (await world.CountAsync($"{table} t WHERE t::text LIKE '%' || $1 || '%'", text) > 0) holding.Add(table.Replace("public.", "", StringComparison.Ordinal));
        return string.Join(", ", holding);
    }

    private static string Session(JsonElement answer) => answer.Text("url").Split('/')[^1];

    private async Task<(JsonElement Quote, string Token)> SentAsync(int keys = 1)
    {
        using var davide = world.Core.As(Person.Davide);
        var ids = new List<Guid>();
        for (var i = 0; i < keys; i++) ids.Add(await world.IssueAsync());
        var (made, quote) = await davide.PostAsync("/v1/quotes/create", new { payer = "CUSTOMER", lines = ids.Select(id => new { keyId = id, years = 1 }) });
        Assert.True(made == HttpStatusCode.OK, quote.ToString());
        var (sent, body) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/send", new { });
        Assert.True(sent == HttpStatusCode.OK, body.ToString());
        var (_, link) = await davide.PostAsync($"/v1/quotes/{quote.Text("id")}/link", new { });
        return (quote, link.Text("url")[(link.Text("url").LastIndexOf('.') + 1)..]);
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> AcceptAsync(string token, int version = 1) => AskAsync(token, "/accept", new { name = "Anna Rossi", version });

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string token, string path = "", object? body = null)
    {
        using var client = world.Core.CreateDefaultClient();
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, "/v1/allnet/pay" + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Tessera-Pay-Token", token);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
