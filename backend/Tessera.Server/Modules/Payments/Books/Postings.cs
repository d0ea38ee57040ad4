using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Payments.Books;

/// <summary>
/// The ledger's rows. A reference is posted once: a second time violates its unique key and undoes what was being written beside it.
/// The database refuses what does not sum to zero when the transaction commits.
/// </summary>
internal static class Postings
{
    private const string Insert = """
        WITH t AS (INSERT INTO ledger_transaction (tenant_id, transaction_id, reference, at, effective_on) VALUES ($1, $2, $3, $4, $5) RETURNING transaction_id)
        INSERT INTO ledger_posting (tenant_id, transaction_id, n, account, order_id, currency, amount_minor)
        SELECT $1, t.transaction_id, p.* FROM t, unnest($6::int[], $7::text[], $8::uuid[], $9::text[], $10::bigint[]) AS p
        """;

    /// <summary>A line becomes APPLIED and its money with it, if it was still waiting; otherwise nothing happens.</summary>
    private const string ApplyLine = """
        WITH moved AS (
          UPDATE order_line SET state = 'APPLIED', applied_at = $6, key_version = $9 WHERE tenant_id = $1 AND order_id = $2 AND line = $3 AND state = 'WAITING' RETURNING gross_minor),
        t AS (INSERT INTO ledger_transaction (tenant_id, transaction_id, reference, at, effective_on) SELECT $1, $4, $5, $6, $7 FROM moved WHERE gross_minor > 0 RETURNING transaction_id)
        INSERT INTO ledger_posting (tenant_id, transaction_id, n, account, order_id, currency, amount_minor)
        SELECT $1, t.transaction_id, p.n, p.account, $2, $8, p.sign * moved.gross_minor
        FROM t, moved, (VALUES (1, 'CREDIT', 1), (2, 'APPLIED', -1)) AS p (n, account, sign)
        """;

    public static NpgsqlBatchCommand Of(int tenant, LedgerTransaction transaction, DateTimeOffset at)
    {
        var all = transaction.Postings;
        return Sql.Of(
            Insert, tenant, Guid.CreateVersion7(at), transaction.Reference, at, transaction.EffectiveOn,
            Enumerable.Range(1, all.Length).ToArray(), all.Select(p => PaymentWords.Of(p.Account)).ToArray(), all.Select(p => p.OrderId).ToArray(), all.Select(p => p.Currency).ToArray(),
            new NpgsqlParameter { Value = all.Select(p => p.AmountMinor).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
    }

    /// <param name="keyVersion">Of the key's event that the line became.</param>
    public static NpgsqlBatchCommand Applied(int tenant, Guid order, int line, string currency, int keyVersion, DateOnly paidOn, DateTimeOffset at) =>
        Sql.Of(ApplyLine, tenant, order, line, Guid.CreateVersion7(at), Ledger.LineReference(order, line), at, paidOn, currency, keyVersion);

    /// <summary>What an account holds of an order, as people say it: positive.</summary>
    public static NpgsqlBatchCommand Held(int tenant, Guid order, LedgerAccount account) => Sql.Of(
        "SELECT coalesce(-sum(amount_minor), 0)::bigint FROM ledger_posting WHERE tenant_id = $1 AND order_id = $2 AND account = $3", tenant, order, PaymentWords.Of(account));

    /// <summary>Where a refund's money came from, as it was posted.</summary>
    public static NpgsqlBatchCommand OfReference(int tenant, string reference) => Sql.Of("""
        SELECT p.account, p.order_id, p.currency, p.amount_minor FROM ledger_posting p
        JOIN ledger_transaction t ON t.tenant_id = p.tenant_id AND t.transaction_id = p.transaction_id WHERE t.tenant_id = $1 AND t.reference = $2 ORDER BY p.n
        """, tenant, reference);

    public static LedgerPosting Read(NpgsqlDataReader r) => new(PaymentWords.Read<LedgerAccount>(r.GetString(0)), r.GetGuid(1), r.GetString(2), r.GetInt64(3));
}
