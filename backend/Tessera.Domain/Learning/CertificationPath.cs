using System.Globalization;
using Tessera.Domain.Kernel;
using Tessera.Domain.Keys;

namespace Tessera.Domain.Learning;

/// <summary>PP-2: what courses lead to. The level rules ask for certificates by its code.</summary>
/// <param name="ValidityMonths">How long a certificate holds; null: without end.</param>
public sealed record CertificationPath(string Code, string Name, int? ValidityMonths)
{
    public const int LongestCode = 40;
    public const int LongestName = 100;
    public const int MostMonths = 120;

    private const string Rule = "PP-2";

    /// <summary>Last day of a certificate gained on a day, included.</summary>
    public DateOnly? Until(DateOnly from) => ValidityMonths is { } months ? from.AddMonths(months).AddDays(-1) : null;

    /// <returns>Null: it may be kept.</returns>
    public static Refusal? Check(string? code, string? name, int? validityMonths) =>
        (IsCode(code) ? null : Refusal.Of(RefusalCodes.PathCodeInvalid, Rule, "code", ("most", Asked.Fact(LongestCode))))
        ?? Bounds.Text(name, "name", LongestName)
        ?? (validityMonths is null or (>= 1 and <= MostMonths)
            ? null
            : Refusal.Of(RefusalCodes.ValidityOutOfRange, Rule, "validityMonths", ("most", MostMonths.ToString(CultureInfo.InvariantCulture))));

    private static bool IsCode(string? code) =>
        code is { Length: > 0 and <= LongestCode } && char.IsAsciiLetterOrDigit(code[0]) && code.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.');
}
