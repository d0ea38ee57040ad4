using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Explain;

/// <summary>
/// Every sentence people read that comes from the rules, in en, it, nb and fr. Ids:
/// <c>rule.{KL-3}</c>, <c>refusal.{CODE}</c> and <c>refusal.{CODE}.do</c>, <c>event.{key.renewed.v1}</c>, <c>service.{code}</c>,
/// <c>feature.{code}</c>, <c>status.{ACTIVE}</c>, <c>kind.{ANNUAL}</c>, <c>edition.{STANDARD}</c>, <c>date.{EXPIRY}</c>,
/// <c>policy.{XP-3}</c>, <c>operation.{RenewKey}</c>, <c>attention.{FALLBACK}</c>, <c>import.{CODE}</c>, <c>switch.{CODE}</c>,
/// <c>acknowledgement.over-limit</c>.
/// </summary>
public sealed class Texts
{
    public const string Fallback = "en";

    /// <summary>XP-3: the edition of the acknowledgement text; raised whenever its meaning changes.</summary>
    public const string AcknowledgementVersion = "over-limit-1";

    private Texts(string language) => Language = language;

    public static IReadOnlyList<string> Languages { get; } = ["en", "it", "nb", "fr"];

    public string Language { get; }

    /// <summary>The catalogue of a language tag (<c>nb-NO</c> → nb); English for any other.</summary>
    public static Texts Of(string? language) => new(language ?? Fallback);

    /// <summary>The text with its placeholders filled; the id itself when there is none, so that a gap is seen, not thrown.</summary>
    public string Get(string id, IReadOnlyDictionary<string, string>? facts = null) => Find(id, facts) ?? id;

    public string Get(string id, params ReadOnlySpan<(string Name, string Value)> facts) => Find(id) ?? id;

    /// <summary>Null when the catalogue has no such id.</summary>
    public string? Find(string id, IReadOnlyDictionary<string, string>? facts = null) => Language.Length == 0 ? id : null;

    /// <summary>What is refused, and why.</summary>
    public string Refusal(Refusal refusal) => Get("refusal." + refusal.Code);

    /// <summary>What to do about a refusal.</summary>
    public string Remedy(Refusal refusal) => Get("refusal." + refusal.Code);

    /// <summary>One sentence of a key's history.</summary>
    public string Event(KeyEvent happened) => Get("event." + KeyEventNames.Of(happened));

    /// <summary>An absolute date as people of this language write it, independent of the machine's culture data.</summary>
    public string Date(DateOnly day) => Get(day.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
}
