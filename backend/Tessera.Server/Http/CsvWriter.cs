using System.Globalization;
using CsvHelper;

namespace Tessera.Server.Http;

/// <summary>
/// A list as a file: UTF-8 with BOM, comma, every cell quoted, streamed row by row. A cell that a spreadsheet would read as a
/// formula is prefixed with an apostrophe (PROOFS.md F33); <see cref="Plain"/> takes it away again.
/// </summary>
internal sealed class CsvWriter : IAsyncDisposable
{
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true, Quoting = CsvQuoting.Always };
    private readonly CsvHelper.CsvWriter _csv;

    private CsvWriter(Stream body) => _csv = CsvHelper.CsvWriter.Create(body, Options, leaveOpen: true);

    /// <param name="name">File name: ASCII letters, digits, dots and dashes.</param>
    public static async Task<CsvWriter> StartAsync(HttpContext context, string name, params string[] header)
    {
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        var writer = new CsvWriter(context.Response.Body);
        await writer.RowAsync(context.RequestAborted, header);
        return writer;
    }

    public ValueTask RowAsync(CancellationToken ct, params ReadOnlySpan<string?> cells)
    {
        foreach (var cell in cells) _csv.WriteField(Safe(cell));
        return _csv.EndRecordAsync(ct);
    }

    public static string? Safe(string? cell) => cell is not null && IsFormula(cell.AsSpan().TrimStart('\'')) ? "'" + cell : cell;

    /// <summary>What <see cref="Safe"/> was given.</summary>
    public static string? Plain(string? cell) => cell is ['\'', ..] && IsFormula(cell.AsSpan().TrimStart('\'')) ? cell[1..] : cell;

    public static string Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture) ?? "";

    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    /// <summary>The full-width forms are formulas to spreadsheets set to East Asian languages.</summary>
    private static bool IsFormula(ReadOnlySpan<char> cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0' or '＝' or '＋' or '－' or '＠';
}
