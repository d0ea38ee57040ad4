using System.Net;
using Server.Tests.Payments;
using Tessera.Domain.Orders;
using Tessera.Domain.Programme;
using Tessera.TestKit;

namespace Server.Tests.Programme;

/// <summary>PP-3: what payments and refunds do to a partner's points, whatever is repeated, late or lost.</summary>
public sealed class PointTests(PayWorld world) : IClassFixture<PayWorld>
{
    [Fact]
    public async Task A_paid_order_is_booked_once_at_the_partners_price_however_often_it_is_told()
    {
        var (quote, session) = await world.OpenedAsync(keys: 2);
        var paid = world.Stripe.Pay(session);
        await world.HearAsync(paid, paid);
        await world.HearAsync(paid);
        var expected = quote.Document.Lines.Sum(l => l.PartnerNetMinor!.Value) / 100;
        Assert.True(expected < quote.Document.NetMinor / 100);
        Assert.Equal($"ORDER · {expected} · 2026-11-21", await LinesAsync(quote));
        using var elena = world.Core.As(Person.Elena);
        var (_, page) = await elena.ReadAsync($"/v1/partners/{SmallWorld.Brenta}/points?first=100");
        var line = page.GetProperty("items").EnumerateArray().Single(l => l.GetProperty("order").Text("number") == Number(quote).Result);
        Assert.Equal((expected, true, "PP-3"), (line.GetProperty("points").GetInt64(), line.GetProperty("counts").GetBoolean(), line.Text("rule")));
        Assert.Contains("net partner price €", line.Text("text"), StringComparison.Ordinal);
        await world.HoldsAsync();
    }

    [Fact]
    public async Task Refunds_take_points_back_in_proportion_and_one_that_fails_gives_them_again()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(session));
        var part = quote.Document.GrossMinor / 3;
        var told = world.Stripe.RefundOutside(session, part);
        await world.HearAsync(told, told);
        await world.HoldsAsync();
        Assert.Equal(Left(quote, part), await SumAsync(quote));
        await world.HearAsync(world.Stripe.MoveRefund(told["data"]!["object"]!["id"]!.GetValue<string>(), "failed"));
        Assert.Equal(Left(quote, 0), await SumAsync(quote));
        await world.HearAsync(world.Stripe.RefundOutside(session, part), world.Stripe.RefundOutside(session, quote.Document.GrossMinor - part));
        Assert.Equal(0, await SumAsync(quote));
        Assert.Equal(5, await world.CountAsync("point_line l JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", quote.Id));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_lost_dispute_takes_all_of_it()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(session));
        await world.HearAsync(world.Stripe.Dispute(session, "lost", "closed"));
        Assert.Equal(0, await SumAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task Money_that_pays_nothing_earns_nothing_and_takes_nothing_back()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(session, quote.Document.GrossMinor - 1));
        Assert.Equal("", await LinesAsync(quote));
        await world.HearAsync(world.Stripe.RefundOutside(session, quote.Document.GrossMinor - 1));
        Assert.Equal("", await LinesAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task An_order_of_a_key_without_a_partner_earns_nobody_anything()
    {
        var (quote, session) = await world.OpenedAsync();
        await world.ScalarAsync("UPDATE sales_order SET partner_id = NULL WHERE quote_id = $1", quote.Id);
        await world.HearAsync(world.Stripe.Pay(session));
        Assert.Equal("", await LinesAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task The_ledger_is_read_page_by_page_newest_day_first()
    {
        using var giulia = world.Core.As(Person.Giulia);
        foreach (var (points, on) in new[] { (5, "2026-03-01"), (7, "2024-01-01"), (-2, "2026-03-02"), (9, "2026-04-01") })
            Assert.Equal(HttpStatusCode.OK, (await giulia.PostAsync($"/v1/partners/{SmallWorld.Colli}/points/correct", new { points, countsOn = on, reason = "Counted by hand" })).Status);
        var read = new List<(string, long, bool)>();
        var after = "";
        do
        {
            var (status, page) = await giulia.ReadAsync($"/v1/partners/{SmallWorld.Colli}/points?first=1{after}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(4, page.GetProperty("total").GetProperty("count").GetInt32());
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(l => (l.Text("countsOn"), l.GetProperty("points").GetInt64(), l.GetProperty("counts").GetBoolean())));
            after = page.GetProperty("hasNextPage").GetBoolean() ? "&after=" + page.Text("endCursor") : "";
        }
        while (after.Length > 0);
        Assert.Equal([("2026-04-01", 9, true), ("2026-03-02", -2, true), ("2026-03-01", 5, true), ("2024-01-01", 7, false)], read);
    }

    private static long Left(TestQuote quote, long refunded) => Points.Left(
        new EarningOrder(Guid.Empty, Guid.Empty, "", "EUR", Points.PartnerNet(Payer.Customer, quote.Document.Lines), quote.Document.GrossMinor), refunded);

    private Task<string> Number(TestQuote quote) => world.TextAsync("SELECT number FROM sales_order WHERE quote_id = $1", quote.Id);

    private Task<string> LinesAsync(TestQuote quote) =>
        world.RowsAsync("SELECT l.cause, l.points, l.counts_on::text FROM point_line l JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1 ORDER BY l.cause", quote.Id);

    private async Task<long> SumAsync(TestQuote quote) =>
        Convert.ToInt64(await world.ScalarAsync("SELECT coalesce(sum(l.points), 0)::bigint FROM point_line l JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1", quote.Id), System.Globalization.CultureInfo.InvariantCulture);
}
