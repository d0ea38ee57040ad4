using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Orders;

/// <summary>Signed amounts, debit positive: RECEIVED grows by debits, the other three by credits.</summary>
[JsonConverter(typeof(ScreamingSnake<LedgerAccount>))]
public enum LedgerAccount
{
    Received,
    Applied,
    Credit,
    Refunded,
}

public sealed record LedgerPosting(LedgerAccount Account, Guid OrderId, string Currency, long AmountMinor);

/// <param name="Reference">What it posts (<c>payment:…</c>, <c>line:…</c>, <c>refund:…</c>); posted once, whatever is repeated.</param>
public sealed record LedgerTransaction(string Reference, DateOnly EffectiveOn, ImmutableArray<LedgerPosting> Postings)
{
    /// <summary>Every currency sums to zero.</summary>
    public bool Balanced => Postings.GroupBy(posting => posting.Currency).All(currency => currency.Sum(posting => posting.AmountMinor) == 0);
}

/// <summary>One currency's balances, each as people say it: positive.</summary>
public sealed record LedgerTotals(string Currency, long Received, long Applied, long Credit, long Refunded)
{
    /// <summary>Received less everything it became; anything but 0 is a fault.</summary>
    public long Difference => Received - Applied - Credit - Refunded;
}

/// <summary>
/// The double entry under orders (OM-8): money received = applied + open credits + refunds, at every moment. What comes in is a
/// credit until it is applied. Throws <see cref="ArgumentOutOfRangeException"/> for an amount that is not positive: deciders refuse those first.
/// </summary>
public static class Ledger
{
    public static LedgerTransaction Received(Guid paymentId, Guid orderId, Money amount, DateOnly on) =>
        Move($"payment:{paymentId}", orderId, amount, on, LedgerAccount.Received, LedgerAccount.Credit);

    public static LedgerTransaction Applied(Guid orderId, int line, Money amount, DateOnly on) =>
        Move(LineReference(orderId, line), orderId, amount, on, LedgerAccount.Credit, LedgerAccount.Applied);

    /// <param name="from"><see cref="LedgerAccount.Credit"/> for an open credit, <see cref="LedgerAccount.Applied"/> for money that had renewed something.</param>
    public static LedgerTransaction Refunded(string refund, Guid orderId, Money amount, DateOnly on, LedgerAccount from) =>
        Move("refund:" + refund, orderId, amount, on, Source(from), LedgerAccount.Refunded);

    /// <summary>The refund failed after it had been posted: the money is where it was.</summary>
    public static LedgerTransaction RefundUndone(string refund, Guid orderId, Money amount, DateOnly on, LedgerAccount from) =>
        Move("refund-undone:" + refund, orderId, amount, on, LedgerAccount.Refunded, Source(from));

    public static string LineReference(Guid orderId, int line) => string.Create(CultureInfo.InvariantCulture, $"line:{orderId}:{line}");

    /// <summary>Balances per currency, by name of currency.</summary>
    public static ImmutableArray<LedgerTotals> Totals(IEnumerable<LedgerPosting> postings)
    {
        ArgumentNullException.ThrowIfNull(postings);
        return
        [
            .. postings.GroupBy(posting => posting.Currency, StringComparer.Ordinal).OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => new LedgerTotals(
                    one.Key, Sum(one, LedgerAccount.Received), -Sum(one, LedgerAccount.Applied), -Sum(one, LedgerAccount.Credit), -Sum(one, LedgerAccount.Refunded))),
        ];
    }

    private static long Sum(IEnumerable<LedgerPosting> postings, LedgerAccount account) =>
        postings.Where(posting => posting.Account == account).Sum(posting => posting.AmountMinor);

    private static LedgerAccount Source(LedgerAccount from) => from is LedgerAccount.Credit or LedgerAccount.Applied
        ? from
        : throw new ArgumentOutOfRangeException(nameof(from), from, "money goes back from CREDIT or APPLIED");

    private static LedgerTransaction Move(string reference, Guid orderId, Money amount, DateOnly on, LedgerAccount debit, LedgerAccount credit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount.Minor, 1, nameof(amount));
        return new LedgerTransaction(
            reference,
            on,
            [new LedgerPosting(debit, orderId, amount.Currency, amount.Minor), new LedgerPosting(credit, orderId, amount.Currency, -amount.Minor)]);
    }
}
