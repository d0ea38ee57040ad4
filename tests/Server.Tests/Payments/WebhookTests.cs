using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.TestKit;

namespace Server.Tests.Payments;

/// <summary>What is believed of the provider's messages and what is not (PROOFS.md F5, F8): 400 without detail and nothing kept, or 200 and worked on once.</summary>
public sealed class WebhookTests(PayWorld world) : IClassFixture<PayWorld>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static TheoryData<string> Forgeries =>
    [
        "no header", "empty header", "garbage header", "wrong secret", "secret of another tenant", "301 s old", "301 s ahead", "one byte changed", "serialised again", "v0 only", "no moment", "two moments",
        "half a signature", "not hex", "of another account", "livemode", "no id", "no type", "not json", "json array", "trailing bytes", "unknown tenant", "tenant without secret",
    ];

    [Theory, MemberData(nameof(Forgeries))]
    public async Task A_forged_message_is_400_without_detail_and_nothing_is_kept(string forgery)
    {
        var told = Event();
        var (body, tenant, header) = Forge(forgery, told);
        var before = await world.CountAsync("inbox");
        using var client = world.Core.CreateDefaultClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/{tenant}/stripe") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (header is not null) request.Headers.TryAddWithoutValidation("Stripe-Signature", header);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"INVALID_INPUT\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ignature", text, StringComparison.Ordinal);
        Assert.Equal(before, await world.CountAsync("inbox"));
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(900_000)]
    [InlineData(5_000_000)]
    public async Task A_body_beyond_the_limit_is_400_even_where_its_signature_is_right(int size)
    {
        var told = Event();
        told["padding"] = new string('x', size);
        var before = await world.CountAsync("inbox");
        Assert.Equal(HttpStatusCode.BadRequest, await world.DeliverAsync(told));
        Assert.Equal(before, await world.CountAsync("inbox"));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public async Task The_moment_may_differ_by_five_minutes(int offset)
    {
        var body = Event().ToJsonString();
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(body, "allnet", world.Header(body, FakeStripe.Secret, offset)));
    }

    [Fact]
    public async Task While_a_secret_is_replaced_both_are_believed_and_of_two_signatures_one_is_enough()
    {
        var (one, two) = (Event().ToJsonString(), Event().ToJsonString());
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(one, "allnet", world.Header(one, FakeStripe.OldSecret)));
        var right = world.Header(two, FakeStripe.Secret);
        var moment = right[..right.IndexOf(',', StringComparison.Ordinal)];
        var wrong = "v1=" + new string('a', 64);
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(two, "allnet", $"{moment},{wrong},v0={new string('b', 64)},{right[(moment.Length + 1)..]}"));
    }

    [Fact]
    public async Task One_message_ten_times_at_once_is_archived_once_and_renews_once()
    {
        var sessions = new List<(TestQuote Quote, JsonObject Told)>();
        for (var i = 0; i < 6; i++)
        {
            var (quote, session) = await world.OpenedAsync();
            sessions.Add((quote, world.Stripe.Pay(session)));
        }

        var answers = await Task.WhenAll(sessions.SelectMany(s => Enumerable.Range(0, 10).Select(_ => world.DeliverAsync(s.Told))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a));
        await world.SettleAsync();
        foreach (var (quote, told) in sessions)
        {
            Assert.Equal(2, (await world.KeyAsync(quote.Keys[0])).Version);
            Assert.Equal("DONE · 1", await world.RowsAsync("SELECT state, attempts FROM inbox WHERE event_id = $1", told["id"]!.GetValue<string>()));
        }

        await world.HoldsAsync();
    }

    /// <summary>The control: without the archive's unique key the same message is there many times, and the rule above would fail.</summary>
    [Fact]
    public async Task Control_the_archive_is_what_makes_ten_deliveries_one()
    {
        var told = Event("customer.created");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.DeliverAsync(told)));
        Assert.Equal(1, await world.CountAsync("inbox WHERE event_id = $1", told["id"]!.GetValue<string>()));
        await using var superuser = Npgsql.NpgsqlDataSource.Create(world.Core.Database.Superuser);
        await superuser.CreateCommand("ALTER TABLE inbox DROP CONSTRAINT inbox_pkey").ExecuteNonQueryAsync();
        try
        {
            var again = Event("customer.created");
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.DeliverAsync(again)));
            Assert.True(await world.CountAsync("inbox WHERE event_id = $1", again["id"]!.GetValue<string>()) > 1);
            await world.SettleAsync();
            Assert.Contains("I7: a message of the provider is archived once", await world.BrokenAsync(), StringComparison.Ordinal);
        }
        finally
        {
            await superuser.CreateCommand("DELETE FROM inbox a USING inbox b WHERE a.event_id = b.event_id AND a.ctid > b.ctid; ALTER TABLE inbox ADD PRIMARY KEY (tenant_id, event_id)").ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task A_message_that_is_none_of_ours_is_kept_and_ignored()
    {
        var told = Event("customer.created");
        var foreign = world.Stripe.Tell("checkout.session.completed", new JsonObject { ["id"] = "cs_foreign", ["client_reference_id"] = "shop-77", ["payment_status"] = "paid", ["metadata"] = new JsonObject() });
        await world.HearAsync(told, foreign);
        Assert.Equal("IGNORED\nIGNORED", await world.RowsAsync("SELECT state FROM inbox WHERE event_id IN ($1, $2)", told["id"]!.GetValue<string>(), foreign["id"]!.GetValue<string>()));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_message_nobody_can_read_is_dead_visible_to_operators_and_retried_when_they_ask()
    {
        var told = world.Stripe.Tell("checkout.session.completed", new JsonObject { ["id"] = 17 });
        await world.HearAsync(told);
        var id = told["id"]!.GetValue<string>();
        using var giulia = world.Core.As(Person.Giulia);
        var (_, list) = await giulia.ReadAsync("/v1/inbox?state=DEAD");
        Assert.Contains(list.GetProperty("items").EnumerateArray(), i => i.GetProperty("eventId").GetString() == id);
        var (status, item) = await giulia.PostAsync($"/v1/inbox/{id}/retry", new { reason = "mended" });
        Assert.True(status == HttpStatusCode.OK, item.ToString());
        await world.SettleAsync();
        Assert.Equal("DEAD", await world.TextAsync("SELECT state FROM inbox WHERE event_id = $1", id));
        Assert.Equal(1, await world.CountAsync("audit_entry WHERE action = 'RetryInbox' AND object_label = $1", id));
    }

    private JsonObject Event(string type = "customer.updated") => world.Stripe.Tell(type, new JsonObject { ["id"] = "cus_1", ["object"] = "customer" });

    private (string Body, string Tenant, string? Header) Forge(string forgery, JsonObject told)
    {
        var body = told.ToJsonString();
        var good = world.Header(body, FakeStripe.Secret);
        var signature = good[(good.IndexOf("v1=", StringComparison.Ordinal) + 3)..];
        var moment = good[2..good.IndexOf(',', StringComparison.Ordinal)];
        return forgery switch
        {
            "no header" => (body, "allnet", null),
            "empty header" => (body, "allnet", ""),
            "garbage header" => (body, "allnet", "=,=,t=,v1"),
            "wrong secret" => (body, "allnet", world.Header(body, "whsec_guessed")),
            "secret of another tenant" => (body, "allnet", world.Header(body, FakeStripe.VcomSecret)),
            "301 s old" => (body, "allnet", world.Header(body, FakeStripe.Secret, -301)),
            "301 s ahead" => (body, "allnet", world.Header(body, FakeStripe.Secret, 301)),
            "one byte changed" => (body.Replace("cus_1", "cus_2", StringComparison.Ordinal), "allnet", good),
            "serialised again" => (told.ToJsonString(Indented), "allnet", good),
            "v0 only" => (body, "allnet", world.Header(body, FakeStripe.Secret, scheme: "v0")),
            "no moment" => (body, "allnet", "v1=" + signature),
            "two moments" => (body, "allnet", $"t={moment},t={moment},v1={signature}"),
            "half a signature" => (body, "allnet", $"t={moment},v1={signature[..32]}"),
            "not hex" => (body, "allnet", $"t={moment},v1={signature[..63]}z"),
            "of another account" => Signed(With(told, "account", "acct_other")),
            "livemode" => Signed(With(told, "livemode", true)),
            "no id" => Signed(With(told, "id", "")),
            "no type" => Signed(With(told, "type", null)),
            "not json" => SignedText("this is no json"),
            "json array" => SignedText("[]"),
            "trailing bytes" => SignedText(body + "x"),
            "unknown tenant" => (body, "nobody", good),
            _ => (body, "allnet%2Fx", good),
        };
    }

    private (string, string, string?) Signed(JsonObject told) => SignedText(told.ToJsonString());

    private (string, string, string?) SignedText(string body) => (body, "allnet", world.Header(body, FakeStripe.Secret));

    private static JsonObject With(JsonObject told, string field, JsonNode? value)
    {
        told[field] = value;
        return told;
    }
}
