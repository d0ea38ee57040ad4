using System.Globalization;
using System.Text;
using Tessera.Platform.Errors;

namespace Tessera.Server.Http;

/// <summary>
/// What may stand in a name, a city, a reason: any script, on one line. Refused are characters that cannot be seen but change
/// what others see: control characters, line and paragraph separators, direction embeddings, overrides and isolates, byte order
/// marks, invisible tags, broken surrogates. What is taken is kept exactly, apart from white space around it.
/// </summary>
internal static class PlainText
{
    /// <summary>Null where the text is fine; it is measured and judged as it will be kept.</summary>
    public static FieldProblem? Check(string field, string? text, int longest, bool required = false)
    {
        var kept = text?.Trim() ?? "";
        if (kept.Length == 0) return required ? new FieldProblem(field, "REQUIRED", "This must be filled in.") : null;
        if (kept.Length > longest) return new FieldProblem(field, "TOO_LONG", $"Up to {longest} characters.");
        var visible = false;
        foreach (var rune in kept.EnumerateRunes())
        {
            if (IsForbidden(rune)) return new FieldProblem(field, "FORBIDDEN_CHARACTER", "Control characters, line breaks and invisible direction marks cannot be kept.");
            visible |= IsVisible(rune);
        }

        if (HasBrokenSurrogate(kept)) return new FieldProblem(field, "FORBIDDEN_CHARACTER", "This text holds a broken character.");
        return visible ? null : new FieldProblem(field, "REQUIRED", "This holds nothing that can be seen.");
    }

    /// <summary>As it is kept: without white space around it; null where nothing is left.</summary>
    public static string? Kept(string? text) => text?.Trim() is { Length: > 0 } kept ? kept : null;

    private static bool IsForbidden(Rune rune) =>
        Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0xE0000 and <= 0xE007F);

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned);

    private static bool HasBrokenSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }
}
