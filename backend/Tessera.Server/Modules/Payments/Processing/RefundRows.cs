using System.Collections.Immutable;
using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>
/// Money that goes back: the refund's row, where in the ledger it comes from, the credits it settles and the credit note. A refund made
/// at the provider is taken from the payment's open credits first, from what was applied then.
/// </summary>
internal sealed class RefundRows(TenantTransaction transaction, Heard heard, Subject about, PaymentCase of, List<NpgsqlBatchCommand> statements)
{
    private const string Insert = """
        INSERT INTO refund (tenant_id, refund_id, payment_id, provider_id, state, amount_minor, currency, reason, requested_by, requested_at, settled_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'Made at the provider', $8, $9, CASE WHEN $5 IN ('SUCCEEDED', 'FAILED') THEN $10::timestamptz END)
        """;

    private const string Update = """
        UPDATE refund SET provider_id = coalesce($3, provider_id), state = $4, settled_at = CASE WHEN $4 IN ('SUCCEEDED', 'FAILED') THEN $5::timestamptz END WHERE tenant_id = $1 AND refund_id = $2
        """;

    private const string Reopen = "SELECT credit_id, amount_minor FROM open_credit WHERE tenant_id = $1 AND payment_id = $2 AND state = 'REFUNDED' AND reason = $3 ORDER BY credit_id";

    private string Currency => of.Facts.PaidCurrency ?? of.Facts.Currency;

    /// <summary>Rows of refunds that are new or moved; each refund's id.</summary>
    public Dictionary<RefundFacts, Guid> Keep(ImmutableArray<RefundFacts> refunds)
    {
        var ids = new Dictionary<RefundFacts, Guid>();
        foreach (var refund in refunds)
        {
            ids[refund] = refund.RefundId ?? Guid.CreateVersion7(heard.Now);
            if (of.Facts.Refunds.Contains(refund)) continue;
            statements.Add(refund.RefundId is null
                ? Sql.Of(Insert, heard.Tenant, ids[refund], of.PaymentId, Optional.Text(refund.ProviderId), PaymentWords.Of(refund.State), refund.AmountMinor, Currency, Heard.Provider, heard.At, heard.Now)
                : Sql.Of(Update, heard.Tenant, ids[refund], Optional.Text(refund.ProviderId), PaymentWords.Of(refund.State), heard.Now));
        }

        return ids;
    }

    /// <summary>The money is back with the buyer. False where the ledger does not hold as much.</summary>
    public async Task<bool> GoneAsync(Guid refund, long amountMinor, PaymentFacts now, CancellationToken ct)
    {
        var asked = await AskedAsync(refund, ct);
        var fromCredit = asked is null ? await FromOpenCreditsAsync(refund, amountMinor, ct) : asked.Credit is null ? 0 : amountMinor;
        var fromApplied = amountMinor - fromCredit;
        if (fromApplied > 0 && (await transaction.QueryAsync(Postings.Held(heard.Tenant, of.OrderId, LedgerAccount.Applied), r => r.GetInt64(0), ct))[0] < fromApplied) return false;
        if (asked?.Credit is { } credit) statements.Add(OpenCredits.Settle(heard.Tenant, credit, CreditState.Refunded, heard.Now, asked.By, null));
        statements.Add(Postings.Of(heard.Tenant, new LedgerTransaction("refund:" + refund, heard.Today, [.. Moved(fromCredit, fromApplied, amountMinor)]), heard.Now));
        statements.Add(heard.Audited(of, "PaymentRefunded", AuditTrail.Changes(("refunded", 0, $"{amountMinor} {Currency}")), asked?.Reason));
        await CreditNoteAsync(refund, amountMinor, now, asked, ct);
        return true;
    }

    /// <summary>A refund that had succeeded came back: its posting is turned around, its credits are open again.</summary>
    public async Task<bool> BackAsync(Guid refund, long amountMinor, CancellationToken ct)
    {
        var posted = await transaction.QueryAsync(Postings.OfReference(heard.Tenant, "refund:" + refund), Postings.Read, ct);
        statements.Add(Postings.Of(heard.Tenant, new LedgerTransaction("refund-undone:" + refund, heard.Today, [.. posted.Select(p => p with { AmountMinor = -p.AmountMinor })]), heard.Now));
        statements.Add(heard.Audited(of, "RefundCameBack", AuditTrail.Changes(("refunded", $"{amountMinor} {Currency}", 0))));
        await CorrectionAsync(refund, amountMinor, ct);
        if (await AskedAsync(refund, ct) is { } asked)
        {
            if (asked.Credit is { } credit) statements.Add(OpenCredits.Settle(heard.Tenant, credit, CreditState.Open, null, null, null));
            return true;
        }

        var left = posted.Where(p => p.Account == LedgerAccount.Credit).Sum(p => p.AmountMinor);
        foreach (var (id, amount) in await transaction.QueryAsync(Sql.Of(Reopen, heard.Tenant, of.PaymentId, Reason(refund)), r => (r.GetGuid(0), r.GetInt64(1)), ct))
        {
            statements.Add(OpenCredits.Settle(heard.Tenant, id, CreditState.Open, null, null, null));
            left -= amount;
        }

        if (left == 0) return true;
        if (await OpenCredits.OfPaymentAsync(transaction, heard.Tenant, of.PaymentId, ct) is not [var (reduced, _), ..]) return false;
        statements.Add(OpenCredits.Reduce(heard.Tenant, reduced, -left));
        return true;
    }

    /// <summary>It failed before any money moved: the credit it was to settle is open again.</summary>
    public void NotGone(Guid refund) => statements.Add(Sql.Of("""
        UPDATE open_credit SET state = 'OPEN', settled_at = NULL, settled_by = NULL WHERE tenant_id = $1 AND state = 'REFUNDING'
          AND credit_id = (SELECT credit_id FROM refund WHERE tenant_id = $1 AND refund_id = $2)
        """, heard.Tenant, refund));

    private IEnumerable<LedgerPosting> Moved(long fromCredit, long fromApplied, long amountMinor)
    {
        if (fromCredit > 0) yield return new LedgerPosting(LedgerAccount.Credit, of.OrderId, Currency, fromCredit);
        if (fromApplied > 0) yield return new LedgerPosting(LedgerAccount.Applied, of.OrderId, Currency, fromApplied);
        yield return new LedgerPosting(LedgerAccount.Refunded, of.OrderId, Currency, -amountMinor);
    }

    private async Task<long> FromOpenCreditsAsync(Guid refund, long amountMinor, CancellationToken ct)
    {
        var left = amountMinor;
        foreach (var (id, amount) in await OpenCredits.OfPaymentAsync(transaction, heard.Tenant, of.PaymentId, ct))
        {
            if (left == 0) break;
            statements.Add(amount <= left ? OpenCredits.Settle(heard.Tenant, id, CreditState.Refunded, heard.Now, Heard.Provider, Reason(refund)) : OpenCredits.Reduce(heard.Tenant, id, left));
            left -= Math.Min(amount, left);
        }

        return amountMinor - left;
    }

    /// <summary>Corrects the invoice, where one was issued for this payment.</summary>
    private async Task CreditNoteAsync(Guid refund, long amountMinor, PaymentFacts now, Asked? asked, CancellationToken ct)
    {
        if (await Documents.FindAsync(transaction, heard.Tenant, Documents.Invoice, "payment:" + of.PaymentId, ct) is not { } invoice) return;
        var subject = await about.LoadAsync(ct);
        var body = Documents.Credited(subject, invoice, heard.Today, now.PaidOn ?? heard.Today, amountMinor, asked?.Line, asked?.Reason ?? "");
        var (number, row) = await Documents.IssueAsync(transaction, heard.Tenant, subject, "refund:" + refund, body, heard.Now, ct);
        statements.Add(row);
        if (OrderMail.Refunded(heard, subject, refund, amountMinor, number) is { } mail) statements.Add(mail);
    }

    /// <summary>The refund's credit note, where there is one, speaks of money that did not go back.</summary>
    private async Task CorrectionAsync(Guid refund, long amountMinor, CancellationToken ct)
    {
        if (await Documents.FindAsync(transaction, heard.Tenant, Documents.CreditNote, "refund:" + refund, ct) is not { } note) return;
        var subject = await about.LoadAsync(ct);
        var (number, row) = await Documents.IssueAsync(transaction, heard.Tenant, subject, "refund-undone:" + refund, Documents.Corrected(subject, note, heard.Today), heard.Now, ct);
        statements.Add(row);
        if (OrderMail.CameBack(heard, subject, refund, amountMinor, number) is { } mail) statements.Add(mail);
    }

    /// <summary>What somebody here asked for; null for a refund made at the provider.</summary>
    private async Task<Asked?> AskedAsync(Guid refund, CancellationToken ct) => (await transaction.QueryAsync(
        Sql.Of("""
            SELECT r.credit_id, c.line, r.reason, r.requested_by FROM refund r LEFT JOIN open_credit c ON c.tenant_id = r.tenant_id AND c.credit_id = r.credit_id
            WHERE r.tenant_id = $1 AND r.refund_id = $2 AND r.requested_by <> $3
            """, heard.Tenant, refund, Heard.Provider),
        r => new Asked(r.GuidOrNull(0), r.IntOrNull(1), r.GetString(2), r.GetString(3)), ct)).FirstOrDefault();

    private static string Reason(Guid refund) => "refund:" + refund;

    private sealed record Asked(Guid? Credit, int? Line, string Reason, string By);
}
