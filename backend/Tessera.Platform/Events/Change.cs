namespace Tessera.Platform.Events;

/// <summary>Something committed that others may be looking at.</summary>
/// <param name="Kind">"key", "quote", "order", "level" (the partner's), "import", or <see cref="ManyKeys"/>.</param>
/// <param name="Version">Version of the key, of the quote's or order's row, or rows done of the import.</param>
/// <param name="Partners">Whose screens may show it, besides the operators'; a transfer concerns two.</param>
/// <param name="State">State of an import run.</param>
/// <param name="Total">Rows of an import run.</param>
public sealed record Change(int Tenant, string Kind, Guid Id, int Version, Guid[] Partners, string? State = null, int Total = 0)
{
    /// <summary>More keys of a tenant changed than are worth naming: whoever shows or remembers some of them asks again. Says nothing of which, so anybody of the tenant may be told.</summary>
    public const string ManyKeys = "keys";
}
