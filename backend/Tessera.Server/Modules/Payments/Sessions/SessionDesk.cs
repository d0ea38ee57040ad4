using System.Globalization;
using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Messages.Contracts;
using Tessera.Server.Modules.Payments.Books;
using Tessera.Server.Modules.Payments.Inbox;
using Tessera.Server.Modules.Payments.Processing;
using Tessera.Server.Modules.Payments.Stripe;

namespace Tessera.Server.Modules.Payments.Sessions;

/// <summary>How opening a session ended.</summary>
/// <param name="Url">Null: the provider did not answer, or would not.</param>
internal sealed record OpenedSession(string? Url);

/// <summary>
/// Sessions of the provider for payments whose rows are there: opened, asked about, expired. Each may be repeated: the payment's id is the
/// Idempotency-Key, and the request is made from committed rows alone.
/// </summary>
internal sealed class SessionDesk(TenantDb db, StripeClient stripe, NewsDesk desk, IEnumerable<MailFilling> fillings, TimeProvider clock)
{
    private const int Rounds = 100;

    private const string Load = """
        SELECT p.payment_id, p.order_id, p.state, p.currency, p.amount_minor, p.session_id, p.return_to, p.expires_at, o.number, q.number, q.version, q.language, q.email, o.quote_version, p.url
        FROM payment p JOIN sales_order o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id JOIN quote q ON q.tenant_id = o.tenant_id AND q.quote_id = o.quote_id
        WHERE p.tenant_id = $1 AND p.payment_id = $2
        """;

    private const string Opened = """
        UPDATE payment SET url = $3, expires_at = $4, asked_at = $5 WHERE tenant_id = $1 AND payment_id = $2
        """;

    /// <summary>Of a cancelled order, or opened by a link that was revoked since: the address to come back to names the link.</summary>
    private const string Cancelled = """
        SELECT p.payment_id FROM payment p JOIN sales_order o ON o.tenant_id = p.tenant_id AND o.order_id = p.order_id
        WHERE p.tenant_id = $1 AND p.state IN ('CREATING', 'OPEN') AND (o.state = 'CANCELLED' OR EXISTS (
          SELECT FROM pay_link l WHERE l.tenant_id = $1 AND l.quote_id = o.quote_id AND l.revoked_at IS NOT NULL AND strpos(p.return_to, replace(l.nonce::text, '-', '')) > 0))
        ORDER BY p.payment_id LIMIT $2
        """;

    /// <summary>An address to come back to is kept without the token that opens it (decision 0011); here the token stands in it.</summary>
    public string Filled(int tenant, string address) => fillings.Aggregate(address, (text, filling) => filling.Fill(tenant, text));

    public bool Serves(Tenant tenant) => stripe.Serves(tenant.Slug);

    /// <summary>Opens the session of a payment that is being created, or answers with the open one's address.</summary>
    public async Task<OpenedSession> OpenAsync(Tenant tenant, Guid payment, CancellationToken ct)
    {
        if (await RowAsync(tenant, payment, ct) is not { } row) return new OpenedSession(null);
        if (row is { State: PaymentState.Open, Url: { } open }) return new OpenedSession(open);
        if (row.State != PaymentState.Creating) return new OpenedSession(null);
        switch (await stripe.CreateSessionAsync(tenant.Slug, payment, Form(tenant, row), ct))
        {
            case StripeAnswer<StripeSession>.Done { Result: { Url: { } url } session }:
                await TellAsync(tenant, row, session, "checkout", ct, _ => Sql.Of(Opened, tenant.Id, payment, url, DateTimeOffset.FromUnixTimeSeconds(session.ExpiresAt), clock.GetUtcNow()));
                return new OpenedSession(url);
            case StripeAnswer<StripeSession>.Refused refused:
                await desk.TakeAsync(tenant.Id, payment, [new PaymentNews.Failed(refused.Error.Code ?? refused.Error.Type ?? "refused", true)], clock.GetUtcNow(), "checkout", ct);
                return new OpenedSession(null);
            default:
                return new OpenedSession(null);
        }
    }

    /// <summary>Asks the provider about a payment that is not over: what it says is news like any other.</summary>
    public async Task AskAsync(Tenant tenant, Guid payment, CancellationToken ct)
    {
        if (await RowAsync(tenant, payment, ct) is not { } row) return;
        if (row.SessionId is null)
        {
            await OpenAsync(tenant, payment, ct);
            return;
        }

        var answer = await stripe.ReadSessionAsync(tenant.Slug, row.SessionId, ct);
        if (answer.Value is { } session) await TellAsync(tenant, row, session, "asked", ct);
        await db.WriteAsync(tenant.Id, [Sql.Of("UPDATE payment SET asked_at = $3 WHERE tenant_id = $1 AND payment_id = $2", tenant.Id, payment, clock.GetUtcNow())], ct);
    }

    /// <summary>Nobody can pay a cancelled order, or by a link that was revoked; where somebody was faster, the provider says so and the money becomes an open credit.</summary>
    public async Task ExpireCancelledAsync(Tenant tenant, CancellationToken ct)
    {
        foreach (var payment in await db.QueryAsync(tenant.Id, Sql.Of(Cancelled, tenant.Id, Rounds), r => r.GetGuid(0), ct))
        {
            var row = await RowAsync(tenant, payment, ct);
            if (row is { SessionId: null })
            {
                await OpenAsync(tenant, payment, ct);
                row = await RowAsync(tenant, payment, ct);
            }

            if (row is not { SessionId: { } session, State: PaymentState.Open }) continue;
            var answer = await stripe.ExpireSessionAsync(tenant.Slug, session, ct);
            if (answer.Value is { } expired) await TellAsync(tenant, row, expired, "expired", ct);
            else if (answer is StripeAnswer<StripeSession>.Refused) await AskAsync(tenant, payment, ct);
        }
    }

    private Task<Row?> RowAsync(Tenant tenant, Guid payment, CancellationToken ct) => db.FirstAsync(tenant.Id, Sql.Of(Load, tenant.Id, payment), Row.Read, ct);

    /// <summary>Made from what is committed and does not change, so that every try is the same request.</summary>
    private StripeForm Form(Tenant tenant, Row row)
    {
        var address = Filled(tenant.Id, row.ReturnTo);
        KeyValuePair<string, string>[] names =
            [new(EventReader.TenantField, tenant.Slug), new(EventReader.PaymentField, row.Id.ToString()), new("order", row.OrderNumber), new("quote", row.QuoteNumber)];
        return new StripeForm()
            .Add("mode", "payment").Add("client_reference_id", row.Id.ToString())
            .Add("line_items[0][quantity]", 1)
            .Add("line_items[0][price_data][currency]", row.Currency.ToLowerInvariant())
            .Add("line_items[0][price_data][unit_amount]", row.AmountMinor)
            .Add("line_items[0][price_data][product_data][name]", string.Create(CultureInfo.InvariantCulture, $"{tenant.Name} · {row.QuoteNumber} v{row.QuoteVersion}"))
            .Add("success_url", With(address, "back=1")).Add("cancel_url", With(address, "cancelled=1"))
            .Add("expires_at", row.ExpiresAt.ToUnixTimeSeconds())
            .Add("customer_email", row.Email).Add("locale", row.Language)
            .Add("metadata", names).Add("payment_intent_data[metadata]", names)
            .Add("payment_intent_data[description]", row.OrderNumber);
    }

    private static string With(string address, string mark) => address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + mark;

    private async Task<NewsOutcome> TellAsync(Tenant tenant, Row row, StripeSession session, string source, CancellationToken ct, Func<string, NpgsqlBatchCommand>? beside = null)
    {
        var at = EventReader.PaidAt(session.PaymentIntent?.Object) ?? clock.GetUtcNow();
        return await desk.TakeAsync(tenant.Id, row.Id, EventReader.News(session, tenant.DayOf(at)), at, source, ct, done: beside);
    }

    private sealed record Row(
        Guid Id, PaymentState State, string Currency, long AmountMinor, string? SessionId, string ReturnTo, DateTimeOffset ExpiresAt, string OrderNumber, string QuoteNumber, int QuoteVersion, string Language, string? Email, string? Url)
    {
        public static Row Read(NpgsqlDataReader r) => new(
            r.GetGuid(0), PaymentWords.Read<PaymentState>(r.GetString(2)), r.GetString(3), r.GetInt64(4), r.TextOrNull(5), r.GetString(6), r.Moment(7), r.GetString(8), r.GetString(9), r.GetInt32(13), r.GetString(11), r.TextOrNull(12), r.TextOrNull(14));
    }
}
