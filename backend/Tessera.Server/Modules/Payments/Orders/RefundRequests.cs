using Npgsql;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>Refunds that somebody asks for; the row is what makes the provider be told, however often that takes.</summary>
internal static class RefundRequests
{
    private const string Insert = """
        INSERT INTO refund (tenant_id, refund_id, payment_id, credit_id, state, amount_minor, currency, reason, requested_by, requested_at) VALUES ($1, $2, $3, $4, 'REQUESTED', $5, $6, $7, $8, $9)
        """;

    private const string Waiting = """
        SELECT coalesce(sum(r.amount_minor), 0)::bigint FROM refund r JOIN payment p ON p.tenant_id = r.tenant_id AND p.payment_id = r.payment_id
        WHERE r.tenant_id = $1 AND p.order_id = $2 AND r.credit_id IS NULL AND r.state IN ('REQUESTED', 'PENDING')
        """;

    /// <param name="credit">The open credit it settles; null: out of what was applied.</param>
    public static NpgsqlBatchCommand Ask(int tenant, Guid refund, Guid payment, Guid? credit, (long Minor, string Currency) amount, (string Name, DateTimeOffset At) by, string reason) =>
        Sql.Of(Insert, tenant, refund, payment, Optional.Id(credit), amount.Minor, amount.Currency, reason, by.Name, by.At);

    /// <summary>On their way out of what was applied, in minor units.</summary>
    public static NpgsqlBatchCommand UnderWay(int tenant, Guid order) => Sql.Of(Waiting, tenant, order);
}
