using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Home;

/// <summary>What expires on which day, for the calendar.</summary>
internal static class ReadExpiry
{
    private const int MostDays = 800;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/expiry", HandleAsync).Operation(nameof(ReadExpiry)).WithName("expiry")
        .Takes(QueryParameter.Day("from", "First day.", required: true), QueryParameter.Day("to", $"Last day, at most {MostDays} days on.", required: true), QueryParameter.Id("partnerId", "Only what this partner looks after; operators only."))
        .Produces<ExpiryDay[]>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var from = input.Required("from", input.Day("from"));
        var to = input.Required("to", input.Day("to"));
        var partner = input.Id("partnerId");
        if (input.Problem is null && to < from) input.Add("to", "OUT_OF_RANGE", "The last day is before the first.");
        else if (input.Problem is null && to.DayNumber - from.DayNumber >= MostDays) input.Add("to", "OUT_OF_RANGE", $"At most {MostDays} days at once.");
        if (input.Problem is { } problem) return problem.Result();
        if (partner is { } asked && !await IsSeenAsync(db, caller, asked, ct)) return Problem.NotFound.Result();
        var days = ExpiryDays.Between(caller.TenantId, caller.PartnerId ?? partner ?? ExpiryDays.WholeTenant, from, to);
        return TypedResults.Ok(await db.ReadAsync(caller.TenantId, [days], ExpiryDays.ReadAsync, ct));
    }

    private static async Task<bool> IsSeenAsync(TenantDb db, Caller caller, Guid partner, CancellationToken ct) => caller.PartnerId is { } own
        ? own == partner
        : await db.FirstAsync(caller.TenantId, Sql.Of("SELECT true FROM partner WHERE tenant_id = $1 AND partner_id = $2", caller.TenantId, partner), r => r.GetBoolean(0), ct);
}
