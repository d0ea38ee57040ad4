using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Events;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>How news of a payment ended.</summary>
internal enum NewsEnd
{
    Done,

    /// <summary>It speaks of something that is not known yet.</summary>
    Waiting,

    /// <summary>It cannot be true of this payment; for an operator to look at.</summary>
    Rejected,
}

/// <param name="Paid">The order was paid by it: what waited for that can go on.</param>
internal sealed record NewsOutcome(NewsEnd End, string Note, bool Paid = false);

/// <summary>
/// Takes news of a payment, whichever way it came: decided by <see cref="PaymentDecider"/>, kept with everything that follows from it in one
/// transaction, then announced, and a paid order's lines applied. The same news again, or older news, changes nothing.
/// </summary>
internal sealed class NewsDesk(TenantDb db, Hearing hearing, ChangeFeed feed, OrderDesk orders, Earnings earnings)
{
    /// <summary>Money that goes back of an order whose lines are still being applied: they are applied first.</summary>
    private static readonly NewsOutcome NotAppliedYet = new(NewsEnd.Waiting, "NOT_APPLIED_YET");

    /// <param name="at">When it happened, by the provider's clock.</param>
    /// <param name="source">Event id, or how it was learnt.</param>
    /// <param name="mark">Of an event: takes its row; false where it was worked on before. Comes first in the transaction.</param>
    /// <param name="done">What is written beside, by the note it ended with: an event is marked done.</param>
    public async Task<NewsOutcome> TakeAsync(
        int tenant, Guid payment, IReadOnlyList<PaymentNews> news, DateTimeOffset at, string source, CancellationToken ct, Func<NpgsqlBatchCommand>? mark = null, Func<string, NpgsqlBatchCommand>? done = null)
    {
        var heard = await hearing.OfAsync(tenant, at, source, ct);
        var (outcome, before, moved, level) = await TryAsync(heard, payment, news, mark, done, ct);
        if (outcome == NotAppliedYet)
        {
            await orders.FulfilAsync(tenant, before!.OrderId, ct);
            (outcome, before, moved, level) = await TryAsync(heard, payment, news, mark, done, ct);
        }

        if (moved && before is not null) await FollowAsync(tenant, before, outcome, ct);
        if (level is not null) feed.Publish(level);
        return outcome;
    }

    private async Task<(NewsOutcome Outcome, PaymentCase? Before, bool Moved, Change? Level)> TryAsync(
        Heard heard, Guid payment, IReadOnlyList<PaymentNews> news, Func<NpgsqlBatchCommand>? mark, Func<string, NpgsqlBatchCommand>? done, CancellationToken ct)
    {
        PaymentCase? before = null;
        var moved = false;
        Change? level = null;
        var outcome = await db.TransactAsync(heard.Tenant, async transaction =>
        {
            (var taken, before) = await PaymentCase.LockAsync(transaction, heard.Tenant, payment, mark?.Invoke(), ct);
            if (!taken) return Leave(transaction, new NewsOutcome(NewsEnd.Done, "worked on before"));
            var subject = new Subject(transaction, heard.Tenant, before?.OrderId ?? default);
            var (statements, earned, end) = await DecideAsync(transaction, heard, subject, before, news, ct);
            if (end.End != NewsEnd.Done) return Leave(transaction, end);
            moved = statements.Count > 0;
            if (done is not null) statements.Add(done(end.Note));
            if (statements.Count > 0) await transaction.WriteAsync(statements, ct);
            if (before is not null) level = await earnings.BookAsync(transaction, heard, subject, before, earned, ct);
            return end;
        }, ct);
        return (outcome, before, moved, level);
    }

    private static async Task<(List<NpgsqlBatchCommand> Statements, List<Earning> Earned, NewsOutcome End)> DecideAsync(
        TenantTransaction transaction, Heard heard, Subject subject, PaymentCase? of, IReadOnlyList<PaymentNews> news, CancellationToken ct)
    {
        var statements = new List<NpgsqlBatchCommand>();
        var earned = new List<Earning>();
        var end = new NewsOutcome(NewsEnd.Done, "");
        foreach (var told in news)
        {
            if (Bounded(told, of) is not { } one) continue;
            switch (PaymentDecider.Decide(one, of?.Facts))
            {
                case PaymentDecision.Nothing nothing:
                    end = end with { Note = nothing.Reason };
                    break;
                case PaymentDecision.Wait wait:
                    return ([], [], new NewsOutcome(NewsEnd.Waiting, wait.Reason));
                case PaymentDecision.Rejected rejected:
                    return ([], [], new NewsOutcome(NewsEnd.Rejected, rejected.Reason));
                case PaymentDecision.Moved moved:
                    var consequences = new Consequences(transaction, heard, subject, of!, moved);
                    if (await consequences.AllAsync(ct) is not { } rows) return ([], [], of!.OrderState == OrderState.Paid ? NotAppliedYet : new NewsOutcome(NewsEnd.Rejected, "LEDGER_SHORT"));
                    statements.AddRange(rows);
                    earned.AddRange(consequences.Earnings);
                    end = new NewsOutcome(NewsEnd.Done, "", end.Paid || moved.Effects.Any(e => e is PaymentEffect.Received));
                    of = consequences.After;
                    break;
            }
        }

        return (statements, earned, end);
    }

    /// <summary>A lost dispute takes at most what is left of the payment; null where nothing is.</summary>
    private static PaymentNews? Bounded(PaymentNews news, PaymentCase? of)
    {
        if (of is null || news is not PaymentNews.Refunded lost || !lost.ProviderId.StartsWith(Heard.DisputePrefix, StringComparison.Ordinal)) return news;
        if (of.Facts.Refunds.FirstOrDefault(r => r.ProviderId == lost.ProviderId) is { } known) return lost with { AmountMinor = known.AmountMinor };
        var left = of.Facts.State == PaymentState.Paid ? of.Facts.PaidMinor - of.Facts.RefundedMinor : lost.AmountMinor;
        return left > 0 ? lost with { AmountMinor = Math.Min(lost.AmountMinor, left) } : null;
    }

    private static NewsOutcome Leave(TenantTransaction transaction, NewsOutcome outcome)
    {
        transaction.Abandon();
        return outcome;
    }

    private async Task FollowAsync(int tenant, PaymentCase of, NewsOutcome outcome, CancellationToken ct)
    {
        Guid[] partners = of.PartnerId is { } partner ? [partner] : [];
        feed.Publish(new Change(tenant, "order", of.OrderId, of.OrderVersion + 1, partners));
        if (!outcome.Paid) return;
        feed.Publish(new Change(tenant, "quote", of.QuoteId, 0, partners));
        await orders.FulfilAsync(tenant, of.OrderId, ct);
    }
}
