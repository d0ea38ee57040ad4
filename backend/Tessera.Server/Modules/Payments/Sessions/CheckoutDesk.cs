using System.Text;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Kernel;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Payments.Books;
using Tessera.Server.Modules.Payments.Contracts;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Payments.Sessions;

/// <summary>What a checkout begins with.</summary>
/// <param name="Url">There is nothing to ask the provider for: the session is open, or a payment is being processed.</param>
internal sealed record BegunCheckout(Guid? OrderId, Guid? PaymentId, string? Url, Refusal? Refusal);

/// <summary>The rows of a checkout, under the lock of the quote's row: the order with its frozen lines, and one payment that is not over.</summary>
internal static class CheckoutDesk
{
    /// <summary>The provider keeps a session for up to 24 hours.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(23);

    private const string Lock = "SELECT 1 FROM quote WHERE tenant_id = $1 AND quote_id = $2 FOR UPDATE";

    private const string LoadQuote = """
        SELECT q.state, q.version, q.valid_until, q.payer, q.partner_id, q.customer_id, q.buyer_name, q.number, v.body,
               EXISTS (SELECT FROM sales_order o JOIN payment p ON p.tenant_id = o.tenant_id AND p.order_id = o.order_id
                       WHERE o.tenant_id = $1 AND o.quote_id = $2 AND o.quote_version <> q.version AND p.state = 'PROCESSING')
        FROM quote q JOIN quote_version v ON v.tenant_id = q.tenant_id AND v.quote_id = q.quote_id AND v.version = q.version
        WHERE q.tenant_id = $1 AND q.quote_id = $2
        """;

    private const string LoadOpen = """
        SELECT o.order_id, o.state, p.payment_id, p.state, p.url, p.expires_at, p.return_to FROM sales_order o
        LEFT JOIN payment p ON p.tenant_id = o.tenant_id AND p.order_id = o.order_id AND p.state IN ('CREATING', 'OPEN', 'PROCESSING')
        WHERE o.tenant_id = $1 AND o.quote_id = $2 AND o.quote_version = $3
        """;

    private const string InsertOrder = """
        WITH n AS (INSERT INTO number_range (tenant_id, kind, last) VALUES ($1, 'ORDER', 1) ON CONFLICT (tenant_id, kind) DO UPDATE SET last = number_range.last + 1 RETURNING last),
        named AS (SELECT 'O-' || lpad(last::text, greatest(5, length(last::text)), '0') AS number, last FROM n)
        INSERT INTO sales_order (tenant_id, order_id, number, quote_id, quote_version, row_version, state, payer, partner_id, customer_id, buyer_name, currency,
          net_minor, vat_minor, gross_minor, po_number, note, created_at, search)
        SELECT $1, $2, number, $3, $4, 1, 'OPEN', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
          array_to_tsvector($16 || ARRAY[$1::text || '/' || lpad(last::text, greatest(5, length(last::text)), '0'), $1::text || '/o' || lpad(last::text, greatest(5, length(last::text)), '0')])
        FROM named
        """;

    private const string InsertLines = """
        INSERT INTO order_line (tenant_id, order_id, line, kind, key_id, years, net_minor, vat_minor, gross_minor, body, state)
        SELECT $1, $2, l.*, 'WAITING' FROM unnest($3::int[], $4::text[], $5::uuid[], $6::int[], $7::bigint[], $8::bigint[], $9::bigint[], $10::jsonb[]) AS l
        """;

    private const string InsertPayment = """
        INSERT INTO payment (tenant_id, payment_id, order_id, state, currency, amount_minor, return_to, created_at, expires_at, asked_at)
        SELECT $1, $2, order_id, 'CREATING', currency, gross_minor, $4, $5, $6, $5 FROM sales_order WHERE tenant_id = $1 AND order_id = $3
        """;

    public static async Task<BegunCheckout> BeginAsync(TenantTransaction transaction, Tenant tenant, CheckoutRequest request, DateTimeOffset now, CancellationToken ct)
    {
        var (found, open) = await transaction.ReadAsync(
            [Sql.Of(Lock, tenant.Id, request.QuoteId), Sql.Of(LoadQuote, tenant.Id, request.QuoteId), Sql.Of(LoadOpen, tenant.Id, request.QuoteId, request.QuoteVersion)],
            async (reader, token) =>
            {
                await reader.NextResultAsync(token);
                var quotes = await TenantDb.RowsAsync(reader, QuoteRow.Read, token);
                await reader.NextResultAsync(token);
                return (quotes.FirstOrDefault(), (await TenantDb.RowsAsync(reader, OpenRow.Read, token)).FirstOrDefault());
            },
            ct);
        if (found is not { } quote) return Refused(RefusalCodes.QuoteVoid);
        if (quote.State == QuoteState.Paid) return Refused(RefusalCodes.QuotePaid, "OM-7");
        if (quote.Version != request.QuoteVersion) return Refused(RefusalCodes.QuoteSuperseded);

        if (open is { Order: not (OrderState.Open or OrderState.Processing) }) return Refused(open.Order == OrderState.Cancelled ? RefusalCodes.QuoteSuperseded : RefusalCodes.QuotePaid);
        if (open is { Payment: PaymentState.Processing }) return new BegunCheckout(open.OrderId, open.PaymentId, open.ReturnTo, null);
        if (quote.Hindrance(tenant.DayOf(now)) is { } refusal) return new BegunCheckout(null, null, null, refusal);
        if (open is { PaymentId: { } payment }) return new BegunCheckout(open.OrderId, payment, open.Payment == PaymentState.Open && open.ExpiresAt > now ? open.Url : null, null);

        var order = open?.OrderId ?? Guid.CreateVersion7(now);
        var rows = new List<NpgsqlBatchCommand>();
        if (open is null) rows.AddRange(Order(tenant.Id, order, request, quote, now));
        var begun = Guid.CreateVersion7(now);
        rows.Add(Sql.Of(InsertPayment, tenant.Id, begun, order, request.ReturnTo, now, now + Lifetime));
        await transaction.WriteAsync(rows, ct);
        return new BegunCheckout(order, begun, null, null);
    }

    private static IEnumerable<NpgsqlBatchCommand> Order(int tenant, Guid order, CheckoutRequest request, QuoteRow quote, DateTimeOffset now)
    {
        var document = quote.Document;
        var lines = document.Lines;
        var words = SearchWords.Lexemes(tenant, [quote.Number, quote.BuyerName, document.PoNumber, .. lines.Take(20).Select(l => l.Number.Value), .. lines.Select(l => l.CustomerName).Distinct().Take(20)]);
        yield return Sql.Of(
            InsertOrder, tenant, order, request.QuoteId, request.QuoteVersion, quote.Payer, Optional.Id(quote.PartnerId), Optional.Id(quote.CustomerId), quote.BuyerName, document.Currency,
            document.NetMinor, document.VatMinor, document.GrossMinor, Optional.Text(document.PoNumber), Optional.Text(document.Note), now, words);
        yield return Sql.Of(
            InsertLines, tenant, order, Enumerable.Range(1, lines.Length).ToArray(), lines.Select(l => PaymentWords.Of(l.Kind)).ToArray(), lines.Select(l => l.Key.Value).ToArray(), lines.Select(l => l.Years).ToArray(),
            Amounts(lines, l => l.NetMinor), Amounts(lines, l => l.VatMinor), Amounts(lines, l => l.GrossMinor), Sql.JsonArray([.. lines.Select(l => Encoding.UTF8.GetString(OrderJson.WriteLine(l)))]));
    }

    private static NpgsqlParameter Amounts(IEnumerable<QuotedLine> lines, Func<QuotedLine, long> of) => new() { Value = lines.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };

    private static BegunCheckout Refused(string code, string rule = "OM-5") => new(null, null, null, Refusal.Of(code, rule));

    private sealed record QuoteRow(
        QuoteState State, int Version, DateOnly ValidUntil, string Payer, Guid? PartnerId, Guid? CustomerId, string BuyerName, string Number, QuoteDocument Document, bool Processing)
    {
        public static QuoteRow Read(NpgsqlDataReader r) => new(
            PaymentWords.Read<QuoteState>(r.GetString(0)), r.GetInt32(1), r.GetFieldValue<DateOnly>(2), r.GetString(3), r.GuidOrNull(4), r.GuidOrNull(5), r.GetString(6), r.GetString(7),
            OrderJson.ReadDocument(r.GetFieldValue<byte[]>(8)), r.GetBoolean(9));

        /// <summary>What stands in the way of paying it, by the decider that accepts it.</summary>
        public Refusal? Hindrance(DateOnly today) =>
            QuoteDecider.Decide(new QuoteCommand.Accept(BuyerName, Version, []), new QuoteFacts(State, Version, ValidUntil, Processing), today) is QuoteDecision.Refused refused ? refused.Refusal : null;
    }

    private sealed record OpenRow(Guid OrderId, OrderState Order, Guid? PaymentId, PaymentState? Payment, string? Url, DateTimeOffset? ExpiresAt, string? ReturnTo)
    {
        public static OpenRow Read(NpgsqlDataReader r) => new(
            r.GetGuid(0), PaymentWords.Read<OrderState>(r.GetString(1)), r.GuidOrNull(2), r.TextOrNull(3) is { } state ? PaymentWords.Read<PaymentState>(state) : null, r.TextOrNull(4), r.MomentOrNull(5), r.TextOrNull(6));
    }
}
