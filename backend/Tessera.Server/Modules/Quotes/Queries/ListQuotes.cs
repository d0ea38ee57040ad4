using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Quotes.Queries;

/// <summary>The quotes a reader may see, newest first; a page costs the same wherever it lies.</summary>
internal static class ListQuotes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/quotes", HandleAsync).Operation(nameof(ListQuotes)).WithName("quotes").Produces<Page<QuoteEntry>>()
        .TakesPage([.. QuoteFilter.Takes, QueryParameter.Flag("count", "false: without the total.")]);

    private static async Task<IResult> HandleAsync(HttpContext context, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var today = caller.Tenant.DayOf(clock.GetUtcNow());
        var input = new QueryInput(context);
        var filter = QuoteFilter.Of(input, caller, today);
        var counted = input.Flag("count") is not false;
        var page = input.Page(caller.TenantId, QuoteListing.Sort);
        if (input.Problem is { } problem) return problem.Result();
        await filter.FindAsync(db, caller.TenantId, ct);
        var (rows, total) = await QuoteListing.ReadAsync(db, caller.TenantId, filter, page.After?.Id, page.Limit, counted, ct);
        var entry = await QuoteListing.EntriesAsync(db, caller.TenantId, rows, today, ct);
        return TypedResults.Ok(page.Page(rows, entry, r => new Cursor(caller.TenantId, QuoteListing.Sort, "", r.Id), total));
    }
}
