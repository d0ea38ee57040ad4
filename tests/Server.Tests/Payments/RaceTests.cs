using System.Net;
using Npgsql;
using Tessera.TestKit;

namespace Server.Tests.Payments;

/// <summary>PROOFS.md F10, held at a barrier: two writers of one key have both decided before either of them has written.</summary>
public sealed class RaceTests(PayWorld world) : IClassFixture<PayWorld>
{
    [Fact]
    public async Task Two_paid_sessions_are_one_renewal_and_one_open_credit()
    {
        var (key, one, two) = await PaidTwiceAtOnceAsync(world);
        await world.SettleAsync();
        Assert.Equal(2, (await world.KeyAsync(key)).Version);
        Assert.Equal(["APPLIED · –", "CREDITED · RENEWED_MEANWHILE"], new[] { await world.LinesAsync(one), await world.LinesAsync(two) }.Order());
        Assert.Equal($"LINE_REFUSED · {one.Document.GrossMinor} · OPEN", await world.CreditsAsync(one) + await world.CreditsAsync(two));
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_payment_beside_the_closing_of_its_key_renews_it_first_or_is_an_open_credit()
    {
        var (quote, session) = await world.OpenedAsync();
        var told = world.Stripe.Pay(session);
        await AtOnceAsync(world, quote.Keys[0], () => DeliverAsync(world, told), () => ChangeAsync(Person.Giulia, quote.Keys[0], "close", new { reason = "The customer left" }));
        await world.SettleAsync();
        var line = await world.LinesAsync(quote);
        Assert.Contains(line, (string[])["APPLIED · –", "CREDITED · KEY_CLOSED"]);
        Assert.Equal(line.StartsWith("APPLIED", StringComparison.Ordinal) ? 3 : 2, (await world.KeyAsync(quote.Keys[0])).Version);
        await world.HoldsAsync();
    }

    [Fact]
    public async Task A_payment_beside_a_transfer_is_applied_and_the_key_goes()
    {
        var (quote, session) = await world.OpenedAsync();
        var told = world.Stripe.Pay(session);
        await ChangeAsync(Person.Elena, quote.Keys[0], "propose-transfer", new { toPartnerVatId = SmallWorld.LaguneVatId });
        await AtOnceAsync(world, quote.Keys[0], () => DeliverAsync(world, told), () => ChangeAsync(Person.Camille, quote.Keys[0], "accept-transfer", new { }));
        await world.SettleAsync();
        Assert.Equal("APPLIED · –", await world.LinesAsync(quote));
        Assert.Equal(4, (await world.KeyAsync(quote.Keys[0])).Version);
        Assert.Equal(SmallWorld.Lagune.ToString(), await world.TextAsync("SELECT partner_id FROM licence_key WHERE key_id = $1", quote.Keys[0]));
        await world.HoldsAsync();
    }

    /// <summary>The one that is second decides again, and at a later moment: no event happened before the one it follows (I12).</summary>
    [Fact]
    public async Task Whoever_decides_again_reads_the_clock_again()
    {
        var (quote, session) = await world.OpenedAsync();
        var told = world.Stripe.Pay(session);
        var now = world.Clock.Now;
        Task EarlierAsync()
        {
            world.Clock.Now = now - TimeSpan.FromSeconds(2);
            return ChangeAsync(Person.Giulia, quote.Keys[0], "reissue", new { reason = "The number leaked" });
        }

        await AtOnceAsync(world, quote.Keys[0], () => DeliverAsync(world, told), EarlierAsync, () => world.Clock.Now = now + TimeSpan.FromSeconds(2));
        await world.SettleAsync();
        Assert.Equal("APPLIED · –", await world.LinesAsync(quote));
        Assert.Equal(3, (await world.KeyAsync(quote.Keys[0])).Version);
        await world.HoldsAsync();
    }

    /// <summary>The control: what makes it one renewal is that a version is there once. Without it both sessions renew, and the streams tell.</summary>
    [Fact]
    public async Task Control_without_unique_versions_both_sessions_renew_and_the_invariants_tell()
    {
        await using var spoilt = new PayWorld();
        await spoilt.InitializeAsync();
        await using var superuser = NpgsqlDataSource.Create(spoilt.Core.Database.Superuser);
        await superuser.CreateCommand("ALTER TABLE key_event DROP CONSTRAINT key_event_pkey").ExecuteNonQueryAsync();
        var (key, one, two) = await PaidTwiceAtOnceAsync(spoilt);
        for (var i = 0; i < 200 && await spoilt.CountAsync("order_line WHERE key_id = $1 AND state = 'WAITING'", key) > 0; i++) await Task.Delay(25);
        Assert.Equal(("APPLIED · –", "APPLIED · –"), (await spoilt.LinesAsync(one), await spoilt.LinesAsync(two)));
        Assert.Contains("I3: the versions of a key are exactly 1…n", await spoilt.BrokenAsync(), StringComparison.Ordinal);
    }

    private static async Task<(Guid Key, TestQuote One, TestQuote Two)> PaidTwiceAtOnceAsync(PayWorld world)
    {
        var key = await world.IssueAsync();
        var (one, two) = (await world.QuoteAsync([key]), await world.QuoteAsync([key]));
        var (first, second) = (world.Stripe.Pay(await world.OpenAsync(one)), world.Stripe.Pay(await world.OpenAsync(two)));
        await AtOnceAsync(world, key, () => DeliverAsync(world, first), () => DeliverAsync(world, second));
        return (key, one, two);
    }

    /// <summary>The key's row is held until each of the two, one after the other, has read it and waits to write.</summary>
    private static async Task AtOnceAsync(PayWorld world, Guid key, Func<Task> first, Func<Task> second, Action? onceBothWait = null)
    {
        await using var source = NpgsqlDataSource.Create(world.Core.Database.Superuser);
        await using var connection = await source.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT 1 FROM licence_key WHERE key_id = $1 FOR NO KEY UPDATE", connection, held))
        {
            hold.Parameters.AddWithValue(key);
            Assert.NotNull(await hold.ExecuteScalarAsync());
        }

        List<Task> writing = [];
        foreach (var writer in (Func<Task>[])[first, second])
        {
            writing.Add(writer());
            var waiting = 0L;
            for (var i = 0; i < 120 && waiting < writing.Count; i++)
            {
                await Task.Delay(25);
                waiting = await world.CountAsync("pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
            }

            Assert.Equal(writing.Count, waiting);
        }

        onceBothWait?.Invoke();
        await held.RollbackAsync();
        await Task.WhenAll(writing);
    }

    private static async Task DeliverAsync(PayWorld world, System.Text.Json.Nodes.JsonObject told) => Assert.Equal(HttpStatusCode.OK, await world.DeliverAsync(told));

    private async Task ChangeAsync(Person by, Guid key, string verb, object body)
    {
        using var client = world.Core.As(by);
        var (status, answer) = await client.PostAsync($"/v1/keys/{key}/{verb}", body);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
    }
}
