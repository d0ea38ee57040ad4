using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Server.Modules.Payments.Stripe;

/// <summary>
/// Did the provider send these bytes, and just now? HMAC-SHA256 over "t.body" with any of the tenant's secrets, compared in
/// constant time; the moment may differ from ours by <see cref="Tolerance"/>. Only scheme v1 counts (PROOFS.md F8).
/// </summary>
internal static class StripeSignature
{
    public const string Header = "Stripe-Signature";
    public const int Tolerance = 300;
    private const int LongestHeader = 2_000;
    private const int MostSignatures = 8;
    private const int HexLength = 64;

    public static bool IsGenuine(string header, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (header.Length is 0 or > LongestHeader || !TryRead(header, out var moment, out var signatures)) return false;
        if (Math.Abs(now.ToUnixTimeSeconds() - moment) > Tolerance) return false;
        var genuine = false;
        foreach (var secret in secrets)
        {
            var expected = Sign(secret, moment, body);
            foreach (var signature in signatures) genuine |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return genuine;
    }

    public static byte[] Sign(string secret, long moment, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(moment.ToString(CultureInfo.InvariantCulture) + "."));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    /// <summary>"t=…,v1=…,v1=…"; unknown schemes are passed over, a second moment is a forgery.</summary>
    private static bool TryRead(string header, out long moment, out List<byte[]> signatures)
    {
        moment = -1;
        signatures = [];
        foreach (var part in header.Split(','))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1) return false;
            var value = part.AsSpan(at + 1).Trim();
            switch (part.AsSpan(0, at).Trim())
            {
                case "t":
                    if (moment >= 0 || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out moment)) return false;
                    break;
                case "v1":
                    if (value.Length == HexLength && value.ContainsAnyExcept(Hex) is false && signatures.Count < MostSignatures) signatures.Add(Convert.FromHexString(value));
                    break;
            }
        }

        return moment >= 0 && signatures.Count > 0;
    }

    private static readonly System.Buffers.SearchValues<char> Hex = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
