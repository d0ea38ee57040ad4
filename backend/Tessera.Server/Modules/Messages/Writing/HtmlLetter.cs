using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Tessera.Server.Modules.Messages.Writing;

/// <summary>
/// A letter as HTML that every mail program shows: styles on the elements, tables for columns, nothing fetched from anywhere. All
/// that is not ours is encoded.
/// </summary>
internal static class HtmlLetter
{
    private const string Text = "color:#1A222B";
    private const string Muted = "color:#526070";
    private const string Family = "font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
    private const string Figures = "font-variant-numeric:tabular-nums;white-space:nowrap;text-align:right;vertical-align:top";

    /// <summary>Mail programs that know it turn the page dark; the others leave it light.</summary>
    private const string Dark = """
        <style>@media (prefers-color-scheme:dark){.page{background:#111417 !important}.sheet{background:#16191D !important;border-color:#33393F !important}.text{color:#ECEFF2 !important}.muted{color:#A9B5C1 !important}.rule{border-color:#33393F !important}.link{color:#70C2AF !important}.alert{background:#3A2A05 !important;color:#FFD38A !important}}</style>
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Write(Letter letter)
    {
        var html = new StringBuilder(8_192);
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(letter.Texts.Language).Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append("<meta name=\"color-scheme\" content=\"light dark\"><title>").Append(Safe(letter.Subject)).Append("</title>").Append(Dark.Trim()).Append("</head>\n");
        html.Append($"<body class=\"page\" style=\"margin:0;padding:0;background:#F6F8F9;{Family};font-size:16px;line-height:24px\">\n");
        html.Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" class=\"page\" style=\"background:#F6F8F9\"><tr><td align=\"center\" style=\"padding:24px 12px\">\n");
        html.Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" class=\"sheet\" style=\"max-width:600px;background:#FFFFFF;border:1px solid #DDE3E8;border-radius:8px;text-align:left\"><tr><td style=\"padding:24px\">\n");
        html.Append($"<p class=\"muted\" style=\"margin:0 0 16px;{Muted};font-size:14px;line-height:20px\">").Append(Safe(letter.Sender)).Append("</p>\n");
        foreach (var part in letter.Parts) Append(html, part);
        html.Append($"</td></tr></table>\n<p class=\"muted\" style=\"max-width:600px;margin:16px auto 0;{Muted};font-size:12px;line-height:16px;text-align:left\">").Append(Safe(letter.Reason));
        if (letter.Leave is { } leave) html.Append(' ').Append(Anchor(leave, "color:#526070"));
        html.Append("</p>\n</td></tr></table>\n</body></html>\n");
        return html.ToString();
    }

    private static void Append(StringBuilder html, Part part)
    {
        switch (part)
        {
            case Part.Title title:
                html.Append($"<h1 class=\"text\" style=\"margin:0 0 16px;{Text};font-size:24px;line-height:32px;font-weight:650\">").Append(Safe(title.Text)).Append("</h1>\n");
                break;
            case Part.Paragraph paragraph:
                html.Append($"<p class=\"text\" style=\"margin:0 0 16px;{Text}\">").Append(Safe(paragraph.Text)).Append("</p>\n");
                break;
            case Part.Quoted quoted:
                html.Append($"<blockquote class=\"text rule\" style=\"margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #DDE3E8;{Text};white-space:pre-line\">").Append(Safe(quoted.Text)).Append("</blockquote>\n");
                break;
            case Part.Heading heading:
                html.Append($"<h2 class=\"text rule\" style=\"margin:24px 0 8px;padding:0 0 4px;border-bottom:1px solid #DDE3E8;{Text};font-size:18px;line-height:26px;font-weight:600\">").Append(Safe(heading.Text));
                if (heading.Figure is { } figure) html.Append($" <span class=\"muted\" style=\"{Muted};font-weight:400;font-size:14px;white-space:nowrap\">").Append(Safe(figure)).Append("</span>");
                html.Append("</h2>\n");
                break;
            case Part.Items items:
                Append(html, items);
                break;
            case Part.Sums sums:
                Append(html, sums);
                break;
            case Part.Button button:
                html.Append("<p style=\"margin:24px 0\"><a href=\"").Append(Safe(button.Link.Url)).Append("\" style=\"display:inline-block;padding:12px 24px;background:#0B7461;color:#FFFFFF;border-radius:4px;font-weight:600;text-decoration:none\">")
                    .Append(Safe(button.Link.Label)).Append("</a></p>\n");
                break;
            case Part.Other other:
                html.Append("<p style=\"margin:0 0 16px\">").Append(Anchor(other.Link, "color:#085F50")).Append("</p>\n");
                break;
            case Part.Small small:
                html.Append($"<p class=\"muted\" style=\"margin:0 0 12px;{Muted};font-size:14px;line-height:20px\">").Append(Safe(small.Text)).Append("</p>\n");
                break;
        }
    }

    private static void Append(StringBuilder html, Part.Items items)
    {
        if (items.Name is { } name) html.Append($"<h3 class=\"text\" style=\"margin:12px 0 4px;{Text};font-size:16px;line-height:24px;font-weight:600\">").Append(Safe(name)).Append("</h3>\n");
        html.Append("<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 8px\">\n");
        foreach (var item in items.Rows)
        {
            html.Append($"<tr><td class=\"text rule\" style=\"padding:8px 12px 8px 0;border-bottom:1px solid #ECEFF2;{Text}\">").Append(Safe(item.Title));
            foreach (var detail in item.Details) html.Append($"<br><span class=\"muted\" style=\"{Muted};font-size:14px;line-height:20px\">").Append(Safe(detail)).Append("</span>");
            if (item.Alert is { } alert) html.Append("<br><span class=\"alert\" style=\"display:inline-block;margin-top:4px;padding:0 8px;background:#FFF6E5;color:#744500;border-radius:4px;font-size:14px;line-height:20px\">▲ ").Append(Safe(alert)).Append("</span>");
            html.Append($"</td><td class=\"text rule\" style=\"padding:8px 0;border-bottom:1px solid #ECEFF2;{Text};{Figures}\">").Append(Safe(item.Figure ?? "")).Append("</td></tr>\n");
        }

        html.Append("</table>\n");
    }

    private static void Append(StringBuilder html, Part.Sums sums)
    {
        html.Append("<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 16px\">\n");
        foreach (var sum in sums.Rows)
        {
            var weight = sum.Strong ? "font-weight:650" : "font-weight:400";
            html.Append($"<tr><th scope=\"row\" class=\"text\" style=\"padding:4px 12px 4px 0;{Text};text-align:left;").Append(weight).Append("\">").Append(Safe(sum.Label))
                .Append($"</th><td class=\"text\" style=\"padding:4px 0;{Text};{Figures};").Append(weight).Append("\">").Append(Safe(sum.Value)).Append("</td></tr>\n");
        }

        html.Append("</table>\n");
    }

    private static string Anchor(Link link, string style) => $"<a class=\"link\" href=\"{Safe(link.Url)}\" style=\"{style}\">{Safe(link.Label)}</a>";

    private static string Safe(string text) => Encoder.Encode(text);
}
