using System.Text.Json.Serialization;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Tessera.Domain.Explain;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Modules.Catalogue.Contracts;

namespace Tessera.Server.Modules.Payments.Books;

/// <summary>What a document is about: its order and the quote that was sold, as frozen.</summary>
internal sealed record DocumentSubject(Guid OrderId, string OrderNumber, string QuoteNumber, string Language, string? Email, QuoteDocument Quote);

/// <summary>The same, read in a transaction when it is first asked for: most news needs none.</summary>
internal sealed class Subject(TenantTransaction transaction, int tenant, Guid order)
{
    private DocumentSubject? _loaded;

    public async Task<DocumentSubject> LoadAsync(CancellationToken ct) => _loaded ??= (await transaction.QueryAsync(Documents.Subject(tenant, order), Documents.ReadSubject, ct))[0];
}

/// <summary>One party of a document.</summary>
internal sealed record DocumentParty(string Name, string? Address, string? Country, string? VatId);

/// <param name="Key">The number, masked: the whole number alone opens a device's services.</param>
/// <param name="MaxExtensions">XP-1.</param>
/// <param name="From">First day of the term; for a receipt of a line that could not be applied, null.</param>
internal sealed record DocumentLine(
    int Line, string Key, string CustomerName, string Kind, string Edition, int Size, int Years, DateOnly? From, DateOnly? To, int? MaxExtensions, MoneyView Net, MoneyView Vat, MoneyView Gross);

/// <summary>The print body of a document: everything on the paper, frozen when it is issued (OM-11).</summary>
/// <param name="Legal">The sentence about value added tax, in each language.</param>
/// <param name="Note">What the document says besides; of a credit note its reason.</param>
internal sealed record DocumentBody(
    string Kind, string OrderNumber, string QuoteNumber, string? PoNumber, DateOnly IssuedOn, DateOnly PaidOn, string Language, DocumentParty Seller, DocumentParty Buyer,
    IReadOnlyList<DocumentLine> Lines, MoneyView Net, MoneyView Vat, MoneyView Gross, string VatTreatment, decimal VatRate, string VatCountry, IReadOnlyDictionary<string, string> Legal, string? Note)
{
    public string? Number { get; init; }

    /// <summary>The number of the document that this one corrects: a credit note's invoice, a correcting invoice's credit note (OM-11).</summary>
    public string? Corrects { get; init; }
}

/// <summary>
/// Invoices, receipts and credit notes: numbered without gaps per tenant and kind, in the transaction of what they document. A reference is
/// documented once: a second time violates its unique key, which undoes the number with everything else.
/// </summary>
internal static class Documents
{
    public const string Invoice = "INVOICE";
    public const string Receipt = "RECEIPT";
    public const string CreditNote = "CREDIT_NOTE";

    private static readonly string[] Languages = ["en", "it", "nb", "fr"];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private const string TakeNumber = """
        INSERT INTO number_range (tenant_id, kind, last) VALUES ($1, $2, 1) ON CONFLICT (tenant_id, kind) DO UPDATE SET last = number_range.last + 1 RETURNING last
        """;

    private const string Insert = """
        INSERT INTO document (tenant_id, document_id, kind, number, reference, order_id, issued_on, at, gross_minor, currency, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const string LoadSubject = """
        SELECT o.order_id, o.number, q.number, q.language, q.email, v.body FROM sales_order o
        JOIN quote q ON q.tenant_id = o.tenant_id AND q.quote_id = o.quote_id
        JOIN quote_version v ON v.tenant_id = o.tenant_id AND v.quote_id = o.quote_id AND v.version = o.quote_version
        WHERE o.tenant_id = $1 AND o.order_id = $2
        """;

    public static NpgsqlBatchCommand Subject(int tenant, Guid order) => Sql.Of(LoadSubject, tenant, order);

    /// <summary>A row of <see cref="Subject"/>.</summary>
    public static DocumentSubject ReadSubject(NpgsqlDataReader r) =>
        new(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.TextOrNull(4), OrderJson.ReadDocument(r.GetFieldValue<byte[]>(5)));

    /// <summary>
    /// Numbered and written: the number is taken last, because its row is held until the commit; whoever issues next waits for it, and a transaction
    /// that is undone gives it back.
    /// </summary>
    /// <param name="reference">What it documents, as in the ledger.</param>
    /// <returns>The number as it is printed.</returns>
    public static async Task<(string Number, NpgsqlBatchCommand Row)> IssueAsync(TenantTransaction transaction, int tenant, DocumentSubject subject, string reference, DocumentBody body, DateTimeOffset at, CancellationToken ct)
    {
        var last = (await transaction.QueryAsync(Sql.Of(TakeNumber, tenant, body.Kind), r => r.GetInt64(0), ct))[0];
        var number = string.Create(CultureInfo.InvariantCulture, $"{body.Kind[0]}-{last:D5}");
        var json = JsonSerializer.Serialize(body with { Number = number }, Json);
        return (number, Sql.Of(Insert, tenant, Guid.CreateVersion7(at), body.Kind, last, reference, subject.OrderId, body.IssuedOn, at, body.Gross.Minor, body.Gross.Currency, Sql.Json(json)));
    }

    /// <param name="terms">Line → the term it became; a line that is not there is shown with the term it was quoted for, or on a receipt with none.</param>
    public static DocumentBody Sold(string kind, DocumentSubject subject, DateOnly issuedOn, DateOnly paidOn, IReadOnlyDictionary<int, (DateOnly From, DateOnly To)>? terms = null)
    {
        var quote = subject.Quote;
        var lines = quote.Lines.Select((line, i) => Line(i + 1, line, quote.Currency, terms)).ToArray();
        return Body(kind, subject, issuedOn, paidOn, lines, (quote.NetMinor, quote.VatMinor, quote.GrossMinor), null);
    }

    /// <summary>A credit note of a gross amount; its tax is in proportion to the invoice's, rounded once.</summary>
    public static DocumentBody Credited(DocumentSubject subject, DocumentBody invoice, DateOnly issuedOn, DateOnly paidOn, long grossMinor, int? line, string reason)
    {
        var quote = subject.Quote;
        var (net, gross) = line is { } n ? (quote.Lines[n - 1].NetMinor, quote.Lines[n - 1].GrossMinor) : (quote.NetMinor, quote.GrossMinor);
        var creditedNet = gross == 0 ? 0 : (long)Math.Round((decimal)grossMinor * net / gross, MidpointRounding.AwayFromZero);
        DocumentLine[] lines = line is { } at ? [Line(at, quote.Lines[at - 1], quote.Currency, null)] : [];
        return Body(CreditNote, subject, issuedOn, paidOn, lines, (creditedNet, grossMinor - creditedNet, grossMinor), reason) with { Corrects = invoice.Number };
    }

    /// <summary>The money of a credit note did not go back after all: an invoice of the same amounts takes it up again, and neither is changed (OM-11).</summary>
    public static DocumentBody Corrected(DocumentSubject subject, DocumentBody creditNote, DateOnly issuedOn) =>
        creditNote with { Kind = Invoice, Number = null, Corrects = creditNote.Number, IssuedOn = issuedOn, Note = Texts.Of(subject.Language).Get("document.correction", ("number", creditNote.Number ?? "")) };

    /// <summary>Null where nothing of that kind was issued for it.</summary>
    public static async Task<DocumentBody?> FindAsync(TenantTransaction transaction, int tenant, string kind, string reference, CancellationToken ct) => (await transaction.QueryAsync(
        Sql.Of("SELECT body FROM document WHERE tenant_id = $1 AND kind = $2 AND reference = $3", tenant, kind, reference), r => JsonSerializer.Deserialize<DocumentBody>(r.GetFieldValue<byte[]>(0), Json), ct)).FirstOrDefault();

    private static DocumentBody Body(
        string kind, DocumentSubject subject, DateOnly issuedOn, DateOnly paidOn, DocumentLine[] lines, (long Net, long Vat, long Gross) sums, string? note)
    {
        var quote = subject.Quote;
        return new DocumentBody(
            kind, subject.OrderNumber, subject.QuoteNumber, quote.PoNumber, issuedOn, paidOn, subject.Language,
            new DocumentParty(quote.Seller.Name, quote.Seller.Address, quote.Seller.Country, quote.Seller.VatId), new DocumentParty(quote.Buyer.Name, null, quote.Buyer.Country, quote.Buyer.VatId), lines,
            new MoneyView(sums.Net, quote.Currency), new MoneyView(sums.Vat, quote.Currency), new MoneyView(sums.Gross, quote.Currency),
            PaymentWords.Of(quote.Vat), quote.VatRate, quote.VatCountry, Languages.ToDictionary(l => l, l => OrderTexts.Vat(quote, Texts.Of(l))), note);
    }

    private static DocumentLine Line(int n, QuotedLine line, string currency, IReadOnlyDictionary<int, (DateOnly From, DateOnly To)>? terms)
    {
        (DateOnly From, DateOnly To)? term = terms is null ? (line.TermStarts, line.TermEnds) : terms.TryGetValue(n, out var applied) ? applied : null;
        return new DocumentLine(
            n, line.Number.Masked, line.CustomerName, PaymentWords.Of(line.Kind), PaymentWords.Of(line.Edition), line.Size, line.Years, term?.From, term?.To, line.MaxExtensions,
            new MoneyView(line.NetMinor, currency), new MoneyView(line.VatMinor, currency), new MoneyView(line.GrossMinor, currency));
    }
}
