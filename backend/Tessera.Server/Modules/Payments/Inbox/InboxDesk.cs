using System.Text.Json;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Stripe;

namespace Tessera.Server.Modules.Payments.Inbox;

/// <summary>Works on one archived event: what it says, of which payment, and what becomes of its row.</summary>
internal sealed class InboxDesk(TenantDb db, Tenants tenants, NewsDesk desk, StripeClient stripe, TimeProvider clock)
{
    /// <summary>A paid session's renewal waits for its exact moment no longer.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromSeconds(2);

    /// <summary>True where the event paid something that others may have waited for.</summary>
    public async Task<bool> WorkAsync(InboxItem item, CancellationToken ct)
    {
        var tenant = await tenants.GetAsync(item.Tenant, ct);
        if (Parse(item) is not { } told || Says(told, tenant) is not { } says)
        {
            await RestAsync(item, i => i.Dead("UNREADABLE", clock.GetUtcNow()), ct);
            return false;
        }

        if (says.News.Count == 0)
        {
            await RestAsync(item, i => i.Ignored(clock.GetUtcNow()), ct);
            return false;
        }

        var (payment, ours) = await PaymentAsync(tenant, says, ct);
        if (!ours)
        {
            await RestAsync(item, i => i.Ignored(clock.GetUtcNow()), ct);
            return false;
        }

        if (payment is not { } id)
        {
            await RestAsync(item, i => i.Later(Note(PaymentDecider.Unknown, says), clock.GetUtcNow()), ct);
            return false;
        }

        var (news, at) = await DatedAsync(tenant, says, DateTimeOffset.FromUnixTimeSeconds(told.Created), ct);
        var outcome = await desk.TakeAsync(item.Tenant, id, news, at, item.EventId, ct, item.Hold, note => item.Done(note, clock.GetUtcNow()));
        if (outcome.End == NewsEnd.Waiting)
        {
            await RestAsync(item, i => i.Later(Note(outcome.Note, says), clock.GetUtcNow()), ct);
            return await IsPaidAsync(item.Tenant, id, ct) && await WakeAsync(item.Tenant, id, says.Intent, ct);
        }

        if (outcome.End == NewsEnd.Rejected) await RestAsync(item, i => i.Dead(outcome.Note, clock.GetUtcNow()), ct);
        return outcome.Paid && await WakeAsync(item.Tenant, id, says.Intent, ct);
    }

    /// <summary>
    /// A message says that a session was paid and not when: its charge does, and is asked for, so that a lost message that is found by asking
    /// leaves the same rows. While the provider does not answer, nobody waits for a renewal: then it is the message's own moment.
    /// </summary>
    private async Task<(IReadOnlyList<PaymentNews> News, DateTimeOffset At)> DatedAsync(Tenant tenant, EventSays says, DateTimeOffset told, CancellationToken ct)
    {
        if (says.Intent is not { } named || !says.News.Any(n => n is PaymentNews.Paid)) return (says.News, told);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ct);
        soon.CancelAfter(Waits);
        try
        {
            var intent = (await stripe.ReadIntentAsync(tenant.Slug, named, soon.Token)).Value;
            return EventReader.PaidAt(intent) is { } at ? (EventReader.Dated(says.News, intent!, tenant.DayOf(at)), at) : (says.News, told);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (says.News, told);
        }
    }

    /// <summary>It may have been paid between the decision to wait and the waiting: then nobody else would wake this event.</summary>
    private Task<bool> IsPaidAsync(int tenant, Guid payment, CancellationToken ct) =>
        db.FirstAsync(tenant, Sql.Of("SELECT state = 'PAID' FROM payment WHERE tenant_id = $1 AND payment_id = $2", tenant, payment), r => r.GetBoolean(0), ct);

    private Task<int> RestAsync(InboxItem item, Func<InboxItem, Npgsql.NpgsqlBatchCommand> rest, CancellationToken ct) => db.WriteAsync(item.Tenant, [rest(item)], ct);

    private async Task<bool> WakeAsync(int tenant, Guid payment, string? intent, CancellationToken ct)
    {
        string[] names = intent is null ? [payment.ToString()] : [payment.ToString(), intent];
        string[] notes = [.. names.SelectMany(n => new[] { $"{PaymentDecider.NotPaidYet} {n}", $"{PaymentDecider.Unknown} {n}" })];
        return await db.WriteAsync(tenant, [InboxItem.Wake(tenant, notes, clock.GetUtcNow())], ct) > 0;
    }

    /// <summary>
    /// By our own name, else by the intent. An intent we do not know yet may be one whose session's event is still to come: the provider is
    /// asked what it was made for. Not ours: made by somebody else in the same account.
    /// </summary>
    private async Task<(Guid? Payment, bool Ours)> PaymentAsync(Tenant tenant, EventSays says, CancellationToken ct)
    {
        if (says.Payment is { } named) return (named, true);
        var known = await db.QueryAsync(tenant.Id, PaymentCase.ByIntent(tenant.Id, says.Intent!), r => r.GetGuid(0), ct);
        if (known is [var payment]) return (payment, true);
        return await stripe.ReadIntentAsync(tenant.Slug, says.Intent!, ct) switch
        {
            StripeAnswer<StripeIntent>.Done { Result: var intent } => EventReader.IsOurs(intent.Metadata, tenant) && EventReader.Id(intent.Metadata, EventReader.PaymentField) is { } id ? (id, true) : (null, false),
            _ => (null, true),
        };
    }

    private static StripeEvent? Parse(InboxItem item)
    {
        try
        {
            return JsonSerializer.Deserialize<StripeEvent>(item.Body, StripeJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static EventSays? Says(StripeEvent told, Tenant tenant)
    {
        try
        {
            return EventReader.Read(told, tenant);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>What it waits for, in the words it is woken by.</summary>
    private static string Note(string reason, EventSays says) => $"{reason} {says.Intent ?? says.Payment?.ToString()}";
}
