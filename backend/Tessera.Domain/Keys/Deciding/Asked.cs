using System.Globalization;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>The circumstances of a decision: rules, the tenant's day, the instant, and who asks.</summary>
internal readonly record struct Asked(RuleBook Rules, DateOnly Today, DateTimeOffset Now, Actor? Actor)
{
    public string By => Actor?.Name ?? "system";

    public bool ByOperator => Actor?.IsOperator ?? true;

    public static Refusal No(string code, string rule, string? field = null, params ReadOnlySpan<(string Name, string Value)> facts) =>
        Refusal.Of(code, rule, field, facts);

    public static string Fact(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Fact(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Enum words as the API writes them, so that texts can translate them.</summary>
    public static string Fact(Edition edition) => edition switch
    {
        Edition.Standard => "STANDARD",
        Edition.Professional => "PROFESSIONAL",
        _ => "ENTERPRISE",
    };

    public static string Fact(KeyKind kind) => kind switch
    {
        KeyKind.Annual => "ANNUAL",
        KeyKind.Perpetual => "PERPETUAL",
        _ => "SUBSCRIPTION",
    };
}
