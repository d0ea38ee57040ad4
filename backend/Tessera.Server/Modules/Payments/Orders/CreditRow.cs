using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>An open credit with the order and the key it speaks of.</summary>
internal sealed record CreditRow(
    Guid Id, Guid OrderId, string OrderNumber, int? Line, Guid? KeyId, string? KeyNumber, CreditCause Cause, Refusal? Refusal, long AmountMinor, string Currency, CreditState State, DateTimeOffset OpenedAt,
    DateTimeOffset? SettledAt, string? SettledBy, string? Reason, Guid PaymentId)
{
    private const string From = """
        SELECT c.credit_id, c.order_id, o.number, c.line, l.key_id, k.number, c.cause, c.refusal, c.amount_minor, c.currency, c.state, c.opened_at, c.settled_at, c.settled_by, c.reason, c.payment_id
        FROM open_credit c JOIN sales_order o ON o.tenant_id = c.tenant_id AND o.order_id = c.order_id
        LEFT JOIN order_line l ON l.tenant_id = c.tenant_id AND l.order_id = c.order_id AND l.line = c.line LEFT JOIN licence_key k ON k.tenant_id = l.tenant_id AND k.key_id = l.key_id
        """;

    private const string ByOrder = From + " WHERE c.tenant_id = $1 AND c.order_id = $2 ORDER BY c.credit_id";
    private const string ByIds = From + " WHERE c.tenant_id = $1 AND c.credit_id = ANY($2) ORDER BY c.credit_id DESC";

    public static NpgsqlBatchCommand OfOrder(int tenant, Guid order) => Sql.Of(ByOrder, tenant, order);

    public static NpgsqlBatchCommand Of(int tenant, params Guid[] credits) => Sql.Of(ByIds, tenant, credits);

    public static CreditRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.IntOrNull(3), r.GuidOrNull(4), r.TextOrNull(5), PaymentWords.Read<CreditCause>(r.GetString(6)), OpenCredits.Read(r.TextOrNull(7)), r.GetInt64(8), r.GetString(9),
        PaymentWords.Read<CreditState>(r.GetString(10)), r.Moment(11), r.MomentOrNull(12), r.TextOrNull(13), r.TextOrNull(14), r.GetGuid(15));

    public CreditView View(string language) => new(
        Id, new OrderLinkView(OrderId, OrderNumber), Line, KeyId is { } key ? new OrderLinkView(key, KeyNumber!) : null, Cause, OrderRefusalView.Of(Refusal, language), new(AmountMinor, Currency), State, OpenedAt, SettledAt,
        SettledBy, Reason);
}
