using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Messages.Reminders;
using Tessera.TestKit;

namespace Server.Tests.Messages;

/// <summary>PP-9: one digest a partner and day, each key once in each window, whatever stops, races or jumps.</summary>
public sealed class ReminderTests
{
    /// <summary>The demo day, 10:00 in Rome.</summary>
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public async Task A_partner_gets_one_digest_in_the_readers_language_grouped_by_window_and_customer()
    {
        await using var world = await MailCore.StartAsync();
        await world.KeyAsync(Today.AddDays(5));
        await world.KeyAsync(Today.AddDays(25));
        await world.KeyAsync(Today.AddDays(89), new { kind = "PERPETUAL" });
        await world.KeyAsync(Today.AddDays(91));
        await world.KeyAsync(Today.AddDays(-3));

        Assert.Equal(1, await world.RemindAsync());
        var mail = Assert.Single(world.Mails.Caught);
        Assert.Equal(("elena@brenta.example", "no-reply@tessera.example"), (mail.To, mail.From));
        Assert.Equal("3 chiavi da rinnovare entro il 18 febbraio 2027", mail.Subject);
        foreach (var body in new[] { mail.Text, mail.Html })
        {
            Assert.Equal(["Entro 7 giorni", "Entro 30 giorni", "Entro 90 giorni"], new[] { "Entro 7 giorni", "Entro 30 giorni", "Entro 90 giorni" }.OrderBy(w => body.IndexOf(w, StringComparison.Ordinal)));
            Assert.Contains("Officine Rossi Srl", body, StringComparison.Ordinal);
            Assert.Contains("26 novembre 2026", body, StringComparison.Ordinal);
            Assert.Contains("manutenzione fino al 18 febbraio 2027", body, StringComparison.Ordinal);
            Assert.Contains("€", body, StringComparison.Ordinal);
            Assert.DoesNotContain("{", body.Replace(Css(body), "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Contains(MailCore.PublicUrl + "/renewals/new?expiresTo=2027-02-18", mail.Text, StringComparison.Ordinal);
        Assert.Contains(MailCore.PublicUrl + "/keys?from=2026-11-21&to=2027-02-18", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", mail.Text);
        Assert.StartsWith($"<{MailCore.PublicUrl}/unsubscribe/allnet.", mail.Header("List-Unsubscribe"), StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));
    }

    [Fact]
    public async Task None_is_sent_twice_not_in_a_day_not_after_a_restart_and_not_by_two_at_once()
    {
        await using var world = await MailCore.StartAsync();
        await using var beside = world.Beside();
        await using var third = world.Beside();
        await world.KeyAsync(Today.AddDays(20));
        var written = await Task.WhenAll(new[] { world, beside, third }.Select(w => Task.Run(() => w.RemindAsync())));
        Assert.Equal(1, written.Sum());
        Assert.Equal(0, await world.RemindAsync());
        await using var restarted = world.Beside();
        Assert.Equal(0, await restarted.RemindAsync());
        world.Later(1);
        Assert.Equal(0, await restarted.RemindAsync());
        Assert.Single(world.Mails.Caught);
        Assert.Equal(["30 PARTNER"], await world.LinesAsync("SELECT window_days || ' ' || audience FROM reminder_sent"));
    }

    [Fact]
    public async Task Windows_that_were_slept_through_are_not_made_up_for()
    {
        await using var world = await MailCore.StartAsync();
        await world.KeyAsync(Today.AddDays(100));
        Assert.Equal(0, await world.RemindAsync());
        world.Later(75);
        Assert.Equal(1, await world.RemindAsync());
        world.Later(17);
        Assert.Equal(0, await world.RemindAsync());
        world.Later(1);
        Assert.Equal(1, await world.RemindAsync());
        world.Later(7);
        Assert.Equal(0, await world.RemindAsync());
        world.Later(1);
        Assert.Equal(0, await world.RemindAsync());
        Assert.Equal(["30", "7"], await world.LinesAsync("SELECT window_days::text FROM reminder_sent ORDER BY at"));
    }

    [Fact]
    public async Task A_key_that_was_renewed_is_reminded_of_its_new_last_day()
    {
        await using var world = await MailCore.StartAsync();
        var key = await world.KeyAsync(Today.AddDays(20));
        Assert.Equal(1, await world.RemindAsync());
        await world.AskAsync(Person.Giulia, HttpMethod.Post, $"/v1/keys/{key}/renew", new { years = 1 });
        world.Later(20 + 365 - 90 - 1);
        Assert.Equal(0, await world.RemindAsync());
        world.Later(1);
        Assert.Equal(1, await world.RemindAsync());
        Assert.Equal(["30", "90"], await world.LinesAsync("SELECT window_days::text FROM reminder_sent ORDER BY last_day"));
    }

    [Fact]
    public async Task What_cannot_or_need_not_be_renewed_is_left_alone()
    {
        await using var world = await MailCore.StartAsync();
        await world.KeyAsync(Today.AddDays(20), new { edition = "STANDARD", size = 4, free = true });
        await world.KeyAsync(Today.AddDays(20), new { trial = true, startsOn = Today.AddDays(-10) });
        await world.KeyAsync(Today.AddDays(20), new { notForResale = true });
        await world.KeyAsync(Today.AddDays(20), new { partnerId = (Guid?)null });
        var closed = await world.KeyAsync(Today.AddDays(20));
        await world.AskAsync(Person.Giulia, HttpMethod.Post, $"/v1/keys/{closed}/close", new { reason = "ended" });
        Assert.Equal(0, await world.RemindAsync());
        Assert.Equal(0, await world.RemindAsync("vcom"));
        Assert.Empty(world.Mails.Caught);
    }

    /// <summary>08:00 in Rome: 07:00 UTC in winter, 06:00 UTC from 28 March 2027 on, 07:00 UTC again on 31 October.</summary>
    [Theory]
    [InlineData("2027-01-10", "07:00")]
    [InlineData("2027-03-27", "07:00")]
    [InlineData("2027-03-28", "06:00")]
    [InlineData("2027-10-30", "06:00")]
    [InlineData("2027-10-31", "07:00")]
    public async Task The_morning_is_the_tenants_own(string day, string utc)
    {
        await using var world = await MailCore.StartAsync();
        await world.KeyAsync(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).AddDays(29));
        var eight = DateTimeOffset.Parse($"{day}T{utc}:00Z", System.Globalization.CultureInfo.InvariantCulture);
        world.Clock.Now = eight.AddSeconds(-1);
        Assert.Equal(0, await world.RemindAsync());
        world.Clock.Now = eight;
        Assert.Equal(1, await world.RemindAsync());
        Assert.StartsWith($"reminder:{day}:", Assert.Single(await world.LinesAsync("SELECT dedupe FROM outbox")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_reads_their_own_language()
    {
        await using var world = await MailCore.StartAsync();
        foreach (var partner in new[] { SmallWorld.Brenta, SmallWorld.Lagune, SmallWorld.Colli }) await world.KeyAsync(Today.AddDays(20), new { partnerId = partner });
        using (var ingrid = world.Core.As(Person.Ingrid))
        {
            var (status, key) = await ingrid.PostAsync("/v1/keys/issue", new { customerId = SmallWorld.Havn, partnerId = SmallWorld.Fjord, kind = "ANNUAL", edition = "PROFESSIONAL", size = 16, startsOn = Today.AddDays(20 - 364) });
            Assert.True(status == HttpStatusCode.OK, key.ToString());
        }

        Assert.Equal(3, await world.RemindAsync());
        Assert.Equal(1, await world.RemindAsync("vcom"));
        var subjects = world.Mails.Caught.ToDictionary(m => m.To, m => m.Subject);
        Assert.Equal("1 chiave da rinnovare entro l’11 dicembre 2026", subjects["elena@brenta.example"]);
        Assert.Equal("1 clé à renouveler d’ici le 11 décembre 2026", subjects["camille@lagune.example"]);
        Assert.Equal("1 key to renew by 11 December 2026", subjects["anna@colli.example"]);
        Assert.Equal("1 nøkkel å fornye innen 11. desember 2026", subjects["ola@fjord.example"]);
        Assert.All(world.Mails.Caught, m => Assert.Contains("lang=\"" + m.Header("Content-Language") + "\"", m.Html, StringComparison.Ordinal));
        Assert.Equal(["en", "fr", "it", "nb"], world.Mails.Caught.Select(m => m.Header("Content-Language")).Order());
    }

    [Fact]
    public async Task A_partners_wishes_are_kept_and_obeyed()
    {
        await using var world = await MailCore.StartAsync();
        await world.KeyAsync(Today.AddDays(20));
        await world.KeyAsync(Today.AddDays(37));
        var unsaid = await world.AskAsync(Person.Sara, HttpMethod.Get, "/v1/reminders");
        Assert.Equal([90, 60, 30, 7], unsaid.GetProperty("windows").EnumerateArray().Select(w => w.GetInt32()));
        Assert.Equal("""{"digest":true,"remindCustomers":false,"email":null}""", unsaid.GetProperty("setting").ToString());
        Assert.Equal(["2026-11-22 30 1", "2026-11-22 60 1", "2026-11-28 30 1", "2026-12-04 7 1", "2026-12-21 7 1"], unsaid.GetProperty("next").EnumerateArray().Select(n => $"{n.Text("day")} {n.Text("window")} {n.Text("keys")}"));

        await world.AskAsync(Person.Elena, HttpMethod.Post, "/v1/reminders/save", new { digest = false, remindCustomers = false });
        Assert.Equal(0, await world.RemindAsync());
        var saved = await world.AskAsync(Person.Giulia, HttpMethod.Post, "/v1/reminders/save", new { digest = true, remindCustomers = false, email = " renewals@brenta.example ", partnerId = SmallWorld.Brenta });
        Assert.Equal("renewals@brenta.example", saved.GetProperty("setting").Text("email"));
        Assert.Equal(saved.ToString(), (await world.AskAsync(Person.Sara, HttpMethod.Get, "/v1/reminders")).ToString());
        world.Later(1);
        Assert.Equal(1, await world.RemindAsync());
        Assert.Equal("renewals@brenta.example", Assert.Single(world.Mails.Caught).To);
        Assert.Equal(2, (await world.LinesAsync("SELECT actor FROM audit_entry WHERE action = 'SaveReminders' AND object_kind = 'partner'")).Length);
    }

    [Theory]
    [InlineData("a@b.example\r\nBcc: c@d.example")]
    [InlineData("a@b.example\n")]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("\"a\" <a@b.example>")]
    [InlineData("a@b@c.example")]
    [InlineData("nobody")]
    [InlineData("a@b.example\u2028x")]
    public async Task An_address_is_one_address(string address)
    {
        await using var world = await MailCore.StartAsync(sends: false);
        var problem = await world.AskAsync(Person.Elena, HttpMethod.Post, "/v1/reminders/save", new { digest = true, remindCustomers = false, email = address.Trim('\n') == address ? address : address + "x" }, HttpStatusCode.BadRequest);
        Assert.Equal("email", problem.GetProperty("fields")[0].Text("field"));
        Assert.Empty(await world.LinesAsync("SELECT email FROM reminder_setting"));
    }

    [Fact]
    public async Task A_preview_is_what_will_be_sent_and_writes_nothing()
    {
        await using var world = await MailCore.StartAsync();
        await world.KeyAsync(Today.AddDays(20));
        await world.KeyAsync(Today.AddDays(40));
        await world.KeyAsync(Today.AddDays(95));
        var before = await WritesAsync(world);
        var coming = await world.AskAsync(Person.Paolo, HttpMethod.Post, "/v1/reminders/preview", new { audience = "PARTNER" });
        var far = await world.AskAsync(Person.Giulia, HttpMethod.Post, "/v1/reminders/preview", new { audience = "PARTNER", day = "2026-12-01", language = "nb", partnerId = SmallWorld.Brenta });
        var nothing = await world.AskAsync(Person.Anna, HttpMethod.Post, "/v1/reminders/preview", new { audience = "PARTNER" });
        var nobody = await world.AskAsync(Person.Elena, HttpMethod.Post, "/v1/reminders/preview", new { audience = "CUSTOMER" });
        Assert.Equal(before, await WritesAsync(world));

        Assert.Equal(("2026-11-22", "2", "Allnet.Italia <no-reply@tessera.example>"), (coming.Text("day"), coming.Text("keys"), coming.Text("from")));
        Assert.Equal("elena@brenta.example", Assert.Single(coming.GetProperty("to").EnumerateArray()).GetString());
        Assert.Equal(("2026-12-01", "1", "1 nøkkel å fornye innen 31. desember 2026"), (far.Text("day"), far.Text("keys"), far.Text("subject")));
        Assert.Equal(("0", ""), (nothing.Text("keys"), nothing.Text("subject")));
        Assert.Equal(0, nobody.GetProperty("to").GetArrayLength());

        world.Later(1);
        await world.RemindAsync();
        var mail = Assert.Single(world.Mails.Caught);
        Assert.Equal(coming.Text("subject"), mail.Subject);
        Assert.Equal(WithoutLeave(coming.Text("text")), WithoutLeave(mail.Text));
        Assert.DoesNotContain("/unsubscribe/", coming.Text("html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"audience":"EVERYBODY"}""", "audience")]
    [InlineData("""{"audience":"PARTNER","language":"de"}""", "language")]
    [InlineData("""{"audience":"PARTNER","day":"2020-01-01"}""", "day")]
    [InlineData("""{"audience":"PARTNER","day":"2030-01-01"}""", "day")]
    public async Task A_preview_names_what_is_wrong(string body, string field)
    {
        await using var world = await MailCore.StartAsync(sends: false);
        using var client = world.Core.As(Person.Elena);
        using var content = new StringContent(body, null, "application/json");
        using var answer = await client.PostAsync("/v1/reminders/preview", content, MailCore.Ct);
        var text = await answer.Content.ReadAsStringAsync(MailCore.Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"\"field\":\"{field}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_says_whose_reminders()
    {
        await using var world = await MailCore.StartAsync(sends: false);
        var problem = await world.AskAsync(Person.Giulia, HttpMethod.Post, "/v1/reminders/save", new { digest = true, remindCustomers = false }, HttpStatusCode.BadRequest);
        Assert.Equal("partnerId", problem.GetProperty("fields")[0].Text("field"));
        Assert.Equal(0, (await world.AskAsync(Person.Giulia, HttpMethod.Get, "/v1/reminders")).GetProperty("next").GetArrayLength());
        await world.AskAsync(Person.Elena, HttpMethod.Get, $"/v1/reminders?partnerId={SmallWorld.Lagune}", expected: HttpStatusCode.NotFound);
        await world.AskAsync(Person.Giulia, HttpMethod.Get, $"/v1/reminders?partnerId={SmallWorld.Fjord}", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_customer_is_reminded_with_a_link_where_the_partner_wishes_and_the_quote_is_kept_with_the_reminder()
    {
        await using var world = await MailCore.StartAsync();
        await world.ExecuteAsync("UPDATE customer SET language = 'it'");
        await world.KeyAsync(Today.AddDays(20));
        await world.KeyAsync(Today.AddDays(25));
        await using var host = world.Core.WithWebHostBuilder(b => b.ConfigureTestServices(s => s.AddSingleton(new RenewalOffers(OfferAsync))));
        var (round, tenants) = (host.Services.GetRequiredService<ReminderRound>(), host.Services.GetRequiredService<Tenants>());
        var tenant = (await tenants.FindAsync("allnet", MailCore.Ct))!;
        await world.AskAsync(Person.Elena, HttpMethod.Post, "/v1/reminders/save", new { digest = false, remindCustomers = true });
        Assert.Equal(1, await round.RunAsync(tenant, MailCore.Ct));
        await world.SendAsync();
        var mail = Assert.Single(world.Mails.Caught);
        Assert.Equal(("info@rossi.example", "Rinnovo di 2 chiavi entro l’11 dicembre 2026"), (mail.To, mail.Subject));
        Assert.Contains("https://pay.example/2", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Brenta Telefonia Srl", CaughtMail.Decoded(mail.Header("From")!), StringComparison.Ordinal);
        Assert.Equal("elena@brenta.example", mail.Header("Reply-To"));
        Assert.NotNull(mail.Header("List-Unsubscribe"));
        Assert.Equal(["1"], await world.LinesAsync("SELECT last::text FROM number_range WHERE kind = 'QUOTE'"));
        Assert.Equal(["30 CUSTOMER", "30 CUSTOMER"], await world.LinesAsync("SELECT window_days || ' ' || audience FROM reminder_sent"));

        world.Later(1);
        Assert.Equal(0, await round.RunAsync(tenant, MailCore.Ct));
        Assert.Equal(["1"], await world.LinesAsync("SELECT last::text FROM number_range WHERE kind = 'QUOTE'"));
    }

    [Fact]
    public async Task A_customers_reminder_brings_a_link_that_opens_its_own_quote_and_the_link_rests_nowhere()
    {
        await using var world = await MailCore.StartAsync();
        await world.KeyAsync(Today.AddDays(20));
        await world.AskAsync(Person.Elena, HttpMethod.Post, "/v1/reminders/save", new { digest = true, remindCustomers = true });
        Assert.Equal(2, await world.RemindAsync());
        var mail = Assert.Single(world.Mails.Caught, m => m.To == "info@rossi.example");
        var link = Assert.Single(mail.Text.Split('\n'), line => line.StartsWith(MailCore.PublicUrl + "/pay/allnet.", StringComparison.Ordinal));
        var token = link[(MailCore.PublicUrl + "/pay/allnet.").Length..];
        Assert.Contains(link, WebUtility.HtmlDecode(mail.Html), StringComparison.Ordinal);
        using var anybody = world.Core.As(null);
        anybody.DefaultRequestHeaders.Add("Tessera-Pay-Token", token);
        var (status, page) = await anybody.ReadAsync("/v1/allnet/pay");
        Assert.True(status == HttpStatusCode.OK, page.ToString());
        Assert.Equal(("VALID", "Officine Rossi Srl"), (page.Text("state"), page.Text("customerName")));
        Assert.Equal(["SENT CUSTOMER"], await world.LinesAsync("SELECT state || ' ' || payer FROM quote"));
        Assert.DoesNotContain(await world.LinesAsync("SELECT body::text FROM outbox"), body => body.Contains(token, StringComparison.Ordinal));

        world.Later(1);
        Assert.Equal(0, await world.RemindAsync());
        Assert.Single(await world.LinesAsync("SELECT number FROM quote"));
    }

    /// <summary>Stands for the module that makes quotes: it writes something in the transaction, and prices every key at 100.</summary>
    private static async Task<RenewalOffer?> OfferAsync(RenewalWish wish, TenantTransaction transaction, CancellationToken ct)
    {
        if (!wish.DryRun)
            await transaction.WriteAsync([Sql.Of("INSERT INTO number_range (tenant_id, kind, last) VALUES ($1, 'QUOTE', 1) ON CONFLICT (tenant_id, kind) DO UPDATE SET last = number_range.last + 1", wish.Tenant.Id)], ct);
        var line = new MailLine(LicenceNumber.Parse("AAAABBBBCCCCDDDD"), "Officine Rossi Srl", "RENEW_ANNUAL", Edition.Professional, 16, 1, new DateOnly(2026, 12, 12), new DateOnly(2027, 12, 11), new Money(10_000, "EUR"));
        var total = new Money(10_000 * wish.Keys.Count, "EUR");
        return new RenewalOffer("Q-00001", $"https://pay.example/{wish.Keys.Count}", new DateOnly(2026, 12, 21), total, new Money(0, "EUR"), total, [.. wish.Keys.Select(_ => line)]);
    }

    private static string Css(string html)
    {
        var start = html.IndexOf("<style>", StringComparison.Ordinal);
        return start < 0 ? "\0" : html[start..html.IndexOf("</style>", StringComparison.Ordinal)];
    }

    private static string WithoutLeave(string text) => string.Join('\n', text.TrimEnd().Split('\n').SkipLast(1));

    /// <summary>Rows written since the database was made, by its own counters; backends report when they end.</summary>
    private static async Task<string> WritesAsync(MailCore world)
    {
        world.Core.Services.GetRequiredService<NpgsqlDataSource>().Clear();
        for (var i = 0; (await world.LinesAsync("SELECT pid::text FROM pg_stat_activity WHERE datname = current_database() AND usename = 'tessera_app' AND query NOT LIKE 'LISTEN%' AND query NOT LIKE 'SELECT 1'")).Length > 0; i++)
        {
            Assert.True(i < 200, "The core's connections did not end.");
            world.Core.Services.GetRequiredService<NpgsqlDataSource>().Clear();
            await Task.Delay(50, MailCore.Ct);
        }

        return string.Join(' ', await world.LinesAsync("SELECT relname || n_tup_ins || '/' || n_tup_upd || '/' || n_tup_del FROM pg_stat_user_tables ORDER BY relname"));
    }
}
