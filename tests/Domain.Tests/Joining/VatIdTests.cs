using Tessera.Domain.Joining;
using Tessera.Domain.Kernel;

namespace Domain.Tests.Joining;

/// <summary>PP-1: VAT ids by their countries' own rules.</summary>
public sealed class VatIdTests
{
    /// <summary>Ids that were given out, as their owners print them, and the form they are kept in.</summary>
    public static TheoryData<string, string, string> True => new()
    {
        { "AT", "ATU13585627", "ATU13585627" }, { "BE", "BE 0428.759.497", "BE0428759497" }, { "BG", "BG175074752", "BG175074752" }, { "CH", "CHE-107.787.577 IVA", "CHE107787577" },
        { "CY", "CY10259033P", "CY10259033P" }, { "CZ", "CZ25123891", "CZ25123891" }, { "DE", "DE136695976", "DE136695976" }, { "DK", "13 58 56 28", "DK13585628" }, { "EE", "EE100931558", "EE100931558" },
        { "ES", "ES A13585625", "ESA13585625" }, { "ES", "54362315K", "ES54362315K" }, { "ES", "X2482300W", "ESX2482300W" }, { "FI", "FI20774740", "FI20774740" }, { "FR", "FR 40 303 265 045", "FR40303265045" }, { "FR", "83404833048", "FR83404833048" },
        { "GB", "GB980780684", "GB980780684" }, { "GR", "EL094259216", "EL094259216" }, { "HR", "HR33392005961", "HR33392005961" }, { "HU", "HU12892312", "HU12892312" }, { "IE", "IE6433435F", "IE6433435F" },
        { "IE", "IE6433435OA", "IE6433435OA" }, { "IT", "00743110157", "IT00743110157" }, { "LT", "LT119511515", "LT119511515" }, { "LT", "LT100001919017", "LT100001919017" }, { "LU", "LU15027442", "LU15027442" }, { "LV", "LV40003521600", "LV40003521600" },
        { "MT", "MT11679112", "MT11679112" }, { "NL", "NL004495445B01", "NL004495445B01" }, { "NO", "974 760 673", "NO974760673MVA" }, { "NO", "NO974760673MVA", "NO974760673MVA" }, { "PL", "PL8567346215", "PL8567346215" },
        { "PT", "PT501964843", "PT501964843" }, { "RO", "RO18547290", "RO18547290" }, { "SE", "SE123456789701", "SE123456789701" }, { "SI", "SI50223054", "SI50223054" }, { "SK", "SK2022749619", "SK2022749619" },
        { "US", "12-3456789", "123456789" }, { "LI", "CHE107787577", "CHE107787577" },
    };

    [Theory, MemberData(nameof(True))]
    public void An_id_that_was_given_out_is_taken_however_it_is_written(string country, string typed, string kept)
    {
        var (id, refusal) = VatId.Read(typed, country);
        Assert.Null(refusal);
        Assert.Equal(kept, id.Value);
        Assert.Equal(kept, VatId.Read(kept, country).Id.Value);
    }

    /// <summary>What check digits are there for: no single digit can be another one.</summary>
    [Theory, MemberData(nameof(True))]
    public void A_mistyped_digit_is_found(string country, string typed, string kept)
    {
        Assert.NotEmpty(typed);
        if (country is "US") return;
        var wrong = new List<string>();
        for (var at = 2; at < kept.Length; at++)
        {
            if (!char.IsAsciiDigit(kept[at])) continue;
            for (var digit = '0'; digit <= '9'; digit++)
            {
                var other = kept[..at] + digit + kept[(at + 1)..];
                if (digit != kept[at] && VatId.Read(other, country).Refusal is null) wrong.Add(other);
            }
        }

        Assert.True(wrong.Count <= Blind(country, kept), string.Join(", ", wrong));
    }

    [Theory]
    [InlineData("IT", "FR40303265045", "FR")]
    [InlineData("NO", "IT00743110157", "IT")]
    [InlineData("IT", "EL094259216", "GR")]
    [InlineData("US", "DE136695976", "DE")]
    [InlineData("FR", "NO974760673MVA", "NO")]
    public void The_id_of_another_country_is_named_with_field_rule_and_both_countries(string country, string typed, string other)
    {
        var refusal = VatId.Read(typed, country).Refusal!;
        Assert.Equal((RefusalCodes.VatIdOfAnotherCountry, "PP-1", "vatId", country, other), (refusal.Code, refusal.Rule, refusal.Field, refusal.Facts["country"], refusal.Facts["other"]));
    }

    [Theory]
    [InlineData("IT", "")]
    [InlineData("IT", null)]
    [InlineData("IT", "IT")]
    [InlineData("IT", "IT0074311015")]
    [InlineData("IT", "IT007431101577")]
    [InlineData("IT", "IT0074311O157")]
    [InlineData("IT", "IT٠٠٧٤٣١١٠١٥٧")]
    [InlineData("IT", "IT00743110157'; DROP TABLE partner; --")]
    [InlineData("NL", "NL004495445")]
    [InlineData("US", "abc")]
    [InlineData("US", "123456789012345678901")]
    public void What_is_written_otherwise_is_malformed_and_told_how_to_write_it(string country, string? typed)
    {
        var refusal = VatId.Read(typed, country).Refusal!;
        Assert.Equal((RefusalCodes.VatIdMalformed, "vatId"), (refusal.Code, refusal.Field));
        Assert.NotEmpty(refusal.Facts["example"]);
    }

    /// <summary>Where the rule of a country itself cannot tell some digits apart, or leaves some unchecked.</summary>
    private static int Blind(string country, string kept) => country switch
    {
        // A branch, the company's number of its owner, a person's day of birth stand outside the check.
        "NL" => 20,
        "LV" => 4,
        "SE" => 18,
        "GB" => 9,
        "HU" or "RO" or "BG" or "LT" or "PT" or "CZ" or "SI" or "GR" => kept.Length,
        "CY" => 8,
        _ => 0,
    };
}
