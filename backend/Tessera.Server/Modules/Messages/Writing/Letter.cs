using Tessera.Domain.Explain;

namespace Tessera.Server.Modules.Messages.Writing;

/// <summary>A mail before it is HTML or text: one source, so that both say the same.</summary>
/// <param name="Sender">Whose letter it is; stands above it.</param>
/// <param name="Reason">Why the reader has it; stands below it.</param>
/// <param name="Leave">The link that stops such letters; null where the law and the reader want them all.</param>
internal sealed record Letter(Texts Texts, string Subject, string Sender, IReadOnlyList<Part> Parts, string Reason, Link? Leave = null);

internal sealed record Link(string Label, string Url);

/// <summary>A row of a list: a key, in words and with its amount.</summary>
/// <param name="Alert">What the reader should not overlook.</param>
internal sealed record Item(string Title, IReadOnlyList<string> Details, string? Figure, string? Alert = null);

/// <param name="Strong">The one that counts.</param>
internal sealed record Sum(string Label, string Value, bool Strong = false);

/// <summary>What letters are made of.</summary>
internal abstract record Part
{
    public sealed record Title(string Text) : Part;

    public sealed record Paragraph(string Text) : Part;

    /// <summary>What a person wrote; line breaks are kept.</summary>
    public sealed record Quoted(string Text) : Part;

    /// <param name="Figure">What belongs to the whole section.</param>
    public sealed record Heading(string Text, string? Figure = null) : Part;

    public sealed record Items(string? Name, IReadOnlyList<Item> Rows) : Part;

    public sealed record Sums(IReadOnlyList<Sum> Rows) : Part;

    /// <summary>The one thing to do.</summary>
    public sealed record Button(Link Link) : Part;

    public sealed record Other(Link Link) : Part;

    public sealed record Small(string Text) : Part;
}
