using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Processing;

/// <summary>
/// Applies what was paid (OM-7, OM-8): each waiting line renews its key in the key's own transaction, with the line and its posting beside
/// it; a line that no longer applies becomes an open credit. Any step may be repeated after a crash: the key knows the line by its
/// reference, the line moves once, the posting is unique.
/// </summary>
internal sealed class OrderDesk(TenantDb db, Tenants tenants, KeyStore keys, OrderClosing closing, TimeProvider clock)
{
    /// <summary>How often a line goes on where other writers of its key were first.</summary>
    private const int Attempts = 6;

    /// <summary>A paid order's waiting lines; nothing where there are none. What is left for lack of luck, the next round takes up.</summary>
    public async Task FulfilAsync(int tenant, Guid order, CancellationToken ct)
    {
        if (await OrderCase.ReadAsync(db, tenant, order, ct) is not { State: OrderState.Paid, PaymentId: { } payment } of) return;
        var programme = await tenants.GetAsync(tenant, ct);
        foreach (var line in of.Lines.Where(l => l.State == LineState.Waiting)) await ApplyAsync(programme, of, line, payment, ct);
        await closing.CloseAsync(programme, order, ct);
    }

    /// <summary>An operator applies a line that had become an open credit, although its key has changed since; the credit is settled by it.</summary>
    /// <returns>The key's outcome; null where the credit was settled meanwhile.</returns>
    public async Task<KeyOutcome?> RetryAsync(Tenant tenant, OrderCase of, OrderLineCase line, Func<DateTimeOffset, IReadOnlyList<NpgsqlBatchCommand>> settled, bool dryRun, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        try
        {
            var outcome = await WriteAsync(tenant, of, line, now, new Retry([.. settled(now)], dryRun), ct);
            if (outcome is KeyOutcome.Accepted && !dryRun) await closing.CloseAsync(tenant, of.OrderId, ct);
            return outcome;
        }
        catch (PostgresException settledMeanwhile) when (settledMeanwhile.SqlState == PostgresErrorCodes.NotNullViolation)
        {
            return null;
        }
    }

    private async Task ApplyAsync(Tenant tenant, OrderCase of, OrderLineCase line, Guid payment, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var refusal = await WriteAsync(tenant, of, line, now, null, ct) switch
        {
            KeyOutcome.Refused refused => refused.Refusal,
            KeyOutcome.Unknown => Refusal.Of(RefusalCodes.KeyUnknown, "OM-8"),
            _ => null,
        };
        if (refusal is not null) await db.WriteAsync(tenant.Id, [OpenCredits.OfLine(tenant.Id, of, line.Line, refusal, payment, now)], ct);
    }

    /// <summary>The key's write with the line beside it.</summary>
    private async Task<KeyOutcome> WriteAsync(Tenant tenant, OrderCase of, OrderLineCase line, DateTimeOffset asked, Retry? retry, CancellationToken ct)
    {
        var paidOn = tenant.DayOf(of.PaidAt ?? asked);
        var facts = new OrderLineFacts(of.OrderId, line.Line, line.Quoted);
        var actor = new Actor(of.BuyerName);
        var write = new KeyWrite(
            tenant.Id, () => LoadedKey.ById(tenant.Id, line.Quoted.Key.Value, null),
            (key, book, now) => Fulfilment.Decide(facts, key.Facts, book, paidOn, tenant.DayOf(now), now, actor, retry is not null))
        {
            DryRun = retry is { DryRun: true },
            Beside = (was, after, events, now) => new([.. retry?.Settled ?? [], .. Beside(tenant.Id, of, line, (was, after, events), paidOn, now)]),
        };
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await keys.TransactAsync(write, ct);
            if (outcome is not KeyOutcome.Conflict || attempt == Attempts) return outcome;
        }
    }

    private static IEnumerable<NpgsqlBatchCommand> Beside(
        int tenant, OrderCase of, OrderLineCase line, (LoadedKey Was, LoadedKey After, IReadOnlyList<KeyEvent> Events) written, DateOnly paidOn, DateTimeOffset now)
    {
        yield return Postings.Applied(tenant, of.OrderId, line.Line, of.Currency, written.After.Facts.Version, paidOn, now);
        if (written.Events.Count == 0) yield break;
        var changes = AuditTrail.Changes(("lastDay", written.Was.Facts.LastDay, written.After.Facts.LastDay), ("order", null, of.Number));
        yield return AuditTrail.Add(
            tenant, new AuditActor(of.BuyerName, null, null, $"order:{of.OrderId}:{line.Line}", null), now,
            new AuditRow("RenewByOrder", "key", written.After.Facts.Id.Value, written.After.Facts.Number.Masked, changes));
    }

    /// <param name="Settled">The credit's rows; they fail where it is open no longer.</param>
    private sealed record Retry(NpgsqlBatchCommand[] Settled, bool DryRun);
}
