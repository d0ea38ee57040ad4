using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Platform.Errors;

namespace Tessera.Server.Http;

/// <summary>Where a page ended: the sort value and id of its last row. It belongs to one list, one order and one tenant.</summary>
/// <param name="Sort">List and order, e.g. <c>customers.NAME</c>.</param>
/// <param name="Value">The sort value as text, in a form the list's SQL reads back exactly.</param>
internal sealed record Cursor([property: JsonPropertyName("t")] int Tenant, [property: JsonPropertyName("s")] string Sort, [property: JsonPropertyName("v")] string Value, [property: JsonPropertyName("i")] Guid Id)
{
    private const int Longest = 2_000;
    private const int Check = 6;

    public static Problem Invalid { get; } = Problem.Invalid(new FieldProblem("after", "INVALID_CURSOR", "This cursor does not belong to this list. Start from the first page.")) with { Code = "INVALID_CURSOR" };

    /// <summary>Opaque to others. The check is against damage and mixing up: what a reader may see never depends on a cursor.</summary>
    public string Encode()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this);
        var bytes = new byte[Check + json.Length];
        SHA256.HashData(json).AsSpan(0, Check).CopyTo(bytes);
        json.CopyTo(bytes, Check);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, int tenant, string sort, [NotNullWhen(true)] out Cursor? cursor)
    {
        cursor = null;
        if (text.Length > Longest || !Base64Url.IsValid(text)) return false;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= Check || !SHA256.HashData(bytes.AsSpan(Check)).AsSpan(0, Check).SequenceEqual(bytes.AsSpan(0, Check))) return false;
        try
        {
            cursor = JsonSerializer.Deserialize<Cursor>(bytes.AsSpan(Check));
        }
        catch (JsonException)
        {
            return false;
        }

        if (cursor is { Value: not null } && cursor.Tenant == tenant && cursor.Sort == sort) return true;
        cursor = null;
        return false;
    }
}

/// <summary>A wish for one page. <see cref="Limit"/> asks for one row more, which tells whether there is a next page.</summary>
/// <param name="Cursors">The reader wants a cursor per row too.</param>
internal sealed record PageRequest(int First, Cursor? After, bool Cursors)
{
    public const int Largest = 100;

    public int Limit => First + 1;
}

/// <summary>How many there are; counted up to <see cref="Bound"/>, never further.</summary>
internal sealed record Total(int Count, bool AtLeast)
{
    public const int Bound = 1_000;

    /// <param name="counted">A count over at most <see cref="Bound"/> + 1 rows.</param>
    public static Total Of(long counted) => counted > Bound ? new Total(Bound, true) : new Total((int)counted, false);
}

/// <summary>One page of a list, as every list answers.</summary>
internal sealed record Page<T>(
    IReadOnlyList<T> Items,
    string? EndCursor,
    bool HasNextPage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Total? Total = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Cursors = null);

internal static class Paging
{
    /// <summary>Builds a page from up to <see cref="PageRequest.Limit"/> rows.</summary>
    public static Page<TItem> Page<TRow, TItem>(this PageRequest request, List<TRow> rows, Func<TRow, TItem> item, Func<TRow, Cursor> cursor, Total? total = null)
    {
        var shown = rows.Count > request.First ? rows[..request.First] : rows;
        return new Page<TItem>(
            [.. shown.Select(item)], shown.Count == 0 ? null : cursor(shown[^1]).Encode(), rows.Count > request.First, total, request.Cursors ? [.. shown.Select(r => cursor(r).Encode())] : null);
    }
}
