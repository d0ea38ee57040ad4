using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.TestKit;

namespace Server.Tests.Payments;

/// <summary>PP-3: orders that were paid before the ledger of points get their points once, as if it had been there.</summary>
public sealed class EarlierOrdersTests(PayWorld world) : IClassFixture<PayWorld>
{
    private const string Lines = "SELECT reference, cause, counts_on::text, points, order_id, facts::text FROM point_line ORDER BY reference";

    private EarlierOrders Orders => world.Services.GetRequiredService<EarlierOrders>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_paid_and_refunded_before_there_were_points_is_booked_once_and_as_if_there_had_been()
    {
        var tenant = await world.TenantAsync();
        for (var n = 0; n < 3; n++)
        {
            var (quote, session) = await world.OpenedAsync(keys: 1 + n);
            await world.HearAsync(world.Stripe.Pay(session));
            if (n == 0) continue;
            await world.HearAsync(world.Stripe.RefundOutside(session, quote.Document.GrossMinor / 3));
            world.Clock.Now = world.Clock.Now.AddDays(1);
            if (n == 2) await world.HearAsync(world.Stripe.RefundOutside(session, quote.Document.GrossMinor - quote.Document.GrossMinor / 3));
        }

        var (twice, unequal) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(unequal, twice.Document.GrossMinor - 1));
        await ExecuteAsync($"""
            INSERT INTO certificate (tenant_id, certificate_id, membership_id, path, from_day, at, actor) VALUES (1, gen_random_uuid(), '{Person.Davide.Id}', 'intermediate', '2026-01-01', now(), 'test');
            INSERT INTO point_line (tenant_id, line_id, partner_id, reference, cause, counts_on, points, facts, at, actor)
            VALUES (1, gen_random_uuid(), '{SmallWorld.Brenta}', 'turnover:almost', 'TURNOVER', '2026-10-01', 4999, '{"{"}"net": "499900 EUR", "note": "x"{"}"}', now(), 'test')
            """);
        var expected = await world.RowsAsync(Lines);
        Assert.Equal(7, expected.Split('\n').Length);
        await world.HoldsAsync();

        // As it was before migration 0005: no lines, no sums, and a level nobody earned here.
        await ExecuteAsync("""
            DELETE FROM point_line WHERE order_id IS NOT NULL; DELETE FROM level_change; UPDATE partner SET level = 'Bronze' WHERE tenant_id = 1;
            DELETE FROM point_day; INSERT INTO point_day SELECT tenant_id, partner_id, counts_on, sum(points), count(*) FROM point_line GROUP BY 1, 2, 3
            """);
        Assert.Contains("has the points of what its partner paid", await world.BrokenAsync(), StringComparison.Ordinal);
        await Orders.BookAsync(tenant, Ct);
        Assert.NotEqual(expected, await world.RowsAsync(Lines));

        await ExecuteAsync("INSERT INTO earlier_orders (tenant_id, payment_id) VALUES (1, '00000000-0000-0000-0000-000000000000')");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Orders.BookAsync(tenant, Ct)));
        Assert.Equal(expected, await world.RowsAsync(Lines));
        await world.HoldsAsync();
        Assert.Equal("SILVER · PROMOTION", await world.RowsAsync("SELECT to_level, cause FROM level_change WHERE partner_id = $1", SmallWorld.Brenta));
        Assert.Equal("3 · True", await world.RowsAsync("SELECT booked, done_at IS NOT NULL FROM earlier_orders"));

        // Begun again from the start it finds everything there; a later refund takes its part back as ever.
        await ExecuteAsync("UPDATE earlier_orders SET payment_id = '00000000-0000-0000-0000-000000000000', done_at = NULL");
        await Orders.BookAsync(tenant, Ct);
        Assert.Equal(expected, await world.RowsAsync(Lines));
        var (last, open) = await world.OpenedAsync();
        await world.HearAsync(world.Stripe.Pay(open));
        await world.HearAsync(world.Stripe.RefundOutside(open, last.Document.GrossMinor));
        await world.HoldsAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(world.Core.Database.Superuser);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
