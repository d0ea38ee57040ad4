using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.TestKit;

namespace Server.Tests.Quotes;

/// <summary>OM-1 … OM-6: what a quote shows, to whom, and what it refuses.</summary>
public sealed class CreateQuoteTests(QuoteFixture fixture) : IClassFixture<QuoteFixture>
{
    private static readonly string[] Figures = ["net", "vat", "gross", "vatTreatment", "validUntil", "pricedOn", "buyer", "seller", "lines", "ruleVersions", "payer", "version"];

    [Theory]
    [InlineData("CUSTOMER")]
    [InlineData("PARTNER")]
    public async Task A_dry_run_is_the_answer_itself_and_writes_nothing(string payer)
    {
        var keys = new[] { await fixture.KeyAsync(), await fixture.KeyAsync(new { kind = "PERPETUAL", size = 32 }) };
        using var davide = fixture.Core.As(Person.Davide);
        await davide.ReadAsync("/v1/me");
        var (dry, preview) = (HttpStatusCode.Unused, default(JsonElement));
        var tables = await TableReads.DuringAsync(fixture.Core, async () => (dry, preview) = await davide.PostAsync("/v1/quotes/create", With(QuoteFixture.Body(payer, 2, keys), "dryRun", true)));
        Assert.True(dry == HttpStatusCode.OK, preview.ToString());
        Assert.All(tables.Values, t => Assert.True(t.RowsWritten == 0, t.ToString()));
        Assert.Equal(JsonValueKind.Null, preview.GetProperty("id").ValueKind);
        Assert.Equal(JsonValueKind.Null, preview.GetProperty("number").ValueKind);

        var (real, quote) = await davide.PostAsync("/v1/quotes/create", QuoteFixture.Body(payer, 2, keys));
        Assert.True(real == HttpStatusCode.OK, quote.ToString());
        foreach (var figure in Figures) Assert.Equal(preview.GetProperty(figure).GetRawText(), quote.GetProperty(figure).GetRawText());
        Assert.Equal("DRAFT", quote.Text("state"));
        Assert.Matches("^Q-[0-9]{5}$", quote.Text("number"));
        Assert.Equal("2026-12-21", quote.Text("validUntil"));
        Assert.Equal((await fixture.ReadAsync(quote)).ToString(), quote.ToString());
    }

    [Fact]
    public async Task Sums_are_those_of_the_lines_and_every_amount_can_be_opened()
    {
        var quote = await fixture.QuoteAsync("CUSTOMER", null, await fixture.KeyAsync(), await fixture.KeyAsync(new { size = 32 }), await fixture.KeyAsync(new { kind = "PERPETUAL", size = 64 }));
        long Minor(JsonElement of, string name) => of.GetProperty(name).GetProperty("minor").GetInt64();
        var lines = quote.GetProperty("lines").EnumerateArray().ToArray();
        foreach (var name in new[] { "net", "vat", "gross" }) Assert.Equal(lines.Sum(l => Minor(l, name)), Minor(quote, name));
        Assert.Equal(Minor(quote, "gross"), Minor(quote, "net") + Minor(quote, "vat"));
        Assert.True(Minor(quote, "net") > 0);
        foreach (var line in lines)
        {
            var steps = line.GetProperty("steps").EnumerateArray().ToArray();
            Assert.All(steps, s => Assert.False(string.IsNullOrWhiteSpace(s.Text("text")) || s.Text("text").Contains('{', StringComparison.Ordinal) || s.Text("text").StartsWith("price.", StringComparison.Ordinal), s.ToString()));
            Assert.Equal(Minor(line, "net"), steps.Single(s => s.Text("kind") == "NET").GetProperty("amount").GetProperty("minor").GetInt64());
            Assert.Equal(Minor(line, "net") - Minor(line, "partnerNet"), Minor(line, "margin"));
            Assert.NotEqual(JsonValueKind.Null, line.GetProperty("maxExtensions").ValueKind);
        }

        Assert.NotEmpty(quote.GetProperty("ruleVersions").EnumerateArray());
    }

    [Fact]
    public async Task A_partner_pays_its_level_s_price_and_the_customer_the_end_user_s()
    {
        var key = await fixture.KeyAsync();
        var customer = await fixture.QuoteAsync("CUSTOMER", null, key);
        var partner = await fixture.QuoteAsync("PARTNER", null, key);
        long Net(JsonElement quote) => quote.GetProperty("net").GetProperty("minor").GetInt64();
        Assert.Equal(Net(partner), customer.GetProperty("lines")[0].GetProperty("partnerNet").GetProperty("minor").GetInt64());
        Assert.Equal(Net(customer) * 80 / 100, Net(partner));
        Assert.Equal("Brenta Telefonia Srl", partner.GetProperty("buyer").Text("name"));
        Assert.Equal("Officine Rossi Srl", customer.GetProperty("buyer").Text("name"));
        Assert.Equal("info@rossi.example", customer.Text("email"));
    }

    [Fact]
    public async Task Another_s_key_is_answered_like_one_that_never_was()
    {
        var own = await fixture.KeyAsync();
        var lagunes = await fixture.KeyAsync(new { partnerId = SmallWorld.Lagune });
        var vcoms = await fixture.KeyAsync(null, Person.Ingrid);
        using var davide = fixture.Core.As(Person.Davide);
        var answers = new List<string>();
        foreach (var id in new[] { Guid.CreateVersion7().ToString(), lagunes.Text("id"), vcoms.Text("id") })
        {
            foreach (var dryRun in new[] { true, false })
            {
                var (status, problem) = await davide.PostAsync("/v1/quotes/create", new { payer = "PARTNER", lines = new[] { new { keyId = own.Text("id"), years = 1 }, new { keyId = id, years = 1 } }, dryRun });
                Assert.Equal((HttpStatusCode.BadRequest, "lines[1].keyId"), (status, QuoteFixture.Problem(problem).Field));
                answers.Add(Problems.WithoutReference(problem));
            }
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_key_offered_to_a_partner_is_not_yet_its_to_quote()
    {
        var key = await fixture.KeyAsync();
        using var elena = fixture.Core.As(Person.Elena);
        await elena.PostAsync($"/v1/keys/{key.Text("id")}/propose-transfer", new { toPartnerVatId = SmallWorld.LaguneVatId });
        using var camille = fixture.Core.As(Person.Camille);
        var (seen, _) = await camille.ReadAsync($"/v1/keys/{key.Text("id")}");
        var (status, problem) = await camille.PostAsync("/v1/quotes/create", QuoteFixture.Body("PARTNER", 1, key));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest, "lines[0].keyId"), (seen, status, QuoteFixture.Problem(problem).Field));
    }

    [Theory]
    [InlineData("""{"payer":"CUSTOMER","lines":[]}""", 422, "QUOTE_EMPTY", "lines")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":0}]}""", 422, "YEARS_OUT_OF_RANGE", "lines[0].years")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":-1}]}""", 422, "YEARS_OUT_OF_RANGE", "lines[0].years")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":1000000}]}""", 422, "YEARS_OUT_OF_RANGE", "lines[0].years")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":99999999999}]}""", 400, "INVALID_INPUT", "lines[0].years")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":1.5}]}""", 400, "INVALID_INPUT", "lines[0].years")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":1},{"keyId":"{key}","years":1}]}""", 422, "KEY_TWICE", "lines[1].keyId")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":1,"netMinor":1}]}""", 400, "INVALID_INPUT", "lines[0].netMinor")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":1}],"gross":{"minor":1,"currency":"EUR"}}""", 400, "INVALID_INPUT", "gross")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":1}],"currency":"USD"}""", 400, "INVALID_INPUT", "currency")]
    [InlineData("""{"payer":"SOMEBODY","lines":[{"keyId":"{key}","years":1}]}""", 400, "INVALID_INPUT", "payer")]
    [InlineData("""{"payer":1,"lines":[{"keyId":"{key}","years":1}]}""", 400, "INVALID_INPUT", "payer")]
    [InlineData("""{"lines":[{"keyId":"{key}","years":1}]}""", 400, "INVALID_INPUT", "body")]
    [InlineData("""{"payer":"CUSTOMER","lines":[null]}""", 400, "INVALID_INPUT", "lines[0]")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":1}],"email":"a@b.example\r\nBcc: c@d.example"}""", 400, "INVALID_INPUT", "email")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":1}],"email":"a@b.example, c@d.example"}""", 400, "INVALID_INPUT", "email")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":1}],"language":"tlh"}""", 400, "INVALID_INPUT", "language")]
    [InlineData("""{"payer":"CUSTOMER","lines":[{"keyId":"{key}","years":1}],"poNumber":"a\u0000b"}""", 422, "INVALID_INPUT", "poNumber")]
    [InlineData("""[]""", 400, "INVALID_INPUT", "body")]
    [InlineData("""{"payer":""", 400, "INVALID_INPUT", "payer")]
    public async Task Bad_input_is_named_and_nothing_is_half_done(string json, int expected, string code, string field)
    {
        var key = await fixture.KeyAsync();
        var before = await fixture.CountAsync("SELECT count(*) FROM quote");
        using var davide = fixture.Core.As(Person.Davide);
        using var answer = await davide.PostAsync("/v1/quotes/create", new StringContent(json.Replace("{key}", key.Text("id"), StringComparison.Ordinal), null, "application/json"));
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.True((int)answer.StatusCode == expected, problem.ToString());
        Assert.Equal((code, field), QuoteFixture.Problem(problem));
        Assert.Equal(before, await fixture.CountAsync("SELECT count(*) FROM quote"));
    }

    [Fact]
    public async Task Two_hundred_and_one_lines_are_refused_unread()
    {
        using var davide = fixture.Core.As(Person.Davide);
        var (status, problem) = await davide.PostAsync("/v1/quotes/create", new { payer = "PARTNER", lines = Enumerable.Range(0, 201).Select(_ => new { keyId = Guid.CreateVersion7(), years = 1 }) });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, ("TOO_MANY_LINES", "lines")), (status, QuoteFixture.Problem(problem)));
    }

    /// <summary>Each key of a basket that cannot be renewed says why at its own line; the others keep their prices.</summary>
    [Fact]
    public async Task What_cannot_be_renewed_is_refused_line_by_line()
    {
        var good = await fixture.KeyAsync();
        var closed = await fixture.KeyAsync();
        using (var giulia = fixture.Core.As(Person.Giulia)) await giulia.PostAsync($"/v1/keys/{closed.Text("id")}/close", new { reason = "ended" });
        var trial = await fixture.KeyAsync(new { trial = true, edition = "ENTERPRISE" });
        using var registering = fixture.Core.As(Person.Davide);
        var (_, customer) = await registering.PostAsync("/v1/customers/register", new { name = "Bar Libero", country = "IT", email = "bar@libero.example" });
        var free = await fixture.KeyAsync(new { free = true, edition = "STANDARD", size = 4, customerId = customer.Text("id") });
        var lapsed = await fixture.KeyAsync(new { kind = "PERPETUAL", startsOn = "2024-01-01" });
        var (status, preview) = await registering.PostAsync("/v1/quotes/create", With(QuoteFixture.Body("PARTNER", 1, good, closed, trial, free, lapsed), "dryRun", true));
        Assert.True(status == HttpStatusCode.OK, preview.ToString());
        var codes = preview.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("refusal") is { ValueKind: JsonValueKind.Object } r ? r.Text("code") : "").ToArray();
        Assert.Equal(["", "KEY_CLOSED", "TRIAL_NOT_RENEWABLE", "FREE_NOT_RENEWABLE", "MAINTENANCE_WINDOW_CLOSED"], codes);
        Assert.Equal(preview.GetProperty("lines")[0].GetProperty("net").GetRawText(), preview.GetProperty("net").GetRawText());

        var (refused, problem) = await registering.PostAsync("/v1/quotes/create", QuoteFixture.Body("PARTNER", 1, good, closed, trial, free, lapsed));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused);
        Assert.Equal(["lines[1].keyId", "lines[2].keyId", "lines[3].keyId", "lines[4].keyId"], problem.GetProperty("fields").EnumerateArray().Select(f => f.Text("field")));
    }

    [Fact]
    public async Task One_customer_pays_for_itself_alone_and_one_partner_for_its_own()
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        var (_, other) = await giulia.PostAsync("/v1/customers/register", new { name = "Altra Srl", country = "IT", partnerId = SmallWorld.Brenta });
        var (mine, others, lagunes, nobodys) = (await fixture.KeyAsync(), await fixture.KeyAsync(new { customerId = other.Text("id") }), await fixture.KeyAsync(new { partnerId = SmallWorld.Lagune }), await fixture.KeyAsync(new { partnerId = (Guid?)null }));
        var (_, customers) = await giulia.PostAsync("/v1/quotes/create", QuoteFixture.Body("CUSTOMER", 1, mine, others));
        var (_, partners) = await giulia.PostAsync("/v1/quotes/create", QuoteFixture.Body("PARTNER", 1, mine, lagunes));
        var (_, without) = await giulia.PostAsync("/v1/quotes/create", QuoteFixture.Body("PARTNER", 1, nobodys));
        Assert.Equal(("QUOTE_ONE_CUSTOMER", "QUOTE_ONE_PARTNER", "QUOTE_ONE_PARTNER"), (customers.Text("code"), partners.Text("code"), without.Text("code")));
        var (status, both) = await giulia.PostAsync("/v1/quotes/create", QuoteFixture.Body("PARTNER", 1, mine, others));
        Assert.True(status == HttpStatusCode.OK, both.ToString());
        Assert.Equal(JsonValueKind.Null, both.GetProperty("customer").ValueKind);
        Assert.Equal(2, both.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("customer").Text("id")).Distinct().Count());
        var (direct, alone) = await giulia.PostAsync("/v1/quotes/create", QuoteFixture.Body("CUSTOMER", 1, nobodys));
        Assert.Equal((HttpStatusCode.OK, JsonValueKind.Null), (direct, alone.GetProperty("partner").ValueKind));
    }

    [Fact]
    public async Task Without_the_buyer_s_country_there_is_no_tax_and_so_no_quote()
    {
        var customer = Guid.CreateVersion7();
        await using (var source = Npgsql.NpgsqlDataSource.Create(fixture.Core.Database.Superuser)) await SmallWorld.CustomerAsync(source, 1, customer, SmallWorld.Brenta, "Senza Paese", "x@y.example", "IT");
        await fixture.CountAsync($"WITH gone AS (UPDATE customer SET country = NULL WHERE customer_id = '{customer}' RETURNING 1) SELECT count(*) FROM gone");
        var key = await fixture.KeyAsync(new { customerId = customer });
        using var davide = fixture.Core.As(Person.Davide);
        var (status, problem) = await davide.PostAsync("/v1/quotes/create", QuoteFixture.Body("CUSTOMER", 1, key));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "BUYER_COUNTRY_MISSING"), (status, problem.Text("code")));
    }

    [Fact]
    public async Task The_same_request_twice_is_one_quote()
    {
        var body = QuoteFixture.Body("CUSTOMER", 1, await fixture.KeyAsync());
        using var davide = fixture.Core.As(Person.Davide);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => davide.PostAsync("/v1/quotes/create", body, "one-quote")));
        Assert.All(answers, a => Assert.True(a.Status == HttpStatusCode.OK, a.Body.ToString()));
        Assert.Single(answers.Select(a => a.Body.ToString()).Distinct());
        var (reused, problem) = await davide.PostAsync("/v1/quotes/create", QuoteFixture.Body("CUSTOMER", 2, await fixture.KeyAsync()), "one-quote");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED"), (reused, problem.Text("code")));
    }

    [Fact]
    public async Task A_key_over_its_maximum_waits_for_an_acknowledgement()
    {
        var key = await fixture.OverAsync();
        var quote = await fixture.QuoteAsync("CUSTOMER", null, key);
        var line = quote.GetProperty("lines")[0];
        Assert.Equal(("REQUIRED", "True", 60), (line.Text("acknowledgement"), line.Text("over"), line.GetProperty("counted").GetInt32()));
        Assert.Contains(line.GetProperty("warnings").EnumerateArray(), w => w.Text("code") == "OVER_LIMIT" && w.Text("rule") == "XP-3");
        using var davide = fixture.Core.As(Person.Davide);
        await davide.PostAsync($"/v1/keys/{key.Text("id")}/acknowledge-over-limit", new { name = "Davide Costa" });
        Assert.Equal("GIVEN", (await fixture.ReadAsync(quote)).GetProperty("lines")[0].Text("acknowledgement"));
    }

    internal static JsonNode With(object body, string name, object value)
    {
        var node = JsonSerializer.SerializeToNode(body)!.AsObject();
        node[name] = JsonSerializer.SerializeToNode(value);
        return node;
    }
}
