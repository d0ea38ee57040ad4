using System.Net;
using System.Text.Json.Nodes;

namespace Server.Tests.Payments;

/// <summary>PROOFS.md F6: messages in any order end in the same state; what comes too early waits, visibly, and is never lost.</summary>
public sealed class NewsOrderTests(PayWorld world) : IClassFixture<PayWorld>
{
    private const string State = """
        SELECT p.state, p.paid_minor = p.amount_minor, p.refunded_minor, p.dispute, o.state, o.disputed, (SELECT string_agg(l.state, ',' ORDER BY line) FROM order_line l WHERE l.order_id = o.order_id),
          (SELECT string_agg(account || ' ' || sum, ', ' ORDER BY account) FROM (SELECT account, sum(amount_minor) / o.gross_minor * 100 AS sum FROM ledger_posting g WHERE g.order_id = o.order_id GROUP BY account) AS a),
          (SELECT string_agg(kind, ',' ORDER BY kind) FROM document d WHERE d.order_id = o.order_id), (SELECT count(*) FROM inbox WHERE state IN ('NEW', 'WAITING', 'DEAD'))
        FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = $1
        """;

    [Fact]
    public async Task Four_messages_in_every_order_end_alike()
    {
        var ends = new Dictionary<string, string>();
        foreach (var order in Permutations([0, 1, 2, 3]))
        {
            var (quote, events) = await TellAsync(4);
            await world.HearAsync([.. order.Select(i => events[i])]);
            await CalmAsync();
            ends[string.Join("", order)] = await world.RowsAsync(State, quote.Id);
            Assert.Equal(2, (await world.KeyAsync(quote.Keys[0])).Version);
        }

        Assert.Equal(24, ends.Count);
        Assert.True(ends.Values.Distinct().Count() == 1, string.Join("\n", ends.Select(e => e.Key + ": " + e.Value)));
        Assert.StartsWith("PAID · True · 100 · OPEN · FULFILLED · True · APPLIED", ends.Values.First(), StringComparison.Ordinal);
        await world.HoldsAsync();
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Seven_messages_shuffled_and_repeated_end_alike(int seed)
    {
        var chance = new Random(seed);
        var ends = new List<string>();
        for (var round = 0; round < 6; round++)
        {
            var (quote, events) = await TellAsync(7);
            var order = events.Concat(events).OrderBy(_ => chance.Next()).ToArray();
            foreach (var told in order) Assert.Equal(HttpStatusCode.OK, await world.DeliverAsync(told));
            await world.SettleAsync();
            await CalmAsync();
            ends.Add(await world.RowsAsync(State, quote.Id));
        }

        Assert.True(ends.Distinct().Count() == 1, $"seed {seed}\n" + string.Join("\n", ends));
        Assert.StartsWith("PAID · True · 300 · WON · FULFILLED · False · APPLIED", ends[0], StringComparison.Ordinal);
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_refund_that_comes_before_its_payment_waits_visibly_and_is_applied_when_the_payment_comes()
    {
        var (quote, events) = await TellAsync(4);
        await world.HearAsync(events[2]);
        Assert.StartsWith("WAITING · NOT_PAID_YET pi_", await world.RowsAsync("SELECT state, note FROM inbox WHERE event_id = $1", Id(events[2])), StringComparison.Ordinal);
        await world.HearAsync(events[0]);
        for (var i = 0; i < 100 && await StateAsync(events[2]) != "DONE"; i++) await world.SettleAsync();
        Assert.Equal("DONE", await StateAsync(events[2]));
        Assert.Equal("100", await world.TextAsync("SELECT refunded_minor FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE quote_id = $1", quote.Id));
        await world.HoldsAsync();
    }

    /// <summary>The control: were what comes too early put aside instead of waiting, the order of two messages would decide the end.</summary>
    [Fact]
    public async Task Control_if_nothing_waited_the_order_would_decide_the_end()
    {
        await using var superuser = Npgsql.NpgsqlDataSource.Create(world.Core.Database.Superuser);
        await superuser.CreateCommand("CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.state := 'IGNORED'; NEW.done_at := now(); RETURN NEW; END $$; CREATE TRIGGER forget BEFORE UPDATE ON inbox FOR EACH ROW WHEN (NEW.state = 'WAITING') EXECUTE FUNCTION forget()").ExecuteNonQueryAsync();
        try
        {
            var ends = new List<string>();
            foreach (var (first, second) in ((int, int)[])[(0, 2), (2, 0)])
            {
                var (quote, events) = await TellAsync(4);
                await world.HearAsync(events[first]);
                await world.HearAsync(events[second]);
                ends.Add(await world.TextAsync("SELECT refunded_minor FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE quote_id = $1", quote.Id));
            }

            Assert.Equal(["100", "0"], ends);
        }
        finally
        {
            await superuser.CreateCommand("DROP TRIGGER forget ON inbox; DROP FUNCTION forget").ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Paid_before_our_own_row_is_there_waits_and_is_applied_once_it_is()
    {
        var (quote, session) = await world.OpenedAsync();
        await using var superuser = Npgsql.NpgsqlDataSource.Create(world.Core.Database.Superuser);
        await superuser.CreateCommand("CREATE TABLE kept AS SELECT p.* FROM payment p JOIN sales_order o USING (tenant_id, order_id) WHERE o.quote_id = '" + quote.Id + "'; DELETE FROM payment WHERE payment_id IN (SELECT payment_id FROM kept)").ExecuteNonQueryAsync();
        var told = world.Stripe.Pay(session);
        await world.HearAsync(told);
        Assert.StartsWith("WAITING · PAYMENT_UNKNOWN", await world.RowsAsync("SELECT state, note FROM inbox WHERE event_id = $1", Id(told)), StringComparison.Ordinal);
        await superuser.CreateCommand("INSERT INTO payment SELECT * FROM kept; DROP TABLE kept").ExecuteNonQueryAsync();
        await world.LaterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("FULFILLED", await world.OrderStateAsync(quote));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task What_waits_in_vain_is_dead_after_three_days_and_an_operator_sees_it()
    {
        var (_, session) = await world.OpenedAsync();
        world.Stripe.Pay(session);
        var early = world.Stripe.RefundOutside(session, 100);
        await world.HearAsync(early);
        Assert.Equal("WAITING", await world.TextAsync("SELECT state FROM inbox WHERE event_id = $1", Id(early)));
        await world.LaterAsync(TimeSpan.FromDays(4));
        Assert.Equal("DEAD", await world.TextAsync("SELECT state FROM inbox WHERE event_id = $1", Id(early)));
        world.Clock.Now -= TimeSpan.FromDays(4);
        await using var superuser = Npgsql.NpgsqlDataSource.Create(world.Core.Database.Superuser);
        await superuser.CreateCommand("UPDATE inbox SET state = 'IGNORED', done_at = now() WHERE state = 'DEAD'").ExecuteNonQueryAsync();
    }

    /// <summary>Paid, run out, refunded in part, disputed; declined once before, the dispute won, another refund.</summary>
    private async Task<(TestQuote Quote, List<JsonObject> Events)> TellAsync(int count)
    {
        var (quote, session) = await world.OpenedAsync();
        var declined = count > 4 ? world.Stripe.Decline(session) : null;
        var paid = world.Stripe.Pay(session);
        var gone = world.Stripe.Read(session);
        gone["status"] = "expired";
        gone["payment_status"] = "unpaid";
        gone["payment_intent"] = null;
        var expired = world.Stripe.Tell("checkout.session.expired", gone);
        var refunded = world.Stripe.RefundOutside(session, 100);
        var disputed = world.Stripe.Dispute(session, "needs_response", "created");
        List<JsonObject> events = [paid, expired, refunded, disputed];
        if (count == 4) return (quote, events);
        var dispute = disputed["data"]!["object"]!["id"]!.GetValue<string>();
        return (quote, [.. events, declined!, world.Stripe.Dispute(session, "won", "closed", dispute), world.Stripe.RefundOutside(session, 200)]);
    }

    /// <summary>What waits, because the provider did not say in time whose intent it was, is tried again a little later.</summary>
    private async Task CalmAsync()
    {
        for (var i = 0; i < 5 && await world.CountAsync("inbox WHERE state = 'WAITING'") > 0; i++) await world.LaterAsync(TimeSpan.FromMinutes(1));
    }

    private Task<string> StateAsync(JsonObject told) => world.TextAsync("SELECT state FROM inbox WHERE event_id = $1", Id(told));

    private static string Id(JsonObject told) => told["id"]!.GetValue<string>();

    private static IEnumerable<int[]> Permutations(int[] of)
    {
        if (of.Length <= 1) return [of];
        return of.SelectMany(first => Permutations([.. of.Where(x => x != first)]).Select(rest => (int[])[first, .. rest]));
    }
}
