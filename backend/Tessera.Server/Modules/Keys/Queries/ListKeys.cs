using Npgsql;
using NpgsqlTypes;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Keys.Contracts;

namespace Tessera.Server.Modules.Keys.Queries;

/// <summary>The keys a reader looks after, filtered, sorted and paged in the database; a page costs the same wherever it lies.</summary>
internal static class ListKeys
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/keys", HandleAsync).Operation(nameof(ListKeys)).WithName("keys").Produces<Page<KeyView>>()
            .TakesPage([.. KeyFilter.Takes, QueryParameter.Text("sort", $"One of {string.Join(", ", KeySort.Names)}."), QueryParameter.Flag("count", "false: without the total."), QueryParameter.Text("fields", "Only these fields of a key, comma separated, nested ones with a dot (id,number,customer.name).")]);

    private static async Task<IResult> HandleAsync(HttpContext context, KeyListing listing, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var caller = context.Caller();
        var input = new QueryInput(context);
        var filter = KeyFilter.Of(input, caller, caller.Tenant.DayOf(clock.GetUtcNow()));
        var counted = input.Flag("count") is not false;
        var shape = KeyFields.Shape(input.Text("fields", KeyFields.Longest));
        if (shape is null) input.Add("fields", "UNKNOWN", "Fields of a key as this list gives them, comma separated.");
        if (KeySort.Of(input.Text("sort")) is not { } order) return KeySort.Unknown.Result();
        var page = input.Page(caller.TenantId, Name(order));
        if (input.Problem is { } problem) return problem.Result();
        await filter.FindAsync(db, caller.TenantId, ct);

        var total = counted ? Total(filter, caller) : null;
        var where = filter.Where;
        var parameters = filter.Parameters.ToList();
        if (page.After is { } cursor)
        {
            if (order.ValueOf(cursor.Value) is not { } value) return Cursor.Invalid.Result();
            parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = order.Type });
            parameters.Add(new NpgsqlParameter { Value = cursor.Id, NpgsqlDbType = NpgsqlDbType.Uuid });
            where += $" AND ({order.Column}, key_id) {order.After} (${parameters.Count - 1}, ${parameters.Count})";
        }

        var (rows, known) = await listing.ReadAsync(caller, where, parameters, order.Order, page.Limit, total, ct);
        var shown = known is not { } n ? null : filter.IsWhole ? new Total(n, false) : Http.Total.Of(n);
        var answer = page.Page(rows, row => row, row => new Cursor(caller.TenantId, Name(order), order.TextOf(row), row.Id), shown);
        return TypedResults.Json(answer, shape!);
    }

    private static string Name(KeySort order) => "keys:" + order.Name;

    /// <summary>The whole from the counters, anything narrower up to a bound: never a count over all keys.</summary>
    private static NpgsqlBatchCommand Total(KeyFilter filter, Caller caller)
    {
        if (filter.IsWhole) return Sql.Of("SELECT coalesce(sum(keys), 0)::bigint FROM key_counter WHERE tenant_id = $1 AND scope_id = $2", caller.TenantId, caller.PartnerId ?? Guid.Empty);
        var command = new NpgsqlBatchCommand($"SELECT count(*) FROM (SELECT FROM licence_key WHERE {filter.Where} LIMIT {Http.Total.Bound + 1}) AS matching");
        foreach (var parameter in filter.Parameters) command.Parameters.Add(parameter.Clone());
        return command;
    }
}
