using System.Globalization;
using CsvHelper;
using Tessera.Server.Modules.Imports.Rows;

namespace Tessera.Server.Modules.Imports.Files;

/// <summary>One row of the file: its cells by column of the kind, empty ones as null.</summary>
/// <param name="Line">Of the file, where the row begins; the header is line 1.</param>
/// <param name="Broken">The row's own shape is wrong; its cells mean nothing.</param>
internal sealed record FileRow(int Line, string?[] Cells, RowProblem? Broken);

/// <summary>
/// Reads rows of an import: header by name in any order, separator as found, quotes as RFC 4180 has them. A row costs at most
/// <see cref="LargestRow"/> bytes of memory, whatever the file holds.
/// </summary>
internal sealed class ImportFile : IAsyncDisposable
{
    public const int LargestRow = 64 * 1024;
    public const int MostRows = 1_000_000;
    private const int MostColumns = 64;

    private readonly ImportColumns _columns;
    private readonly CsvReader _csv;
    private readonly Dictionary<long, CsvMalformedReason> _malformed = [];
    private int[] _places = [];
    private int _rows;

    private ImportFile(Stream stream, string? encoding, ImportColumns columns)
    {
        _columns = columns;
        _csv = CsvReader.Create(stream, new CsvReaderOptions
        {
            Encoding = FileProbe.Of(encoding),
            BufferSize = LargestRow,
            MaxRecordSize = LargestRow,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record => _malformed[record.LineNumber] = record.Reason,
        }, leaveOpen: false);
    }

    public string Separator => _csv.Separator.ToString();

    /// <summary>The file, standing before its first row; or what keeps it from being read at all.</summary>
    public static async Task<(ImportFile File, IReadOnlyList<RowProblem> Problems)> OpenAsync(Stream stream, string? encoding, ImportColumns columns, CancellationToken ct)
    {
        var file = new ImportFile(stream, encoding, columns);
        if (encoding == FileProbe.Binary) return (file, [RowProblem.OfFile(1, "NOT_TEXT")]);
        try
        {
            await file._csv.ReadHeaderAsync(ct);
        }
        catch (CsvFormatException)
        {
            return (file, [TooLong(1)]);
        }

        return (file, file.Header());
    }

    /// <summary>Up to so many rows; none at the end. Where a row is too long to be read, nothing after it can be: <see cref="FileRow.Broken"/> ends the file.</summary>
    public async Task<List<FileRow>> ReadAsync(int most, CancellationToken ct)
    {
        var rows = new List<FileRow>(most);
        try
        {
            while (rows.Count < most && await _csv.ReadAsync(ct))
            {
                if (++_rows > MostRows)
                {
                    rows.Add(new FileRow((int)_csv.LineNumber, [], RowProblem.OfFile((int)_csv.LineNumber, "TOO_MANY_ROWS", ("most", MostRows.ToString(CultureInfo.InvariantCulture)))));
                    return rows;
                }

                rows.Add(Row());
            }
        }
        catch (CsvFormatException error)
        {
            rows.Add(new FileRow((int)error.LineNumber, [], TooLong((int)error.LineNumber)));
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private FileRow Row()
    {
        var line = (int)_csv.LineNumber;
        if (_malformed.Remove(line, out _)) return new FileRow(line, [], RowProblem.Of(line, null, null, "BROKEN_QUOTES"));
        if (_csv.FieldCount != _places.Length)
        {
            var code = _csv.FieldCount > _places.Length ? "TOO_MANY_COLUMNS" : "TOO_FEW_COLUMNS";
            return new FileRow(line, [], RowProblem.Of(line, null, null, code));
        }

        var cells = new string?[_columns.Names.Count];
        for (var i = 0; i < _places.Length; i++) cells[_places[i]] = Http.CsvWriter.Plain(_csv.GetString(i).Trim()) is { Length: > 0 } text ? text : null;
        return new FileRow(line, cells, null);
    }

    private List<RowProblem> Header()
    {
        var headers = _csv.Headers;
        if (headers.Count == 0) return [RowProblem.OfFile(1, "EMPTY_FILE")];
        if (headers.Count > MostColumns) return [RowProblem.OfFile(1, "TOO_MANY_COLUMNS")];
        var names = headers.Select(h => h.Trim().TrimStart('\ufeff').ToLowerInvariant()).ToList();
        var problems = new List<RowProblem>();
        if (_csv.Separator is not (',' or ';' or '\t') || names.Count == 1 && !_columns.Names.Contains(names[0])) problems.Add(RowProblem.OfFile(1, "WRONG_SEPARATOR"));
        else if (_malformed.ContainsKey(1)) problems.Add(RowProblem.OfFile(1, "BROKEN_QUOTES"));
        if (problems.Count > 0) return problems;

        foreach (var name in names.Where(n => !_columns.Names.Contains(n)).Distinct()) problems.Add(RowProblem.OfColumn(name, "UNKNOWN_COLUMN"));
        foreach (var twice in names.GroupBy(n => n).Where(g => g.Count() > 1 && _columns.Names.Contains(g.Key))) problems.Add(RowProblem.OfColumn(twice.Key, "DUPLICATE_COLUMN"));
        foreach (var needed in _columns.Required.Where(r => !names.Contains(r))) problems.Add(RowProblem.OfColumn(needed, "MISSING_COLUMN"));
        if (problems.Count == 0) _places = [.. names.Select(n => _columns.IndexOf(n))];
        return problems;
    }

    private static RowProblem TooLong(int line) => RowProblem.OfFile(line, "ROW_TOO_LONG", ("most", (LargestRow / 1024).ToString(CultureInfo.InvariantCulture)));
}
