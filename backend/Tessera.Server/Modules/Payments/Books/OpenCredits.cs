using System.Text.Json;
using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Processing;

namespace Tessera.Server.Modules.Payments.Books;

/// <summary>OM-8: money that is there and applied to nothing, as a task for an operator. The ledger's account CREDIT holds the same amount.</summary>
internal static class OpenCredits
{
    private const string Insert = """
        INSERT INTO open_credit (tenant_id, credit_id, order_id, payment_id, line, cause, refusal, amount_minor, currency, state, opened_at)
        VALUES ($1, $2, $3, $4, NULL, $5, NULL, $6, $7, 'OPEN', $8)
        """;

    /// <summary>A line that no longer applies, if it was still waiting: CREDITED, and its gross amount an open credit.</summary>
    private const string CreditLine = """
        WITH moved AS (
          UPDATE order_line SET state = 'CREDITED', refusal = $4, applied_at = $6 WHERE tenant_id = $1 AND order_id = $2 AND line = $3 AND state = 'WAITING' RETURNING gross_minor)
        INSERT INTO open_credit (tenant_id, credit_id, order_id, payment_id, line, cause, refusal, amount_minor, currency, state, opened_at)
        SELECT $1, $5, $2, $7, $3, 'LINE_REFUSED', $9, gross_minor, $8, 'OPEN', $6 FROM moved WHERE gross_minor > 0
        """;

    /// <summary>A whole payment.</summary>
    public static NpgsqlBatchCommand Open(int tenant, PaymentCase of, CreditCause cause, long amountMinor, string currency, DateTimeOffset at) =>
        Sql.Of(Insert, tenant, Guid.CreateVersion7(at), of.OrderId, of.PaymentId, PaymentWords.Of(cause), amountMinor, currency, at);

    public static NpgsqlBatchCommand OfLine(int tenant, OrderCase of, int line, Refusal refusal, Guid payment, DateTimeOffset at) =>
        Sql.Of(CreditLine, tenant, of.OrderId, line, refusal.Code, Guid.CreateVersion7(at), at, payment, of.Currency, Write(refusal));

    /// <summary>Keeps others from settling it until the transaction ends; a line that is being applied to it waits, or is waited for.</summary>
    public static NpgsqlBatchCommand Hold(int tenant, Guid credit) => Sql.Of("SELECT 1 FROM open_credit WHERE tenant_id = $1 AND credit_id = $2 FOR UPDATE", tenant, credit);

    /// <summary>For the transaction of the key's event: the credit is settled by applying its line. One that is not open any more violates NOT NULL, and everything is undone.</summary>
    public static NpgsqlBatchCommand[] Applying(int tenant, Guid credit, Guid order, int line, string by, string reason, DateTimeOffset at) =>
    [
        Sql.Of("UPDATE open_credit SET state = CASE state WHEN 'OPEN' THEN 'APPLIED' END, settled_at = $3, settled_by = $4, reason = $5 WHERE tenant_id = $1 AND credit_id = $2", tenant, credit, at, by, reason),
        Sql.Of("UPDATE order_line SET state = 'WAITING', refusal = NULL WHERE tenant_id = $1 AND order_id = $2 AND line = $3 AND state = 'CREDITED'", tenant, order, line),
    ];

    /// <summary>A refusal with the facts its words need.</summary>
    public static Refusal? Read(string? refusal)
    {
        if (refusal is null) return null;
        var stored = JsonSerializer.Deserialize<Stored>(refusal, JsonSerializerOptions.Web)!;
        return new Refusal(stored.Code, stored.Rule, stored.Facts);
    }

    private static string Write(Refusal refusal) => JsonSerializer.Serialize(new Stored(refusal.Code, refusal.Rule, refusal.Facts.ToDictionary()), JsonSerializerOptions.Web);

    private sealed record Stored(string Code, string Rule, Dictionary<string, string> Facts);

    public static NpgsqlBatchCommand Settle(int tenant, Guid credit, CreditState state, DateTimeOffset? at, string? by, string? reason) => Sql.Of(
        "UPDATE open_credit SET state = $3, settled_at = $4::timestamptz, settled_by = $5, reason = coalesce($6, reason) WHERE tenant_id = $1 AND credit_id = $2",
        tenant, credit, PaymentWords.Of(state), at is { } moment ? moment : DBNull.Value, Optional.Text(by), Optional.Text(reason));

    /// <summary>Part of it went back from outside.</summary>
    public static NpgsqlBatchCommand Reduce(int tenant, Guid credit, long byMinor) =>
        Sql.Of("UPDATE open_credit SET amount_minor = amount_minor - $3 WHERE tenant_id = $1 AND credit_id = $2", tenant, credit, byMinor);

    /// <summary>Those of a payment that nobody has settled, oldest first.</summary>
    public static Task<List<(Guid Id, long AmountMinor)>> OfPaymentAsync(TenantTransaction transaction, int tenant, Guid payment, CancellationToken ct) => transaction.QueryAsync(
        Sql.Of("SELECT credit_id, amount_minor FROM open_credit WHERE tenant_id = $1 AND payment_id = $2 AND state = 'OPEN' ORDER BY credit_id", tenant, payment), r => (r.GetGuid(0), r.GetInt64(1)), ct);
}
