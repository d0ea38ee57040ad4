using System.Net;
using System.Text.Json;
using Server.Tests.Keys;
using Tessera.TestKit;

namespace Server.Tests.Customers;

public sealed class CustomerTests(KeyFixture fixture) : IClassFixture<KeyFixture>
{
    [Fact]
    public async Task A_registered_customer_is_read_listed_found_and_audited()
    {
        using var client = fixture.Core.As(Person.Giulia);
        var (status, made) = await client.PostAsync("/v1/customers/register", new
        {
            name = "  Caffè Århus & Søn  ",
            email = "post@aarhus.example",
            vatId = "dk 12.34-56 78",
            country = "dk",
            city = "Århus",
            language = "nb",
            partnerId = SmallWorld.Lagune,
            education = true,
        });
        Assert.True(status == HttpStatusCode.OK, made.ToString());
        Assert.Equal(("Caffè Århus & Søn", "DK12345678", "DK", "Lagune Voix SARL"), (made.Text("name"), made.Text("vatId"), made.Text("country"), made.GetProperty("partner").Text("name")));

        var (_, read) = await client.ReadAsync("/v1/customers/" + made.Text("id"));
        Assert.Equal(made.ToString(), read.ToString());
        foreach (var words in new[] { "aarhus sØn", "caffe arhus", "DK12345678", "12345678", "post@aarhus.example", "aarh" })
        {
            var (_, found) = await client.ReadAsync("/v1/customers?first=5&search=" + Uri.EscapeDataString(words));
            Assert.True(found.GetProperty("items").EnumerateArray().Any(c => c.Text("id") == made.Text("id")), words);
        }

        var (_, audit) = await client.ReadAsync("/v1/audit?first=10&objectId=" + made.Text("id"));
        var entry = Assert.Single(audit.GetProperty("items").EnumerateArray());
        Assert.Equal(("RegisterCustomer", "Giulia", "OPERATOR"), (entry.Text("action"), entry.Text("actor"), entry.Text("actorRole")));
        Assert.Equal("Caffè Århus & Søn", entry.GetProperty("changes").GetProperty("name").Text("to"));
    }

    [Fact]
    public async Task The_same_write_sent_again_is_one_write_and_the_same_answer()
    {
        using var client = fixture.Core.As(Person.Davide);
        var body = new { name = "Una Volta Srl", country = "IT" };
        var (_, first) = await client.PostAsync("/v1/customers/register", body, "once-1");
        var (_, again) = await client.PostAsync("/v1/customers/register", body, "once-1");
        var (reused, problem) = await client.PostAsync("/v1/customers/register", new { name = "Altra Srl", country = "IT" }, "once-1");
        var (missing, required) = await client.PostAsync("/v1/customers/register", body, "none");
        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_KEY_REUSED"), (reused, problem.Text("code")));
        Assert.Equal((HttpStatusCode.BadRequest, "IDEMPOTENCY_KEY_REQUIRED"), (missing, required.Text("code")));
        var (_, found) = await client.ReadAsync("/v1/customers?first=5&search=una%20volta");
        Assert.Equal(1, found.GetProperty("total").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Twenty_senders_of_the_same_write_make_one_customer()
    {
        using var client = fixture.Core.As(Person.Davide);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.PostAsync("/v1/customers/register", new { name = "Venti Insieme", country = "IT" }, "twenty")));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.Body.Text("id")).Distinct());
    }

    [Fact]
    public async Task A_refused_write_keeps_nothing_so_the_corrected_one_may_follow_under_the_same_key()
    {
        using var client = fixture.Core.As(Person.Davide);
        var (refused, _) = await client.PostAsync("/v1/customers/register", new { name = "", country = "IT" }, "again");
        var (taken, _) = await client.PostAsync("/v1/customers/register", new { name = "Corretta", country = "IT" }, "again");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused, taken));
    }

    [Theory]
    [InlineData("""{"country":"IT"}""", "name")]
    [InlineData("""{"name":"   ","country":"IT"}""", "name")]
    [InlineData("""{"name":"\u200B","country":"IT"}""", "name")]
    [InlineData("""{"name":"a\u0000b","country":"IT"}""", "name")]
    [InlineData("""{"name":"a\nb","country":"IT"}""", "name")]
    [InlineData("""{"name":"a\u202Eb","country":"IT"}""", "name")]
    [InlineData("""{"name":"\uD800","country":"IT"}""", "name")]
    [InlineData("""{"name":5,"country":"IT"}""", "name")]
    [InlineData("""{"name":"A"}""", "country")]
    [InlineData("""{"name":"A","country":"ZZ"}""", "country")]
    [InlineData("""{"name":"A","country":"Italia"}""", "country")]
    [InlineData("""{"name":"A","country":"IT","email":"nobody"}""", "email")]
    [InlineData("""{"name":"A","country":"IT","email":"a@b.it\r\nBcc: c@d.it"}""", "email")]
    [InlineData("""{"name":"A","country":"IT","vatId":"?"}""", "vatId")]
    [InlineData("""{"name":"A","country":"IT","vatId":"IT'; DROP TABLE customer; --"}""", "vatId")]
    [InlineData("""{"name":"A","country":"IT","language":"tlh"}""", "language")]
    [InlineData("""{"name":"A","country":"IT","city":"a\tb"}""", "city")]
    [InlineData("""{"name":"A","country":"IT","partnerId":"0b000000-0000-7000-8000-0000000000ff"}""", "partnerId")]
    [InlineData("""{"name":"A","country":"IT","partnerId":"0b000000-0000-7000-8000-000000000004"}""", "partnerId")]
    [InlineData("""{"name":"A","country":"IT","partnerId":"x"}""", "partnerId")]
    [InlineData("""{"name":"A","country":"IT","education":"yes"}""", "education")]
    [InlineData("""{"name":"A","country":"IT","colour":"red"}""", "colour")]
    [InlineData("""[]""", "body")]
    [InlineData("""null""", "body")]
    [InlineData("""{"name":""", "name")]
    public async Task Bad_input_is_named_field_by_field(string json, string field)
    {
        using var client = fixture.Core.As(Person.Giulia);
        using var answer = await client.PostAsync("/v1/customers/register", new StringContent(json, null, "application/json"));
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest && problem.Text("code") == "INVALID_INPUT", problem.ToString());
        Assert.Equal(field, problem.GetProperty("fields")[0].Text("field"));
    }

    [Fact]
    public async Task Too_long_a_name_and_too_large_a_body_are_refused()
    {
        using var client = fixture.Core.As(Person.Giulia);
        var (long1, problem) = await client.PostAsync("/v1/customers/register", new { name = new string('a', 201), country = "IT" });
        var (large, _) = await client.PostAsync("/v1/customers/register", new { name = new string('a', 1_000_000), country = "IT" });
        Assert.Equal((HttpStatusCode.BadRequest, "TOO_LONG"), (long1, problem.GetProperty("fields")[0].Text("code")));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large);
    }

    [Theory]
    [InlineData("شركة الأفق")]
    [InlineData("𝔉𝔯𝔞𝔨𝔱𝔲𝔯 GmbH 🏢")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("'; DROP TABLE customer; --")]
    [InlineData("Zero\u200Dwidth")]
    public async Task Any_script_is_kept_exactly(string name)
    {
        using var client = fixture.Core.As(Person.Giulia);
        var (_, made) = await client.PostAsync("/v1/customers/register", new { name, country = "IT" });
        var (_, read) = await client.ReadAsync("/v1/customers/" + made.Text("id"));
        Assert.Equal(name, read.Text("name"));
    }

    [Fact]
    public async Task Only_those_who_sell_register_and_edit()
    {
        foreach (var (person, allowed) in new[] { (Person.Giulia, true), (Person.Elena, true), (Person.Davide, true), (Person.Sara, false), (Person.Paolo, false) })
        {
            using var client = fixture.Core.As(person);
            var (register, _) = await client.PostAsync("/v1/customers/register", new { name = "Di " + person.Name, country = "IT" });
            var (edit, _) = await client.PostAsync($"/v1/customers/{SmallWorld.Rossi}/edit", new { city = person.Name });
            var expected = allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            Assert.Equal((expected, expected), (register, edit));
        }
    }

    [Fact]
    public async Task A_partner_registers_for_itself_and_for_nobody_else()
    {
        using var client = fixture.Core.As(Person.Elena);
        var (_, own) = await client.PostAsync("/v1/customers/register", new { name = "Propria", country = "IT" });
        var (foreign, problem) = await client.PostAsync("/v1/customers/register", new { name = "Altrui", country = "IT", partnerId = SmallWorld.Lagune });
        Assert.Equal("Brenta Telefonia Srl", own.GetProperty("partner").Text("name"));
        Assert.Equal((HttpStatusCode.BadRequest, "partnerId"), (foreign, problem.GetProperty("fields")[0].Text("field")));
    }

    [Fact]
    public async Task A_strangers_customer_answers_like_one_that_does_not_exist()
    {
        var random = Guid.CreateVersion7();
        foreach (var stranger in new[] { Person.Ingrid, Person.Camille, Person.Ola })
        {
            using var client = fixture.Core.As(stranger);
            foreach (var (method, path, body) in new (HttpMethod, string, object?)[] { (HttpMethod.Get, "/v1/customers/{0}", null), (HttpMethod.Post, "/v1/customers/{0}/edit", new { name = "Mine" }) })
            {
                var (status, theirs) = await client.SendAsync(method, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, SmallWorld.Rossi), body);
                var (_, nobodys) = await client.SendAsync(method, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, random), body);
                Assert.Equal(HttpStatusCode.NotFound, status);
                Assert.Equal(Problems.WithoutReference(nobodys), Problems.WithoutReference(theirs));
            }
        }
    }

    [Fact]
    public async Task A_partner_sees_whose_keys_it_looks_after_but_not_whose_customer_it_is_nor_may_it_edit_it()
    {
        using var giulia = fixture.Core.As(Person.Giulia);
        var (_, shared) = await giulia.PostAsync("/v1/customers/register", new { name = "Condivisa Srl", country = "IT", partnerId = SmallWorld.Brenta });
        using var anna = fixture.Core.As(Person.Anna);
        Assert.Equal(HttpStatusCode.NotFound, (await anna.ReadAsync("/v1/customers/" + shared.Text("id"))).Status);

        var key = await fixture.IssueAsync(new { customerId = shared.Text("id"), partnerId = SmallWorld.Colli });
        var (status, seen) = await anna.ReadAsync("/v1/customers/" + shared.Text("id"));
        Assert.Equal((HttpStatusCode.OK, JsonValueKind.Null), (status, seen.GetProperty("partner").ValueKind));
        Assert.Equal(HttpStatusCode.Forbidden, (await anna.PostAsync($"/v1/customers/{shared.Text("id")}/edit", new { name = "Mia" })).Status);
        var (_, list) = await anna.ReadAsync("/v1/customers?first=100");
        Assert.Contains(list.GetProperty("items").EnumerateArray(), c => c.Text("id") == shared.Text("id"));

        using var camille = fixture.Core.As(Person.Camille);
        await anna.PostAsync($"/v1/keys/{key.Text("id")}/propose-transfer", new { toPartnerVatId = SmallWorld.LaguneVatId });
        var (moved, answer) = await camille.PostAsync($"/v1/keys/{key.Text("id")}/accept-transfer", new { });
        Assert.True(moved == HttpStatusCode.OK, answer.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await anna.ReadAsync("/v1/customers/" + shared.Text("id"))).Status);
    }

    [Fact]
    public async Task Editing_changes_what_is_given_clears_what_is_null_and_renames_its_keys()
    {
        using var client = fixture.Core.As(Person.Giulia);
        var (_, made) = await client.PostAsync("/v1/customers/register", new { name = "Prima Srl", country = "IT", email = "a@prima.example", city = "Bari", partnerId = SmallWorld.Brenta });
        var key = await fixture.IssueAsync(new { customerId = made.Text("id") });
        var (status, edited) = await client.PostAsync($"/v1/customers/{made.Text("id")}/edit", new { name = "Zweite GmbH", email = (string?)null });
        Assert.True(status == HttpStatusCode.OK, edited.ToString());
        Assert.Equal(("Zweite GmbH", "", "Bari"), (edited.Text("name"), edited.Text("email"), edited.Text("city")));

        var (_, found) = await client.ReadAsync("/v1/keys?first=5&q=zweite");
        var (_, gone) = await client.ReadAsync("/v1/keys?first=5&q=prima");
        Assert.Equal(key.Text("id"), found.GetProperty("items")[0].Text("id"));
        Assert.Equal("Zweite GmbH", found.GetProperty("items")[0].GetProperty("customer").Text("name"));
        Assert.Equal(0, gone.GetProperty("items").GetArrayLength());
        using var elena = fixture.Core.As(Person.Elena);
        var (_, hers) = await elena.ReadAsync("/v1/customers?first=100&search=zweite");
        Assert.Equal(1, hers.GetProperty("items").GetArrayLength());

        var (_, audit) = await client.ReadAsync("/v1/audit?first=1&action=EditCustomer&objectId=" + made.Text("id"));
        Assert.Equal(["name", "email"], audit.GetProperty("items")[0].GetProperty("changes").EnumerateObject().Select(p => p.Name));
        var (_, nothing) = await client.PostAsync($"/v1/customers/{made.Text("id")}/edit", new { });
        Assert.Equal("body", nothing.GetProperty("fields")[0].Text("field"));
    }
}
