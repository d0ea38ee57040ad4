using System.Collections.Immutable;

namespace Tessera.Domain.Kernel;

/// <summary>
/// A decision's "no": a stable <paramref name="Code"/> (one of <see cref="RefusalCodes"/>), the code of the rule that says no
/// (RULES.md), the facts it rests on and, for bad input, the field.
/// Its words come from <c>Texts.Of(language).Refusal(refusal)</c>.
/// </summary>
public sealed record Refusal(string Code, string Rule, IReadOnlyDictionary<string, string> Facts, string? Field = null)
{
    public static Refusal Of(string code, string rule, string? field = null, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            named[name] = value;
        }

        return new Refusal(code, rule, named.ToImmutable(), field);
    }
}
