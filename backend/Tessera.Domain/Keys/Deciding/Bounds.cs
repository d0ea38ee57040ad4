using System.Text;
using Tessera.Domain.Catalogue;
using Tessera.Domain.Kernel;

namespace Tessera.Domain.Keys;

/// <summary>
/// What any input may be at all. Everything beyond is a refusal naming the field, never an exception; inside these bounds no later
/// calculation can overflow.
/// </summary>
public static class Bounds
{
    public const int MostYears = 10;
    public const int LargestQuantity = 1_000_000;
    public const int LongestReason = 500;
    public const int LongestName = 200;
    public const int LongestFingerprint = 200;
    public const int LongestFqdn = 253;
    public const int LongestVersion = 40;
    public const int LongestReference = 200;
    public const long LargestPriceMinor = 100_000_000_000;

    /// <summary>How far terms may reach beyond today, in days (20 years).</summary>
    public const int FurthestDays = 20 * 365;

    /// <summary>How far a date given by a person may lie ahead, in days (10 years).</summary>
    public const int FurthestGivenDays = 10 * 365;

    /// <summary>How long before today a payment may have been made to be booked now.</summary>
    public const int OldestPaymentDays = 365;

    public static DateOnly Earliest { get; } = new(1990, 1, 1);

    public static DateOnly Latest { get; } = new(2199, 12, 31);

    internal static Refusal? Today(DateOnly today) => Date(today, "today", Earliest, Latest);

    internal static Refusal? Date(DateOnly day, string field, DateOnly earliest, DateOnly latest) =>
        day >= earliest && day <= latest
            ? null
            : Refusal.Of(RefusalCodes.DateOutOfRange, "KL-15", field, ("earliest", Asked.Fact(earliest)), ("latest", Asked.Fact(latest)));

    internal static Refusal? GivenDate(DateOnly? day, string field, DateOnly today) =>
        day is null ? null : Date(day.Value, field, Earliest, today.AddDays(FurthestGivenDays));

    internal static Refusal? Years(int years) =>
        years is >= 1 and <= MostYears
            ? null
            : Refusal.Of(RefusalCodes.YearsOutOfRange, "KL-1", "years", ("fewest", "1"), ("most", Asked.Fact(MostYears)));

    internal static Refusal? Quantity(int quantity, string field, int largest = LargestQuantity) =>
        quantity >= 0 && quantity <= largest
            ? null
            : Refusal.Of(RefusalCodes.QuantityOutOfRange, "EX-3", field, ("smallest", "0"), ("largest", Asked.Fact(largest)));

    internal static Refusal? Kind(KeyKind kind) => kind is >= KeyKind.Annual and <= KeyKind.Subscription ? null : Invalid("kind");

    internal static Refusal? Edition(Edition edition) =>
        edition is >= Catalogue.Edition.Standard and <= Catalogue.Edition.Enterprise ? null : Invalid("edition");

    internal static Refusal? Partner(PartnerId? partner, string field) => partner?.Value == Guid.Empty ? Invalid(field) : null;

    internal static Refusal? Number(LicenceNumber number, string field) => number.IsNumber ? null : Invalid(field);

    /// <summary>Required text.</summary>
    internal static Refusal? Text(string? text, string field, int longest) =>
        string.IsNullOrWhiteSpace(text) ? Invalid(field) : OptionalText(text, field, longest);

    /// <summary>No control characters, no half surrogates: what is stored can be read back exactly.</summary>
    internal static Refusal? OptionalText(string? text, string field, int longest)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length > longest)
        {
            return Invalid(field);
        }

        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != System.Buffers.OperationStatus.Done || Rune.IsControl(rune))
            {
                return Invalid(field);
            }

            rest = rest[used..];
        }

        return null;
    }

    internal static Refusal? Reason(string? reason) =>
        string.IsNullOrWhiteSpace(reason)
            ? Refusal.Of(RefusalCodes.ReasonRequired, "KL-13", "reason")
            : OptionalText(reason, "reason", LongestReason);

    internal static Refusal Invalid(string field) => Refusal.Of(RefusalCodes.InvalidInput, "KL-15", field, ("field", field));
}
