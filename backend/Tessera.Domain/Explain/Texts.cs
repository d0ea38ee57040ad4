using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Explain;

/// <summary>
/// Every sentence people read that comes from the rules, in en, it, nb and fr. Ids:
/// <c>rule.{KL-3}</c>, <c>refusal.{CODE}</c> and <c>refusal.{CODE}.do</c>, <c>event.{key.renewed.v1}</c>, <c>service.{CODE}</c>,
/// <c>feature.{CODE}</c>, <c>status.{ACTIVE}</c>, <c>kind.{ANNUAL}</c>, <c>edition.{STANDARD}</c>, <c>date.{EXPIRY}</c>,
/// <c>policy.{XP-3}</c>, <c>operation.{RenewKey}</c>, <c>attention.{FALLBACK}</c>, <c>import.{CODE}</c>, <c>switch.{CODE}</c>,
/// <c>role.{OPERATOR}</c>, <c>term.{RENEWAL}</c>, <c>topic.{STATUS}</c>, <c>fact.{name}</c>, <c>field.{name}</c>,
/// <c>rule-status.{FINAL}</c>, <c>acknowledgement.over-limit</c>, <c>adviser.fits</c>, <c>sentence.*</c>, <c>claim.*</c>, <c>change.*</c>;
/// of orders: <c>price.{LIST_PRICE}…</c>, <c>vat.{EXPORT}</c>, <c>stop.*</c>, <c>warning.{OVER_LIMIT}…</c>, <c>line-kind.{MAINTENANCE}</c>; of mails: <c>mail.*</c>;
/// of the programme: <c>points.{ORDER}</c>, <c>point-cause.{ORDER}</c>, <c>level-cause.{PROMOTION}</c>, <c>outlook.{KEEPS}</c>, <c>flip.*</c>, <c>verdict.{KEEPS}</c>, <c>review-mark.{LOSES_LEVEL}</c>.
/// <para>
/// Placeholders: <c>{name}</c> is the fact's value, a date (yyyy-MM-dd) written out; <c>{name:edition}</c> looks the value up as
/// <c>edition.{value}</c>; <c>{name:year}</c> counts with <c>unit.year.one/other</c>; <c>{name:services}</c> and <c>{name:fields}</c>
/// name a comma-separated list of codes; <c>{name:money}</c> writes <c>59000 EUR</c> as an amount, <c>{name:percent}</c> a percentage, <c>{name:number}</c> groups a whole number.
/// </para>
/// </summary>
public sealed class Texts
{
    /// <summary>XP-3: the edition of the acknowledgement text; raised whenever its meaning changes.</summary>
    public const string AcknowledgementVersion = "over-limit-1";

    /// <summary>A catalogue is several files; no id stands in two of them.</summary>
    private static readonly string[] Files = ["texts", "mail", "programme", "rules", "joining", "learning"];

    private static readonly FrozenDictionary<string, Lazy<Texts>> ByLanguage =
        new[] { "en", "it", "nb", "fr" }.ToFrozenDictionary(language => language, language => new Lazy<Texts>(() => Load(language)));

    private readonly FrozenDictionary<string, string> catalogue;
    private readonly Writer writer;

    private Texts(string language, Dictionary<string, string> catalogue)
    {
        Language = language;
        this.catalogue = catalogue.ToFrozenDictionary(StringComparer.Ordinal);
        writer = new Writer(this);
    }

    public static IReadOnlyList<string> Languages { get; } = ["en", "it", "nb", "fr"];

    public string Language { get; }

    /// <summary>All ids of this catalogue; the same in every language.</summary>
    public IReadOnlyCollection<string> Ids => catalogue.Keys;

    /// <summary>The catalogue of a language tag (<c>nb-NO</c>, <c>no</c> and <c>nn</c> → nb); English for any other.</summary>
    public static Texts Of(string? language)
    {
        var tag = language is null ? "en" : language.Split('-', '_')[0].ToLowerInvariant();
        return ByLanguage.TryGetValue(tag is "no" or "nn" ? "nb" : tag, out var texts) ? texts.Value : ByLanguage["en"].Value;
    }

    /// <summary>The text with its placeholders filled; the id itself when there is none, so that a gap is seen, not thrown.</summary>
    public string Get(string id, IReadOnlyDictionary<string, string>? facts = null) => Find(id, facts) ?? id;

    public string Get(string id, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var named = new Dictionary<string, string>(facts.Length, StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            named[name] = value;
        }

        return Get(id, named);
    }

    /// <summary>Null when the catalogue has no such id.</summary>
    public string? Find(string id, IReadOnlyDictionary<string, string>? facts = null) =>
        catalogue.TryGetValue(id, out var template) ? writer.Fill(template, facts) : null;

    /// <summary>The text as it stands in the catalogue, placeholders and all.</summary>
    public string? Template(string id) => catalogue.GetValueOrDefault(id);

    /// <summary>What is refused, and why.</summary>
    public string Refusal(Refusal refusal) => Get("refusal." + refusal.Code, refusal.Facts);

    /// <summary>What to do about a refusal.</summary>
    public string Remedy(Refusal refusal) => Get($"refusal.{refusal.Code}.do", refusal.Facts);

    /// <summary>One sentence of a key's history.</summary>
    public string Event(KeyEvent happened) => Get("event." + KeyEventNames.Of(happened), EventFacts.Of(happened));

    /// <summary>An absolute date as people of this language write it, independent of the machine's culture data.</summary>
    public string Date(DateOnly day) => Dates.Write(day, Language);

    /// <summary>An amount as people of this language write it.</summary>
    public string Money(Money amount) => Written.Money(amount, Language);

    /// <summary>A percentage, given as an invariant decimal, as people of this language write it.</summary>
    public string Percent(decimal percent) => Written.Percent(percent.ToString(System.Globalization.CultureInfo.InvariantCulture), Language);

    /// <summary>A fact's value for people: dates written out, codes named.</summary>
    public string Value(string value) => Dates.TryRead(value, out var day) ? Date(day) : value;

    /// <summary>A count with its unit: <c>Count("day", 3)</c> → 3 days.</summary>
    public string Count(string unit, long number) => writer.Count(unit, number);

    /// <summary>«a, b and c».</summary>
    public string List(IEnumerable<string> items) => writer.List([.. items]);

    private static Texts Load(string language) => new(language, Files.SelectMany(file => Read(file, language)).ToDictionary(StringComparer.Ordinal));

    private static Dictionary<string, string> Read(string file, string language)
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream($"Tessera.Domain.Explain.{file}.{language}.json")!;
        return JsonSerializer.Deserialize(stream, TextsJson.Default.DictionaryStringString)!;
    }

    /// <summary>Fills templates of one language.</summary>
    private sealed class Writer(Texts texts)
    {
        public string Fill(string template, IReadOnlyDictionary<string, string>? facts)
        {
            if (facts is null || facts.Count == 0 || !template.Contains('{', StringComparison.Ordinal))
            {
                return template;
            }

            var written = new StringBuilder(template.Length + 32);
            var rest = template.AsSpan();
            while (!rest.IsEmpty)
            {
                var open = rest.IndexOf('{');
                var close = open < 0 ? -1 : rest[open..].IndexOf('}') + open;
                if (open < 0 || close <= open)
                {
                    written.Append(rest);
                    break;
                }

                written.Append(rest[..open]);
                Place(written, rest[(open + 1)..close].ToString(), facts);
                rest = rest[(close + 1)..];
            }

            return written.ToString();
        }

        public string Count(string unit, long number)
        {
            var singular = number == 1 || number == 0 && texts.Language == "fr";
            return Fill(
                texts.catalogue[$"unit.{unit}.{(singular ? "one" : "other")}"],
                new Dictionary<string, string> { ["n"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }

        public string List(string[] items) => items.Length < 2
            ? string.Concat(items)
            : texts.Get("list.and", ("first", string.Join(", ", items[..^1])), ("last", items[^1]));

        private void Place(StringBuilder written, string placeholder, IReadOnlyDictionary<string, string> facts)
        {
            var colon = placeholder.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? placeholder : placeholder[..colon];
            if (!facts.TryGetValue(name, out var value))
            {
                written.Append('{').Append(placeholder).Append('}');
                return;
            }

            if (colon >= 0)
            {
                written.Append(Shaped(placeholder[(colon + 1)..], value));
            }
            else if (Dates.TryRead(value, out var day))
            {
                Dates.Append(written, day, texts.Language);
            }
            else
            {
                written.Append(value);
            }
        }

        private string Shaped(string shape, string value) => shape switch
        {
            "services" => List([.. Codes(value).Select(code => texts.Get("service." + code))]),
            "fields" => List([.. Codes(value).Select(code => texts.Get("field." + code))]),
            "money" => Written.TryReadMoney(value, out var amount) ? texts.Money(amount) : value,
            "percent" => Written.Percent(value, texts.Language),
            "number" => long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var whole) ? Written.Whole(whole, texts.Language) : value,
            "day" or "year" or "service" or "extension" or "sc" or "point" or "person" =>
                long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? Count(shape, number) : value,
            _ => texts.catalogue.GetValueOrDefault($"{shape}.{value}", value),
        };

        private static string[] Codes(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TextsJson : JsonSerializerContext;
