using System.Collections.Immutable;
using System.Globalization;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;

namespace Tessera.Domain.Programme;

/// <summary>One line of a partner's ledger of points. Words: <see cref="Explain.ProgrammeTexts.Line"/>.</summary>
/// <param name="Reference">What it books (<c>payment:…</c>, <c>refund:…</c>, <c>correction:…</c>); booked once, whatever is repeated.</param>
/// <param name="CountsOn">The tenant's day from which it counts, for 12 months.</param>
/// <param name="Points">Signed, never 0.</param>
/// <param name="Facts">Amounts as <c>59000 EUR</c>.</param>
public sealed record PointLine(string Reference, PointCause Cause, DateOnly CountsOn, long Points, Guid? OrderId, IReadOnlyDictionary<string, string> Facts);

/// <summary>An order as the ledger of points sees it.</summary>
/// <param name="PaymentId">The payment that paid it; any other payment of it earns nothing.</param>
/// <param name="PartnerNetMinor">Net, at the partner's price, whoever paid (OM-6).</param>
/// <param name="GrossMinor">What was paid.</param>
public sealed record EarningOrder(Guid PaymentId, Guid OrderId, string Number, string Currency, long PartnerNetMinor, long GrossMinor);

/// <summary>PP-3: one point per whole currency unit of net partner price; refunds take them back in proportion.</summary>
public static class Points
{
    /// <summary>One correction moves at most as many.</summary>
    public const long LargestCorrection = 10_000_000;

    /// <summary>Minor units in a whole currency unit.</summary>
    private const int Unit = 100;

    /// <summary>What the partner pays, or would pay where the customer does (OM-6).</summary>
    public static long PartnerNet(Payer payer, IEnumerable<QuotedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return lines.Sum(line => payer == Payer.Customer ? line.PartnerNetMinor ?? line.NetMinor : line.NetMinor);
    }

    /// <summary>Whole units: what is left of one is not rounded up.</summary>
    public static long Of(long partnerNetMinor) => Math.Max(0, partnerNetMinor) / Unit;

    /// <summary>What an order still earns when so much of what was paid has gone back. Nothing at all when all of it has.</summary>
    public static long Left(EarningOrder order, long refundedMinor)
    {
        ArgumentNullException.ThrowIfNull(order);
        var kept = Math.Clamp(order.GrossMinor - refundedMinor, 0, Math.Max(0, order.GrossMinor));
        return order.GrossMinor <= 0 ? 0 : (long)((Int128)Math.Max(0, order.PartnerNetMinor) * kept / order.GrossMinor / Unit);
    }

    /// <summary>Null: less than a whole unit.</summary>
    public static PointLine? Earned(EarningOrder order, DateOnly paidOn)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Line($"payment:{order.PaymentId}", PointCause.Order, paidOn, Of(order.PartnerNetMinor), order, ("net", Fact(order.PartnerNetMinor, order.Currency)));
    }

    /// <summary>The difference a refund makes, on the day it is booked; what several take together does not depend on how they were cut.</summary>
    /// <param name="beforeMinor">Gone back of the payment before it.</param>
    /// <returns>Null: not a whole unit's difference.</returns>
    public static PointLine? TakenBack(EarningOrder order, string refund, long beforeMinor, long amountMinor, DateOnly on) => Line(
        "refund:" + refund, PointCause.Refund, on, Left(order, beforeMinor + amountMinor) - Left(order, beforeMinor), order, ("refunded", Fact(amountMinor, order.Currency)));

    /// <summary>The refund failed after it had been booked.</summary>
    /// <param name="beforeMinor">Gone back of the payment, this refund among it.</param>
    public static PointLine? GivenBack(EarningOrder order, string refund, long beforeMinor, long amountMinor, DateOnly on) => Line(
        "refund-undone:" + refund, PointCause.RefundUndone, on, Left(order, beforeMinor - amountMinor) - Left(order, beforeMinor), order, ("refunded", Fact(amountMinor, order.Currency)));

    /// <summary>Historic turnover: net at the partner's price, of one day or booked on the last day of a period.</summary>
    public static PointLine? Turnover(string reference, long partnerNetMinor, string currency, DateOnly on, string note) => Of(partnerNetMinor) is > 0 and var points
        ? new PointLine("turnover:" + reference, PointCause.Turnover, on, points, null, Facts(("net", Fact(partnerNetMinor, currency)), ("note", note)))
        : null;

    /// <param name="on">From when it counts; not after today.</param>
    /// <returns>Null: it may be booked.</returns>
    public static Refusal? CheckCorrection(long points, DateOnly on, DateOnly today, string? reason) =>
        (points is 0 or < -LargestCorrection or > LargestCorrection
            ? Refusal.Of(RefusalCodes.PointsOutOfRange, "PP-3", "points", ("largest", LargestCorrection.ToString(CultureInfo.InvariantCulture)))
            : null)
        ?? (on < Bounds.Earliest || on > today
            ? Refusal.Of(RefusalCodes.DateOutOfRange, "PP-3", "countsOn", ("earliest", Asked.Fact(Bounds.Earliest)), ("latest", Asked.Fact(today)))
            : null)
        ?? Bounds.Reason(reason);

    public static PointLine Correction(Guid id, long points, DateOnly on, string by, string reason) =>
        new($"correction:{id}", PointCause.Correction, on, points, null, Facts(("by", by), ("reason", reason)));

    private static PointLine? Line(string reference, PointCause cause, DateOnly on, long points, EarningOrder order, (string Name, string Value) fact) =>
        points == 0 ? null : new PointLine(reference, cause, on, points, order.OrderId, Facts(("order", order.Number), fact));

    private static string Fact(long minor, string currency) => string.Create(CultureInfo.InvariantCulture, $"{minor} {currency}");

    private static ImmutableSortedDictionary<string, string> Facts(params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            named[name] = value;
        }

        return named.ToImmutable();
    }
}
