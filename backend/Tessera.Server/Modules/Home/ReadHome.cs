using Npgsql;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Home;

/// <summary>What needs the reader: one round trip over counters and short index ranges, whatever the number of keys.</summary>
internal static class ReadHome
{
    internal sealed record HomeView(IReadOnlyList<Attention> Attention, IReadOnlyList<ExpiryDay> Heat, long Keys, long Customers);

    private const string Totals = "SELECT keys, customers FROM scope_total WHERE tenant_id = $1 AND scope_id = $2";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/home", HandleAsync).Operation(nameof(ReadHome)).WithName("home").Takes().Produces<HomeView>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        if (new QueryInput(context).Problem is { } problem) return problem.Result();
        var caller = context.Caller();
        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        var (_, book) = await rules.OfAsync(caller.TenantId, ct);
        var profile = book.Profile(today).Value;
        var scope = caller.PartnerId ?? ExpiryDays.WholeTenant;
        var (tenant, partner) = (caller.TenantId, caller.PartnerId);

        List<NpgsqlBatchCommand> commands =
        [
            Sql.Of(Totals, tenant, scope),
            ExpiryDays.Between(tenant, scope, today, today.AddYears(1).AddDays(-1)),
            CountedAttention.Command(tenant, scope, today, profile.WindowDays),
            .. ListedAttention.Commands(tenant, partner, today, today.AddDays(-profile.UsageStaleDays)),
            .. OrderAttention.Commands(tenant, partner, today),
        ];
        if (caller.IsOperator) commands.AddRange([ImportAttention.Command(tenant), ReviewAttention.Command(tenant)]);
        var view = await db.ReadAsync(
            tenant, commands,
            async (reader, token) =>
            {
                var (keys, customers) = await reader.ReadAsync(token) ? (reader.GetInt64(0), reader.GetInt64(1)) : (0, 0);
                await reader.NextResultAsync(token);
                var heat = await ExpiryDays.ReadAsync(reader, token);
                await reader.NextResultAsync(token);
                var attention = await CountedAttention.ReadAsync(reader, today, token);
                attention.AddRange(await ListedAttention.ReadAsync(reader, token));
                attention.AddRange(await OrderAttention.ReadAsync(reader, partner, today, token));
                if (caller.IsOperator) attention.AddRange([.. await ImportAttention.ReadAsync(reader, token), .. await ReviewAttention.ReadAsync(reader, token)]);
                return new HomeView(attention, heat, keys, customers);
            },
            ct);
        return TypedResults.Ok(view);
    }
}
