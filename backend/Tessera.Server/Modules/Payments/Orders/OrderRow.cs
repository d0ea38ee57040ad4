using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;
using Tessera.Server.Modules.Payments.Books;

namespace Tessera.Server.Modules.Payments.Orders;

/// <summary>An order's row.</summary>
internal sealed record OrderRow(
    Guid Id, string Number, OrderState State, Guid QuoteId, int QuoteVersion, Payer Payer, Guid? PartnerId, Guid? CustomerId, string BuyerName, string Currency, long NetMinor, long VatMinor, long GrossMinor,
    string? PoNumber, string? Note, bool Disputed, DateTimeOffset CreatedAt, DateTimeOffset? PaidAt, int Version)
{
    public const string Columns = """
        order_id, number, state, quote_id, quote_version, payer, partner_id, customer_id, buyer_name, currency, net_minor, vat_minor, gross_minor, po_number, note, disputed, created_at, paid_at, row_version
        """;

    public static OrderRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), PaymentWords.Read<OrderState>(r.GetString(2)), r.GetGuid(3), r.GetInt32(4), PaymentWords.Read<Payer>(r.GetString(5)), r.GuidOrNull(6), r.GuidOrNull(7), r.GetString(8),
        r.GetString(9), r.GetInt64(10), r.GetInt64(11), r.GetInt64(12), r.TextOrNull(13), r.TextOrNull(14), r.GetBoolean(15), r.Moment(16), r.MomentOrNull(17), r.GetInt32(18));

    public MoneyView Money(long minor) => new(minor, Currency);

    public OrderEntry Entry(OrderNames names) => new(
        Id, Number, State, QuoteId, names.Quotes.GetValueOrDefault(QuoteId, ""), Payer, names.Partner(PartnerId), names.Customer(CustomerId), BuyerName, Money(NetMinor), Money(GrossMinor), Disputed, CreatedAt, PaidAt);
}

/// <summary>What orders mention, read after the page and all at once (PROOFS.md §1).</summary>
internal sealed record OrderNames(Dictionary<Guid, string> Quotes, Dictionary<Guid, string> Partners, Dictionary<Guid, string> Customers)
{
    public OrderPartyView? Partner(Guid? id) => Of(Partners, id);

    public OrderPartyView? Customer(Guid? id) => Of(Customers, id);

    public static Task<OrderNames> OfAsync(TenantDb db, int tenant, IReadOnlyList<OrderRow> rows, CancellationToken ct) => db.ReadAsync(
        tenant,
        [
            Sql.Of("SELECT quote_id, number FROM quote WHERE tenant_id = $1 AND quote_id = ANY($2)", tenant, Ids(rows.Select(r => (Guid?)r.QuoteId))),
            Sql.Of("SELECT partner_id, name FROM partner WHERE tenant_id = $1 AND partner_id = ANY($2)", tenant, Ids(rows.Select(r => r.PartnerId))),
            Sql.Of("SELECT customer_id, name FROM customer WHERE tenant_id = $1 AND customer_id = ANY($2)", tenant, Ids(rows.Select(r => r.CustomerId))),
        ],
        async (reader, token) => new OrderNames(await NextAsync(reader, false, token), await NextAsync(reader, true, token), await NextAsync(reader, true, token)),
        ct);

    private static async Task<Dictionary<Guid, string>> NextAsync(NpgsqlDataReader reader, bool next, CancellationToken ct)
    {
        if (next) await reader.NextResultAsync(ct);
        return (await TenantDb.RowsAsync(reader, r => (r.GetGuid(0), r.GetString(1)), ct)).ToDictionary();
    }

    private static Guid[] Ids(IEnumerable<Guid?> ids) => [.. ids.OfType<Guid>().Distinct()];

    private static OrderPartyView? Of(Dictionary<Guid, string> names, Guid? id) => id is { } known && names.TryGetValue(known, out var name) ? new OrderPartyView(known, name) : null;
}
