using System.Text.Json;
using Npgsql;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;

namespace Tessera.Server.Modules.Quotes;

/// <summary>A quote's row: where it stands, and the figures of its newest version.</summary>
/// <param name="Version">Of the document.</param>
/// <param name="RowVersion">Of the row; every write counts.</param>
/// <param name="State">As stored: never EXPIRED, which follows from <paramref name="ValidUntil"/>.</param>
internal sealed record QuoteRow(
    Guid Id, string Number, int Version, int RowVersion, QuoteState State, Payer Payer, Guid? PartnerId, Guid? CustomerId, string BuyerName,
    string Currency, long NetMinor, long VatMinor, long GrossMinor, DateOnly ValidUntil, string? Email, string Language, string? PoNumber, string? Note, string? Reason, string? AcceptedName,
    DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? SentAt, DateTimeOffset? ViewedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? ClosedAt)
{
    public const string Columns = """
        quote_id, number, version, row_version, state, payer, partner_id, customer_id, buyer_name, currency, net_minor, vat_minor, gross_minor, valid_until, email, language, po_number, note,
        reason, accepted_name, created_at, created_by, sent_at, viewed_at, accepted_at, closed_at
        """;

    public static QuoteRow Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetInt32(2), r.GetInt32(3), Enum.Parse<QuoteState>(r.GetString(4), ignoreCase: true), Enum.Parse<Payer>(r.GetString(5), ignoreCase: true),
        r.GuidOrNull(6), r.GuidOrNull(7), r.GetString(8), r.GetString(9), r.GetInt64(10), r.GetInt64(11), r.GetInt64(12), r.GetFieldValue<DateOnly>(13), r.TextOrNull(14), r.GetString(15),
        r.TextOrNull(16), r.TextOrNull(17), r.TextOrNull(18), r.TextOrNull(19), r.Moment(20), r.GetString(21), r.MomentOrNull(22), r.MomentOrNull(23), r.MomentOrNull(24), r.MomentOrNull(25));

    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    /// <summary>OM-5: EXPIRED is what an unanswered offer becomes by the day alone.</summary>
    public QuoteState StateOn(DateOnly day) => QuoteDecider.On(State, ValidUntil, day);

    /// <summary>The figures of a document, as the row repeats them.</summary>
    public QuoteRow With(QuoteDocument document, Guid? customer) => this with
    {
        Version = document.Version,
        CustomerId = customer,
        BuyerName = document.Buyer.Name,
        Currency = document.Currency,
        NetMinor = document.NetMinor,
        VatMinor = document.VatMinor,
        GrossMinor = document.GrossMinor,
        ValidUntil = document.ValidUntil,
        PoNumber = document.PoNumber,
        Note = document.Note,
    };
}

/// <summary>What happened to a quote.</summary>
/// <param name="Facts">For its sentence: e-mail address, name, reason, version.</param>
internal sealed record QuoteHappened(DateTimeOffset At, string Actor, string Name, IReadOnlyDictionary<string, string> Facts)
{
    public static QuoteHappened Of(DateTimeOffset at, string actor, string name, params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (fact, value) in facts)
            if (value is not null) known[fact] = value;
        return new QuoteHappened(at, actor, name, known);
    }
}
