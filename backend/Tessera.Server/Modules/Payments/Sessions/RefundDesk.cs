using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Books;
using Tessera.Server.Modules.Payments.Inbox;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Stripe;

namespace Tessera.Server.Modules.Payments.Sessions;

/// <summary>
/// Sends back what was asked for: a refund's row is written first, by whoever asks; here the provider is told, with the row's id as
/// Idempotency-Key, and what it answers is news like any other.
/// </summary>
internal sealed partial class RefundDesk(TenantDb db, StripeClient stripe, NewsDesk desk, TimeProvider clock, ILogger<RefundDesk> logger)
{
    private const int Rounds = 100;

    private const string Due = """
        SELECT r.refund_id, r.payment_id, r.provider_id, r.amount_minor, p.intent_id FROM refund r JOIN payment p ON p.tenant_id = r.tenant_id AND p.payment_id = r.payment_id
        WHERE r.tenant_id = $1 AND r.state = $2 AND (r.refund_id = $3 OR $3 = '00000000-0000-0000-0000-000000000000') ORDER BY r.refund_id LIMIT $4
        """;

    /// <summary>One that was just asked for, without keeping anybody waiting; what fails here, a round does.</summary>
    public void Soon(Tenant tenant, Guid refund) => _ = Task.Run(async () =>
    {
        try
        {
            await SendAsync(tenant, CancellationToken.None, refund);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            NotSent(logger, refund, error.Message);
        }
    });

    /// <summary>Those that were asked for and not sent.</summary>
    /// <param name="only">One of them; otherwise all.</param>
    public async Task SendAsync(Tenant tenant, CancellationToken ct, Guid only = default)
    {
        foreach (var row in await DueAsync(tenant, RefundState.Requested, only, ct))
        {
            if (row.Intent is not { } intent) continue;
            var form = new StripeForm().Add("payment_intent", intent).Add("amount", row.AmountMinor).Add("reason", "requested_by_customer")
                .Add("metadata", [new(EventReader.TenantField, tenant.Slug), new(EventReader.RefundField, row.Id.ToString()), new(EventReader.PaymentField, row.Payment.ToString())]);
            switch (await stripe.CreateRefundAsync(tenant.Slug, row.Id, form, ct))
            {
                case StripeAnswer<StripeRefund>.Done { Result: var refund }:
                    await desk.TakeAsync(tenant.Id, row.Payment, [EventReader.NewsOf(refund)], clock.GetUtcNow(), "refund", ct);
                    break;
                case StripeAnswer<StripeRefund>.Refused refused:
                    await desk.TakeAsync(tenant.Id, row.Payment, [new PaymentNews.Refunded("refused:" + row.Id, row.AmountMinor, RefundState.Failed, row.Id)], clock.GetUtcNow(), "refund", ct);
                    break;
            }
        }
    }

    /// <summary>Asks about those that the provider has taken on and not finished.</summary>
    public async Task AskAsync(Tenant tenant, CancellationToken ct)
    {
        foreach (var row in await DueAsync(tenant, RefundState.Pending, Guid.Empty, ct))
            if (row.ProviderId is { } id && (await stripe.ReadRefundAsync(tenant.Slug, id, ct)).Value is { } refund)
                await desk.TakeAsync(tenant.Id, row.Payment, [EventReader.NewsOf(refund)], clock.GetUtcNow(), "asked", ct);
    }

    private Task<List<Row>> DueAsync(Tenant tenant, RefundState state, Guid only, CancellationToken ct) => db.QueryAsync(
        tenant.Id, Sql.Of(Due, tenant.Id, PaymentWords.Of(state), only, Rounds), r => new Row(r.GetGuid(0), r.GetGuid(1), r.TextOrNull(2), r.GetInt64(3), r.TextOrNull(4)), ct);

    private sealed record Row(Guid Id, Guid Payment, string? ProviderId, long AmountMinor, string? Intent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refund {Refund} was not sent ({Reason}); a round does it")]
    private static partial void NotSent(ILogger logger, Guid refund, string reason);
}
