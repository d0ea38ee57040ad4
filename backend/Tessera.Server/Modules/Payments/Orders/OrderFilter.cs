using Tessera.Domain.Orders;
using Tessera.Platform.Errors;
using Tessera.Platform.Identity;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Books;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>Which orders: of one partner or of all, in some states, by words, of one key.</summary>
/// <param name="States">Words.</param>
/// <param name="Ids">What words, key and refunds match; null where neither was asked for.</param>
internal sealed record OrderFilter(Guid? PartnerId, string[] States, bool Disputed, Guid[]? Ids)
{
    /// <summary>Words that match more are answered with the newest of these.</summary>
    private const int Most = 5_000;

    public static readonly QueryParameter[] Parameters =
    [
        QueryParameter.Text("state", "One or more states, comma separated."), QueryParameter.Text("search", "Words of the number, the quote's number, the buyer, a customer, a key's number or the purchase order."),
        QueryParameter.Id("keyId", "Orders with a line of this key."), QueryParameter.Flag("disputed", "Only orders whose payment is disputed."),
        QueryParameter.Flag("refundCameBack", "Only orders of which money that went back did not arrive, and nothing was sent since."),
    ];

    private const string ByWords = "WITH found AS MATERIALIZED (SELECT order_id FROM sales_order WHERE tenant_id = $1 AND search @@ $2::tsquery) SELECT order_id FROM found ORDER BY order_id DESC LIMIT $3";
    private const string ByKey = "SELECT order_id FROM order_line WHERE tenant_id = $1 AND key_id = $2 ORDER BY order_id DESC LIMIT $3";

    private const string CameBack = """
        SELECT p.order_id FROM refund r JOIN payment p ON p.tenant_id = r.tenant_id AND p.payment_id = r.payment_id
        WHERE r.tenant_id = $1 AND r.state = 'FAILED' AND r.credit_id IS NULL
          AND NOT EXISTS (SELECT FROM refund later WHERE later.tenant_id = $1 AND later.payment_id = r.payment_id AND later.state <> 'FAILED' AND later.requested_at >= r.requested_at)
        ORDER BY p.order_id DESC LIMIT $2
        """;

    /// <summary>Null problem where the filter can be used.</summary>
    public static async Task<(OrderFilter Filter, Problem? Problem)> ReadAsync(QueryInput input, Caller caller, TenantDb db, CancellationToken ct)
    {
        var states = input.Words<OrderState>("state") ?? Enum.GetValues<OrderState>();
        var text = input.Text("search");
        var key = input.Id("keyId");
        var cameBack = input.Flag("refundCameBack") ?? false;
        var filter = new OrderFilter(caller.PartnerId, [.. states.Select(PaymentWords.Of)], input.Flag("disputed") ?? false, null);
        if (input.Problem is { } problem) return (filter, problem);
        if (key is { } id) filter = filter with { Ids = [.. await db.QueryAsync(caller.TenantId, Sql.Of(ByKey, caller.TenantId, id, Most), r => r.GetGuid(0), ct)] };
        if (cameBack) filter = filter.Among(await db.QueryAsync(caller.TenantId, Sql.Of(CameBack, caller.TenantId, Most), r => r.GetGuid(0), ct));
        if (text is null) return (filter, null);
        if (SearchWords.Query(caller.TenantId, text) is not { } words) return (filter with { Ids = [] }, null);
        var found = await db.QueryAsync(caller.TenantId, Sql.Of(ByWords, caller.TenantId, words, Most), r => r.GetGuid(0), ct);
        return (filter.Among(found), null);
    }

    private OrderFilter Among(List<Guid> found) => this with { Ids = Ids is { } both ? [.. both.Intersect(found)] : [.. found.Distinct()] };
}
