using Microsoft.Extensions.DependencyInjection;
using Server.Tests.Payments;
using Tessera.Domain.Programme;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Programme.Contracts;
using Tessera.TestKit;

namespace Server.Tests.Programme;

/// <summary>PP-4 at payment costs the same, however much a partner sold: counted in rows that are looked at, not in time.</summary>
public sealed class PromotionCostTests(PayWorld world) : IClassFixture<PayWorld>
{
    private const int Few = 10;
    private const int Many = 100_000;

    /// <summary>A window of twelve months has a row a day.</summary>
    private const int MostDays = 367;

    private const string Sell = """
        INSERT INTO point_line (tenant_id, line_id, partner_id, reference, cause, counts_on, points, facts, at, actor)
        SELECT tenant_id, gen_random_uuid(), partner_id, 'turnover:' || partner_id || n, 'TURNOVER', '2026-11-20'::date - n % 364, 1, '{}', now(), 'test'
        FROM partner, generate_series(1, $2::int) AS n WHERE partner_id = $1
        """;

    private const string LookedAt = "SELECT coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)::bigint FROM pg_stat_xact_user_tables";

    [Fact]
    public async Task An_order_of_a_partner_with_a_hundred_thousand_others_looks_at_no_more_than_the_days_of_its_window()
    {
        await world.ScalarAsync(Sell, SmallWorld.Colli, Few);
        await world.ScalarAsync(Sell, SmallWorld.Lagune, Many);
        await world.ScalarAsync("ANALYZE point_line, point_day");
        var (few, many) = (await BookAsync(SmallWorld.Colli), await BookAsync(SmallWorld.Lagune));
        Assert.InRange(few.Rows, Few, 200);
        Assert.InRange(many.Rows, few.Rows, few.Rows + MostDays);
        Assert.Equal((Few + 1L, Many + 1L), (few.Facts.Points.Sum(d => d.Points), many.Facts.Points.Sum(d => d.Points)));
    }

    private async Task<(long Rows, ProgrammeFacts Facts)> BookAsync(Guid partner)
    {
        var ct = TestContext.Current.CancellationToken;
        var services = world.Core.Services;
        var tenant = (await services.GetRequiredService<Tenants>().FindAsync("allnet", ct))!;
        var line = new PointLine($"payment:{partner}", PointCause.Turnover, tenant.DayOf(world.Clock.Now).AddDays(-1), 1, null, new Dictionary<string, string>());
        var booking = new PointBooking(tenant.Id, partner, tenant.DayOf(world.Clock.Now), world.Clock.Now, new AuditActor("test", null, null, "test", null), [line]);
        return await services.GetRequiredService<TenantDb>().TransactAsync(
            tenant.Id,
            async transaction =>
            {
                var booked = (await services.GetRequiredService<PointBook>().BookAsync(transaction, booking, ct))!;
                var rows = await transaction.QueryAsync(Sql.Of(LookedAt), r => r.GetInt64(0), ct);
                return (rows[0], booked.Facts);
            },
            ct);
    }
}
