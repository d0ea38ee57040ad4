using Tessera.Domain.Kernel;

namespace Domain.Tests;

public sealed class LicenceNumberTests
{
    [Theory]
    [InlineData("7k3m-0abc-9xyz-qrst")]
    [InlineData("7K3M0ABC9XYZQRST")]
    [InlineData("  7K3M 0ABC 9XYZ QRST ")]
    [InlineData("7K3M–0ABC—9XYZ‑QRST")]
    [InlineData("７Ｋ３Ｍ-０ａｂｃ-9XYZ-QRST")]
    [InlineData("7K3M\u00A00ABC\u20119XYZ\u3000QRST")]
    public void Case_spaces_dashes_and_full_width_forms_do_not_matter(string typed) =>
        Assert.Equal("7K3M-0ABC-9XYZ-QRST", LicenceNumber.TryParse(typed, out var number) ? number.Value : "malformed");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7K3M-0ABC-9XYZ-QRS")]
    [InlineData("7K3M-0ABC-9XYZ-QRSTU")]
    [InlineData("7K3M-0ABC-9XYZ-QRS_")]
    [InlineData("7K3М-0ABC-9XYZ-QRST")]
    [InlineData("7K3M-0АBC-9XYZ-QRST")]
    [InlineData("7K3M-0ΑBC-9XYZ-QRST")]
    [InlineData("7K3M-0ABC-9XYZ-QR\u200BST")]
    [InlineData("7K3M-0ABC-9XYZ-QRS\u0661")]
    [InlineData("7K3M-0ABC-9XYZ-QRS\uD835")]
    [InlineData("7K3M-0ABC-9XYZ-QRSTß")]
    [InlineData("7K3M-0ABC-9XYZ-QRS\0")]
    public void Anything_else_is_malformed_homoglyphs_above_all(string? typed) => Assert.False(LicenceNumber.TryParse(typed, out _));

    [Fact]
    public void A_look_alike_is_another_number_never_the_same_one() =>
        Assert.NotEqual(LicenceNumber.Parse("ABCO-1111-2222-3333"), LicenceNumber.Parse("ABC0-1111-2222-3333"));

    [Fact]
    public void A_very_long_text_is_not_read_through() => Assert.False(LicenceNumber.TryParse(new string(' ', 100_000) + "7K3M0ABC9XYZQRST", out _));

    [Fact]
    public void Ten_bytes_make_one_number_and_every_bit_counts()
    {
        var random = new Random(7);
        var seen = new HashSet<LicenceNumber>();
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[LicenceNumber.RandomBytes];
            random.NextBytes(bytes);
            var number = LicenceNumber.FromRandom(bytes);
            Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$", number.Value);
            Assert.Equal(number, LicenceNumber.Parse(number.Value));
            seen.Add(number);
            for (var bit = 0; bit < 80; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.NotEqual(number, LicenceNumber.FromRandom(bytes));
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.Equal(500, seen.Count);
    }

    [Fact]
    public void The_masked_form_shows_only_the_last_group()
    {
        Assert.Equal("••••-••••-••••-QRST", LicenceNumber.Parse("7K3M0ABC9XYZQRST").Masked);
        Assert.Equal("", default(LicenceNumber).Masked);
        Assert.False(default(LicenceNumber).IsNumber);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(11)]
    public void Other_lengths_of_randomness_are_refused(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LicenceNumber.FromRandom(new byte[length]));
}
