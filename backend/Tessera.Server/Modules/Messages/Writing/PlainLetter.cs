using System.Text;

namespace Tessera.Server.Modules.Messages.Writing;

/// <summary>A letter as text: lines of up to 72 characters, addresses on lines of their own.</summary>
internal static class PlainLetter
{
    private const int Width = 72;

    public static string Write(Letter letter)
    {
        var text = new StringBuilder(4_096);
        text.Append(letter.Sender).Append("\n\n");
        foreach (var part in letter.Parts) Append(text, part);
        text.Append("--\n");
        Wrap(text, letter.Reason, "");
        if (letter.Leave is { } leave) Append(text, leave);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Part part)
    {
        switch (part)
        {
            case Part.Title title:
                Wrap(text, title.Text, "");
                text.Append(new string('=', Math.Min(Width, title.Text.Length))).Append("\n\n");
                break;
            case Part.Paragraph paragraph:
                Wrap(text, paragraph.Text, "");
                text.Append('\n');
                break;
            case Part.Quoted quoted:
                foreach (var line in quoted.Text.ReplaceLineEndings("\n").Split('\n')) Wrap(text, line, "> ");
                text.Append('\n');
                break;
            case Part.Heading heading:
                var whole = heading.Figure is { } figure ? $"{heading.Text} · {figure}" : heading.Text;
                Wrap(text, whole, "");
                text.Append(new string('-', Math.Min(Width, whole.Length))).Append('\n');
                break;
            case Part.Items items:
                Append(text, items);
                break;
            case Part.Sums sums:
                foreach (var sum in sums.Rows) text.Append(sum.Label).Append(": ").Append(sum.Value).Append('\n');
                text.Append('\n');
                break;
            case Part.Button button:
                Append(text, button.Link);
                text.Append('\n');
                break;
            case Part.Other other:
                Append(text, other.Link);
                text.Append('\n');
                break;
            case Part.Small small:
                Wrap(text, small.Text, "");
                text.Append('\n');
                break;
        }
    }

    private static void Append(StringBuilder text, Part.Items items)
    {
        if (items.Name is { } name) Wrap(text, name, "");
        foreach (var item in items.Rows)
        {
            Wrap(text, item.Figure is { Length: > 0 } figure ? $"{item.Title} · {figure}" : item.Title, "* ", "  ");
            foreach (var detail in item.Details) Wrap(text, detail, "  ");
            if (item.Alert is { } alert) Wrap(text, "! " + alert, "  ");
        }

        text.Append('\n');
    }

    private static void Append(StringBuilder text, Link link) => text.Append(link.Label).Append(":\n").Append(link.Url).Append('\n');

    private static void Wrap(StringBuilder text, string line, string first, string? next = null)
    {
        var length = first.Length;
        text.Append(first);
        var started = false;
        foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (started && length + 1 + word.Length > Width)
            {
                text.Append('\n').Append(next ?? first);
                (length, started) = ((next ?? first).Length, false);
            }

            if (started) text.Append(' ');
            text.Append(word);
            length += word.Length + (started ? 1 : 0);
            started = true;
        }

        text.Append('\n');
    }
}
