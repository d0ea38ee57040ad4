using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;
using Tessera.Platform.Events;
using Tessera.Platform.Outbox;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Audit.Contracts;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Payments.Orders;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Sessions;
using Tessera.Server.Modules.Programme.Contracts;

namespace Tessera.Server.Modules.Payments.Contracts;

/// <summary>One thing that happened to a sale of the past.</summary>
internal abstract record SaleDeed(DateTimeOffset At)
{
    /// <summary>A delayed method: taken on, to be told later.</summary>
    internal sealed record Begun(DateTimeOffset At) : SaleDeed(At);

    internal sealed record Paid(DateTimeOffset At) : SaleDeed(At);

    internal sealed record Failed(DateTimeOffset At, string Code) : SaleDeed(At);

    /// <param name="By">An operator, who asked for it.</param>
    internal sealed record Refunded(DateTimeOffset At, Guid Id, long AmountMinor, string Reason, AuditActor By) : SaleDeed(At);

    /// <summary>Somebody renews the key of the first line by hand.</summary>
    internal sealed record RenewedByHand(DateTimeOffset At, Guid Key, AuditActor By) : SaleDeed(At);
}

/// <summary>A sale of the past: somebody went to pay a quote that was told before, and what came of it.</summary>
/// <param name="Name">The provider's ids are made of it.</param>
internal sealed record SaleTale(string Name, Guid QuoteId, DateTimeOffset OpenedAt, string ReturnTo, string Language, IReadOnlyList<SaleDeed> Deeds);

/// <summary>
/// Tells sales of the past by the product's own checkout, decisions, books and key writes, each at its own moment. The provider is not
/// asked, and what was mailed then counts as sent. Told twice, or after it was interrupted, a sale ends as told once.
/// </summary>
internal sealed class SaleTales : IDisposable
{
    /// <summary>Begins the provider's ids; the sandbox is told of them (infra/sandbox/stripe/past.mjs).</summary>
    public const string Mark = "demo_";

    private const string PaymentOf = """
        SELECT p.payment_id, p.order_id, o.number, p.currency, p.amount_minor, p.state IN ('PAID', 'FAILED') AND o.state <> 'PAID' FROM payment p JOIN sales_order o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id
        WHERE p.tenant_id = $1 AND o.quote_id = $2 ORDER BY p.created_at, p.payment_id LIMIT 1
        """;

    /// <summary>The mails of a sale, by the reasons <see cref="OrderMail"/> gives them.</summary>
    private const string Mailed = """
        UPDATE outbox SET state = 'SENT', attempts = 1, created_at = $2, due_at = $2, done_at = $2 WHERE tenant_id = $1 AND state = 'NEW' AND dedupe = ANY($3)
        """;

    private readonly StoryClock _clock = new();
    private readonly TenantDb _db;
    private readonly Tenants _tenants;
    private readonly TenantRules _rules;
    private readonly ChangeFeed _feed;
    private readonly KeyStore _keys;
    private readonly OrderDesk _orders;
    private readonly NewsDesk _desk;

    public SaleTales(NpgsqlDataSource source)
    {
        _db = new TenantDb(source);
        _feed = new ChangeFeed(source, NullLogger<ChangeFeed>.Instance);
        _tenants = new Tenants(source, _clock);
        _rules = new TenantRules(_db, _clock, _feed);
        _keys = new KeyStore(_db, _rules, _feed, _clock);
        _orders = new OrderDesk(_db, _tenants, _keys, new OrderClosing(_db, _feed, new OutboxBell(_feed), _clock), _clock);
        _desk = new NewsDesk(_db, new Hearing(_tenants, _clock), _feed, _orders, new Earnings(new PointBook(_rules)));
    }

    /// <summary>The order and its payment, in the transaction that tells the quote.</summary>
    public static async Task OpenAsync(TenantTransaction transaction, Tenant tenant, SaleTale tale, CancellationToken ct)
    {
        var request = new CheckoutRequest(tenant.Id, tale.QuoteId, 1, tale.ReturnTo, tale.Language, null);
        var begun = await CheckoutDesk.BeginAsync(transaction, tenant, request, tale.OpenedAt, ct);
        if (begun.PaymentId is null) throw new InvalidOperationException($"The demonstration's sale {tale.Name} cannot be paid: {begun.Refusal?.Code}.");
    }

    public async Task TellAsync(Tenant tenant, SaleTale tale, CancellationToken ct)
    {
        if (await _db.FirstAsync(tenant.Id, Sql.Of(PaymentOf, tenant.Id, tale.QuoteId), Told.Read, ct) is not { } payment) return;
        if (!payment.Over) await HearAsync(tenant, tale, payment, tale.OpenedAt, new PaymentNews.Opened("cs_test_" + Mark + tale.Name), ct);
        foreach (var deed in tale.Deeds.Where(d => !payment.Over || d is SaleDeed.Refunded))
        {
            _clock.Now = deed.At;
            await (deed switch
            {
                SaleDeed.Begun => HearAsync(tenant, tale, payment, deed.At, new PaymentNews.Processing(), ct),
                SaleDeed.Paid => HearAsync(tenant, tale, payment, deed.At, new PaymentNews.Paid(payment.AmountMinor, payment.Currency, "pi_" + Mark + tale.Name, "ch_" + Mark + tale.Name, tenant.DayOf(deed.At)), ct),
                SaleDeed.Failed { Code: var code } => HearAsync(tenant, tale, payment, deed.At, new PaymentNews.Failed(code, true), ct),
                SaleDeed.Refunded refunded => RefundAsync(tenant, tale, payment, refunded, ct),
                SaleDeed.RenewedByHand renewed => RenewAsync(tenant, tale, renewed, ct),
                _ => throw new InvalidOperationException($"{deed.GetType().Name} is not told"),
            });
        }
    }

    public void Dispose()
    {
        _rules.Dispose();
        _tenants.Dispose();
        _feed.Dispose();
    }

    private async Task HearAsync(Tenant tenant, SaleTale tale, Told payment, DateTimeOffset at, PaymentNews news, CancellationToken ct)
    {
        _clock.Now = at;
        var outcome = await _desk.TakeAsync(tenant.Id, payment.Id, [news], at, "demo-sale-" + tale.Name, ct);
        if (outcome.End != NewsEnd.Done) throw new InvalidOperationException($"The demonstration's sale {tale.Name} stops: {outcome.Note}.");
        await _orders.FulfilAsync(tenant.Id, payment.OrderId, ct);
        string[] mails = ["receipt:" + payment.OrderId, "payment-failed:" + payment.Id, .. tale.Deeds.OfType<SaleDeed.Refunded>().Select(r => "refund:" + r.Id)];
        await _db.WriteAsync(tenant.Id, [Sql.Of(Mailed, tenant.Id, at, mails)], ct);
    }

    private async Task RefundAsync(Tenant tenant, SaleTale tale, Told payment, SaleDeed.Refunded refund, CancellationToken ct)
    {
        if (await _db.FirstAsync(tenant.Id, Sql.Of("SELECT true FROM refund WHERE tenant_id = $1 AND payment_id = $2 LIMIT 1", tenant.Id, payment.Id), r => r.GetBoolean(0), ct)) return;
        var audit = new AuditRow("RefundOrder", "order", payment.OrderId, payment.OrderNumber, AuditTrail.Changes(("refunded", 0, $"{refund.AmountMinor} {payment.Currency}")), refund.Reason);
        await _db.WriteAsync(
            tenant.Id,
            [RefundRequests.Ask(tenant.Id, refund.Id, payment.Id, null, (refund.AmountMinor, payment.Currency), (refund.By.Name, refund.At), refund.Reason), AuditTrail.Add(tenant.Id, refund.By, refund.At, audit)],
            ct);
        await HearAsync(tenant, tale, payment, refund.At, new PaymentNews.Refunded("re_" + Mark + tale.Name, refund.AmountMinor, RefundState.Succeeded, refund.Id), ct);
    }

    private async Task RenewAsync(Tenant tenant, SaleTale tale, SaleDeed.RenewedByHand renewed, CancellationToken ct)
    {
        var (today, at) = (tenant.DayOf(renewed.At), renewed.At);
        var outcome = await _keys.TransactAsync(
            new KeyWrite(
                tenant.Id, () => LoadedKey.ById(tenant.Id, renewed.Key, null),
                (key, book, _) => KeyDecider.Decide(new KeyCommand.RenewKey(1, today, "demo-sale-" + tale.Name), new Key.OpenKey(key.Facts).AsOf(today), book, today, at, new Actor(renewed.By.Name)))
            {
                Beside = (was, after, events, _) => new(events.Count == 0 ? [] : [AuditTrail.Add(
                    tenant.Id, renewed.By, at,
                    new AuditRow("RenewKey", "key", renewed.Key, after.Facts.Number.Masked, AuditTrail.Changes(("lastDay", was.Facts.LastDay, after.Facts.LastDay))))]),
            },
            ct);
        if (outcome is not KeyOutcome.Accepted) throw new InvalidOperationException($"The demonstration's sale {tale.Name} stops: its key is not renewed.");
    }

    /// <param name="Over">Told before: since then it is its visitors'.</param>
    private sealed record Told(Guid Id, Guid OrderId, string OrderNumber, string Currency, long AmountMinor, bool Over)
    {
        public static Told Read(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.GetString(3), r.GetInt64(4), r.GetBoolean(5));
    }

    /// <summary>The moment of the story that is being told.</summary>
    private sealed class StoryClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
