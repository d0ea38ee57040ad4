using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Payments.Contracts;
using Tessera.Server.Modules.Payments.Inbox;
using Tessera.Server.Modules.Payments.Sessions;
using Tessera.Server.Modules.Payments.Stripe;
using Tessera.TestKit;

namespace Server.Tests.Payments;

/// <summary>A quote as a test put it there.</summary>
internal sealed record TestQuote(Guid Id, string Number, QuoteDocument Document, Guid[] Keys);

/// <summary>
/// The real core over a real database as the restricted role, with a payment provider of its own. Quotes are priced by the domain and put into
/// their tables; everything after that goes the way it goes in earnest.
/// </summary>
public sealed class PayWorld : IAsyncLifetime
{
    public const int Allnet = 1;
    private int _quotes;

    internal CoreHost Core { get; private set; } = null!;

    internal FakeStripe Stripe { get; private set; } = null!;

    internal TestClock Clock { get; } = TestClock.OnDemoDay();

    internal IServiceProvider Services => Core.Services;

    private TenantDb Db => Services.GetRequiredService<TenantDb>();

    public async ValueTask InitializeAsync()
    {
        Stripe = await FakeStripe.StartAsync(Clock);
        Core = new CoreHost(await SmallWorld.CreateAsync(), Clock, Settings());
        _ = Core.Services;
    }

    public async ValueTask DisposeAsync()
    {
        await Core.DisposeAsync();
        await Stripe.DisposeAsync();
    }

    internal Dictionary<string, string> Settings() => new()
    {
        ["STRIPE_URL"] = Stripe.Url,
        ["STRIPE_KEYS"] = "allnet=sk_test_allnet_sandbox;vcom=sk_test_vcom_sandbox",
        ["STRIPE_WEBHOOK_SECRETS"] = $"allnet={FakeStripe.Secret},{FakeStripe.OldSecret};vcom={FakeStripe.VcomSecret}",
        ["STRIPE_ATTEMPT_MS"] = "700",
        ["STRIPE_TOTAL_MS"] = "4000",
    };

    internal async Task<Tenant> TenantAsync(int id = Allnet) => await Services.GetRequiredService<Tenants>().GetAsync(id, default);

    /// <summary>A key that ends in two months.</summary>
    internal async Task<Guid> IssueAsync(string startsOn = "2026-01-25", string kind = "ANNUAL", int size = 16)
    {
        using var client = Core.As(Person.Giulia);
        var (status, key) = await client.PostAsync("/v1/keys/issue", new { customerId = SmallWorld.Rossi, partnerId = SmallWorld.Brenta, kind, edition = "PROFESSIONAL", size, startsOn });
        Assert.True(status == HttpStatusCode.OK, key.ToString());
        return Guid.Parse(key.Text("id"));
    }

    internal async Task<(int Version, DateOnly LastDay, string Status)> KeyAsync(Guid key)
    {
        using var client = Core.As(Person.Giulia);
        var (_, body) = await client.ReadAsync($"/v1/keys/{key}");
        return (body.GetProperty("version").GetInt32(), DateOnly.ParseExact(body.Text("lastDay"), "yyyy-MM-dd", CultureInfo.InvariantCulture), body.Text("status"));
    }

    internal async Task<TestQuote> QuoteAsync(IReadOnlyList<Guid> keys, int years = 1, Payer payer = Payer.Customer)
    {
        var (_, book) = await Services.GetRequiredService<TenantRules>().OfAsync(Allnet, default);
        var tenant = await TenantAsync();
        var today = tenant.DayOf(Clock.Now);
        var lines = new List<LineRequest>();
        foreach (var key in keys)
        {
            var loaded = (await Db.FirstAsync(Allnet, LoadedKey.ById(Allnet, key, null), LoadedKey.Map, default))!;
            lines.Add(new LineRequest(loaded.Facts, loaded.Customer.Name, loaded.Customer.Education, years, loaded.Partner?.Level));
        }

        var buyer = payer == Payer.Customer ? new Buyer("Hotel Rossi Srl", "IT", null, false) : new Buyer("Brenta Telefonia Srl", "IT", SmallWorld.BrentaVatId, true);
        var priced = Pricing.Quote(new QuoteRequest([.. lines]), new PricingContext(book, today, payer, buyer));
        var document = priced.Document ?? throw new InvalidOperationException(string.Join(", ", priced.Refusals.Select(r => r.Code).Concat(priced.Lines.OfType<LineResult.Refused>().Select(l => l.Refusal.Code))));
        var id = Guid.CreateVersion7(Clock.Now);
        var number = "Q-" + Interlocked.Increment(ref _quotes).ToString("D5", CultureInfo.InvariantCulture);
        await Db.WriteAsync(Allnet, [
            Sql.Of("""
                INSERT INTO quote (tenant_id, quote_id, number, version, row_version, state, payer, partner_id, customer_id, buyer_name, currency, net_minor, vat_minor, gross_minor, valid_until, email, language,
                  created_at, created_by, sent_at, search)
                VALUES ($1, $2, $3, 1, 1, 'SENT', $4, $5, $6, $7, $8, $9, $10, $11, $12, 'anna@rossi.example', 'it', $13, 'test', $13, ''::tsvector)
                """, Allnet, id, number, payer == Payer.Customer ? "CUSTOMER" : "PARTNER", SmallWorld.Brenta, SmallWorld.Rossi, buyer.Name, document.Currency, document.NetMinor, document.VatMinor, document.GrossMinor,
                document.ValidUntil, Clock.Now),
            Sql.Of("INSERT INTO quote_version (tenant_id, quote_id, version, body, at, actor) VALUES ($1, $2, 1, $3, $4, 'test')", Allnet, id, Sql.Json(Encoding.UTF8.GetString(OrderJson.WriteDocument(document))), Clock.Now),
        ], default);
        return new TestQuote(id, number, document, [.. keys]);
    }

    internal Task<CheckoutAnswer> CheckoutAsync(TestQuote quote, int version = 1) =>
        Services.GetRequiredService<Checkout>().OpenAsync(new CheckoutRequest(Allnet, quote.Id, version, "https://pay.test/pay/allnet.token", "it", null), default);

    /// <summary>Opens the page; the provider's session.</summary>
    internal async Task<string> OpenAsync(TestQuote quote)
    {
        var answer = await CheckoutAsync(quote);
        Assert.True(answer.Url is not null, answer.ToString());
        return answer.Url.Split('/')[^1];
    }

    internal async Task<(TestQuote Quote, string Session)> OpenedAsync(int keys = 1, int years = 1)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < keys; i++) ids.Add(await IssueAsync());
        var quote = await QuoteAsync(ids, years);
        return (quote, await OpenAsync(quote));
    }

    /// <summary>Sends an event as the provider would, and answers what core said.</summary>
    internal async Task<HttpStatusCode> DeliverAsync(JsonObject told, string tenant = "allnet", string secret = FakeStripe.Secret) => await PostAsync(told.ToJsonString(), tenant, Header(told.ToJsonString(), secret));

    internal async Task<HttpStatusCode> PostAsync(string body, string tenant, string? header)
    {
        using var client = Core.CreateDefaultClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/{tenant}/stripe") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (header is not null) request.Headers.TryAddWithoutValidation(StripeSignature.Header, header);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    internal string Header(string body, string secret, int offset = 0, string scheme = "v1")
    {
        var t = Clock.Now.ToUnixTimeSeconds() + offset;
        return $"t={t},{scheme}={Convert.ToHexStringLower(StripeSignature.Sign(secret, t, Encoding.UTF8.GetBytes(body)))}";
    }

    /// <summary>Delivers, and waits until what was delivered has been worked on.</summary>
    internal async Task HearAsync(params IReadOnlyList<JsonObject> events)
    {
        foreach (var told in events) Assert.Equal(HttpStatusCode.OK, await DeliverAsync(told));
        await SettleAsync();
    }

    /// <summary>Until nobody works on an event any more; those that wait keep waiting unless they were woken.</summary>
    internal async Task SettleAsync()
    {
        for (var i = 0; i < 400; i++)
        {
            await Services.GetRequiredService<InboxWorker>().RoundAsync(Allnet, default);
            if (await CountAsync("inbox WHERE state = 'NEW' OR (state = 'WAITING' AND claimed_until > clock_timestamp())") + await CountAsync("sales_order WHERE state = 'PAID'") == 0) return;
            await Task.Delay(25);
        }

        Assert.Fail("The inbox does not come to rest: " + await RowsAsync("SELECT event_id, type, state, note FROM inbox WHERE state IN ('NEW', 'WAITING')"));
    }

    /// <summary>An hour later everything that waited is tried again.</summary>
    internal async Task LaterAsync(TimeSpan by)
    {
        Clock.Now += by;
        await SettleAsync();
    }

    internal Reconciler Reconciler => Services.GetRequiredService<Reconciler>();

    internal async Task<long> CountAsync(string of, params object[] values) => (long)(await ScalarAsync("SELECT count(*) FROM " + of, values))!;

    internal async Task<string> TextAsync(string sql, params object[] values) => Convert.ToString(await ScalarAsync(sql, values), CultureInfo.InvariantCulture) ?? "";

    internal async Task<object?> ScalarAsync(string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        return await command.ExecuteScalarAsync();
    }

    internal async Task<string> RowsAsync(string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(string.Join(" · ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "–" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return string.Join("\n", rows);
    }

    /// <summary>Every statement of tests/invariants.sql: the money equation, the bijection of payments and renewals, and the rest.</summary>
    internal async Task HoldsAsync()
    {
        Assert.Equal("", await BrokenAsync());
        using var client = Core.As(Person.Giulia);
        var (status, check) = await client.ReadAsync("/v1/ledger/check");
        Assert.True(status == HttpStatusCode.OK && check.GetProperty("balanced").GetBoolean(), check.ToString());
    }

    internal async Task<string> BrokenAsync()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/invariants.sql"));
        var broken = new List<string>();
        foreach (var part in script.Split("\n\n"))
        {
            var name = part.Split('\n').LastOrDefault(l => l.StartsWith("-- I", StringComparison.Ordinal));
            if (name is null || !part.TrimEnd().EndsWith(';')) continue;
            if (await RowsAsync(part) is { Length: > 0 } rows) broken.Add($"{name}: {rows}");
        }

        return string.Join("\n", broken);
    }

    internal Task<string> OrderStateAsync(TestQuote quote) => TextAsync("SELECT state FROM sales_order WHERE quote_id = $1", quote.Id);

    internal Task<string> LinesAsync(TestQuote quote) => RowsAsync("SELECT l.state, l.refusal FROM order_line l JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1 ORDER BY line", quote.Id);

    internal Task<string> CreditsAsync(TestQuote quote) => RowsAsync("SELECT c.cause, c.amount_minor, c.state FROM open_credit c JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1 ORDER BY credit_id", quote.Id);
}
