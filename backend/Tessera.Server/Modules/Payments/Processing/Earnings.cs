using Tessera.Domain.Orders;
using Tessera.Domain.Programme;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Payments.Books;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>Money that moved in a way that points follow (PP-3).</summary>
internal abstract record Earning
{
    /// <summary>The order is paid.</summary>
    internal sealed record Paid(DateOnly On) : Earning;

    internal sealed record GoneBack(Guid Refund, long AmountMinor) : Earning;

    /// <summary>A refund that had succeeded failed after all.</summary>
    internal sealed record CameBack(Guid Refund, long AmountMinor) : Earning;
}

/// <summary>
/// A payment's points, in its own transaction and at its end: the partner's row is locked last, after quote and document numbers, so that
/// no two transactions wait for each other. A payment that did not pay its order (paid twice, wrong amount) earns nothing and takes nothing back.
/// </summary>
internal sealed class Earnings(PointBook book)
{
    private const string Earned = "SELECT 1 FROM point_line WHERE tenant_id = $1 AND reference = $2";

    /// <param name="before">The payment as it was before all of them.</param>
    /// <returns>The change to announce where a level was reached.</returns>
    public async Task<Change?> BookAsync(TenantTransaction transaction, Heard heard, Subject about, PaymentCase before, IReadOnlyList<Earning> moves, CancellationToken ct)
    {
        if (moves.Count == 0 || before.PartnerId is not { } partner) return null;
        if (!moves.OfType<Earning.Paid>().Any() && (await transaction.QueryAsync(Sql.Of(Earned, heard.Tenant, $"payment:{before.PaymentId}"), r => r.GetInt32(0), ct)).Count == 0) return null;
        var quote = (await about.LoadAsync(ct)).Quote;
        var order = new EarningOrder(before.PaymentId, before.OrderId, before.OrderNumber, quote.Currency, Points.PartnerNet(quote.Payer, quote.Lines), quote.GrossMinor);
        var lines = Lines(order, heard.Today, before.Facts.Refunds.Where(r => r.State == RefundState.Succeeded).Sum(r => r.AmountMinor), moves).OfType<PointLine>().ToArray();
        if (lines.Length == 0) return null;
        var by = new AuditActor(Heard.Provider, null, null, heard.Source, null);
        var booked = await book.BookAsync(transaction, new PointBooking(heard.Tenant, partner, heard.Today, heard.Now, by, lines), ct);
        return booked?.Change is null ? null : new Change(heard.Tenant, PointBook.ChangeKind, partner, 0, [partner]);
    }

    private static IEnumerable<PointLine?> Lines(EarningOrder order, DateOnly today, long refunded, IReadOnlyList<Earning> moves)
    {
        foreach (var move in moves)
        {
            switch (move)
            {
                case Earning.Paid paid:
                    yield return Points.Earned(order, paid.On > today ? today : paid.On);
                    break;
                case Earning.GoneBack gone:
                    yield return Points.TakenBack(order, gone.Refund.ToString(), refunded, gone.AmountMinor, today);
                    refunded += gone.AmountMinor;
                    break;
                case Earning.CameBack back:
                    yield return Points.GivenBack(order, back.Refund.ToString(), refunded, back.AmountMinor, today);
                    refunded -= back.AmountMinor;
                    break;
            }
        }
    }
}
