using Tessera.Domain.Programme;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Programme.BackTests;

/// <summary>The draft of the level rules, tried on the past four half-years: who would have risen and fallen, and what it would have cost. Nothing is kept.</summary>
internal static class ReadBackTest
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/level-rules/back-test", HandleAsync).Operation(nameof(ReadBackTest)).WithName("backTest").Produces<BackTestView>().ProducesProblem(422);

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, TenantRules rules, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        var (problem, kept, test) = await BackTestAccess.OfAsync(caller, db, rules, today, ct);
        if (test is null) return problem!.Result();
        HalfYearSum[] sums = [.. BackTest.Reviews(today).Select(on => new HalfYearSum(on))];
        await foreach (var life in test.RunAsync(ct))
            for (var n = 0; n < sums.Length; n++) sums[n].Add(life, life.HalfYears[n]);
        var currency = caller.Tenant.Currency;
        return TypedResults.Ok(new BackTestView(today, BackTest.Begins(today), kept.Version, new MoneyView(sums.Sum(sum => sum.CostMinor), currency), [.. sums.Select(sum => sum.View(currency))]));
    }
}
