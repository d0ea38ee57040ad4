using Npgsql;
using Tessera.Domain.Kernel;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Payments.Sessions;

namespace Tessera.Server.Modules.Payments.Contracts;

/// <param name="ReturnTo">Where the provider sends the payer back to: with <c>back=1</c> added after paying, with <c>cancelled=1</c> after giving up.</param>
/// <param name="Language">Of the hosted page; kept to the quote's, so that asking again is the same request.</param>
internal sealed record CheckoutRequest(int Tenant, Guid QuoteId, int QuoteVersion, string ReturnTo, string Language, string? Email);

/// <param name="Url">Where to pay; where a payment is being processed already, the address to return to.</param>
/// <param name="Unavailable">The provider did not answer: 503 with Retry-After. What was begun is finished when it does.</param>
internal sealed record CheckoutAnswer(string? Url, Guid? OrderId, Guid? PaymentId, Refusal? Refusal, bool Unavailable);

/// <summary>
/// Opens the provider's page for a quote's version: the order and its lines are frozen, and there is one open session per order, whoever asks
/// how often at once (PROOFS.md F11). The row is committed before the provider is asked, with its id as Idempotency-Key: whatever happens
/// to the answer, asking again finds the same session.
/// </summary>
internal sealed partial class Checkout(TenantDb db, Tenants tenants, SessionDesk sessions, TimeProvider clock, ILogger<Checkout> logger)
{
    private const string Cancel = """
        UPDATE sales_order SET state = 'CANCELLED', row_version = row_version + 1 WHERE tenant_id = $1 AND quote_id = $2 AND quote_version = $3 AND state = 'OPEN'
        """;

    public async Task<CheckoutAnswer> OpenAsync(CheckoutRequest request, CancellationToken ct)
    {
        var tenant = await tenants.GetAsync(request.Tenant, ct);
        if (!sessions.Serves(tenant)) return new CheckoutAnswer(null, null, null, null, true);
        var begun = await BeginAsync(tenant, request, ct);
        if (begun.Refusal is { } refusal) return new CheckoutAnswer(null, begun.OrderId, null, refusal, false);
        if (begun.Url is { } url) return new CheckoutAnswer(sessions.Filled(tenant.Id, url), begun.OrderId, begun.PaymentId, null, false);
        return await sessions.OpenAsync(tenant, begun.PaymentId!.Value, ct) switch
        {
            { Url: { } opened } => new CheckoutAnswer(opened, begun.OrderId, begun.PaymentId, null, false),
            _ => new CheckoutAnswer(null, begun.OrderId, begun.PaymentId, null, true),
        };
    }

    /// <summary>For a transaction that makes a version of a quote void: its order is cancelled; its open session is <see cref="ExpireSoon"/>'s. Run it under the lock of the quote's row.</summary>
    public static NpgsqlBatchCommand[] Cancelling(int tenant, Guid quote, int version) => [Sql.Of(Cancel, tenant, quote, version)];

    /// <summary>The same, at once.</summary>
    public async Task CancelAsync(int tenant, Guid quote, int version, CancellationToken ct)
    {
        await db.WriteAsync(tenant, [Sql.Of("SELECT 1 FROM quote WHERE tenant_id = $1 AND quote_id = $2 FOR UPDATE", tenant, quote), .. Cancelling(tenant, quote, version)], ct);
        await ExpireAsync(tenant, ct);
    }

    /// <summary>Expires open sessions of cancelled orders and of links that were revoked; a round does it too.</summary>
    public async Task ExpireAsync(int tenant, CancellationToken ct) => await sessions.ExpireCancelledAsync(await tenants.GetAsync(tenant, ct), ct);

    /// <summary>The same without keeping anybody waiting: after the commit that ended a version or its link. What fails here, a round does.</summary>
    public void ExpireSoon(int tenant) => _ = Task.Run(async () =>
    {
        try
        {
            await ExpireAsync(tenant, CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            NotExpired(logger, tenant, error.Message);
        }
    });

    /// <summary>Twice at the same moment: one waits for the other at the quote's row and finds what it left.</summary>
    private Task<BegunCheckout> BeginAsync(Tenant tenant, CheckoutRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.TransactAsync(tenant.Id, async transaction =>
        {
            var begun = await CheckoutDesk.BeginAsync(transaction, tenant, request, now, ct);
            if (begun.Refusal is not null) transaction.Abandon();
            return begun;
        }, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sessions of tenant {Tenant} that nobody may pay any more were not expired ({Reason}); a round does it")]
    private static partial void NotExpired(ILogger logger, int tenant, string reason);
}
