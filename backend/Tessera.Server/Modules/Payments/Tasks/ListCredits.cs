using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Books;
using Tessera.Server.Modules.Payments.Orders;

namespace Tessera.Server.Modules.Payments.Tasks;

/// <summary>Open credits, newest first (OM-8); unless asked otherwise, those that need somebody.</summary>
internal static class ListCredits
{
    private const string Sort = "credits.-ID";
    private static readonly CreditState[] Unsettled = [CreditState.Open, CreditState.Refunding];

    private const string Page = "SELECT credit_id FROM open_credit WHERE tenant_id = $1 AND credit_id < $2 AND state = ANY($3) ORDER BY credit_id DESC LIMIT $4";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/credits", HandleAsync).Operation(nameof(ListCredits)).WithName("credits").TakesPage(QueryParameter.Text("state", "One or more states, comma separated.")).Produces<Page<CreditView>>();

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var page = input.Page(caller.TenantId, Sort);
        var states = input.Words<CreditState>("state") ?? Unsettled;
        if (input.Problem is { } problem) return problem.Result();
        var ids = await db.QueryAsync(
            caller.TenantId, Sql.Of(Page, caller.TenantId, page.After?.Id ?? OrderListing.First, states.Select(PaymentWords.Of).ToArray(), page.Limit), r => r.GetGuid(0), ct);
        var rows = await db.QueryAsync(caller.TenantId, CreditRow.Of(caller.TenantId, [.. ids]), CreditRow.Read, ct);
        return TypedResults.Ok(page.Page(rows, r => r.View(caller.Language), r => new Cursor(caller.TenantId, Sort, "", r.Id)));
    }
}
