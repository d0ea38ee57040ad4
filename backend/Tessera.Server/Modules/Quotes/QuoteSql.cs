using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Tessera.Domain.Orders;
using Tessera.Platform.Tenancy;
using Tessera.Server.Http;
using Tessera.Server.Modules.Search.Contracts;

namespace Tessera.Server.Modules.Quotes;

/// <summary>The statements that write a quote.</summary>
internal static class QuoteSql
{
    private const string InsertRow = $"""
        INSERT INTO quote (tenant_id, {QuoteRow.Columns}, search)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, array_to_tsvector($28))
        """;

    // Where another writer was first no row moves, and dividing by that none undoes the whole batch (see Raced).
    private const string UpdateRow = """
        WITH moved AS (
          UPDATE quote SET version = $4, row_version = row_version + 1, state = $5, customer_id = $6, buyer_name = $7, currency = $8, net_minor = $9, vat_minor = $10, gross_minor = $11, valid_until = $12,
            email = $13, language = $14, po_number = $15, note = $16, reason = $17, accepted_name = $18, sent_at = $19, viewed_at = $20, accepted_at = $21, closed_at = $22,
            search = coalesce(array_to_tsvector($23), search)
          WHERE tenant_id = $1 AND quote_id = $2 AND row_version = $3 RETURNING quote_id)
        SELECT 1 / count(*) FROM moved
        """;

    // A statement after the update: n is read under the row's lock.
    private const string InsertEvent = """
        INSERT INTO quote_event (tenant_id, quote_id, n, at, actor, name, body)
        SELECT $1, $2, coalesce(max(n), 0) + 1, $3, $4, $5, $6 FROM quote_event WHERE tenant_id = $1 AND quote_id = $2
        """;

    private const string TakeNumber = """
        INSERT INTO number_range AS taken (tenant_id, kind, last) VALUES ($1, 'QUOTE', 1)
        ON CONFLICT (tenant_id, kind) DO UPDATE SET last = taken.last + 1 RETURNING last
        """;

    // Quotes may have gaps in their numbers, so the number is taken ahead and its lock never waits for the disk: whoever writes the
    // quote afterwards flushes this commit with its own, the log being one.
    private const string WithoutWaiting = "SELECT set_config('synchronous_commit', 'off', true)";

    public static async Task<string> NumberAsync(TenantDb db, int tenant, CancellationToken ct) => Written(await db.ReadAsync(
        tenant, [Sql.Of(WithoutWaiting), Sql.Of(TakeNumber, tenant)],
        async (reader, token) =>
        {
            await reader.NextResultAsync(token);
            await reader.ReadAsync(token);
            return reader.GetInt64(0);
        },
        ct));

    /// <summary>The same inside a transaction that makes the quote.</summary>
    public static async Task<string> NumberAsync(TenantTransaction transaction, int tenant, CancellationToken ct) =>
        Written((await transaction.QueryAsync(Sql.Of(TakeNumber, tenant), r => r.GetInt64(0), ct))[0]);

    /// <summary>A quote comes into being with its first version, its keys and everything that happened to it so far.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Added(int tenant, LoadedQuote quote)
    {
        var r = quote.Row;
        yield return Sql.Of(
            InsertRow, tenant, r.Id, r.Number, r.Version, r.RowVersion, QuoteRow.Word(r.State), QuoteRow.Word(r.Payer), Optional.Id(r.PartnerId), Optional.Id(r.CustomerId), r.BuyerName,
            r.Currency, r.NetMinor, r.VatMinor, r.GrossMinor, r.ValidUntil, Optional.Text(r.Email), r.Language, Optional.Text(r.PoNumber), Optional.Text(r.Note), Optional.Text(r.Reason),
            Optional.Text(r.AcceptedName), r.CreatedAt, r.CreatedBy, Moment(r.SentAt), Moment(r.ViewedAt), Moment(r.AcceptedAt), Moment(r.ClosedAt), Words(tenant, quote));
        yield return Version(tenant, r.Id, quote.Document, r.CreatedAt, r.CreatedBy);
        yield return Keys(tenant, r.Id, quote.Document);
        foreach (var happened in quote.Events) yield return Event(tenant, r.Id, happened);
    }

    /// <summary>The row moves on from the version it was decided at.</summary>
    /// <param name="words">Of a new version; null: the same as before.</param>
    public static NpgsqlBatchCommand Moved(int tenant, int fromRowVersion, QuoteRow r, string[]? words = null) => Sql.Of(
        UpdateRow, tenant, r.Id, fromRowVersion, r.Version, QuoteRow.Word(r.State), Optional.Id(r.CustomerId), r.BuyerName, r.Currency, r.NetMinor, r.VatMinor, r.GrossMinor, r.ValidUntil,
        Optional.Text(r.Email), r.Language, Optional.Text(r.PoNumber), Optional.Text(r.Note), Optional.Text(r.Reason), Optional.Text(r.AcceptedName),
        Moment(r.SentAt), Moment(r.ViewedAt), Moment(r.AcceptedAt), Moment(r.ClosedAt), new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = (object?)words ?? DBNull.Value });

    /// <summary>True for the failure of <see cref="Moved"/> where another writer of the quote was first.</summary>
    public static bool Raced(PostgresException e) => e is { SqlState: PostgresErrorCodes.DivisionByZero } or { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "quote_event" or "quote_version" };

    public static NpgsqlBatchCommand Event(int tenant, Guid quote, QuoteHappened happened) =>
        Sql.Of(InsertEvent, tenant, quote, happened.At, happened.Actor, happened.Name, Sql.Json(JsonSerializer.Serialize(happened.Facts)));

    public static NpgsqlBatchCommand Version(int tenant, Guid quote, QuoteDocument document, DateTimeOffset at, string actor) => Sql.Of(
        "INSERT INTO quote_version (tenant_id, quote_id, version, body, at, actor) VALUES ($1, $2, $3, $4, $5, $6)",
        tenant, quote, document.Version, Sql.Json(Encoding.UTF8.GetString(OrderJson.WriteDocument(document))), at, actor);

    /// <summary>Call before <see cref="Keys"/> where a new version names others.</summary>
    public static NpgsqlBatchCommand NoKeys(int tenant, Guid quote) => Sql.Of("DELETE FROM quote_key WHERE tenant_id = $1 AND quote_id = $2", tenant, quote);

    /// <summary>The keys that the newest version names.</summary>
    public static NpgsqlBatchCommand Keys(int tenant, Guid quote, QuoteDocument document) => Sql.Of(
        "INSERT INTO quote_key (tenant_id, quote_id, key_id) SELECT $1, $2, k FROM unnest($3::uuid[]) AS k", tenant, quote, document.Lines.Select(l => l.Key.Value).ToArray());

    /// <summary>The words a quote is found by.</summary>
    public static string[] Words(int tenant, LoadedQuote quote) => SearchWords.Lexemes(
        tenant, [quote.Row.Number, quote.Row.PoNumber, quote.Row.BuyerName, quote.Partner?.Name, quote.Row.Email, .. quote.Document.Lines.Select(l => l.CustomerName).Distinct()]);

    private static string Written(long number) => "Q-" + number.ToString("D5", CultureInfo.InvariantCulture);

    private static NpgsqlParameter Moment(DateTimeOffset? at) => new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = at is { } moment ? moment.UtcDateTime : DBNull.Value };
}
