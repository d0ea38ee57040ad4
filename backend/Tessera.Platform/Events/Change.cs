namespace Tessera.Platform.Events;

/// <summary>Something committed that others may be looking at.</summary>
/// <param name="Kind">"key", "quote", "order", "level" and <see cref="Team"/> (the partner's), <see cref="Application"/>, <see cref="Course"/>, "import", "review", or <see cref="ManyKeys"/>.</param>
/// <param name="Version">Version of the key, of the quote's or order's row, or what a run has dealt with.</param>
/// <param name="Partners">Whose screens may show it, besides the operators'; a transfer concerns two.</param>
/// <param name="State">State of an import or review.</param>
/// <param name="Total">What it works towards.</param>
public sealed record Change(int Tenant, string Kind, Guid Id, int Version, Guid[] Partners, string? State = null, int Total = 0)
{
    /// <summary>More keys of a tenant changed than are worth naming: whoever shows or remembers some of them asks again. Says nothing of which, so anybody of the tenant may be told.</summary>
    public const string ManyKeys = "keys";

    /// <summary>Who works for a partner, as what, or whether it is kept out; its id is the partner's.</summary>
    public const string Team = "team";

    /// <summary>A reseller applied, or was answered.</summary>
    public const string Application = "application";

    /// <summary>A course, or how many of its seats are taken; says nothing of by whom, so anybody of the tenant may be told.</summary>
    public const string Course = "course";
}
