using System.Text.RegularExpressions;
using Tessera.Platform.Errors;
using Tessera.Server.Http;

namespace Tessera.Server.Modules.Messages.Contracts;

/// <summary>What may stand in the To of a mail: one address, on one line, nothing that ends it or begins another.</summary>
internal static partial class MailAddresses
{
    public const int Longest = 254;
    private const string Hidden = "•••";

    public static bool IsAddress(string? value) => value is { Length: > 0 and <= Longest } && Shape().IsMatch(value) && PlainText.Check("", value, Longest) is null;

    /// <summary>Null where the address can be written to.</summary>
    public static FieldProblem? Problem(string field, string? value) =>
        string.IsNullOrWhiteSpace(value) ? new FieldProblem(field, "REQUIRED", "This must be filled in.")
        : IsAddress(value) ? null : new FieldProblem(field, "MALFORMED", "One e-mail address, name@example.org, up to 254 characters.");

    /// <summary>Enough to recognise one's own address, too little to learn another's: <c>i•••@rossi.example</c>.</summary>
    public static string Masked(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 1 ? Hidden : string.Concat(address.AsSpan(0, char.IsHighSurrogate(address[0]) ? 2 : 1), Hidden, address.AsSpan(at));
    }

    /// <summary>As it is compared: the same box whatever the case it is typed in.</summary>
    public static string Folded(string address) => address.Trim().ToLowerInvariant();

    [GeneratedRegex(@"\A[^\s@<>,;:""\\()\[\]\p{C}]{1,64}@[^\s@<>,;:""\\()\[\]\p{C}.]+(\.[^\s@<>,;:""\\()\[\]\p{C}.]+)+\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Shape();
}
