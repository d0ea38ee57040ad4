using System.Text.Json;
using Npgsql;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Keys.Contracts;
using Tessera.Server.Modules.Quotes.Pay;

namespace Tessera.Server.Modules.Quotes;

/// <summary>An order made of a version of a quote.</summary>
internal sealed record QuoteOrder(Guid Id, int Version, OrderState State);

/// <summary>A try to pay it.</summary>
/// <param name="Failure">The provider's code of the newest declined try.</param>
internal sealed record QuotePayment(Guid OrderId, PaymentState State, string? Failure, DateTimeOffset? PaidAt);

/// <summary>A quote with everything a decision or its page needs, read in one round trip.</summary>
/// <param name="Keys">The keys of its lines as they are now.</param>
internal sealed record LoadedQuote(
    QuoteRow Row, QuoteDocument Document, IReadOnlyList<QuoteHappened> Events, IReadOnlyList<QuoteOrder> Orders, IReadOnlyList<QuotePayment> Payments, PayLink? Link,
    IReadOnlyDictionary<Guid, LoadedKey> Keys, PartnerLink? Partner)
{
    private const string OfRow = $"SELECT {QuoteRow.Columns} FROM quote WHERE tenant_id = $1 AND quote_id = $2 AND ($3::uuid IS NULL OR partner_id = $3)";
    private const string OfDocument = "SELECT body::text FROM quote_version WHERE tenant_id = $1 AND quote_id = $2 AND version = (SELECT version FROM quote WHERE tenant_id = $1 AND quote_id = $2)";
    private const string OfEvents = "SELECT at, actor, name, body::text FROM quote_event WHERE tenant_id = $1 AND quote_id = $2 ORDER BY n";
    private const string OfOrders = "SELECT order_id, quote_version, state FROM sales_order WHERE tenant_id = $1 AND quote_id = $2 ORDER BY quote_version";

    private const string OfPayments = """
        SELECT order_id, state, failure, paid_at FROM payment
        WHERE tenant_id = $1 AND order_id = ANY (ARRAY(SELECT order_id FROM sales_order WHERE tenant_id = $1 AND quote_id = $2)) ORDER BY created_at, payment_id
        """;

    private const string OfLink = $"SELECT {PayLink.Columns} FROM pay_link WHERE tenant_id = $1 AND quote_id = $2 AND revoked_at IS NULL ORDER BY created_at DESC LIMIT 1";
    private const string OfPartner = $"SELECT {LoadedKey.PartnerColumns} FROM partner WHERE tenant_id = $1 AND partner_id = (SELECT partner_id FROM quote WHERE tenant_id = $1 AND quote_id = $2)";

    private const string Named = "ANY (ARRAY(SELECT key_id FROM quote_key WHERE tenant_id = $1 AND quote_id = $2))";
    private const string OfKeys = $"SELECT {LoadedKey.ManyColumns} FROM licence_key WHERE tenant_id = $1 AND key_id = {Named}";
    private const string OfCustomers = $"SELECT {LoadedKey.CustomerColumns} FROM customer WHERE tenant_id = $1 AND customer_id = ANY (ARRAY(SELECT customer_id FROM licence_key WHERE tenant_id = $1 AND key_id = {Named}))";
    private const string OfPartners = $"SELECT {LoadedKey.PartnerColumns} FROM partner WHERE tenant_id = $1 AND partner_id = ANY (ARRAY(SELECT partner_id FROM licence_key WHERE tenant_id = $1 AND key_id = {Named}))";

    /// <summary>The order of the newest version.</summary>
    public QuoteOrder? Order => Orders.LastOrDefault(o => o.Version == Row.Version) ?? (Row.State == QuoteState.Paid && Orders.Count > 0 ? Orders[^1] : null);

    /// <summary>A delayed payment is on its way: nothing may be changed under it.</summary>
    public bool PaymentUnderWay => Payments.Any(p => p.State == PaymentState.Processing);

    /// <param name="tenant">Of the caller.</param>
    /// <param name="quote">Its id.</param>
    /// <param name="partner">Only if it is this partner's; null: anybody's.</param>
    public static NpgsqlBatchCommand[] ById(int tenant, Guid quote, Guid? partner) =>
    [
        Sql.Of(OfRow, tenant, quote, Optional.Id(partner)), Sql.Of(OfDocument, tenant, quote), Sql.Of(OfEvents, tenant, quote), Sql.Of(OfOrders, tenant, quote), Sql.Of(OfPayments, tenant, quote),
        Sql.Of(OfLink, tenant, quote), Sql.Of(OfPartner, tenant, quote), Sql.Of(OfKeys, tenant, quote), Sql.Of(OfCustomers, tenant, quote), Sql.Of(OfPartners, tenant, quote),
    ];

    /// <summary>Reads the results of <see cref="ById"/>; null where the first one is empty.</summary>
    public static async Task<LoadedQuote?> ReadAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        if (!await reader.ReadAsync(ct)) return null;
        var row = QuoteRow.Read(reader);
        var document = OrderJson.ReadDocument(System.Text.Encoding.UTF8.GetBytes((await NextAsync(r => r.GetString(0)))[0]));
        var events = await NextAsync(r => new QuoteHappened(r.Moment(0), r.GetString(1), r.GetString(2), JsonSerializer.Deserialize<SortedDictionary<string, string>>(r.GetString(3))!));
        var orders = await NextAsync(r => new QuoteOrder(r.GetGuid(0), r.GetInt32(1), Enum.Parse<OrderState>(r.GetString(2), ignoreCase: true)));
        var payments = await NextAsync(r => new QuotePayment(r.GetGuid(0), Enum.Parse<PaymentState>(r.GetString(1), ignoreCase: true), r.TextOrNull(2), r.MomentOrNull(3)));
        var links = await NextAsync(PayLink.Read);
        var partners = await NextAsync(LoadedKey.MapPartner);
        await reader.NextResultAsync(ct);
        return new LoadedQuote(row, document, events, orders, payments, links.FirstOrDefault(), await LoadedKey.ManyAsync(reader, ct), partners.FirstOrDefault());

        async Task<List<T>> NextAsync<T>(Func<NpgsqlDataReader, T> map)
        {
            await reader.NextResultAsync(ct);
            return await TenantDb.RowsAsync(reader, map, ct);
        }
    }

    public IEnumerable<KeyFacts> KeyFacts => Document.Lines.Select(l => Keys.GetValueOrDefault(l.Key.Value)?.Facts).OfType<KeyFacts>();

    /// <summary>What the decider needs to know.</summary>
    public QuoteFacts Facts(RuleBook rules, DateOnly today) => new(Row.State, Row.Version, Row.ValidUntil, PaymentUnderWay, Acknowledging.Needed(KeyFacts, rules, today));

    /// <summary>
    /// What would keep it from being fulfilled today: a key that was renewed, closed or changed since it was priced (OM-8 before the money, not after).
    /// Null where every line still holds.
    /// </summary>
    public Refusal? Hindrance(RuleBook rules, DateOnly today)
    {
        foreach (var line in Document.Lines)
        {
            if (Keys.GetValueOrDefault(line.Key.Value) is not { } key) return Refusal.Of(RefusalCodes.KeyUnknown, "OM-8", Field(line));
            if (key.Facts.LastDay != line.KeyLastDay) return Moved(key.Facts) with { Field = Field(line) };
            var again = Pricing.Price(
                new LineRequest(key.Facts, key.Customer.Name, key.Customer.Education, line.Years, key.Partner?.Level), new PricingContext(rules, today, Row.Payer, Document.Buyer));
            if (again is LineResult.Refused refused) return refused.Refusal with { Field = Field(line) };
        }

        return null;
    }

    /// <summary>OM-8, before the money: the line was priced for another last day.</summary>
    public static Refusal Moved(KeyFacts key) => Refusal.Of(RefusalCodes.QuoteOutdated, "OM-8", null, ("lastDay", CsvWriter.Day(key.LastDay)));

    private string Field(QuotedLine line) => $"lines[{Document.Lines.IndexOf(line)}].keyId";
}
